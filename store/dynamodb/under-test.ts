import { seededRandom, SteppedClock } from "../conformance/fixture.ts";
import type { WholeStoreUnderTest } from "../conformance/whole-store.ts";
import type { Publisher, Sender } from "../job-store.ts";
import { openDynamoDb } from "./open-dynamodb.ts";
import type { Wire } from "./wire.ts";

/** A table for the suite: each process has its own wire, its own numbers and its own name. */
export const underTest = (seed: number, wireOf: (process: number) => Wire) => {
  const clock = new SteppedClock();
  let processes = 0;
  return {
    clock,
    fixesBookedHours: true,
    open: ({ publisher, sender }: { publisher: Publisher; sender: Sender }) => {
      processes += 1;
      return openDynamoDb({
        wire: wireOf(processes),
        clock,
        random: seededRandom(seed * 1_000 + processes),
        timeZone: "America/Los_Angeles",
        report: () => undefined,
        publisher: () => publisher,
        sender,
      });
    },
  } satisfies WholeStoreUnderTest;
};
