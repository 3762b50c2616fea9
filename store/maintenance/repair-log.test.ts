import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { friday, SteppedClock } from "../conformance/fixture.ts";
import { dayKind } from "../jobs/day/day-kind.ts";
import { raiseMarks, readCalendar } from "../jobs/log/calendar.ts";
import { dayLog, entryKey } from "../jobs/log/log-keys.ts";
import { UnreadableDocument } from "../job-store.ts";
import { describeDamage } from "./describe-damage.ts";
import { repairLog } from "./repair-log.ts";
import { surveyLog } from "./survey-log.ts";
import { TestDays, testStores } from "./test-days.case.ts";

const name = dayLog(friday);
const kind = dayKind(friday);

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

  const damage = async (): Promise<string> => describeDamage(friday, await surveyLog(days.objects, name, kind));
  const repair = (options?: { evenIfLost: boolean }) =>
    repairLog({ ...days.parts, name, title: friday, kind, afterLoss: (state) => state }, options);
  /** Raises the high-water mark, as the hourly sweep does. */
  const mark = async (): Promise<void> => {
    const { n, sum } = await days.another().day(friday).read();
    await raiseMarks(days.objects, name.calendar, new Map([[name.entry, { n, sum }]]));
  };

  test("an intact log has no damage and is not repaired", async () => {
    await days.addJobs(friday, 3);
    await days.compact(friday);
    await days.addJobs(friday, 2);
    expect(await damage()).toBe("");
    expect(await repair()).toMatchObject({ mended: false });
  });

  test("a missing entry costs what it changed, and nothing else", async () => {
    const jobs = await days.addJobs(friday, 5);
    await days.deleteEntry(friday, 3);
    await expect(days.jobIds(friday)).rejects.toThrow(UnreadableDocument);
    expect(await damage()).toBe("Entry 3 of 2026-11-27 is missing.");
    expect(await repair()).toMatchObject({
      mended: true,
      notes: [
        "2026-11-27 was saved without what cannot be read.",
        "Jobs last changed between 2026-11-27 14:00:02 UTC and 2026-11-27 14:00:04 UTC (entry 3) may be one change behind.",
      ],
    });
    expect((await days.jobIds(friday)).toSorted()).toEqual(jobs.filter((_, index) => index !== 2).map(({ id }) => id));
    expect(await damage()).toBe("");
    const more = await days.addJobs(friday, 1);
    expect(await days.jobIds(friday)).toContain(more[0]?.id);
  });

  test("an altered entry is copied, and the day goes on without it", async () => {
    await days.addJobs(friday, 4);
    const key = entryKey(name, 2);
    await days.alter(key);
    const altered = await days.bytesOf(key);
    expect(await damage()).toBe("Entry 2 of 2026-11-27 cannot be read: its bytes were changed or cut off.");
    const { notes } = await repair();
    const [copy = ""] = await days.keys("quarantine/");
    expect(notes.at(-1)).toBe(`The damaged bytes are in ${copy}.`);
    expect(await days.bytesOf(copy)).toEqual(altered);
    expect(await days.jobIds(friday)).toHaveLength(3);
  });

  test("the last entry cut off does not stop the log", async () => {
    await days.addJobs(friday, 3);
    await days.cutOff(entryKey(name, 3));
    expect(await damage()).toMatch(/^Entry 3 of 2026-11-27 cannot be read/);
    await repair();
    expect(await damage()).toBe("");
    const others = days.another();
    await others
      .day(friday)
      .change({ decide: () => ({ records: [{ unout: ["o1"] }], result: null }), findIn: () => null });
    // The number of the damaged entry is not used again.
    expect((await days.another().day(friday).read()).n).toBe(4);
  });

  test("entries missing at the end are noticed by the high-water mark", async () => {
    await days.addJobs(friday, 5);
    await mark();
    await days.deleteEntry(friday, 4);
    await days.deleteEntry(friday, 5);
    expect(await damage()).toBe("Entry 4 of 2026-11-27 is missing. Entry 5 of 2026-11-27 is missing.");
    await repair();
    expect(await days.jobIds(friday)).toHaveLength(3);
    expect((await readCalendar(days.objects, name)).entry).toMatchObject({ n: 5, snapshot: { n: 5 } });
  });

  test("an entry of another log in its place is left out", async () => {
    const [first, , third] = await days.addJobs(friday, 3);
    await days.addJobs("2026-11-28", 3);
    await days.objects.put(entryKey(name, 2), await days.bytesOf(entryKey(dayLog("2026-11-28"), 2)), "any");
    expect(await damage()).toMatch(/^Entry 2 of 2026-11-27 cannot be read/);
    await repair();
    expect((await days.jobIds(friday)).toSorted()).toEqual([first?.id, third?.id]);
  });

  test("of two entries that both won a number, the next entry shows which one was lost", async () => {
    await days.addJobs(friday, 2);
    const key = entryKey(name, 2);
    const loser = await days.bytesOf(key);
    await days.objects.delete(key);
    const other = days.another();
    for (let index = 0; index < 2; index += 1)
      await other
        .day(friday)
        .change({ decide: () => ({ records: [{ unout: ["o1"] }], result: 0 }), findIn: () => null });
    await days.objects.put(key, loser, "any");
    expect(await damage()).toBe("Entry 3 of 2026-11-27 does not follow the entry before it.");
    expect((await repair()).notes[1]).toMatch(/\(entry 2\) may be one change behind\.$/);
    expect(await damage()).toBe("");
  });

  test.each(["missing", "altered"])("a snapshot part %s costs nothing while the entries are kept", async (how) => {
    const jobs = await days.addJobs(friday, 3);
    await days.compact(friday);
    const [part = ""] = await days.keys("snapshots/");
    await (how === "missing" ? days.objects.delete(part) : days.alter(part));
    await expect(days.jobIds(friday)).rejects.toThrow(UnreadableDocument);
    expect(await damage()).toBe("The snapshot of 2026-11-27 after entry 3 cannot be read.");
    expect((await repair()).notes).toEqual(["2026-11-27 was saved again. Nothing was lost."]);
    expect(await days.jobIds(friday)).toHaveLength(jobs.length);
    expect(await damage()).toBe("");
  });

  test("a lost beginning is repaired only on request", async () => {
    await days.addJobs(friday, 3);
    await days.compact(friday);
    const [late] = await days.addJobs(friday, 1);
    for (let n = 1; n <= 3; n += 1) await days.deleteEntry(friday, n);
    await days.deleteAll("snapshots/");
    expect(await damage()).toBe(
      "The snapshot of 2026-11-27 after entry 3 cannot be read. What was last changed before its first entry is lost.",
    );
    expect(await repair()).toMatchObject({ mended: false });
    expect(await repair({ evenIfLost: true })).toMatchObject({ mended: true });
    expect(await days.jobIds(friday)).toEqual([late?.id]);
  });

  test("an older copy of a log is not the one that the calendar knows", async () => {
    await days.addJobs(friday, 2);
    const older = await days.bytesOf(entryKey(name, 2));
    await days.deleteEntry(friday, 2);
    await days
      .another()
      .day(friday)
      .change({ decide: () => ({ records: [{ unout: ["o1"] }], result: 0 }), findIn: () => null });
    await mark();
    await days.objects.put(entryKey(name, 2), older, "any");
    expect(await damage()).toBe("Entry 2 of 2026-11-27 is not the one that was there when the calendar was written.");
    await repair();
    expect(await damage()).toBe("");
  });

  test("a vanished day is named with the number of its entries, and never restarts at 1", async () => {
    await days.addJobs(friday, 4);
    await mark();
    await days.deleteAll("days/");
    expect(await damage()).toBe("2026-11-27 had 4 entries at 2026-11-27 14:00:04 UTC and has none.");
    expect(await repair()).toMatchObject({ mended: false });
    await expect(days.another().day(friday).read()).rejects.toThrow(UnreadableDocument);
    await repair({ evenIfLost: true });
    expect((await days.another().day(friday).read()).n).toBe(4);
  });
});
