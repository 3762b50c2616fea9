import { expect, test } from "vitest";
import { SteppedClock, seededRandom } from "../conformance/fixture.ts";
import { MemoryObjectStore } from "../objects/memory/memory-object-store.ts";
import { othersWrite, raiseHand, restAfter, withWriter } from "./fairness.ts";

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
