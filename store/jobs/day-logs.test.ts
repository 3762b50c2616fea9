import { expect, test } from "vitest";
import { addDays } from "../../domain/day.ts";
import { friday, saturday, seededRandom, SteppedClock, thursday } from "../conformance/fixture.ts";
import { MemoryObjectStore } from "../adapters/memory/memory-object-store.ts";
import { ObservedObjectStore } from "../adapters/wrap/observed-object-store.ts";
import type { DayRecord } from "./day/day-record.ts";
import { DayLogs } from "./day-logs.ts";
import { EntryClock } from "./log/entry-clock.ts";

const openWorld = () => {
  const clock = new SteppedClock();
  const memory = new MemoryObjectStore(() => clock.now());
  const writes: string[] = [];
  const objects = new ObservedObjectStore(memory, ({ verb, key }) => void (verb === "put" && writes.push(key)));
  let processes = 0;
  const open = (spread_bytes = 4_096) => {
    processes += 1;
    return new DayLogs({
      objects,
      clock,
      random: seededRandom(processes),
      process: `process${processes}`,
      entryClock: new EntryClock(clock),
      report: (error) => {
        throw error;
      },
      takesTurns: false,
      spread_bytes,
    });
  };
  return { memory, writes, open };
};

const append = (logs: DayLogs, day: string, ...records: DayRecord[]) =>
  logs.day(day).change({ decide: () => ({ records, result: null }), findIn: () => null });
const listed = async (logs: DayLogs, after?: string) => {
  const days: string[] = [];
  for await (const day of logs.days(after)) days.push(day);
  return days;
};

test("a day is listed in the calendar before its first entry exists", async () => {
  const { writes, open } = openWorld();
  await append(open(), friday, { void: "r1" });
  expect(writes).toEqual(["calendar/2026-11", `days/${friday}/00000001`]);
});

test("days() yields the listed days after a day, ascending", async () => {
  const { open } = openWorld();
  const logs = open();
  for (const day of [saturday, "2027-01-04", thursday, friday]) await append(logs, day, { void: "r1" });
  expect(await listed(open())).toEqual([thursday, friday, saturday, "2027-01-04"]);
  expect(await listed(open(), friday)).toEqual([saturday, "2027-01-04"]);
  expect(await listed(open(), "2026-12-31")).toEqual(["2027-01-04"]);
});

test("a due marker is put before the entry that needs it, and once per process", async () => {
  const { writes, open } = openWorld();
  const logs = open();
  await append(logs, friday, { due: "2026-11-20T17" });
  await append(logs, friday, { due: "2026-11-20T17" });
  expect(writes.slice(1)).toEqual([
    `due/2026-11-20T17/${friday}`,
    `days/${friday}/00000001`,
    `days/${friday}/00000002`,
  ]);
});

test("a day is compacted when its entries cost a reader as much as a snapshot, after the caller was answered", async () => {
  const { memory, open } = openWorld();
  const logs = open(40);
  const snapshots = async () => {
    await logs.settled();
    const names = [...memory.contents()].map(({ key }) => /^snapshots\/.*\/(\d{8})-/.exec(key)?.[1] ?? "");
    return names.filter((name) => name !== "");
  };
  for (let n = 1; n < 64; n += 1) await append(logs, friday, { void: `r${n}` });
  expect(await snapshots()).toEqual([]);
  await append(logs, friday, { void: "r64" });
  expect(await snapshots()).toEqual(["00000064"]);
  // A snapshot of 80 bytes or so allows two entries more.
  for (let n = 1; n <= 64; n += 1) await append(logs, friday, { void: `s${n}` });
  expect(await snapshots()).toEqual(["00000064"]);
  for (let n = 1; n <= 4; n += 1) await append(logs, friday, { void: `t${n}` });
  expect(await snapshots()).toHaveLength(2);
});

test("a process that finds the snapshot of another process does not compact again", async () => {
  const { memory, open } = openWorld();
  const [one, other] = [open(), open()];
  for (let n = 1; n < 64; n += 1) await append(one, friday, { void: `r${n}` });
  await other.day(friday).read();
  await append(one, friday, { void: "r64" });
  await one.settled();
  await append(other, friday, { void: "s1" });
  await other.settled();
  expect([...memory.contents()].filter(({ key }) => key.startsWith("snapshots/"))).toHaveLength(1);
});

test("days of one month that are due simultaneously are compacted one after another", async () => {
  const { memory, open } = openWorld();
  const logs = open();
  const days = Array.from({ length: 30 }, (_, index) => addDays("2026-12-01", index));
  for (let n = 1; n <= 64; n += 1) await Promise.all(days.map((day) => append(logs, day, { void: `r${n}` })));
  await logs.settled();
  expect([...memory.contents()].filter(({ key }) => key.startsWith("snapshots/"))).toHaveLength(30);
});
