import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { countersAtMost, countersFor, pick, sharesOf, takenOf, type Share } from "./counter.ts";

const count = fc.integer({ min: 0, max: 2_000 });

describe("the places of a window", () => {
  test("a window of few places has one counter; one of hundreds has several", () => {
    expect([0, 3, 49, 50, 99, 100, 10_000].map(countersFor)).toEqual([1, 1, 1, 2, 3, 4, countersAtMost]);
  });

  test("shared out, they are as many as before, taken and left", () => {
    fc.assert(
      fc.property(count, count, fc.integer({ min: 1, max: 8 }), (capacity, taken, most) => {
        const shares = sharesOf(capacity, taken, most);
        expect(takenOf(shares)).toBe(taken);
        expect(shares.reduce((sum, { free }) => sum + free, 0)).toBe(capacity - taken);
        expect(shares.reduce((sum, { limit }) => sum + limit, 0)).toBe(capacity);
        expect(shares.length).toBeLessThanOrEqual(most);
        // What is below zero is below zero in one place: else another could go on selling.
        if (taken > capacity) expect(shares).toHaveLength(1);
        else expect(shares.every(({ free }) => free >= 0)).toBe(true);
      }),
    );
  });

  test("whoever takes and gives back, by any counter: never more taken than there are", () => {
    const step = fc.record({ by: fc.constantFrom(-1, 1, 2), first: fc.nat(7) });
    fc.assert(
      fc.property(count, fc.array(step, { maxLength: 300 }), (capacity, steps) => {
        const counters = sharesOf(capacity, 0);
        let held = 0;
        for (const { by, first } of steps) {
          if (by < 0) {
            if (held === 0) continue;
            give(counters[first % counters.length]);
            held -= 1;
            continue;
          }
          const picked = pick(counters, by, first % counters.length);
          // Refused only where it is not there, however it is spread.
          expect(picked === null).toBe(held + by > capacity);
          for (const [index, here] of picked ?? []) for (let one = 0; one < here; one += 1) take(counters[index]);
          if (picked !== null) held += by;
        }
        expect(takenOf(counters)).toBe(held);
        expect(held).toBeLessThanOrEqual(capacity);
      }),
    );
  });
});

const take = (counter: Share | undefined): void => {
  if (counter !== undefined) counter.free -= 1;
};
const give = (counter: Share | undefined): void => {
  if (counter !== undefined) counter.free += 1;
};
