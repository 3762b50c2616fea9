import * as sdk from "@aws-sdk/client-s3";
import { join } from "node:path";
import type { Random } from "../../domain/random.ts";
import { engines } from "../../scripts/engine/engines.ts";
import { startEngines } from "../../scripts/engine/start-engines.ts";
import { S3ObjectStore } from "../../store/adapters/s3/s3-object-store.ts";
import { mountDisk, type FullDisk } from "./fault/full-disk.ts";
import { bucketWords, tableWords, type ProxyOptions } from "./fault/proxy.ts";
import { openPlace, type Place } from "./place.ts";

export const engineNames = ["sqlite", "ceph-rgw", "dynamodb-local"] as const;
export type EngineName = (typeof engineNames)[number];

/** The backend of the store, and how workers reach it. */
export interface RunningEngine {
  place: Place;
  /** The protocol of the fault-injecting proxy, or null if the backend has no network. */
  words: ProxyOptions["words"] | null;
  /** The disk of an embedded store, if it can be full. */
  disk?: FullDisk | null;
  stop: () => Promise<void>;
}

/** Uses a running engine if its variable names one, else starts it. Throws with a sentence if neither works. */
export const openEngine = async (
  name: EngineName,
  { folder, prefix, random, ownDisk }: { folder: string; prefix: string; random: Random; ownDisk: boolean },
): Promise<RunningEngine> => {
  if (name === "sqlite") {
    const place: Place = { kind: "sqlite", folder: join(folder, "data") };
    const disk = ownDisk ? mountDisk(place.folder) : null;
    return { place, words: null, disk, stop: async () => disk?.close(join(folder, "kept")) };
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
  if (name === "dynamodb-local") {
    const place: Place = { kind: "dynamodb", endpoint, table: "torture", prefix };
    await openPlace(place, random);
    return { place, words: tableWords, stop };
  }
  const [key = "tailboard", secret = "tailboard"] = [env[`${variable}_KEY`], env[`${variable}_SECRET`]];
  const place: Place = { kind: "s3", endpoint, bucket: "torture", prefix, key, secret };
  await makeBucket(place);
  const store = await openPlace(place, random);
  if (!(store instanceof S3ObjectStore)) throw new TypeError("A bucket opens as an S3ObjectStore");
  return { place: { ...place, dialect: store.dialect }, words: bucketWords, stop };
};

const makeBucket = async ({ endpoint, bucket, key, secret }: Extract<Place, { kind: "s3" }>): Promise<void> => {
  const credentials = { accessKeyId: key, secretAccessKey: secret };
  const client = new sdk.S3Client({ endpoint, credentials, region: "us-east-1", forcePathStyle: true });
  await client.send(new sdk.CreateBucketCommand({ Bucket: bucket })).catch((error: unknown) => {
    if (!(error instanceof Error) || !error.name.startsWith("BucketAlready")) throw error;
  });
  client.destroy();
};
