import type { Engine } from "../../scripts/engine/engine.ts";
import { variableOf } from "../../scripts/engine/engine.ts";
import { startEngines } from "../../scripts/engine/start-engines.ts";
import { makeBucket, s3Engines, type S3Engine } from "../../test/engines/bucket.ts";

/** Runs with these engines, fresh, and stops them. One that cannot be had is left out, and told of. */
export const withEngines = async <T>(wanted: Engine[], run: (started: Started) => Promise<T>): Promise<T> => {
  const { env, stop } = await startEngines(wanted);
  // As `npm run test:engines` hands them to its tests, and as the processes of a part inherit them.
  Object.assign(process.env, env);
  try {
    return await run({ endpoint: (name) => env[variableOf(name)] ?? null });
  } finally {
    await stop();
  }
};

export interface Started {
  /** Null where the engine could not be had. */
  endpoint: (name: string) => string | null;
}

/** Ceph RGW with a bucket to write into; null where it could not be had. */
export const cephBucket = async (): Promise<S3Engine | null> => {
  const engine = s3Engines().find(({ name }) => name === "Ceph RGW");
  if (engine === undefined || "missing" in engine) return null;
  await makeBucket(engine);
  return engine;
};
