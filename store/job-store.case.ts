import { afterEach, describe } from "vitest";
import { describeCapacity } from "./conformance/capacity.case.ts";
import { describeChanging } from "./conformance/changing.case.ts";
import { describeCreating } from "./conformance/creating.case.ts";
import type { JobStoreUnderTest } from "./conformance/fixture.ts";
import { describeMessages } from "./conformance/message.case.ts";
import { describeOutbox } from "./conformance/outbox.case.ts";
import { describeQuotes } from "./conformance/quote.case.ts";
import { describeRace } from "./conformance/race.case.ts";
import { describeRemoving } from "./conformance/removing.case.ts";
import { describeRentals } from "./conformance/rental.case.ts";
import { describeSweep } from "./conformance/sweep.case.ts";
import { worldOf, type OpenWorld } from "./conformance/world.ts";

export type { JobStoreUnderTest } from "./conformance/fixture.ts";

/**
 * Checks every promise of the port on an adapter. `make` returns a new, empty store for each case. A store that fails in between
 * must throw `StoreUnavailable` or `OutcomeUnknown`. The cases then repeat the call with the same write ids, and expect the
 * same promises. `rounds` are those of a race about equipment: few by default, because each has about 40 appends.
 */
export const describeJobStore = (
  name: string,
  make: () => JobStoreUnderTest | Promise<JobStoreUnderTest>,
  { seed = 1, rounds = 6 }: { seed?: number; rounds?: number } = {},
): void => {
  const opened: JobStoreUnderTest[] = [];
  const open: OpenWorld = async () => {
    const made = await make();
    opened.push(made);
    return worldOf(made, seed);
  };

  describe(`${name} as a job store`, () => {
    afterEach(async () => {
      for (const made of opened.splice(0)) await made.close?.();
    });
    describe("creating", () => describeCreating(open));
    describe("changing", () => describeChanging(open));
    describe("capacity", () => describeCapacity(open));
    describe("rentals", () => describeRentals(open, rounds));
    describe("outbox", () => describeOutbox(open));
    describe("messages", () => describeMessages(open));
    describe("quotes", () => describeQuotes(open));
    describe("removing", () => describeRemoving(open));
    describe("sweep", () => describeSweep(open));
    describe("a race", () => describeRace(open, seed));
  });
};
