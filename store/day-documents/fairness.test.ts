import { expect, test } from "vitest";
import { SteppedClock, seededRandom } from "../conformance/fixture.ts";
import { MemoryObjectStore } from "../objects/memory/memory-object-store.ts";
import { lineBefore, othersWrite, raiseHand, restAfter, withWriter } from "./fairness.ts";

/** A document that these processes have written, one a rev, the last one `rev`. */
const written = (rev: number, by: { process: string; cycle?: number; at?: number }[]) => ({
  rev,
  ring: [],
  writers: by.map(({ process, cycle = 10, at = new SteppedClock().now() }, index) => ({
    process,
    cycle_ms: cycle,
    at,
    rev: rev - by.length + 1 + index,
  })),
});

test("in line before a process are those that wrote less lately, and have not gone", () => {
  const { own } = medium();
  const line = (...by: Parameters<typeof written>[1]) => lineBefore(written(100, by), own);
  // Whoever wrote last comes last.
  expect(line({ process: "one" }, { process: "two" }, { process: "own" })).toBe(20);
  expect(line({ process: "one" }, { process: "own" }, { process: "two" })).toBe(10);
  expect(line({ process: "own" }, { process: "one" }, { process: "two" })).toBe(0);
  // New here, or from before turns went by revs: it tries at once, as ever.
  expect(line({ process: "one" }, { process: "two" })).toBe(0);
  // Slower than twice: it raises its hand.
  expect(line({ process: "one", cycle: 21 }, { process: "two", cycle: 20 }, { process: "own" })).toBe(20);
  // Under a clock that is far ahead, or long ago.
  expect(line({ process: "one", at: own.clock.now() + hours }, { process: "own" })).toBe(0);
  expect(line({ process: "one", at: own.clock.now() - 5_000 }, { process: "own" })).toBe(0);
  // Two processes, and one has let two turns go by.
  const gone = written(100, [{ process: "one" }, { process: "own" }]);
  expect(lineBefore({ ...gone, rev: 102 }, own)).toBe(10);
  expect(lineBefore({ ...gone, rev: 103 }, own)).toBe(0);
  const slow = written(100, [
    { process: "one", cycle: hours },
    { process: "own", cycle: hours },
  ]);
  expect(lineBefore(slow, own)).toBe(5_000);
});

test("no clock that is set while a hand is looked for makes a rest longer", async () => {
  const { clock, own, other } = medium();
  const shared = document(withWriter(document([]), 10, other));
  class ObjectsWithClockSetBack extends MemoryObjectStore {
    override async get(key: string) {
      clock.pass(-hours);
      return await super.get(key);
    }
  }
  const back = { ...own, objects: new ObjectsWithClockSetBack() };
  expect(await restAfter("a", shared, 10, back)).toBeLessThanOrEqual(15);
});

const hours = 3 * 3_600_000;
const medium = () => {
  const clock = new SteppedClock();
  const objects = new MemoryObjectStore();
  const turns = (process: string) => ({ objects, clock, random: seededRandom(1), process });
  return { clock, own: turns("own"), other: turns("other") };
};
const document = (writers: ReturnType<typeof withWriter>) => ({ rev: 1, ring: [], writers });

test("a clock that was set on by hours within a cycle, or a process frozen in it, makes nobody rest for hours", async () => {
  const { own, other } = medium();
  const shared = document(withWriter(document([]), 10, other));
  expect(await restAfter("a", shared, hours, own)).toBe(5_000);
  await raiseHand("a", hours, other);
  expect(await restAfter("a", shared, 10, own)).toBe(5_000);
});

test("what was written under a clock that is ahead is not recent for as long as that is ahead", async () => {
  const { clock, own, other } = medium();
  clock.pass(hours);
  const shared = document(withWriter(document([]), 10, other));
  await raiseHand("a", 100, other);
  clock.pass(-hours);
  expect(othersWrite(shared, own)).toBe(false);
  expect(withWriter(shared, 10, own).map(({ process }) => process)).toEqual(["own"]);
  const now = document(withWriter(document([]), 10, other));
  expect(await restAfter("a", now, 10, own)).toBeLessThanOrEqual(15);
});
