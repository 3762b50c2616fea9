import { beforeEach, expect, test } from "vitest";
import { instantOf } from "../../domain/clock.ts";
import { MemoryObjectStore } from "../adapters/memory/memory-object-store.ts";
import { friday, SteppedClock } from "../conformance/fixture.ts";
import { UnreadableDocument } from "../job-store.ts";
import { dayKind } from "../jobs/day/day-kind.ts";
import { deleteExpired } from "../jobs/log/deletion.ts";
import { dayLog } from "../jobs/log/log-keys.ts";
import { MomentGone, readLogAt } from "./read-log-at.ts";
import { TestDays } from "./test-days.case.ts";

const name = dayLog(friday);
const day_ms = 86_400_000;
let clock: SteppedClock;
let days: TestDays;
beforeEach(() => {
  clock = new SteppedClock("2026-11-27T14:00:00Z");
  days = new TestDays(new MemoryObjectStore(() => clock.now()), clock);
});

const jobsAt = async (at_ms: number): Promise<number> =>
  (await readLogAt(days.objects, name, dayKind(friday), instantOf(at_ms))).jobs.size;
/** Adds one job, and returns the time of its entry. */
const add = async (): Promise<number> => {
  await days.addJobs(friday, 1);
  return clock.now();
};

test("the state at an instant has every entry up to it, and none after it", async () => {
  const [first, second, third] = [await add(), await add(), await add()];
  expect(await jobsAt(first - 1)).toBe(0);
  expect(await jobsAt(first)).toBe(1);
  expect(await jobsAt(third - 1)).toBe(2);
  expect(await jobsAt(second + day_ms)).toBe(3);
});

test("a later snapshot does not change the state of an earlier instant", async () => {
  const times = [await add(), await add()];
  await days.compact(friday);
  times.push(await add());
  await days.compact(friday);
  times.push(await add());
  const counts: number[] = [];
  for (const at of times) counts.push(await jobsAt(at));
  expect(counts).toEqual([1, 2, 3, 4]);
});

test("after a deletion, an instant inside the retention is read from the floor", async () => {
  const early = await add();
  await days.compact(friday);
  clock.pass(20 * day_ms);
  const middle = await add();
  await days.compact(friday);
  clock.pass(16 * day_ms);
  await deleteExpired(days.objects, name);
  const late = await add();
  clock.pass(20 * day_ms);
  await deleteExpired(days.objects, name);
  expect(await jobsAt(late)).toBe(3);
  expect(await jobsAt(middle + day_ms)).toBe(2);
  await expect(jobsAt(early)).rejects.toThrow(MomentGone);
});

test("a missing entry is damage, not the end of the log", async () => {
  await days.addJobs(friday, 4);
  await days.deleteEntry(friday, 2);
  await expect(jobsAt(clock.now())).rejects.toThrow(UnreadableDocument);
});
