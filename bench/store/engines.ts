import { type Engine, variableOf } from "../../scripts/engine/engine.ts";
import { startEngines } from "../../scripts/engine/start-engines.ts";
import { makeBucket, s3Engines, type S3Engine } from "../../test/engines/bucket.ts";

/** Starts the engines, calls `run`, and stops them. Engines that are not available are left out with a message. */
export const withEngines = async <T>(wanted: Engine[], run: (started: Started) => Promise<T>): Promise<T> => {
  const { env, stop } = await startEngines(wanted);
  // The helpers of test/engines read these variables, and child processes inherit them.
  Object.assign(process.env, env);
  try {
    return await run({ endpoint: (name) => env[variableOf(name)] ?? null });
  } finally {
    await stop();
  }
};

export interface Started {
  /** Null if the engine is not available. */
  endpoint: (name: string) => string | null;
}

/** Ceph RGW with a new bucket, or null if it is not available. */
export const cephBucket = async (): Promise<S3Engine | null> => {
  const engine = s3Engines().find(({ name }) => name === "Ceph RGW");
  if (engine === undefined || "missing" in engine) return null;
  await makeBucket(engine);
  return engine;
};
