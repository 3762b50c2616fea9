import { randomBytes } from "node:crypto";
import { afterEach, describe, expect, test } from "vitest";
import { describeObjectStore } from "../object-store.case.ts";
import type { Version } from "../object-store.ts";
import { awsDialect, type Dialect } from "./dialect.ts";
import { FakeBucket, type Fate, type Manners } from "./fake-bucket.ts";
import { openS3ObjectStore, type S3ObjectStore } from "./s3-object-store.ts";

const ceph: Dialect = { quotesIfMatch: false, deletes: "tombstone", clearsTombstones: true, tellsMissing: false };
const r2: Dialect = { quotesIfMatch: true, deletes: "tombstone", clearsTombstones: false, tellsMissing: false };

const buckets: FakeBucket[] = [];
afterEach(async () => {
  for (const bucket of buckets.splice(0)) await bucket.close();
});

const open = async (
  manners: Manners,
  { answer_ms = 5_000, dialect }: { answer_ms?: number; dialect?: Dialect } = {},
) => {
  const bucket = new FakeBucket(manners);
  buckets.push(bucket);
  const endpoint = await bucket.listen();
  const another = (): Promise<S3ObjectStore> =>
    openS3ObjectStore({
      bucket: "bucket",
      prefix: "crew/",
      endpoint,
      credentials: { accessKeyId: "key", secretAccessKey: "secret" },
      timeouts: { connect_ms: 1_000, answer_ms },
      clock: { now: () => bucket.now, sleep: () => Promise.resolve() },
      random: { bytes: (count) => new Uint8Array(randomBytes(count)), fraction: () => 0.5 },
      ...(dialect === undefined ? {} : { dialect }),
    });
  const store = await another();
  bucket.asked.length = 0;
  return { bucket, store, another };
};

const manners: [string, Manners][] = [
  ["AWS's manners", awsDialect],
  ["Ceph's manners", ceph],
  ["tags that are no digest, and tombstones that stay", { ...r2, encrypted: true }],
];
for (const [name, how] of manners) {
  const { encrypted: _, ...dialect } = how;

  describeObjectStore(`S3ObjectStore with ${name}`, async () => {
    const { store, another } = await open(how, { dialect });
    return { store, second: await another() };
  });

  test(`${name} are found out, and the probe leaves nothing behind`, async () => {
    const { bucket, store } = await open(how);
    expect(store.dialect).toEqual(dialect);
    expect([...bucket.objects.keys()]).toEqual([]);
  });
}

test("a bucket keeps the headers as S3's own, so a CDN in front of it gets them", async () => {
  const { bucket, store } = await open(awsDialect);
  await store.put("page", encode("<p>"), "absent", { contentType: "text/html", cacheControl: "max-age=5" });
  await store.put("document", encode("{}"), "absent");
  expect(bucket.objects.get("crew/page")?.headers).toEqual({
    "Content-Type": "text/html",
    "Cache-Control": "max-age=5",
  });
  expect(bucket.objects.get("crew/document")?.headers).not.toHaveProperty("Cache-Control");
});

