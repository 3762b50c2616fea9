import { spawn } from "node:child_process";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Engine } from "./engine.ts";
import { startEngines } from "./start-engines.ts";

/** Starts the engines, runs the tests of a Vitest configuration on them, stops them, and exits with the tests' exit code. */
export const vitestOn = async (engines: Engine[], config: string, args: string[]): Promise<never> => {
  // Stop when the parent process is gone, so that no engine keeps running.
  process.on("disconnect", () => process.exit(1));
  try {
    const { env, stop } = await startEngines(engines);
    const runner = spawn(
      process.execPath,
      [join(root, "node_modules/vitest/vitest.mjs"), "run", "--config", config, ...args],
      { cwd: root, stdio: "inherit", env: { ...process.env, ...env } },
    );
    process.on("exit", () => runner.kill());
    process.exitCode = await new Promise<number>((resolve) => runner.once("exit", (code) => resolve(code ?? 1)));
    await stop();
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
  process.exit();
};

const root = fileURLToPath(new URL("../..", import.meta.url));
