import { describe, expect, test } from "vitest";
import { FaultyObjectStore } from "../../adapters/wrap/faulty-object-store.ts";
import type { ObjectStore } from "../object-store.ts";
import { bytesOf, type OpenStore } from "./under-test.ts";

export const describeStoreTime = (open: OpenStore): void => {
  const day_ms = 86_400_000;
  /** The times of one answer of every kind, in the order they were given. */
  const timesOf = async (store: ObjectStore, key: string): Promise<number[]> => {
    const created = await store.put(key, bytesOf("one"), "absent");
    const version = created.outcome === "stored" ? created.version : undefined;
    const answers = [
      created,
      await store.put(key, bytesOf("two"), "absent"),
      await store.get(key),
      await store.get(key, version === undefined ? {} : { unless: version }),
      await store.list(key),
      await store.delete(key),
      await store.get(key),
    ];
    expect(answers.map(({ outcome }) => outcome)).toEqual([
      "stored",
      "conflict",
      "found",
      "unchanged",
      "listed",
      "deleted",
      "missing",
    ]);
    return answers.map((answer) => ("at" in answer ? answer.at : Number.NaN));
  };

  describe("store time", () => {
    test("is in every answer and never goes back", async () => {
      const { store, second } = await open();
      const times = [...(await timesOf(store, "a")), ...(await timesOf(second, "b"))];
      expect(times.every((at) => Number.isInteger(at) && at > 0)).toBe(true);
      expect(times).toEqual([...times].toSorted((one, other) => one - other));
    });

    test("is the clock of the store, not the clock of the caller", async () => {
      const { store, moveClock } = await open();
      // A store whose clock cannot be moved is moved by the network around it.
      const faulty = new FaultyObjectStore(store);
      const clocked = moveClock === undefined ? faulty : store;
      const move = moveClock ?? ((ms: number) => faulty.moveClock(ms));
      const before = Math.max(...(await timesOf(clocked, "a")));
      move(36 * day_ms);
      const after = await timesOf(clocked, "b");
      for (const at of after) {
        expect(at - before).toBeGreaterThanOrEqual(36 * day_ms - 1_000);
        expect(at - before).toBeLessThan(37 * day_ms);
      }
    });
  });
};
