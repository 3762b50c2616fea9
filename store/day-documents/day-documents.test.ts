import { describe } from "vitest";
import { SteppedClock, seededRandom } from "../conformance/fixture.ts";
import { describeJobStore, type JobStoreUnderTest } from "../job-store.case.ts";
import { MemoryObjectStore } from "../objects/memory/memory-object-store.ts";
import type { ObjectStore } from "../objects/object-store.ts";
import { openDayDocuments } from "./open-day-documents.ts";

describeJobStore("DayDocuments in memory", () => underTest(new MemoryObjectStore(), 1));

export const underTest = (objects: ObjectStore, seed: number): JobStoreUnderTest => {
  const clock = new SteppedClock();
  let processes = 0;
  return {
    clock,
    open: ({ publisher, sender }) => {
      processes += 1;
      return openDayDocuments({
        objects,
        clock,
        random: seededRandom(seed * 1_000 + processes),
        process: `process-${processes}`,
        timeZone: "America/Los_Angeles",
        report: () => undefined,
        publisher: () => publisher,
        sender,
      });
    },
  };
};
