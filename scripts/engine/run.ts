import { spawn } from "node:child_process";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { engines } from "./engines.ts";
import { startEngines } from "./start-engines.ts";

// `npm run test:engines [-- --only <engine>] [-- what vitest takes]`: starts every engine, runs test/engines on them.
const root = fileURLToPath(new URL("../..", import.meta.url));
const args = process.argv.slice(2);
const only = args[0] === "--only" ? args.splice(0, 2)[1] : undefined;
const chosen = engines.filter(({ name }) => only === undefined || name === only);
if (chosen.length === 0) {
  console.error(`No engine is called ${only}; there are ${engines.map(({ name }) => name).join(", ")}.`);
  process.exit(2);
}
// Whoever started this is gone: nothing goes on in the dark.
process.on("disconnect", () => process.exit(1));

try {
  const { env, stop } = await startEngines(chosen);
  const vitest = [join(root, "node_modules/vitest/vitest.mjs"), "run", "--config", "test/engines/vitest.config.ts"];
  const runner = spawn(process.execPath, [...vitest, ...args], {
    cwd: root,
    stdio: "inherit",
    env: { ...process.env, ...env },
  });
  process.on("exit", () => runner.kill());
  process.exitCode = await new Promise<number>((resolve) => runner.once("exit", (code) => resolve(code ?? 1)));
  await stop();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
process.exit();
