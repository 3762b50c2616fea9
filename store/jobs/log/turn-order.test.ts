import { beforeEach, describe, expect, test } from "vitest";
import { FakeClock } from "../../../test/harness/fake-clock.ts";
import { seededRandom } from "../../../test/harness/seeded-random.ts";
import { ObservedObjectStore } from "../../adapters/wrap/observed-object-store.ts";
import { instantOf } from "../../../domain/clock.ts";
import { MemoryObjectStore } from "../../adapters/memory/memory-object-store.ts";
import { DayLog } from "./day-log.ts";
import { EntryClock } from "./entry-clock.ts";
import { readPriority, requestPriority } from "./priority-request.ts";
import { logName, numbers, set } from "./test-log.case.ts";
import { TurnOrder } from "./turn-order.ts";

const priorityKey = "priority/days/2026-11-27";
let clock: FakeClock;
let objects: MemoryObjectStore;
let turns: TurnOrder;
beforeEach(() => {
  clock = new FakeClock();
  objects = new MemoryObjectStore(() => clock.now());
  const random = { bytes: (count: number) => new Uint8Array(count), fraction: () => 0.5 };
  turns = new TurnOrder({ objects, priorityKey, process: "own", clock, random });
});

/** An entry that was written so many seconds ago. */
const wrote = (process: string, n: number, ms: number, secondsAgo = 0): void =>
  turns.observe({ v: 1, n, write: "w", process, ms, at: instantOf(clock.now() - secondsAgo * 1_000), prev: "" });

describe("queueDelay_ms", () => {
  test("is 0.3 of the cycles of the writers whose last entry is before this process's", () => {
    wrote("a", 1, 10);
    wrote("b", 2, 20);
    wrote("own", 3, 10);
    expect(turns.queueDelay_ms).toBe(9);
    wrote("a", 4, 10);
    expect(turns.queueDelay_ms).toBe(6);
  });

  test("is 0 for a process that has not written, and after a conflict", async () => {
    wrote("a", 1, 10);
    expect(turns.queueDelay_ms).toBe(0);
    wrote("own", 2, 10);
    await turns.afterConflict(10);
    expect(turns.queueDelay_ms).toBe(0);
  });

  test("skips a writer that is much slower, wrote long ago, or whose clock is far ahead", () => {
    wrote("slow", 1, 21);
    wrote("old", 2, 10, 6);
    wrote("ahead", 3, 10, -60);
    wrote("own", 4, 10);
    expect(turns.queueDelay_ms).toBe(0);
  });
});

describe("the priority request", () => {
  test("comes with the second conflict in a row, and ends with the next append", async () => {
    await turns.afterConflict(40);
    expect(await readPriority(objects, priorityKey)).toBeNull();
    await turns.afterConflict(40);
    expect(await readPriority(objects, priorityKey)).toMatchObject({ process: "own", cycle_ms: 40 });
    await turns.afterAppend(40);
    expect(await readPriority(objects, priorityKey)).toBeNull();
  });

  test("of a slower process stays", async () => {
    await requestPriority(objects, priorityKey, { process: "slow", cycle_ms: 100, at_ms: clock.now() });
    for (let conflict = 0; conflict < 3; conflict += 1) await turns.afterConflict(40);
    expect(await readPriority(objects, priorityKey)).toMatchObject({ process: "slow" });
  });

  test("of another process makes a winner pause for two of its cycles", async () => {
    wrote("other", 1, 10);
    wrote("own", 2, 10);
    await requestPriority(objects, priorityKey, { process: "other", cycle_ms: 100, at_ms: clock.now() });
    const before = clock.now();
    await turns.afterAppend(10);
    expect(clock.now() - before).toBe(200);
  });

  test("of another process stops no process that writes alone", async () => {
    wrote("own", 1, 10);
    await requestPriority(objects, priorityKey, { process: "other", cycle_ms: 100, at_ms: clock.now() });
    const before = clock.now();
    await turns.afterAppend(10);
    expect(clock.now()).toBe(before);
  });

  test("that cannot be read counts as absent", async () => {
    await objects.put(priorityKey, new Uint8Array([123]), "any");
    expect(await readPriority(objects, priorityKey)).toBeNull();
  });
});

test("a process appends as soon as it reads the entry that it waited for, and does not probe first", async () => {
  let duringSleep: () => Promise<void> = () => Promise.resolve();
  const calls: string[] = [];
  const openAs = (process: string, slept: () => Promise<void>) => {
    const random = seededRandom(1);
    const waiting = { now: () => clock.now(), sleep: (ms: number) => clock.sleep(ms).then(slept) };
    const slow = new ObservedObjectStore(objects, ({ verb, key }) => {
      if (verb === "put") clock.advance({ seconds: 0.01 });
      if (key.startsWith(logName.entries)) calls.push(`${process}: ${verb} ${Number(key.slice(-8))}`);
    });
    const turnOrder = new TurnOrder({ objects: slow, priorityKey, process, clock: waiting, random });
    const entryClock = new EntryClock(waiting);
    return new DayLog({
      objects: slow,
      name: logName,
      kind: numbers,
      entryClock,
      process,
      clock: waiting,
      random,
      turnOrder,
    });
  };
  const first = openAs("first", () => Promise.resolve());
  const second = openAs("second", () => duringSleep());
  for (const n of [1, 2]) {
    await first.change(set(`first ${n}`, n));
    await second.change(set(`second ${n}`, n));
  }
  calls.length = 0;
  duringSleep = async () => {
    duringSleep = () => Promise.resolve();
    await first.change(set("third", 3));
  };
  await second.change(set("fourth", 4));
  expect(calls.filter((call) => call.startsWith("second"))).toEqual(["second: get 5", "second: put 6"]);
});
