import { describe, expect, test } from "vitest";
import { addToCounter, appendToLog, entriesOf, readCounter } from "./race-workers.ts";
import { bytesOf, stored, textOf, type LeftOut, type OpenStore, unlessLeftOut } from "./under-test.ts";

export const describeRaces = (open: OpenStore, leftOut: LeftOut = {}): void => {
  const replacing = unlessLeftOut(leftOut.replacing);
  describe("races", () => {
    replacing("five workers that increment ten times each reach fifty", async () => {
      const { store, second } = await open();
      await stored(store, "count", "[]");
      await Promise.all(
        Array.from({ length: 5 }, async (_, worker) => {
          for (let turn = 0; turn < 10; turn += 1) {
            await addToCounter(worker % 2 === 0 ? store : second, `${worker}-${turn}`);
          }
        }),
      );
      const increments = await readCounter(store);
      expect(increments).toHaveLength(50);
      expect(new Set(increments).size).toBe(50);
    });

    test("five workers that append ten entries each fill the numbers 1 to 50", async () => {
      const { store, second } = await open();
      await Promise.all(
        Array.from({ length: 5 }, async (_, worker) => {
          let number = 0;
          for (let turn = 0; turn < 10; turn += 1) {
            number = await appendToLog(worker % 2 === 0 ? store : second, `${worker}-${turn}`, number + 1);
          }
        }),
      );
      const entries = await entriesOf(second);
      expect(entries).toHaveLength(50);
      expect(new Set(entries).size).toBe(50);
    });

    test("of twenty racing creations exactly one is stored", async () => {
      const { store, second } = await open();
      const racers = await Promise.all(
        Array.from({ length: 20 }, async (_, racer) => {
          const put = await (racer % 2 === 0 ? store : second).put("keys/a", bytesOf(`racer ${racer}`), "absent");
          return { text: `racer ${racer}`, outcome: put.outcome };
        }),
      );
      const winner = await textOf(store, "keys/a");
      for (const { text, outcome } of racers) {
        if (outcome === "stored") expect(text).toBe(winner);
        // A store may answer 500 to its winner, so the winner's answer can also be indeterminate.
        if (text === winner) expect(["stored", "indeterminate"]).toContain(outcome);
      }
    });

    replacing("of twenty racing updates of one version exactly one is stored", async () => {
      const { store, second } = await open();
      const version = await stored(store, "a", "one");
      const racers = await Promise.all(
        Array.from({ length: 20 }, async (_, racer) => {
          const handle = racer % 2 === 0 ? store : second;
          const put = await handle.put("a", bytesOf(`racer ${racer}`), { version });
          return { text: `racer ${racer}`, outcome: put.outcome };
        }),
      );
      const winner = await textOf(store, "a");
      for (const { text, outcome } of racers) if (outcome === "stored") expect(text).toBe(winner);
      expect(racers.find(({ text }) => text === winner)?.outcome).toMatch(/stored|indeterminate/);
    });

    test("twenty racing deletions leave no key", async () => {
      const { store, second } = await open();
      await stored(store, "a", "one");
      const outcomes = await Promise.all(
        Array.from({ length: 20 }, async (_, racer) => (racer % 2 === 0 ? store : second).delete("a")),
      );
      expect(outcomes.some(({ outcome }) => outcome === "deleted")).toBe(true);
      expect((await store.get("a")).outcome).toBe("missing");
    });
  });
};
