import { freshId, type Random } from "../../../domain/random.ts";
import { S3Refused } from "./s3-refused.ts";
import { unsafeStore } from "./unsafe-store.ts";
import type { S3Dialect } from "./s3-object-store.ts";
import type { S3Answer, S3Failure, S3Transport } from "./s3-transport.ts";

export interface ProbedBucket {
  bucket: string;
  endpoint: string | null;
  /** Empty, or ends with a slash. */
  prefix: string;
}

/**
 * Checks that the store keeps the promises of the port, and returns how it differs from AWS. The checks use one key of
 * their own, which they remove. AWS is only asked whether it answers, because a function that wakes up should not pay for
 * ten requests. Rejects with an `S3Refused` that says what to do.
 */
export const probe = async (transport: S3Transport, place: ProbedBucket, random: Random): Promise<S3Dialect> => {
  const { bucket, endpoint, prefix } = place;
  const where = `bucket "${bucket}" at ${endpoint ?? "AWS"}`;
  const listed = await transport.list(prefix, "", 1);
  if (!listed.ok) throw unreachable(where, listed);
  if (listed.at === null) throw refusal(where, "its answers have no Date header, which Tailboard needs as a clock");
  const host = endpoint === null ? "amazonaws.com" : new URL(endpoint).hostname;
  if (/(^|\.)amazonaws\.com(\.cn)?$/.test(host)) return { quotesIfMatch: true };
  const unsafe = unsafeStore({ host, server: transport.server });
  if (unsafe !== null) throw new S3Refused(`Tailboard does not use the ${where}: ${unsafe}.`);

  const name = `${prefix}probe/${freshId(random)}`;
  const probed: Probed = { transport, where, name };
  try {
    await assertOneCreation(probed);
    return { quotesIfMatch: await assertIfMatch(probed) };
  } finally {
    await transport.delete(name);
  }
};

interface Probed {
  transport: S3Transport;
  where: string;
  name: string;
}

const assertOneCreation = async ({ transport, where, name }: Probed): Promise<void> => {
  const racing = await Promise.all(
    Array.from({ length: 8 }, (_, racer) => transport.put(name, encode(`first ${racer}`), { ifNoneMatch: "*" })),
  );
  const created = racing.filter(({ ok }) => ok);
  if (created.length > 1) throw unsafeWrites(where, "it accepted several of eight simultaneous creations of one key");
  for (const answer of racing) if (!answer.ok && (answer.status ?? 0) < 500) accepted(where, answer);
  const second = accepted(where, await transport.put(name, encode("second"), { ifNoneMatch: "*" }));
  if (second !== null) throw unsafeWrites(where, "it created a key that existed already");
};

/** Returns whether this store expects quotes in If-Match. */
const assertIfMatch = async ({ transport, where, name }: Probed): Promise<boolean> => {
  const first = await transport.get(name);
  if (!first.ok) throw unreachable(where, first);
  let quotesIfMatch = true;
  let next = accepted(where, await transport.put(name, encode("next"), { ifMatch: `"${first.etag}"` }));
  if (next === null) {
    quotesIfMatch = false;
    next = accepted(where, await transport.put(name, encode("next"), { ifMatch: first.etag }));
  }
  if (next === null) throw unsafeWrites(where, "it refuses an If-Match with the right ETag");
  const ifMatch = quotesIfMatch ? `"${first.etag}"` : first.etag;
  if (accepted(where, await transport.put(name, encode("stale"), { ifMatch })) !== null) {
    throw unsafeWrites(where, "it accepted an If-Match with an old ETag");
  }
  const missing = `${name}-missing`;
  const put = await transport.put(missing, encode("missing"), { ifMatch });
  if (put.ok) {
    await transport.delete(missing);
    throw unsafeWrites(where, "it accepted an If-Match for a missing key");
  }
  if (put.status !== 404 && put.status !== 412) throw unreachable(where, put);
  return quotesIfMatch;
};

/** Returns the content of a success, or null for a refusal of the condition. Throws for every other answer. */
const accepted = <Content>(where: string, answer: S3Answer<Content>): Content | null => {
  if (answer.ok) return answer;
  if (answer.status === 412 || answer.status === 409) return null;
  if (answer.status === 501) throw unsafeWrites(where, "it does not know conditional writes");
  throw unreachable(where, answer);
};

const refusal = (where: string, what: string): S3Refused =>
  new S3Refused(`Tailboard does not use the ${where}: ${what}.`);

const unsafeWrites = (where: string, what: string): S3Refused =>
  new S3Refused(
    `Tailboard does not use the ${where}: ${what}, so two writers could overwrite each other. ` +
      "It needs conditional writes (If-None-Match and If-Match on PUT), as AWS S3, Cloudflare R2, Ceph and MinIO have.",
  );

const unreachable = (where: string, { status, code, cause }: S3Failure): S3Refused => {
  const why =
    code === "NoSuchBucket"
      ? "the bucket does not exist; create it first"
      : code === "CredentialsProviderError"
        ? "no AWS credentials were found; set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or name a profile in AWS_PROFILE"
        : status === 403 || status === 401
          ? `access was refused (${code}); the key needs to list the bucket, and to get, put and delete its objects`
          : status === null
            ? `no answer (${code})`
            : `it answered ${status} ${code}`;
  return new S3Refused(`Cannot use the ${where}: ${why}.`, { cause });
};

const encode = (text: string): Uint8Array => new TextEncoder().encode(text);
