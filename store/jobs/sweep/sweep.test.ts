import { describe, expect, test } from "vitest";
import { instantOf } from "../../../domain/clock.ts";
import { friday, saturday } from "../../conformance/fixture.ts";
import { UnreadableDocument } from "../../job-store.ts";
import { readCalendarObject } from "../log/calendar.ts";
import { openTestWorld, testJob } from "../outbox/test-outbox.case.ts";
import { deleteExpiredKeys } from "./expired-keys.ts";
import { deleteExpiredLogs } from "./expired-logs.ts";
import { HighWaterMarks } from "./high-water-marks.ts";
import { Sweeper } from "./sweeper.ts";

const hour_ms = 3_600_000;
const day_ms = 24 * hour_ms;
const job = testJob();
const report = (error: unknown): never => {
  throw error;
};

describe("high-water marks", () => {
  const mark = async () => {
    const world = openTestWorld();
    const process = world.open();
    await process.commit(job);
    await process.commit({ ...job, rev: 2 }, job);
    await process.commit(testJob("261128-7K3Q"));
    const marks = new HighWaterMarks(world.store, () => process.days.known());
    await marks.raise();
    return { ...world, process, marks };
  };

  test("say how far each log has come, with one compare-and-swap a month", async () => {
    const { store, process, marks } = await mark();
    const { logs } = await readCalendarObject(store, "calendar/2026-11");
    const { n, sum } = await process.days.day(friday).read();
    expect(logs[friday]).toMatchObject({ n: 2, sum });
    expect(logs[saturday]).toMatchObject({ n: 1 });
    expect(n).toBe(2);
    const before = await store.get("calendar/2026-11");
    await marks.raise();
    expect(await store.get("calendar/2026-11")).toEqual(before);
  });

  test("make a day without its newest entry, or without any, damaged", async () => {
    const { store, open } = await mark();
    await store.delete(`days/${friday}/00000002`);
    await expect(open().days.day(friday).read()).rejects.toThrow(UnreadableDocument);
    await store.delete(`days/${friday}/00000001`);
    await expect(open().commit(job)).rejects.toThrow(UnreadableDocument);
  });

  test("make a day with another entry at that number damaged", async () => {
    const { store, open } = await mark();
    const other = openTestWorld();
    const process = other.open();
    await process.commit(job);
    await process.commit({ ...job, rev: 2, notes: "another" }, job);
    for (const key of other.keys(`days/${friday}/`)) {
      const got = await other.store.get(key);
      if (got.outcome === "found") await store.put(key, got.body, "any");
    }
    await expect(open().days.day(friday).read()).rejects.toThrow(UnreadableDocument);
  });
});

test("records of idempotency keys go after 25 hours, some at a time", async () => {
  const { store, clock, keys } = openTestWorld();
  const put = (key: string) =>
    store.put(`keys/${key}`, Buffer.from(JSON.stringify({ at: instantOf(clock.now()) })), "any");
  for (const key of ["a", "b", "c"]) await put(key);
  clock.pass(25 * hour_ms + 1);
  await put("d");
  const after = await deleteExpiredKeys(store, { after: "", most: 2, report });
  expect(after).toBe("keys/b");
  expect(keys("keys/")).toEqual(["keys/c", "keys/d"]);
  expect(await deleteExpiredKeys(store, { after, most: 3, report })).toBe("");
  expect(keys("keys/")).toEqual(["keys/d"]);
});

test("entries go 35 days after their snapshot, and a finished deletion is not repeated forever", async () => {
  const { store, open, clock, keys } = openTestWorld();
  const { days, commit } = open();
  await commit(job);
  for (let n = 2; n <= 64; n += 1) await commit({ ...job, rev: n }, job);
  await days.settled();
  expect(keys(`snapshots/${friday}/`)).toHaveLength(1);
  clock.pass(35 * day_ms - 1);
  await deleteExpiredLogs(store, report);
  expect(keys(`days/${friday}/`)).toHaveLength(64);
  clock.pass(1);
  await deleteExpiredLogs(store, report);
  expect(keys(`days/${friday}/`)).toEqual([]);
  // A stray entry of a dead process is removed within a week, and costs nothing later.
  await store.put(`days/${friday}/00000007`, new Uint8Array(), "any");
  clock.pass(6 * day_ms);
  await deleteExpiredLogs(store, report);
  expect(keys(`days/${friday}/`)).toEqual([]);
  await store.put(`days/${friday}/00000007`, new Uint8Array(), "any");
  clock.pass(day_ms);
  await deleteExpiredLogs(store, report);
  expect(keys(`days/${friday}/`)).toHaveLength(1);
  expect((await open().days.day(friday).read()).n).toBe(64);
});

describe("a sweep", () => {
  const openSweeper = (world = openTestWorld()) => {
    const process = world.open();
    const ran: string[] = [];
    const errors: unknown[] = [];
    const sweeper = new Sweeper({
      ...process.refresh,
      objects: world.store,
      clock: world.clock,
      settings: () => Promise.resolve({ ...process.settings, equipment: { rev: 0, types: [] } }),
      outbox: process.outbox,
      marks: { raise: async () => void ran.push("marks") },
      prune: async (day) => void ran.push(`prune ${day}`),
      holdOverdue: () => Promise.resolve(),
      applyHours: async (day) => void ran.push(`hours ${day}`),
      report: (error) => errors.push(error),
    });
    return { ...world, process, ran, errors, sweeper };
  };

  test("runs each part in its own period, for the days that can be booked", async () => {
    const { sweeper, ran, clock, process } = openSweeper();
    await process.commit(job);
    await process.commit(testJob("261118-7K3Q"));
    await process.commit(testJob("270301-7K3Q"));
    await sweeper.sweep();
    expect(ran).toEqual([`prune ${friday}`, `hours ${friday}`, "marks"]);
    ran.length = 0;
    clock.pass(60_000);
    await sweeper.sweep();
    expect(ran).toEqual([]);
    clock.pass(5 * 60_000);
    await sweeper.sweep();
    expect(ran).toEqual([`prune ${friday}`, `hours ${friday}`]);
  });

  test("does not wait for a clock that was a year ahead", async () => {
    const { sweeper, ran, clock } = openSweeper();
    clock.pass(365 * day_ms);
    await sweeper.sweep();
    clock.pass(-365 * day_ms);
    await sweeper.sweep();
    expect(ran).toEqual(["marks", "marks"]);
  });

  test("finds work whose marker was lost within a day", async () => {
    const { sweeper, store, clock, publisher, process } = openSweeper();
    await sweeper.sweep();
    await process.commit(job);
    await store.delete(`due/2026-11-20T17/${friday}`);
    clock.pass(hour_ms);
    await sweeper.sweep();
    expect(publisher.calls).toBe(0);
    clock.pass(23 * hour_ms);
    await sweeper.sweep();
    expect(publisher.published.get(job.id)).toEqual(job);
  });

  test("goes on after a part that fails, and reports it", async () => {
    const { sweeper, store, errors, publisher, process, open } = openSweeper();
    await process.commit(testJob("261128-7K3Q"));
    await open().commit(job);
    await store.put(`days/${friday}/00000001`, new Uint8Array([1]), "any");
    await sweeper.sweep();
    expect([...publisher.published.keys()]).toEqual(["261128-7K3Q"]);
    expect(errors.length).toBeGreaterThan(0);
    for (const error of errors) expect(error).toBeInstanceOf(UnreadableDocument);
  });
});
