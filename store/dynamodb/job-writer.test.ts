import { expect, test } from "vitest";
import type { Decide } from "../../domain/history.ts";
import type { Job } from "../../domain/job.ts";
import { homeDayOf } from "../../domain/job-id.ts";
import { marksJob } from "../../domain/job.fixture.ts";
import {
  customer,
  friday,
  morning,
  RecordingPublisher,
  RecordingSender,
  seededRandom,
  SteppedClock,
} from "../conformance/fixture.ts";
import { Documents } from "../day-documents/documents.ts";
import { MemoryObjectStore } from "../objects/memory/memory-object-store.ts";
import type { CounterItem } from "./counter.ts";
import type { DayItem } from "./day-item.ts";
import { Days } from "./days.ts";
import { DynamoDbTable, type Line } from "./dynamodb-table.ts";
import { encodeJob } from "./job-item.ts";
import { JobWriter } from "./job-writer.ts";
import { Jobs } from "./jobs.ts";
import type { Failure } from "./judge.ts";
import { layout } from "./layout.ts";
import { Outbox } from "./outbox.ts";
import { absent, stamped, type Item, type Key, type Write } from "./write.ts";

const failure = (code: string, more: Partial<Failure>): Failure => ({
  ok: false,
  sent: true,
  status: 400,
  code,
  reasons: [],
  cause: new Error(code),
  ...more,
});
const lost = failure("TimeoutError", { status: null });
const refused = failure("TransactionCanceledException", { reasons: ["ConditionalCheckFailed"] });

/** A table with these items. It answers its first writes with these failures, and carries out every later write. */
const openWriter = (items: Item[], ...failures: Failure[]) => {
  const nameOf = ({ pk, sk }: Key) => `${pk} ${sk}`;
  const stored = new Map(items.map((item) => [nameOf(item), item]));
  const sent: Write[][] = [];
  const carryOut = (write: Write) => {
    if ("put" in write) stored.set(nameOf(write.put), write.put);
    if ("remove" in write) stored.delete(nameOf(write.remove));
    if (!("update" in write)) return;
    if (write.set !== "#stamp = :fence") throw new RangeError(`The fake has no ${write.set}`);
    stored.set(nameOf(write.update), {
      ...write.update,
      ...stored.get(nameOf(write.update)),
      stamp: write.values[":fence"],
    });
  };
  const line: Line = {
    get: (key) => Promise.resolve({ ok: true, item: stored.get(nameOf(key)) ?? null }),
    getEach: (keys) =>
      Promise.resolve({ ok: true, items: keys.flatMap((key) => stored.get(nameOf(key)) ?? []), left: [] }),
    query: () => Promise.reject(new Error("A change queries nothing")),
    write: (writes) => {
      const failed = failures[sent.length];
      sent.push(writes);
      if (failed !== undefined) return Promise.resolve(failed);
      for (const write of writes) carryOut(write);
      return Promise.resolve({ ok: true });
    },
  };
  const own = {
    clock: new SteppedClock(),
    random: seededRandom(1),
    process: "p",
    report: (error: unknown) => faults.push(error),
  };
  const faults: unknown[] = [];
  const table = new DynamoDbTable(line, own);
  const documents = new Documents({ ...own, objects: new MemoryObjectStore() }, "America/Los_Angeles");
  const days = new Days(table, () => documents.settings(), own.random);
  const parts = { ...own, table, documents, days, jobs: new Jobs(table) };
  const publisher = new RecordingPublisher();
  const writer = new JobWriter(parts, new Outbox(parts, publisher, new RecordingSender()));
  return { writer, sent, faults, publisher };
};

const unscheduled = marksJob([{ id: "v1", kind: "service", day: null, window: null, crew: null, state: "scheduled" }]);
const layed = { made: "1", first_page: 0, end_page: 0, paged: 0 };
const storedAs = (job: Job, stamp: string): Item => encodeJob(job, layed, stamp).item;
const requestOf = (decide: Decide) => ({ write: "w1", by: customer, decide });
const noted = requestOf((job) => ({ next: { ...job, notes: "Beware of the dog" }, what: "edited" }));

