import { afterEach, describe, expect, test } from "vitest";
import { systemClock, systemRandom } from "../../../test/harness/machine.ts";
import { describeObjectStore } from "../../port/object-store.case.ts";
import type { Version } from "../../port/object-store.ts";
import { awsManners, cephManners, FakeBucket, type Fate, type Manners } from "./fake-bucket.ts";
import { openS3 } from "./open-s3.ts";
import type { S3Dialect, S3ObjectStore } from "./s3-object-store.ts";

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);

const buckets: FakeBucket[] = [];
afterEach(async () => {
  for (const bucket of buckets.splice(0)) await bucket.close();
});

interface Opened {
  bucket: FakeBucket;
  store: S3ObjectStore;
  another: () => Promise<S3ObjectStore>;
}

const open = async (manners: Manners, options: { answer_ms?: number; dialect?: S3Dialect } = {}): Promise<Opened> => {
  const bucket = new FakeBucket(manners);
  buckets.push(bucket);
  const endpoint = await bucket.listen();
  const another = () => openAt(endpoint, options);
  const store = await another();
  bucket.asked.length = 0;
  return { bucket, store, another };
};

const openAt = (
  endpoint: string,
  { answer_ms = 5_000, dialect, bucket = "bucket" }: { answer_ms?: number; dialect?: S3Dialect; bucket?: string } = {},
): Promise<S3ObjectStore> =>
  openS3(
    { bucket, prefix: "crew/", endpoint, region: null },
    {
      credentials: { accessKeyId: "key", secretAccessKey: "secret" },
      timeouts: { connect_ms: 1_000, answer_ms },
      clock: systemClock,
      random: systemRandom,
      ...(dialect === undefined ? {} : { dialect }),
    },
  );

for (const [name, manners] of [
  ["AWS", awsManners],
  ["Ceph", cephManners],
] as const) {
  describeObjectStore(`S3ObjectStore with the answers of ${name}`, async () => {
    const { store, another } = await open(manners, { dialect: { quotesIfMatch: manners.quotesIfMatch } });
    return { store, second: await another() };
  });

  test(`the probe recognizes ${name} and leaves no object behind`, async () => {
    const { bucket, store } = await open(manners);
    expect(store.dialect).toEqual({ quotesIfMatch: manners.quotesIfMatch });
    expect([...bucket.objects.keys()]).toEqual([]);
  });
}

test("a bucket keeps the headers as S3's own, so a CDN in front of it sends them", async () => {
  const { bucket, store } = await open(awsManners);
  await store.put("page", bytesOf("<p>"), "absent", { contentType: "text/html", cacheControl: "max-age=5" });
  expect(bucket.objects.get("crew/page")?.headers).toEqual({
    "Content-Type": "text/html",
    "Cache-Control": "max-age=5",
  });
});

test("a name that a console created to draw a folder is not listed", async () => {
  const { bucket, store } = await open(awsManners);
  await store.put("a/b", bytesOf("one"), "absent");
  const stored = bucket.objects.get("crew/a/b");
  if (stored !== undefined) bucket.objects.set("crew/a/", stored);
  expect(await store.list("", { limit: 1 })).toMatchObject({ keys: ["a/b"], more: false });
});

