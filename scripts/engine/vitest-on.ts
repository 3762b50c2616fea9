import { spawn } from "node:child_process";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Engine } from "./engine.ts";
import { startEngines } from "./start-engines.ts";

/** Starts these engines, runs the tests of a configuration on them, stops them, and ends this process as the tests ended. */
export const vitestOn = async (engines: Engine[], config: string, args: string[]): Promise<never> => {
  // Whoever started this is gone: nothing goes on in the dark.
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
