import { expect, test } from "vitest";
import { seededRandom, SteppedClock } from "../../conformance/fixture.ts";
import { MemoryObjectStore } from "../memory/memory-object-store.ts";
import type { Fault } from "./fault.ts";
import { FaultyObjectStore } from "./faulty-object-store.ts";
import { RetryingObjectStore } from "./retrying-object-store.ts";

/** A store whose first calls fail. */
const failingFirst = (failures: number, fault: Fault = "status_503") => {
  const clock = new SteppedClock();
  let calls = 0;
  const faulty = new FaultyObjectStore(new MemoryObjectStore(() => 0), {
    choose: ({ index }) => {
      calls = index + 1;
      return index < failures ? fault : "none";
    },
  });
  return { store: new RetryingObjectStore(faulty, { clock, random: seededRandom(1) }), calls: () => calls };
};

test("a read is repeated until the store answers", async () => {
  const { store, calls } = failingFirst(3);
  expect((await store.get("a")).outcome).toBe("missing");
  expect(calls()).toBe(4);
  expect((await failingFirst(3).store.list("")).outcome).toBe("listed");
});

test("a store that stays unreachable is reported after four attempts", async () => {
  const { store, calls } = failingFirst(10);
  expect((await store.get("a")).outcome).toBe("unavailable");
  expect(calls()).toBe(4);
});

test("a write is sent once, whatever its answer", async () => {
  for (const fault of ["unreachable", "lost_acknowledgement"] as const) {
    const { store, calls } = failingFirst(1, fault);
    expect((await store.put("a", new Uint8Array(), "absent")).outcome).not.toBe("stored");
    expect((await store.delete("a")).outcome).toBe("deleted");
    expect(calls()).toBe(2);
  }
});
