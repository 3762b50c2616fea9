import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Children } from "./children.ts";
import { variableOf, type Engine, type Started } from "./engine.ts";

export interface Engines {
  /** The endpoint of each engine under its variable, and the other variables that its tests need. */
  env: Record<string, string>;
  stop: () => Promise<void>;
}

/**
 * Installs and starts engines in parallel. If one cannot be installed, that is an error when `CI` is set. Otherwise its
 * `<variable>_MISSING` holds the reason, and the tests that need it report it.
 */
export const startEngines = async (engines: Engine[]): Promise<Engines> => {
  const cache = fileURLToPath(new URL("../../.engine", import.meta.url));
  mkdirSync(cache, { recursive: true });
  const folder = mkdtempSync(join(tmpdir(), "tailboard-engines-"));
  const running: Children[] = [];
  process.on("exit", () => {
    for (const children of running) children.kill();
    rmSync(folder, { recursive: true, force: true });
  });
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => process.exit(130));

  const env: Record<string, string> = {};
  const began = performance.now();
  const startOne = async (engine: Engine): Promise<void> => {
    const missing = await engine.install(cache);
    if (missing !== null) {
      if (process.env["CI"] !== undefined) throw new Error(`${engine.name}: ${missing}`);
      console.error(`${engine.name} is not available: ${missing}`);
      env[`${variableOf(engine.name)}_MISSING`] = missing;
      return;
    }
    const start = async (): Promise<Started> => {
      const children = new Children();
      running.push(children);
      try {
        return await engine.start({ cache, folder: mkdtempSync(join(folder, `${engine.name}-`)), children });
      } catch (error) {
        await children.stop();
        throw error;
      }
    };
    // Retry once on other ports, because another process may take a free port before the engine listens on it.
    const { endpoint, env: more } = await start().catch((error: unknown) => {
      console.error(`Starting ${engine.name} again. ${error instanceof Error ? error.message : String(error)}`);
      return start();
    });
    Object.assign(env, more, { [variableOf(engine.name)]: endpoint });
    console.error(`${engine.name} answers on ${endpoint} after ${((performance.now() - began) / 1000).toFixed(1)} s`);
  };
  await Promise.all(engines.map(startOne));
  const stop = async () => {
    await Promise.all(running.map(async (children) => children.stop()));
  };
  return { env, stop };
};
