import { randomBytes } from "node:crypto";
import { CreateBucketCommand, S3Client } from "@aws-sdk/client-s3";
import { openS3ObjectStore, type S3ObjectStore } from "../../store/objects/s3/s3-object-store.ts";
import type { Dialect } from "../../store/objects/s3/dialect.ts";

/** An S3 engine that `npm run test:engines` started, or why it did not. */
export interface S3Engine {
  name: string;
  endpoint: string;
  credentials: { accessKeyId: string; secretAccessKey: string };
}

export const s3Engine = (name: string, variable: string): S3Engine | { name: string; missing: string } => {
  const endpoint = process.env[variable];
  if (endpoint === undefined) {
    return { name, missing: process.env[`${variable}_MISSING`] ?? "not started; run npm run test:engines" };
  }
  return {
    name,
    endpoint,
    credentials: {
      accessKeyId: process.env[`${variable}_KEY`] ?? "tailboard",
      secretAccessKey: process.env[`${variable}_SECRET`] ?? "tailboard",
    },
  };
};

export const bucket = "tailboard";

export const makeBucket = async ({ endpoint, credentials }: S3Engine): Promise<void> => {
  const client = new S3Client({ endpoint, credentials, region: "us-east-1", forcePathStyle: true });
  await client.send(new CreateBucketCommand({ Bucket: bucket })).catch((error: unknown) => {
    if (!(error instanceof Error) || !error.name.startsWith("BucketAlready")) throw error;
  });
  client.destroy();
};

/** A handle of its own, as another process would have. Each prefix is an empty store. */
export const openBucket = (engine: S3Engine, prefix: string, dialect?: Dialect): Promise<S3ObjectStore> =>
  openS3ObjectStore({
    bucket,
    prefix,
    endpoint: engine.endpoint,
    credentials: engine.credentials,
    clock: { now: () => Date.now(), sleep: (ms) => new Promise((resolve) => setTimeout(resolve, ms)) },
    random: { bytes: (count) => new Uint8Array(randomBytes(count)), fraction: () => Math.random() },
    ...(dialect === undefined ? {} : { dialect }),
  });

export const freshPrefix = (): string => `t/${randomBytes(6).toString("hex")}`;
