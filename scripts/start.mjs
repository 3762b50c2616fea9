// `npm start`: installs missing packages, then runs `tailboard serve`.
import { spawn } from "node:child_process";
import { join } from "node:path";
import { ensureInstalled, nodePath, root } from "./install.mjs";

// The parts of the AWS SDK belong to workspaces, which are installed only if a store uses them.
const stores = [process.env.TAILBOARD_STORE, process.env.TAILBOARD_PUBLIC];
const rooms = Object.entries({
  "s3:": ["store/adapters/aws", "store/adapters/s3"],
  "dynamodb:": ["store/adapters/aws", "store/adapters/dynamodb"],
}).flatMap(([scheme, rooms]) => (stores.some((store) => store?.startsWith(scheme)) ? rooms : []));
ensureInstalled({ dev: false, rooms });
const child = spawn(nodePath(), [join(root, "cli", "bin.mjs"), "serve", ...process.argv.slice(2)], {
  stdio: "inherit",
});
// The terminal sends Ctrl-C to this process and to the server. Wait for the server to exit.
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal));
child.on("exit", (code, signal) => process.exit(code ?? (signal === null ? 1 : 130)));
