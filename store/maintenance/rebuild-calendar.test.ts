import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { friday, saturday, SteppedClock } from "../conformance/fixture.ts";
import { deleteExpired } from "../jobs/log/deletion.ts";
import { readCalendar } from "../jobs/log/calendar.ts";
import { dayLog, snapshotKey } from "../jobs/log/log-keys.ts";
import { assertListedDays, storedDays, unlistedMonths } from "./listed-days.ts";
import { relistLog } from "./rebuild-calendar.ts";
import { TestDays, testStores } from "./test-days.case.ts";

const name = dayLog(friday);
const day_ms = 86_400_000;
const collect = async <T>(values: AsyncIterable<T>): Promise<T[]> => {
  const all: T[] = [];
  for await (const value of values) all.push(value);
  return all;
};

describe.each(Object.entries(testStores))("on %s", (_store, open) => {
  let days: TestDays;
  let close: () => Promise<void>;
  beforeEach(async () => {
    const clock = new SteppedClock("2026-11-27T14:00:00Z");
    const opened = await open(clock);
    ({ close } = opened);
    days = new TestDays(opened.objects, clock);
  });
  afterEach(() => close());

  const found = (): Promise<string[]> => collect(unlistedMonths(days.objects));

  test("days that the calendar does not list are found", async () => {
    await days.addJobs(friday, 2);
    await days.addJobs("2026-12-01", 1);
    expect(await found()).toEqual([]);
    await days.objects.delete("calendar/2026-11");
    expect(await found()).toEqual(["calendar/2026-11"]);
    await expect(assertListedDays(days.objects)).rejects.toThrow("calendar/2026-11 cannot be read");
    expect(await collect(storedDays(days.objects))).toEqual([friday, "2026-12-01"]);
  });

  test("a log without a snapshot is listed again", async () => {
    await days.addJobs(friday, 3);
    await days.objects.delete("calendar/2026-11");
    expect(await relistLog(days.objects, name)).toBe(true);
    expect((await readCalendar(days.objects, name)).entry).toMatchObject({ n: 3, snapshot: null, floor: null });
    expect(await days.jobIds(friday)).toHaveLength(3);
    expect(await found()).toEqual([]);
  });

  test("a log whose first entries were deleted gets its snapshot back", async () => {
    await days.addJobs(friday, 3);
    await days.compact(friday);
    days.clock.pass(36 * day_ms);
    await deleteExpired(days.objects, name);
    await days.addJobs(friday, 2);
    const before = (await readCalendar(days.objects, name)).entry;
    expect(await days.keys("days/")).toHaveLength(2);
    await days.objects.delete("calendar/2026-11");
    await relistLog(days.objects, name);
    const { entry } = await readCalendar(days.objects, name);
    expect(entry).toMatchObject({ n: 5, snapshot: { ...before.snapshot, at: days.clock.now() } });
    expect(entry.floor).toEqual(entry.snapshot);
    expect(await days.jobIds(friday)).toHaveLength(5);
  });

  test("an incomplete snapshot is not used", async () => {
    await days.addJobs(friday, 2);
    await days.objects.put(snapshotKey(name, { n: 2, id: "half" }, 0), Buffer.from('{"gone":"x"}\n'), "absent");
    await days.objects.delete("calendar/2026-11");
    await relistLog(days.objects, name);
    expect((await readCalendar(days.objects, name)).entry.snapshot).toBeNull();
    expect(await days.jobIds(friday)).toHaveLength(2);
  });

  test("a log that the calendar lists stays as it is", async () => {
    await days.addJobs(friday, 2);
    await days.addJobs(saturday, 1);
    const before = await days.bytesOf("calendar/2026-11");
    expect(await relistLog(days.objects, name)).toBe(false);
    expect(await days.bytesOf("calendar/2026-11")).toEqual(before);
  });
});