describe("an answer other than success", () => {
  const indeterminate = { write: "indeterminate", isApplied: false };
  const fates: [string, Fate, { write: string; isApplied: boolean }][] = [
    ["500", { status: 500, code: "InternalError" }, indeterminate],
    ["503 SlowDown", { status: 503, code: "SlowDown" }, indeterminate],
    ["412", { status: 412, code: "PreconditionFailed" }, { write: "conflict", isApplied: false }],
    [
      "409 ConditionalRequestConflict",
      { status: 409, code: "ConditionalRequestConflict" },
      { write: "conflict", isApplied: false },
    ],
    ["409 OperationAborted", { status: 409, code: "OperationAborted" }, { write: "conflict", isApplied: false }],
    ["409 of another kind", { status: 409, code: "BucketFrozen" }, { write: "unavailable", isApplied: false }],
    ["403", { status: 403, code: "AccessDenied" }, { write: "unavailable", isApplied: false }],
    ["429", { status: 429, code: "TooManyRequests" }, { write: "unavailable", isApplied: false }],
    ["404 of the bucket", { status: 404, code: "NoSuchBucket" }, { write: "unavailable", isApplied: false }],
    ["a reset before the write", "reset", indeterminate],
    ["a reset after the write", "reset after", { write: "indeterminate", isApplied: true }],
    ["no answer", "silence", indeterminate],
  ];
  test.each(fates)("%s", async (_, fate, { write, isApplied }) => {
    const { bucket, store } = await open(awsManners, { answer_ms: fate === "silence" ? 300 : 30_000 });
    const first = await store.put("a", bytesOf("one"), "absent");
    if (first.outcome !== "stored") throw new Error(first.outcome);
    bucket.asked.length = 0;
    bucket.fate = () => fate;
    expect((await store.get("a")).outcome).toBe("unavailable");
    expect((await store.list("")).outcome).toBe("unavailable");
    expect((await store.put("b", bytesOf("one"), "absent")).outcome).toBe(write);
    expect((await store.put("a", bytesOf("two"), { version: first.version })).outcome).toBe(write);
    // A delete has no condition, so it never answers with a conflict.
    expect((await store.delete("c")).outcome).toBe(write === "conflict" ? "indeterminate" : write);
    // One request each: the adapter repeats none of them.
    expect(bucket.asked).toHaveLength(5);
    bucket.fate = () => undefined;
    expect(await store.get("a")).toMatchObject({ outcome: "found", body: bytesOf(isApplied ? "two" : "one") });
  });

  test("half an answer to a read makes it unavailable", async () => {
    const { bucket, store } = await open(awsManners);
    await store.put("a", bytesOf("one"), "absent");
    bucket.fate = () => "half an answer";
    expect((await store.get("a")).outcome).toBe("unavailable");
    expect((await store.list("")).outcome).toBe("unavailable");
  });

  test("a refused connection makes every call unavailable", async () => {
    const bucket = new FakeBucket(awsManners);
    const endpoint = await bucket.listen();
    await bucket.close();
    const store = await openAt(endpoint, { dialect: { quotesIfMatch: true } });
    expect((await store.get("a")).outcome).toBe("unavailable");
    expect((await store.put("a", bytesOf("one"), "absent")).outcome).toBe("unavailable");
    expect((await store.put("a", bytesOf("one"), { version: "x" as Version })).outcome).toBe("unavailable");
    expect((await store.delete("a")).outcome).toBe("unavailable");
  });
});

describe("a bucket that is refused", () => {
  const refusals: [string, Manners, RegExp][] = [
    ["ignores If-None-Match", { ...cephManners, ignores: "if-none-match" }, /several of eight simultaneous creations/],
    ["ignores If-Match", { ...cephManners, ignores: "if-match" }, /an If-Match with an old ETag, so two writers could/],
    ["checks conditions without a lock", { ...awsManners, server: "VERSITYGW" }, /Versity gateway/],
  ];
  test.each(refusals)("one that %s", async (_, manners, sentence) => {
    await expect(open(manners)).rejects.toThrow(sentence);
    expect([...(buckets.at(-1)?.objects.keys() ?? [])]).toEqual([]);
  });

  test.each([
    ["does not know conditional writes", { status: 501, code: "NotImplemented" }, /does not know conditional writes/],
    ["is full", { status: 507, code: "Full" }, /it answered 507 Full/],
  ])("one that %s", async (_, fate, sentence) => {
    const bucket = new FakeBucket(awsManners);
    buckets.push(bucket);
    bucket.fate = (method) => (method === "PUT" ? fate : undefined);
    await expect(openAt(await bucket.listen())).rejects.toThrow(sentence);
  });

  test("one that does not exist, one without access, and one that does not answer", async () => {
    const bucket = new FakeBucket(awsManners);
    buckets.push(bucket);
    const endpoint = await bucket.listen();
    await expect(openAt(endpoint, { bucket: "other" })).rejects.toThrow(/does not exist; create it first/);
    bucket.fate = () => ({ status: 403, code: "AccessDenied" });
    await expect(openAt(endpoint)).rejects.toThrow(/access was refused \(AccessDenied\)/);
    await bucket.close();
    await expect(openAt(endpoint)).rejects.toThrow(/no answer \(ECONNREFUSED\)/);
  });
});
