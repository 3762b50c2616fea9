import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import { friday, seededRandom, SteppedClock } from "../conformance/fixture.ts";
import { StoreUnavailable } from "../job-store.ts";
import { keys } from "../keys.ts";
import { DirectoryObjectStore } from "../objects/directory/directory-object-store.ts";
import { MemoryObjectStore } from "../objects/memory/memory-object-store.ts";
import type { ObjectStore } from "../objects/object-store.ts";
import { awsDialect } from "../objects/s3/dialect.ts";
import { FakeBucket, type Manners } from "../objects/s3/fake-bucket.ts";
import { openS3ObjectStore } from "../objects/s3/s3-object-store.ts";
import { describeQuarantine, examine, sceneOn, type BreakableStore } from "./quarantine.case.ts";

const inFolder = async (): Promise<BreakableStore> => {
  const root = await mkdtemp(join(tmpdir(), "tailboard-quarantine-"));
  return {
    objects: new DirectoryObjectStore(root, { clock: new SteppedClock(), random: seededRandom(9) }),
    // As a disk does it: under the program, and without a trace in the name.
    damage: async (key, how) => {
      const names = (await readdir(join(root, key))).filter((name) => name.startsWith("@")).toSorted();
      const path = join(root, key, names.at(-1) ?? "");
      const damaged = how(await readFile(path));
      await rm(path);
      await writeFile(path, damaged);
      return damaged;
    },
    close: () => rm(root, { recursive: true }),
  };
};
const flipped = (bytes: Buffer, at: number): Buffer => {
  const copy = Buffer.from(bytes);
  copy[at] = (copy[at] ?? 0) ^ 2;
  return copy;
};
describeQuarantine("A folder", inFolder, {
  "cut off": (bytes) => bytes.subarray(0, bytes.length / 2),
  "turned in one bit": (bytes) => flipped(bytes, Math.floor(bytes.length / 2)),
  "turned in one bit of its first line": (bytes) => flipped(bytes, 3),
  empty: () => Buffer.alloc(0),
});

const buckets: FakeBucket[] = [];
afterEach(async () => {
  for (const bucket of buckets.splice(0)) await bucket.close();
});
const openBucket = async (manners: Manners) => {
  const bucket = new FakeBucket(manners);
  buckets.push(bucket);
  const objects = await openS3ObjectStore({
    bucket: "bucket",
    endpoint: await bucket.listen(),
    credentials: { accessKeyId: "key", secretAccessKey: "secret" },
    clock: { now: () => bucket.now, sleep: () => Promise.resolve() },
    random: seededRandom(9),
    dialect: manners,
  });
  return { bucket, objects };
};
const inBucket = (manners: Manners) => async (): Promise<BreakableStore> => {
  const { bucket, objects } = await openBucket({ ...manners, versioned: true });
  return {
    objects,
    damage: async (key, how) => {
      const newest = bucket.objects.get(key);
      if (newest === undefined) throw new Error(`${key} is not there`);
      bucket.versions.get(key)?.pop();
      const damaged = how(newest.body);
      await objects.put(key, damaged, "any");
      return damaged;
    },
  };
};
/** A bucket tells of a bit that turned under it by itself; what was put there is what it gives. */
const wroteBadly = {
  "cut off": (bytes: Buffer) => bytes.subarray(0, bytes.length / 2),
  empty: () => Buffer.alloc(0),
};
describeQuarantine("A bucket with AWS's manners", inBucket(awsDialect), wroteBadly);
const ceph: Manners = { quotesIfMatch: false, deletes: "tombstone", clearsTombstones: true, tellsMissing: false };
describeQuarantine("A bucket with Ceph's manners", inBucket(ceph), wroteBadly);