describe("an answer that does not come, or says something else", () => {
  const version = "0123" as Version;
  const fates: [string, Fate, { put: string; create: string; del: string; get: string; lands: boolean }][] = [
    [
      "500",
      { status: 500, code: "InternalError" },
      { put: "unknown", create: "unknown", del: "unknown", get: "unavailable", lands: false },
    ],
    [
      "503 SlowDown",
      { status: 503, code: "SlowDown" },
      { put: "unknown", create: "unknown", del: "unknown", get: "unavailable", lands: false },
    ],
    [
      "409 conflict",
      { status: 409, code: "ConditionalRequestConflict" },
      { put: "conflict", create: "conflict", del: "conflict", get: "unavailable", lands: false },
    ],
    [
      "409 aborted",
      { status: 409, code: "OperationAborted" },
      { put: "conflict", create: "conflict", del: "conflict", get: "unavailable", lands: false },
    ],
    [
      "409 of another kind",
      { status: 409, code: "BucketFrozen" },
      { put: "unavailable", create: "unavailable", del: "unavailable", get: "unavailable", lands: false },
    ],
    [
      "403",
      { status: 403, code: "AccessDenied" },
      { put: "unavailable", create: "unavailable", del: "unavailable", get: "unavailable", lands: false },
    ],
    [
      "429",
      { status: 429, code: "TooManyRequests" },
      { put: "unavailable", create: "unavailable", del: "unavailable", get: "unavailable", lands: false },
    ],
    [
      "404 of the bucket",
      { status: 404, code: "NoSuchBucket" },
      { put: "unavailable", create: "unavailable", del: "unavailable", get: "unavailable", lands: false },
    ],
    [
      "a connection reset before",
      "reset",
      { put: "unknown", create: "unknown", del: "unknown", get: "unavailable", lands: false },
    ],
    [
      "a connection reset after it was done",
      "reset after",
      { put: "unknown", create: "unknown", del: "unknown", get: "unavailable", lands: true },
    ],
    ["no answer", "silence", { put: "unknown", create: "unknown", del: "unknown", get: "unavailable", lands: false }],
  ];
  test.each(fates)("%s", async (_, fate, { put, create, del, get, lands }) => {
    // Only silence waits for the limit; a slow machine must not make the other answers look like it.
    const { bucket, store } = await open(awsDialect, { answer_ms: fate === "silence" ? 300 : 30_000 });
    const first = await store.put("a", encode("one"), "absent");
    if (first.outcome !== "stored") throw new Error(first.outcome);
    bucket.asked.length = 0;
    bucket.fate = () => fate;
    expect((await store.get("a")).outcome).toBe(get);
    expect((await store.list("")).outcome).toBe("unavailable");
    expect((await store.put("b", encode("one"), "absent")).outcome).toBe(create);
    expect((await store.delete("a", version)).outcome).toBe(del);
    expect((await store.put("a", encode("two"), { version: first.version })).outcome).toBe(put);
    // Each was asked once: nothing below repeats a write whose answer was lost.
    expect(bucket.asked).toHaveLength(5);
    bucket.fate = () => undefined;
    expect(await store.get("a")).toMatchObject({ outcome: "found", body: encode(lands ? "two" : "one") });
  });

  test.each(manners)("%s: refused, perhaps for its own first delivery, and nobody can look", async (_, how) => {
    const { encrypted: _tags, ...dialect } = how;
    const { bucket, store } = await open(how, { dialect });
    const first = await store.put("a", encode("one"), "absent");
    if (first.outcome !== "stored") throw new Error(first.outcome);
    await store.put("a", encode("two"), { version: first.version });
    bucket.fate = (method) => (method === "HEAD" ? { status: 503, code: "SlowDown" } : undefined);
    // "Nothing was changed" is said of none of them.
    expect((await store.put("a", encode("one"), "absent")).outcome).toBe("unknown");
    expect((await store.put("a", encode("three"), { version: first.version })).outcome).toBe("conflict");
    expect((await store.delete("a", first.version)).outcome).toBe("conflict");
  });

  test("half an answer to a read", async () => {
    const { bucket, store } = await open(awsDialect);
    await store.put("a", encode("one"), "absent");
    bucket.fate = () => "half an answer";
    expect((await store.get("a")).outcome).toBe("unavailable");
    expect((await store.list("")).outcome).toBe("unavailable");
  });

  test("nobody listens: nothing was changed", async () => {
    const bucket = new FakeBucket(awsDialect);
    const endpoint = await bucket.listen();
    await bucket.close();
    const store = await openOn(endpoint, "bucket", awsDialect);
    expect((await store.get("a")).outcome).toBe("unavailable");
    expect((await store.put("a", encode("one"), "absent")).outcome).toBe("unavailable");
    expect((await store.delete("a", version)).outcome).toBe("unavailable");
  });
});

