import { describe, expect, test } from "vitest";
import { seededRandom } from "../../../test/harness/seeded-random.ts";
import { seededFaults, type Fault } from "../../adapters/wrap/fault.ts";
import { FaultyObjectStore } from "../../adapters/wrap/faulty-object-store.ts";
import type { ObjectStore } from "../object-store.ts";
import { addToCounter, appendToLog, entriesOf, readCounter } from "./race-workers.ts";
import { bytesOf, stored, textOf, type LeftOut, type OpenStore, unlessLeftOut } from "./under-test.ts";

const rates: Partial<Record<Fault, number>> = {
  lost_acknowledgement: 0.06,
  duplicate_delivery: 0.06,
  late_delivery: 0.06,
  refusal_after_success: 0.06,
  status_409: 0.04,
  status_412: 0.04,
  status_500: 0.04,
  status_503: 0.04,
  timeout: 0.04,
  unreachable: 0.04,
};

/** The adapter behind a network that fails. Each adapter proves that its outcomes let a caller resolve every answer. */
export const describeFaultyNetwork = (open: OpenStore, leftOut: LeftOut = {}): void => {
  const replacing = unlessLeftOut(leftOut.replacing);
  const networkOf = (store: ObjectStore, seed: number): FaultyObjectStore => {
    const random = seededRandom(seed);
    return new FaultyObjectStore(store, {
      choose: seededFaults(random, rates),
      deliverLate: () => random.fraction() < 0.3,
    });
  };
  const failFirst = (store: ObjectStore, fault: Fault): FaultyObjectStore =>
    new FaultyObjectStore(store, { choose: ({ index }) => (index === 0 ? fault : "none") });

  describe("behind a faulty network", () => {
    test("a lost acknowledgement is resolved by reading", async () => {
      const { store, second } = await open();
      const put = await failFirst(store, "lost_acknowledgement").put("a", bytesOf("one"), "absent");
      expect(put.outcome).toBe("indeterminate");
      expect(await textOf(second, "a")).toBe("one");
      expect((await store.put("a", bytesOf("one"), "absent")).outcome).toBe("conflict");
    });

    test("a put that is delivered twice is stored once, although its answer is a conflict", async () => {
      const { store, second } = await open();
      const put = await failFirst(store, "duplicate_delivery").put("a", bytesOf("one"), "absent");
      expect(put.outcome).toBe("conflict");
      expect(await textOf(second, "a")).toBe("one");
    });

    replacing("a late put that lost its race changes nothing", async () => {
      const { store, second } = await open();
      const version = await stored(store, "a", "one");
      const faulty = failFirst(store, "late_delivery");
      expect((await faulty.put("a", bytesOf("late"), { version })).outcome).toBe("indeterminate");
      await stored(second, "a", "two", version);
      await faulty.deliverAllLate();
      expect(await textOf(second, "a")).toBe("two");
    });

    for (const seed of [1, 2])
      replacing(`five workers that increment ten times each reach fifty (seed ${seed})`, async () => {
        const { store, second } = await open();
        await stored(store, "count", "[]");
        const networks = [networkOf(store, seed), networkOf(second, seed + 100)];
        await Promise.all(
          Array.from({ length: 5 }, async (_, worker) => {
            for (let turn = 0; turn < 10; turn += 1) {
              await addToCounter(networks[worker % 2] ?? store, `${worker}-${turn}`);
            }
          }),
        );
        for (const network of networks) await network.deliverAllLate();
        const increments = await readCounter(store);
        expect(increments).toHaveLength(50);
        expect(new Set(increments).size).toBe(50);
      });

    test.each([3, 4])("five workers that append ten entries each fill the numbers 1 to 50 (seed %d)", async (seed) => {
      const { store, second } = await open();
      const networks = [networkOf(store, seed), networkOf(second, seed + 100)];
      await Promise.all(
        Array.from({ length: 5 }, async (_, worker) => {
          let number = 0;
          for (let turn = 0; turn < 10; turn += 1) {
            number = await appendToLog(networks[worker % 2] ?? store, `${worker}-${turn}`, number + 1);
          }
        }),
      );
      for (const network of networks) await network.deliverAllLate();
      const entries = await entriesOf(second);
      expect(entries).toHaveLength(50);
      expect(new Set(entries).size).toBe(50);
    });
  });
};