/** A day that was put there in halves, and what the doctor says to it. */
const repairOn = async (objects: ObjectStore) => {
  const { client, open } = sceneOn(objects);
  await client.create();
  await client.settle();
  await objects.put(keys.day(friday), new TextEncoder().encode("{"), "any");
  const { upkeep } = open();
  return async () => {
    const [finding] = await examine(upkeep);
    if (finding === undefined) throw new Error("It was not found");
    const { mended, notes } = await upkeep.repair(finding);
    return { mended, note: notes.join(" ") };
  };
};
const readable = async (objects: ObjectStore): Promise<boolean> => {
  const got = await objects.get(keys.day(friday));
  return got.outcome === "found" && got.body.length > 1;
};

test("a store that keeps no versions says so, and the bytes stay where they are", async () => {
  const objects = new MemoryObjectStore();
  const repair = await repairOn(objects);
  const { mended, note } = await repair();
  expect(mended).toBe(false);
  expect(note).toMatch(
    /^days\/2026-11-27\.json cannot be taken back\. This store keeps no earlier versions\. A copy is at quarantine\//,
  );
  expect(await readable(objects)).toBe(false);
  const listed = await objects.list("quarantine/");
  expect(listed).toMatchObject({ keys: [expect.stringMatching(/^quarantine\/days\/2026-11-27\.json\//)] });
});

describe("a bucket that gives no earlier version says why, and the bytes are set aside", () => {
  const refused = { status: 403, code: "AccessDenied" };
  const cases: [string, { versioned: boolean }, FakeBucket["fate"], RegExp][] = [
    ["it keeps none", { versioned: false }, () => undefined, /The bucket kept no versions when this was written;/],
    [
      "they may not be listed",
      { versioned: true },
      (_method, _name, query) => (query.has("versions") ? refused : undefined),
      /may not be read with this key \(AccessDenied\): it needs s3:ListBucketVersions .* s3:GetObjectVersion/,
    ],
    [
      "they may not be read",
      { versioned: true },
      (_method, _name, query) => (query.has("versionId") ? refused : undefined),
      /may not be read with this key \(AccessDenied\)/,
    ],
    [
      "it does not know them",
      { versioned: true },
      (_method, _name, query) => (query.has("versions") ? { status: 501, code: "NotImplemented" } : undefined),
      /This store knows no versions \(501 NotImplemented\)\./,
    ],
  ];
  test.each(cases)("%s", async (_why, how, fate, sentence) => {
    const { bucket, objects } = await openBucket({ ...awsDialect, ...how });
    const repair = await repairOn(objects);
    bucket.fate = fate;
    const { mended, note } = await repair();
    expect(mended).toBe(false);
    expect(note).toMatch(sentence);
    const copy = /A copy is at (\S+);/.exec(note)?.[1] ?? "";
    expect(await objects.get(copy)).toMatchObject({ outcome: "found", body: new TextEncoder().encode("{") });
    expect(await readable(objects)).toBe(false);
    bucket.fate = () => undefined;
    expect((await repair()).mended).toBe(how.versioned);
  });

  test("one that cannot be asked is asked again, not taken for one that has none", async () => {
    const { bucket, objects } = await openBucket({ ...awsDialect, versioned: true });
    const repair = await repairOn(objects);
    bucket.fate = (_method, _name, query) => (query.has("versions") ? { status: 503, code: "SlowDown" } : undefined);
    await expect(repair()).rejects.toThrow(StoreUnavailable);
    expect([...bucket.objects.keys()].filter((key) => key.startsWith("quarantine/"))).toEqual([]);
    bucket.fate = () => undefined;
    expect((await repair()).mended).toBe(true);
  });

  test("what lay there before versioning was turned on is a version like another", async () => {
    const { bucket, objects } = await openBucket({ ...awsDialect });
    const { client, open } = sceneOn(objects);
    await client.create();
    await client.settle();
    bucket.manners.versioned = true;
    await objects.put(keys.day(friday), new TextEncoder().encode("{"), "any");
    const { upkeep } = open();
    for (const finding of await examine(upkeep)) expect((await upkeep.repair(finding)).mended).toBe(true);
    expect(await readable(objects)).toBe(true);
  });
});
