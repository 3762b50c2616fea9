// `npm run test:engines`: installs what the tests need, then runs run.ts with the installed Node.
import { spawn } from "node:child_process";
import { join } from "node:path";
import { ensureInstalled, nodePath, root } from "../install.mjs";

ensureInstalled({ dev: true });
const child = spawn(nodePath(), [join(root, "scripts/engine/run.ts"), ...process.argv.slice(2)], {
  cwd: root,
  stdio: ["inherit", "inherit", "inherit", "ipc"],
});
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal));
child.on("exit", (code) => process.exit(code ?? 1));
