import type { Engine } from "../../scripts/engine/engine.ts";
import { startEngines } from "../../scripts/engine/start-engines.ts";
import { storeEngines, type StoreEngine } from "../../test/engines/stores.ts";

/** Starts the engines, calls `run`, and stops them. Engines that are not available are left out with a message. */
export const withEngines = async <T>(wanted: Engine[], run: (started: Started) => Promise<T>): Promise<T> => {
  const { env, stop } = await startEngines(wanted);
  // The helpers of test/engines read these variables, and child processes inherit them.
  Object.assign(process.env, env);
  try {
    return await run({ env });
  } finally {
    await stop();
  }
};

export interface Started {
  env: Record<string, string>;
}

/** An engine that can hold a store, or null if it is not available. */
export const engineNamed = (wanted: "Ceph RGW" | "DynamoDB Local"): StoreEngine | null => {
  const engine = storeEngines().find(({ name }) => name === wanted);
  return engine === undefined || "missing" in engine ? null : engine;
};
