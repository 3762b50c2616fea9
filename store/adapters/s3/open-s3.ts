import type { Random } from "../../../domain/random.ts";
import { probe } from "./probe.ts";
import { S3ObjectStore, type S3Dialect } from "./s3-object-store.ts";
import { S3Transport, type S3TransportOptions } from "./s3-transport.ts";
import { loadSdk } from "./sdk.ts";

/** Where a store is in a bucket, as an `s3:` address names it. */
export interface BucketLocation {
  bucket: string;
  /** Precedes every key, with a slash between. Empty for the whole bucket. */
  prefix: string;
  /** Null is AWS. */
  endpoint: string | null;
  /** Null leaves the region to the SDK. */
  region: string | null;
}

export interface S3Parts {
  random: Random;
  /** Without them the SDK looks in the environment, shared files and the role of the machine. */
  credentials?: S3TransportOptions["credentials"];
  timeouts?: S3TransportOptions["timeouts"];
  /** The result of an earlier probe, which then is not repeated. */
  dialect?: S3Dialect;
}

/** Opens a bucket of any store with safe conditional writes. Rejects with an `S3Refused` that says what to do. */
export const openS3 = async (location: BucketLocation, parts: S3Parts): Promise<S3ObjectStore> => {
  const { bucket, endpoint, region } = location;
  const { random, credentials = null, timeouts = defaultTimeouts } = parts;
  const transport = new S3Transport(await loadSdk(), { bucket, endpoint, region, credentials, timeouts });
  const prefix = location.prefix === "" ? "" : `${location.prefix.replace(/\/+$/, "")}/`;
  const dialect = parts.dialect ?? (await probe(transport, { bucket, endpoint, prefix }, random));
  return new S3ObjectStore(transport, { prefix, dialect });
};

const defaultTimeouts: S3TransportOptions["timeouts"] = { connect_ms: 3_000, answer_ms: 15_000 };
