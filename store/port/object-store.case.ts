import { afterEach, describe } from "vitest";
import { describeFaultyNetwork } from "./conformance/faulty-network.case.ts";
import { describeHeaders } from "./conformance/headers.case.ts";
import { describeLimits } from "./conformance/limits.case.ts";
import { describeListing } from "./conformance/listing.case.ts";
import { describeRaces } from "./conformance/races.case.ts";
import { describeReading } from "./conformance/reading.case.ts";
import { describeStoreTime } from "./conformance/store-time.case.ts";
import { describeWriting } from "./conformance/writing.case.ts";
import type { LeftOut, ObjectStoreUnderTest, OpenStore } from "./conformance/under-test.ts";

/** Tests every promise of the port. `make` returns a fresh, empty store for each case. */
export const describeObjectStore = (
  name: string,
  make: () => ObjectStoreUnderTest | Promise<ObjectStoreUnderTest>,
  leftOut: LeftOut = {},
): void => {
  const opened: ObjectStoreUnderTest[] = [];
  const open: OpenStore = async () => {
    const underTest = await make();
    opened.push(underTest);
    return { ...underTest, second: underTest.second ?? underTest.store };
  };

  describe(`${name} as an object store`, () => {
    afterEach(async () => {
      for (const underTest of opened.splice(0)) await underTest.close?.();
    });
    describeReading(open, leftOut);
    describeWriting(open, leftOut);
    describeHeaders(open, leftOut);
    describeListing(open, leftOut);
    describeLimits(open, leftOut);
    describeStoreTime(open);
    describeRaces(open, leftOut);
    describeFaultyNetwork(open, leftOut);
  });
};
