// `npm start`: installs missing packages, then runs `tailboard serve`.
import { spawn } from "node:child_process";
import { join } from "node:path";
import { ensureInstalled, nodePath, root } from "./install.mjs";

// The parts of the AWS SDK belong to a workspace, which is installed only if a store uses them.
const stores = [process.env.TAILBOARD_STORE, process.env.TAILBOARD_PUBLIC];
const signs = stores.some((store) => store?.startsWith("s3:") || store?.startsWith("dynamodb:"));
const rooms = signs ? ["store/adapters/aws"] : [];
ensureInstalled({ dev: false, rooms });
const child = spawn(nodePath(), [join(root, "cli", "bin.mjs"), "serve", ...process.argv.slice(2)], {
  stdio: "inherit",
});
// The terminal sends Ctrl-C to this process and to the server. Wait for the server to exit.
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal));
child.on("exit", (code, signal) => process.exit(code ?? (signal === null ? 1 : 130)));
