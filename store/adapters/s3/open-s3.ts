import type { Random } from "../../../domain/random.ts";
import { loadSdk } from "../../objects/s3/sdk.ts";
import { probe } from "./probe.ts";
import { S3ObjectStore, type S3Dialect } from "./s3-object-store.ts";
import { S3Transport, type S3Location } from "./s3-transport.ts";

export interface S3Options extends Partial<Omit<S3Location, "bucket">> {
  bucket: string;
  /** Precedes every key, with a slash between. Empty or absent is the whole bucket. */
  prefix?: string;
  random: Random;
  /** The result of an earlier probe, which then is not repeated. */
  dialect?: S3Dialect;
}

/** Opens a bucket of any store with safe conditional writes. Rejects with an `S3Refused` that says what to do. */
export const openS3ObjectStore = async (options: S3Options): Promise<S3ObjectStore> => {
  const { bucket, endpoint = null, region = null, credentials = null, timeouts = defaultTimeouts } = options;
  const transport = new S3Transport(await loadSdk(), { bucket, endpoint, region, credentials, timeouts });
  const prefix = options.prefix === undefined || options.prefix === "" ? "" : `${options.prefix.replace(/\/+$/, "")}/`;
  const dialect = options.dialect ?? (await probe(transport, { bucket, endpoint, prefix }, options.random));
  return new S3ObjectStore(transport, { prefix, dialect });
};

const defaultTimeouts: S3Location["timeouts"] = { connect_ms: 3_000, answer_ms: 15_000 };
