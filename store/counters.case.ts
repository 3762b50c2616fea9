import { afterEach, describe, expect, test } from "vitest";
import type { SteppedClock } from "./conformance/fixture.ts";
import { OutcomeUnknown, StoreUnavailable } from "./job-store.ts";
import { counterKinds, staleMs, type Counter, type Counters } from "./counters.ts";
import { documentKeys } from "./documents/document-keys.ts";
import type { ObjectStore } from "./port/object-store.ts";

/** What the suite needs from an adapter: a new, empty store, and any number of processes on it. */
export interface CountersUnderTest {
  clock: SteppedClock;
  open(): { counters: Counters; objects: ObjectStore };
  close?(): Promise<void>;
}

/** Checks every promise of the port on an adapter. */
export const describeCounters = (name: string, make: () => CountersUnderTest | Promise<CountersUnderTest>): void => {
  const opened: CountersUnderTest[] = [];
  const open = async () => {
    const made = await make();
    opened.push(made);
    const { counters, objects } = made.open();
    return { clock: made.clock, counters, objects, another: () => made.open().counters };
  };

  describe(`${name} as counters`, () => {
    afterEach(async () => {
      for (const made of opened.splice(0)) await made.close?.();
    });

    test("a used-up budget refuses with the seconds left, and is back when its window ends", async () => {
      const { clock, counters } = await open();
      const budget = { most: 3, spanSeconds: 60 };
      expect(await counters.used(mark)).toBe(0);
      expect(await counters.take(mark, budget)).toEqual({ taken: true, used: 1 });
      clock.pass(20_500);
      expect(await counters.take(mark, budget)).toEqual({ taken: true, used: 2 });
      expect(await counters.take(mark, budget)).toEqual({ taken: true, used: 3 });
      expect(await counters.take(mark, budget)).toEqual({ taken: false, retryAfterSeconds: 40 });
      expect(await counters.used(mark)).toBe(3);
      clock.pass(39_499);
      expect(await counters.take(mark, budget)).toEqual({ taken: false, retryAfterSeconds: 1 });
      clock.pass(1);
      expect(await counters.used(mark)).toBe(0);
      expect(await counters.take(mark, budget)).toEqual({ taken: true, used: 1 });
    });

    test("each kind and each name has a budget of its own", async () => {
      const { counters } = await open();
      const budget = { most: 1, spanSeconds: 60 };
      for (const kind of counterKinds)
        for (const one of ["mark", "ana", "203.0.113.7"])
          expect(await counters.take({ kind, name: one }, budget)).toEqual({ taken: true, used: 1 });
      expect(await counters.take(mark, budget)).toMatchObject({ taken: false });
    });

    test("simultaneous takes of two processes never get more than the budget", async () => {
      const { counters, another } = await open();
      const budget = { most: 10, spanSeconds: 60 };
      const processes = [counters, another()];
      const takes = Array.from({ length: 24 }, async (_, index) => {
        const process = processes[index % 2] ?? counters;
        return await insist(() => process.take(mark, budget));
      });
      const taken = (await Promise.all(takes)).flatMap((one) => (one.taken ? [one.used] : []));
      expect(taken.toSorted((a, b) => a - b)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
      expect(await another().used(mark)).toBe(10);
    });

    test("a reset gives the budget back: here immediately, elsewhere within the stated time", async () => {
      const { clock, counters, another } = await open();
      const other = another();
      const budget = { most: 2, spanSeconds: 3_600 };
      await counters.take(mark, budget);
      await counters.take(mark, budget);
      expect(await other.take(mark, budget)).toEqual({ taken: false, retryAfterSeconds: 3_600 });
      expect(await counters.take(mark, budget)).toMatchObject({ taken: false });
      await counters.reset(mark);
      expect(await counters.take(mark, budget)).toEqual({ taken: true, used: 1 });
      clock.pass(staleMs);
      expect(await other.take(mark, budget)).toEqual({ taken: true, used: 2 });
      await counters.reset({ ...mark, name: "never counted" });
    });

    test("a returned take can be taken again, and never more than was taken", async () => {
      const { counters, another } = await open();
      const budget = { most: 2, spanSeconds: 60 };
      await counters.giveBack(mark);
      await counters.take(mark, budget);
      await counters.take(mark, budget);
      expect(await counters.take(mark, budget)).toMatchObject({ taken: false });
      await counters.giveBack(mark);
      expect(await counters.take(mark, budget)).toEqual({ taken: true, used: 2 });
      for (let turn = 0; turn < 3; turn += 1) await counters.giveBack(mark);
      expect(await another().used(mark)).toBe(0);
    });

    test("a window opened under a clock that was far ahead does not outlive its span", async () => {
      const { clock, counters, another } = await open();
      const budget = { most: 1, spanSeconds: 60 };
      clock.pass(86_400_000);
      await counters.take(mark, budget);
      clock.pass(-86_400_000);
      expect(await another().take(mark, budget)).toEqual({ taken: true, used: 1 });
    });

    test("no name is stored in the clear, and the number of keys is bounded", async () => {
      const { counters, objects } = await open();
      const names = Array.from({ length: 300 }, (_, index) => `person-${index}`);
      await Promise.all(names.map((one) => counters.take({ ...mark, name: one }, { most: 9, spanSeconds: 60 })));
      const listed = await objects.list(documentKeys.counters);
      if (listed.outcome !== "listed") throw new Error(listed.outcome);
      expect(listed.keys.length).toBeLessThanOrEqual(64);
      // Many names that are counted simultaneously are spread: no document holds more than a few of them.
      expect(listed.keys.length).toBeGreaterThan(32);
      for (const key of listed.keys) {
        const got = await objects.get(key);
        if (got.outcome !== "found") throw new Error(got.outcome);
        expect(key + new TextDecoder().decode(got.body)).not.toContain("person");
      }
    });

    test("the sweep removes documents whose windows have ended, and keeps those with an open one", async () => {
      const { clock, counters, objects } = await open();
      await counters.take(mark, { most: 5, spanSeconds: 60 });
      await counters.take({ kind: "sign-in-from", name: "203.0.113.7" }, { most: 5, spanSeconds: 600 });
      clock.pass(60_000);
      await counters.sweep();
      const listed = await objects.list(documentKeys.counters);
      expect(listed).toMatchObject({ outcome: "listed", keys: [expect.stringMatching(/^counters\/sign-in-from\//)] });
      expect(await counters.take(mark, { most: 5, spanSeconds: 60 })).toEqual({ taken: true, used: 1 });
    });

    test("a damaged document is dropped, and counting continues", async () => {
      const { counters, objects, another } = await open();
      const budget = { most: 5, spanSeconds: 600 };
      await counters.take(mark, budget);
      const listed = await objects.list(documentKeys.counters);
      if (listed.outcome !== "listed") throw new Error(listed.outcome);
      for (const key of listed.keys) await objects.put(key, new TextEncoder().encode("{ not what was written"), "any");
      expect(await another().take(mark, budget)).toEqual({ taken: true, used: 1 });
    });
  });
};

const mark: Counter = { kind: "sign-in-login", name: "mark" };

/** Repeats a call that conflicted with another process on one document. */
const insist = async <T>(take: () => Promise<T>): Promise<T> => {
  try {
    return await take();
  } catch (error) {
    if (!(error instanceof StoreUnavailable) || error instanceof OutcomeUnknown) throw error;
    return await insist(take);
  }
};
