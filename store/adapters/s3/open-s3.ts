import type { Clock } from "../../../domain/clock.ts";
import type { Random } from "../../../domain/random.ts";
import { openSignedClient, type SignedClientOptions } from "../aws/signed-client.ts";
import { probe } from "./probe.ts";
import { S3ObjectStore, type S3Dialect } from "./s3-object-store.ts";
import { S3Refused } from "./s3-refused.ts";
import { S3Transport } from "./s3-transport.ts";

/** Where a store is in a bucket, as an `s3:` address names it. */
export interface BucketLocation {
  bucket: string;
  /** Precedes every key, with a slash between. Empty for the whole bucket. */
  prefix: string;
  /** Null is AWS. */
  endpoint: string | null;
  /** Null takes the region from the environment or the shared configuration. */
  region: string | null;
}

export interface S3Parts {
  clock: Pick<Clock, "now">;
  random: Random;
  /** Without them they come from the environment, shared files or the role of the machine. */
  credentials?: SignedClientOptions["credentials"];
  timeouts?: SignedClientOptions["timeouts"];
  /** The result of an earlier probe, which then is not repeated. */
  dialect?: S3Dialect;
}

/** Opens a bucket of any store with safe conditional writes. Rejects with an `S3Refused` that says what to do. */
export const openS3 = async (location: BucketLocation, parts: S3Parts): Promise<S3ObjectStore> => {
  const { bucket, endpoint, region } = location;
  const { clock, random, credentials = null, timeouts = defaultTimeouts } = parts;
  const client = await openSignedClient({ service: "s3", endpoint, region, credentials, timeouts, clock }).catch(
    (error: Error) => {
      throw new S3Refused(error.message, { cause: error });
    },
  );
  const transport = new S3Transport(client, bucket);
  const prefix = location.prefix === "" ? "" : `${location.prefix.replace(/\/+$/, "")}/`;
  const dialect = parts.dialect ?? (await probe(transport, { bucket, endpoint, prefix }, random));
  return new S3ObjectStore(transport, { prefix, dialect });
};

const defaultTimeouts: SignedClientOptions["timeouts"] = { connect_ms: 3_000, answer_ms: 15_000 };
