import { spawn } from "node:child_process";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { engines } from "../../../scripts/engine/engines.ts";
import { startEngines } from "../../../scripts/engine/start-engines.ts";

// `npm run torture:ci [-- what vitest takes]`: starts the engines once, then every run on its own engine.
const root = fileURLToPath(new URL("../../..", import.meta.url));
process.on("disconnect", () => process.exit(1));
try {
  const chosen = engines.filter(({ name }) => name === "ceph-rgw" || name === "dynamodb-local");
  const { env, stop } = await startEngines(chosen);
  const vitest = [join(root, "node_modules/vitest/vitest.mjs"), "run", "--config", "test/torture/ci/vitest.config.ts"];
  const runner = spawn(process.execPath, [...vitest, ...process.argv.slice(2)], {
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
