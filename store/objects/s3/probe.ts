import { freshId, type Random } from "../../../domain/random.ts";
import { awsDialect, type Dialect } from "./dialect.ts";
import { S3Refused } from "../../adapters/s3/s3-refused.ts";
import { unsafeStore } from "../../adapters/s3/unsafe-store.ts";
import type { Answer, Failure, Wire } from "./wire.ts";

/**
 * Tries on a key of its own what every write relies on, and removes it. AWS is known and only asked whether it answers:
 * a function that wakes up should not pay for ten requests.
 */
export const probe = async (
  wire: Wire,
  { bucket, endpoint, prefix, random }: { bucket: string; endpoint: string | null; prefix: string; random: Random },
): Promise<Dialect> => {
  const where = `bucket "${bucket}" at ${endpoint ?? "AWS"}`;
  const host = endpoint === null ? "" : new URL(endpoint).hostname;
  const isAws = endpoint === null || /(^|\.)amazonaws\.com(\.cn)?$/.test(host);
  const listed = await wire.list(prefix, "", 1);
  if (!listed.ok) throw unreachable(where, listed);
  if (isAws) return awsDialect;
  const unsafe = unsafeStore({ host, server: wire.server });
  if (unsafe !== null) throw new S3Refused(`Tailboard does not use the ${where}: ${unsafe}.`);

  const name = `${prefix}probe/${freshId(random)}`;
  const refuse = (what: string) =>
    new S3Refused(
      `Tailboard does not use the ${where}: ${what}, so two writers could not be kept apart. ` +
        "It needs conditional writes (If-None-Match and If-Match on PUT), as AWS S3, Cloudflare R2, Ceph and MinIO have.",
    );
  /** What was taken, or null for a plain refusal; anything else ends the probe. */
  const taken = <T>(answer: Answer<T>): T | null => {
    if (answer.ok) return answer;
    if (answer.status === 412 || answer.status === 409) return null;
    if (answer.status === 501) throw refuse("it does not know conditional writes");
    throw unreachable(where, answer);
  };
  const put = async (text: string, condition: { ifMatch: string } | { ifNoneMatch: string }) =>
    taken(await wire.put(name, encode(text), condition));

  try {
    const racing = await Promise.all(
      Array.from({ length: 8 }, (_, racer) => wire.put(name, encode(`first ${racer}`), { ifNoneMatch: "*" })),
    );
    const created = racing.filter(({ ok }) => ok);
    if (created.length > 1) throw refuse("it took several of eight creations of one key at once");
    for (const answer of racing) if (!answer.ok && (answer.status ?? 0) < 500) taken(answer);
    if ((await put("second", { ifNoneMatch: "*" })) !== null) throw refuse("it created a key that was there already");

    const first = await wire.get(name);
    if (!first.ok) throw unreachable(where, first);
    let quotesIfMatch = true;
    let next = await put("next", { ifMatch: `"${first.etag}"` });
    if (next === null) {
      quotesIfMatch = false;
      next = await put("next", { ifMatch: first.etag });
    }
    if (next === null) throw refuse("it refuses an If-Match with the right ETag");
    const ifMatch = (etag: string) => (quotesIfMatch ? `"${etag}"` : etag);
    if ((await put("stale", { ifMatch: ifMatch(first.etag) })) !== null)
      throw refuse("it took an If-Match with an old ETag");

    return {
      quotesIfMatch,
      tellsMissing: await tellsMissing(wire, `${name}-missing`, ifMatch(first.etag), { where, refuse }),
      ...(await deletion(wire, name, { stale: ifMatch(first.etag), where })),
    };
  } finally {
    await wire.delete(name);
  }
};

const tellsMissing = async (
  wire: Wire,
  name: string,
  ifMatch: string,
  { where, refuse }: { where: string; refuse: (what: string) => S3Refused },
): Promise<boolean> => {
  const put = await wire.put(name, encode("missing"), { ifMatch });
  if (put.ok) {
    await wire.delete(name);
    throw refuse("it took an If-Match where no key was");
  }
  if (put.status === 404 || put.status === 412) return put.status === 404;
  throw unreachable(where, put);
};

const deletion = async (
  wire: Wire,
  name: string,
  { stale, where }: { stale: string; where: string },
): Promise<Pick<Dialect, "deletes" | "clearsTombstones">> => {
  const deleted = await wire.delete(name, { ifMatch: stale });
  const there = await wire.get(name);
  if (!deleted.ok && there.ok) return { deletes: "if-match", clearsTombstones: false };
  if (!there.ok && there.status !== 404) throw unreachable(where, there);
  // It deleted all the same. Does it heed Ceph's header? The year 2000 is older than any object.
  await wire.put(name, encode("again"), {});
  const cleared = await wire.delete(name, { unchangedSince: "2000-01-01T00:00:00.000Z" });
  const stands = await wire.get(name);
  return { deletes: "tombstone", clearsTombstones: !cleared.ok && cleared.status === 412 && stands.ok };
};

const unreachable = (where: string, { status, code, cause }: Failure): S3Refused => {
  const why =
    code === "NoSuchBucket"
      ? "there is none; make it first"
      : status === 403 || status === 401
        ? `access was refused (${code}); the key needs to list the bucket, and to get, put and delete its objects`
        : status === null
          ? `no answer (${code})`
          : `it answered ${status} ${code}`;
  return new S3Refused(`Cannot use the ${where}: ${why}.`, { cause });
};

const encode = (text: string): Uint8Array => new TextEncoder().encode(text);
