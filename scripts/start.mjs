// `npm start`: installs what is missing, then serves.
import { spawn } from "node:child_process";
import { join } from "node:path";
import { ensureInstalled, nodePath, root } from "./install.mjs";

// The SDK of a bucket, or of a table, comes with the room that uses it, and only where one is used.
const stores = [process.env.TAILBOARD_STORE, process.env.TAILBOARD_PUBLIC];
const rooms = Object.entries({ "s3:": "store/objects/s3", "dynamodb:": "store/dynamodb" }).flatMap(([scheme, room]) =>
  stores.some((store) => store?.startsWith(scheme)) ? [room] : [],
);
ensureInstalled({ dev: false, rooms });
const child = spawn(nodePath(), [join(root, "cli", "bin.mjs"), "serve", ...process.argv.slice(2)], {
  stdio: "inherit",
});
// The terminal sends Ctrl-C to both of us; the server decides when it is done.
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal));
child.on("exit", (code, signal) => process.exit(code ?? (signal === null ? 1 : 130)));
