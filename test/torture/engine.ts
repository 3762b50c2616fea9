import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { Clock } from "../../domain/clock.ts";
import type { Random } from "../../domain/random.ts";
import { engines } from "../../scripts/engine/engines.ts";
import { startEngines } from "../../scripts/engine/start-engines.ts";
import type { Dialect } from "../../store/objects/s3/dialect.ts";
import { openS3ObjectStore } from "../../store/objects/s3/s3-object-store.ts";
import { loadSdk } from "../../store/adapters/s3/sdk.ts";
import { bucketWords, tableWords, type ProxyOptions } from "./fault/proxy.ts";
import type { Place } from "./place.ts";

export const engineNames = ["directory", "ceph-rgw", "dynamodb-local", "ministack"] as const;
export type EngineName = (typeof engineNames)[number];

/** The backend of the store, and how workers reach it. */
export interface RunningEngine {
  place: Place;
  /** The protocol of the fault-injecting proxy, or null if the backend has no network. */
  words: ProxyOptions["words"] | null;
  stop: () => Promise<void>;
}

/** Uses a running engine if its variable names one, else starts it. Throws with a sentence if neither works. */
export const openEngine = async (
  name: EngineName,
  { folder, clock, random }: { folder: string; clock: Clock; random: Random },
): Promise<RunningEngine> => {
  if (name === "directory") {
    const data = join(folder, "data");
    mkdirSync(data, { recursive: true });
    return { place: { kind: "directory", folder: data }, words: null, stop: () => Promise.resolve() };
  }
  const variable = `TAILBOARD_ENGINE_${name.toUpperCase().replaceAll("-", "_")}`;
  const engine = engines.find((one) => one.name === name);
  if (engine === undefined) throw new Error(`There is no engine ${name}`);
  const { env, stop } =
    process.env[variable] === undefined
      ? await startEngines([engine])
      : { env: process.env, stop: () => Promise.resolve() };
  const endpoint = env[variable];
  if (endpoint === undefined) throw new Error(env[`${variable}_MISSING`] ?? `${name} did not start`);
  const [key = "tailboard", secret = "tailboard"] = [env[`${variable}_KEY`], env[`${variable}_SECRET`]];
  const prefix = `t${process.pid}-${Math.floor(performance.timeOrigin + performance.now())}`;
  if (name === "dynamodb-local") {
    const data = join(folder, "data");
    mkdirSync(data, { recursive: true });
    return {
      place: { kind: "table", endpoint, table: "torture", prefix, folder: data },
      words: tableWords,
      stop,
    };
  }
  const bucket = "torture";
  const dialect = await openBucket({ endpoint, key, secret, bucket, prefix, clock, random });
  return {
    place: { kind: "bucket", endpoint, bucket, prefix, key, secret, dialect },
    words: bucketWords,
    stop,
  };
};

const openBucket = async (at: {
  endpoint: string;
  key: string;
  secret: string;
  bucket: string;
  prefix: string;
  clock: Clock;
  random: Random;
}): Promise<Dialect> => {
  const { endpoint, key, secret, bucket, prefix, clock, random } = at;
  const credentials = { accessKeyId: key, secretAccessKey: secret };
  const sdk = await loadSdk();
  const client = new sdk.S3Client({ endpoint, credentials, region: "us-east-1", forcePathStyle: true });
  await client.send(new sdk.CreateBucketCommand({ Bucket: bucket })).catch((error: unknown) => {
    if (!(error instanceof Error) || !error.name.startsWith("BucketAlready")) throw error;
  });
  client.destroy();
  const { dialect } = await openS3ObjectStore({ bucket, prefix, endpoint, credentials, clock, random });
  return dialect;
};