/** The stamp that a write leaves behind. */
const stampOf = (write: Write | undefined): string => {
  const stamp = write !== undefined && "put" in write ? write.put["stamp"] : undefined;
  if (typeof stamp !== "string") throw new TypeError("It leaves no stamp");
  return stamp;
};

test("a change whose first sending may still land fences it before it is sent anew, under the fence's stamp", async () => {
  const { writer, sent, faults, publisher } = openWriter([storedAs(unscheduled, "read")], lost, refused);
  const changed = await writer.change(unscheduled.id, noted);
  expect(changed).toMatchObject({ job: { notes: "Beware of the dog", rev: 2 }, changed: true, replayed: false });
  const [first, again, fence, second] = sent;
  expect(first?.[0]).toMatchObject({ put: layout.job(unscheduled.id), when: stamped("read") });
  expect(again).toEqual(first);
  const stamp = expect.stringMatching(/./);
  expect(fence).toEqual([
    { update: layout.job(unscheduled.id), set: "#stamp = :fence", values: { ":fence": stamp }, when: stamped("read") },
  ]);
  const fenced = fence?.[0] !== undefined && "values" in fence[0] ? fence[0].values[":fence"] : undefined;
  expect(second?.[0]).toMatchObject({ put: layout.job(unscheduled.id), when: stamped(String(fenced)) });
  expect([fenced, stampOf(second?.[0])]).not.toContain("read");
  expect([publisher.calls, faults]).toEqual([1, []]);
});

test("a creation whose first sending may still land fences its key before it is sent anew", async () => {
  const home = homeDayOf(unscheduled.id);
  const day: DayItem = {
    ...layout.day(home),
    stamp: "day",
    windows: [],
    closed: false,
    own: false,
    settings_rev: 0,
    counters: {},
  };
  const { writer, sent, publisher } = openWriter([day], lost, refused);
  const created = await writer.create({
    homeDay: home,
    write: "w1",
    by: customer,
    idempotency: { hash: "hash", request: "request" },
    draft: ({ id, token }) => ({ ...unscheduled, id, tracking_token: token }),
  });
  const key = layout.idempotency("hash");
  const noteIn = (writes: Write[] | undefined) => writes?.find((write) => "put" in write && write.put.pk === key.pk);
  const [first, again, fence, second] = sent;
  expect(noteIn(first)).toMatchObject({ put: { request: "request" }, when: absent });
  expect(again).toEqual(first);
  expect(fence).toEqual([
    { put: expect.objectContaining({ ...key, request: "", job: null, token: null }), when: absent },
  ]);
  expect(noteIn(second)).toMatchObject({
    put: { ...key, request: "request", job: created.job.id },
    when: stamped(stampOf(fence?.[0])),
  });
  expect([created.replayed, publisher.calls]).toEqual([false, 1]);
});

test("a change that is refused for its places fences what it has sent before it says so", async () => {
  const day: DayItem = {
    ...layout.day(friday),
    stamp: "day",
    windows: [{ ...morning, capacity: 1 }],
    closed: false,
    own: false,
    settings_rev: 0,
    counters: { "08:00-12:00": 1 },
  };
  const full: CounterItem = { ...layout.counter(friday, morning, 0), limit: 1, free: 0, of: 1, changes: 1 };
  const { writer, sent } = openWriter([storedAs(unscheduled, "read"), day, full], refused);
  const scheduled = requestOf((job) => ({
    next: { ...job, visits: job.visits.map((visit) => ({ ...visit, day: friday, window: morning })) },
    what: "moved",
  }));
  await expect(writer.change(unscheduled.id, scheduled)).rejects.toMatchObject({ code: "window_full" });
  expect(sent).toHaveLength(2);
  expect(sent[1]).toMatchObject([
    { update: layout.job(unscheduled.id), set: "#stamp = :fence", when: stamped("read") },
  ]);
});