describe("where a delete is a tombstone", () => {
  test("it stays for an hour, then a listing clears it where the store can do that safely", async () => {
    const { bucket, store } = await openDeleted(ceph);
    expect(bucket.objects.has("crew/pending/a")).toBe(true);
    bucket.now += 3_599_000;
    await store.list("pending/");
    expect(bucket.objects.has("crew/pending/a")).toBe(true);
    bucket.now += 2_000;
    expect(await store.list("pending/")).toEqual({ outcome: "listed", keys: [], more: false });
    expect(bucket.objects.has("crew/pending/a")).toBe(false);
  });

  test("a key created again while a listing clears is left alone", async () => {
    const { bucket, store, another } = await openDeleted(ceph);
    const second = await another();
    bucket.now += 3_700_000;
    const listed = bucket.objects.get("crew/pending/a");
    bucket.fate = (method) => {
      // Between the listing and the clearing.
      if (method === "DELETE" && listed !== undefined)
        bucket.objects.set("crew/pending/a", { ...listed, body: Buffer.from("new"), etag: "new", changed: bucket.now });
      return undefined;
    };
    await store.list("pending/");
    bucket.fate = () => undefined;
    expect(await second.get("pending/a")).toMatchObject({ outcome: "found", body: encode("new") });
  });

  test("elsewhere it stays", async () => {
    const { bucket, store } = await openDeleted(r2);
    bucket.now += 1_000_000_000;
    expect(await store.list("pending/")).toEqual({ outcome: "listed", keys: [], more: false });
    expect(bucket.objects.has("crew/pending/a")).toBe(true);
  });
});

describe("a store that is refused", () => {
  const refusals: [string, Manners, RegExp][] = [
    [
      "ignores If-None-Match",
      { ...r2, ignores: "if-none-match" },
      /several of eight creations.*so two writers could not be kept apart/,
    ],
    ["ignores If-Match", { ...r2, ignores: "if-match" }, /an If-Match with an old ETag, so two writers/],
    ["checks without a lock", { ...awsDialect, server: "VERSITYGW" }, /Versity gateway.*two writers could both win/],
  ];
  test.each(refusals)("one that %s", async (_, how, sentence) => {
    await expect(open(how)).rejects.toThrow(sentence);
    expect([...(buckets.at(-1)?.objects.keys() ?? [])]).toEqual([]);
  });

  const answers: [string, Fate, RegExp][] = [
    ["does not know them", { status: 501, code: "NotImplemented" }, /does not know conditional writes/],
    ["is full", { status: 507, code: "Full" }, /it answered 507 Full/],
  ];
  test.each(answers)("one that %s", async (_, fate, sentence) => {
    const bucket = new FakeBucket(r2);
    buckets.push(bucket);
    bucket.fate = (method) => (method === "PUT" ? fate : undefined);
    await expect(openOn(await bucket.listen())).rejects.toThrow(sentence);
  });

  test("a bucket that is not there, a key that may not, and nobody at all", async () => {
    const bucket = new FakeBucket(r2);
    buckets.push(bucket);
    const endpoint = await bucket.listen();
    await expect(openOn(endpoint, "other")).rejects.toThrow(/bucket "other" at http.*: there is none; make it first/);
    bucket.fate = () => ({ status: 403, code: "AccessDenied" });
    await expect(openOn(endpoint)).rejects.toThrow(/access was refused \(AccessDenied\)/);
    await bucket.close();
    await expect(openOn(endpoint)).rejects.toThrow(/no answer \(ECONNREFUSED\)/);
  });
});

const openDeleted = async (how: Manners) => {
  const opened = await open(how);
  const put = await opened.store.put("pending/a", encode("one"), "absent");
  if (put.outcome !== "stored") throw new Error(put.outcome);
  expect(await opened.store.delete("pending/a", put.version)).toEqual({ outcome: "deleted" });
  return opened;
};

const openOn = (endpoint: string, bucket = "bucket", dialect?: Dialect): Promise<S3ObjectStore> =>
  openS3ObjectStore({
    bucket,
    endpoint,
    credentials: { accessKeyId: "key", secretAccessKey: "secret" },
    clock: { now: () => 0, sleep: () => Promise.resolve() },
    random: { bytes: (count) => new Uint8Array(randomBytes(count)), fraction: () => 0.5 },
    ...(dialect === undefined ? {} : { dialect }),
  });

const encode = (text: string): Uint8Array => new TextEncoder().encode(text);
