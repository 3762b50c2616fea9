import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { seededRandom, SteppedClock } from "../conformance/fixture.ts";
import { describeCounters, type CountersUnderTest } from "../counters.case.ts";
import { StoreUnavailable } from "../job-store.ts";
import { DirectoryObjectStore } from "../objects/directory/directory-object-store.ts";
import { MemoryObjectStore } from "../objects/memory/memory-object-store.ts";
import type { ObjectStore } from "../objects/object-store.ts";
import { FakeBucket } from "../objects/s3/fake-bucket.ts";
import { awsDialect } from "../objects/s3/dialect.ts";
import { openS3ObjectStore } from "../objects/s3/s3-object-store.ts";
import { CounterDocuments } from "./counter-documents.ts";
import { Documents } from "./documents.ts";
import { Secrets } from "./secrets.ts";

const underTest = (handle: (process: number) => ObjectStore, clock = new SteppedClock()): CountersUnderTest => {
  let processes = 0;
  return {
    clock,
    open: () => {
      processes += 1;
      const objects = handle(processes);
      const documents = new Documents(
        { objects, clock, random: seededRandom(processes), process: `p${processes}`, report: () => undefined },
        "America/Los_Angeles",
      );
      return { objects, counters: new CounterDocuments(documents, new Secrets(documents)) };
    },
  };
};

describeCounters("Documents in memory", () => {
  const objects = new MemoryObjectStore();
  return underTest(() => objects);
});

describeCounters("Documents in a folder", async () => {
  const root = await mkdtemp(join(tmpdir(), "tailboard-counters-"));
  const clock = new SteppedClock();
  const made = underTest((process) => new DirectoryObjectStore(root, { clock, random: seededRandom(process) }), clock);
  return { ...made, close: () => rm(root, { recursive: true }) };
});

describeCounters("Documents in a bucket", async () => {
  const bucket = new FakeBucket(awsDialect);
  const endpoint = await bucket.listen();
  const clock = new SteppedClock();
  const handles = await Promise.all(
    [1, 2, 3].map((process) =>
      openS3ObjectStore({
        bucket: "bucket",
        prefix: "crew/",
        endpoint,
        credentials: { accessKeyId: "key", secretAccessKey: "secret" },
        timeouts: { connect_ms: 1_000, answer_ms: 5_000 },
        clock,
        random: seededRandom(process),
        dialect: awsDialect,
      }),
    ),
  );
  const made = underTest((process) => {
    const handle = handles[process - 1];
    if (handle === undefined) throw new RangeError("At most three processes");
    return handle;
  }, clock);
  return { ...made, close: () => bucket.close() };
});

test("past the bound of a document, the names that count least are dropped first", async () => {
  const objects = new MemoryObjectStore();
  const { counters } = underTest(() => objects).open();
  const mark = { kind: "sign-in-login", name: "mark" } as const;
  const budget = { most: 5, spanSeconds: 3_600 };
  for (let turn = 0; turn < 5; turn += 1) await counters.take(mark, budget);
  const flood = Array.from({ length: 16_000 }, (_, index) => `flood-${index}`);
  await Promise.all(flood.map((name) => counters.take({ ...mark, name }, budget)));
  expect(await counters.used(mark)).toBe(5);
  const listed = await objects.list("counters/");
  if (listed.outcome !== "listed") throw new Error(listed.outcome);
  for (const key of listed.keys) {
    const got = await objects.get(key);
    if (got.outcome !== "found") throw new Error(got.outcome);
    const { value } = JSON.parse(new TextDecoder().decode(got.body)) as { value: { windows: object } };
    expect(Object.keys(value.windows).length).toBeLessThanOrEqual(200);
  }
});

test("a take that the store cannot write is refused with an error, never allowed", async () => {
  const objects = new MemoryObjectStore();
  const counted = underTest(() => objects).open().counters;
  objects.put = () => Promise.resolve({ outcome: "unavailable", cause: null });
  await expect(counted.take({ kind: "sign-in-login", name: "mark" }, { most: 1, spanSeconds: 60 })).rejects.toThrow(
    StoreUnavailable,
  );
});
