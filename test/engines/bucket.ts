import * as sdk from "@aws-sdk/client-s3";
import { randomBytes } from "node:crypto";

/** The S3 engines. Each file in this folder runs on all of them. */
export const s3Engines = (): (S3Engine | { name: string; missing: string })[] => [
  s3Engine("Ceph RGW", "TAILBOARD_ENGINE_CEPH_RGW"),
  s3Engine("ministack", "TAILBOARD_ENGINE_MINISTACK"),
];

/** An S3 engine that `npm run test:engines` started, or the reason why it did not. */
export interface S3Engine {
  name: string;
  endpoint: string;
  credentials: { accessKeyId: string; secretAccessKey: string };
}

const s3Engine = (name: string, variable: string): S3Engine | { name: string; missing: string } => {
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

export const bucketName = "tailboard";
const bucket = bucketName;
/** A bucket with versioning, as infra/ creates them. */
export const versionedBucket = "tailboard-versions";

export const clientTo = ({ endpoint, credentials }: S3Engine) =>
  new sdk.S3Client({ endpoint, credentials, region: "us-east-1", forcePathStyle: true });

export const makeBucket = async (engine: S3Engine, name = bucket): Promise<void> => {
  const client = clientTo(engine);
  await client.send(new sdk.CreateBucketCommand({ Bucket: name })).catch((error: unknown) => {
    if (!(error instanceof Error) || !error.name.startsWith("BucketAlready")) throw error;
  });
  if (name === versionedBucket) {
    const VersioningConfiguration = { Status: "Enabled" } as const;
    await client.send(new sdk.PutBucketVersioningCommand({ Bucket: name, VersioningConfiguration }));
  }
  client.destroy();
};

/** The environment variables of a Tailboard on this engine, as a person would write them. */
export const environmentOf = ({ endpoint, credentials }: S3Engine, prefix: string): Record<string, string> => ({
  TAILBOARD_STORE: `s3://${bucket}/${prefix}/private?endpoint=${endpoint}`,
  TAILBOARD_PUBLIC: `s3://${bucket}/${prefix}/public?endpoint=${endpoint}`,
  AWS_ACCESS_KEY_ID: credentials.accessKeyId,
  AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
});

export const freshPrefix = (): string => `t/${randomBytes(6).toString("hex")}`;
