import { seededRandom, SteppedClock } from "../conformance/fixture.ts";
import type { WholeStoreUnderTest } from "../conformance/whole-store.ts";
import type { Publisher, Sender } from "../job-store.ts";
import { FaultyObjectStore, seededFaults } from "../objects/wrap/faulty-object-store.ts";
import type { ObjectStore } from "../objects/object-store.ts";
import { openDayDocuments } from "./open-day-documents.ts";

/** Day documents for the suite: each process has its own handle, its own numbers and its own name. */
export const underTest = (seed: number, handle: (process: number) => ObjectStore) => {
  const clock = new SteppedClock();
  let processes = 0;
  return {
    clock,
    open: ({ publisher, sender }: { publisher: Publisher; sender: Sender }) => {
      processes += 1;
      return openDayDocuments({
        objects: handle(processes),
        clock,
        random: seededRandom(seed * 1_000 + processes),
        process: `process-${processes}`,
        timeZone: "America/Los_Angeles",
        report: () => undefined,
        publisher: () => publisher,
        sender,
      });
    },
  } satisfies WholeStoreUnderTest;
};

/** A store that fails one call in eight, in every way it can; a late write lands within a few calls, or never. */
export const failing = (inner: ObjectStore, seed: number): ObjectStore => {
  const random = seededRandom(seed);
  const rates = { doubled: 0.02, "lost-answer": 0.03, late: 0.03, unknown: 0.02, conflict: 0.03, unavailable: 0.02 };
  return new FaultyObjectStore(inner, seededFaults(random, rates), () => random.fraction() < 0.2);
};
