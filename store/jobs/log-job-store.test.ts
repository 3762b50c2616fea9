import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { MemoryObjectStore } from "../adapters/memory/memory-object-store.ts";
import { openSqliteObjectStore } from "../adapters/sqlite/open-sqlite.ts";
import { seededFaults } from "../adapters/wrap/fault.ts";
import { FaultyObjectStore } from "../adapters/wrap/faulty-object-store.ts";
import { seededRandom, SteppedClock } from "../conformance/fixture.ts";
import { randomOrders } from "../conformance/rental.case.ts";
import { describeJobStore } from "../job-store.case.ts";
import type { ObjectStore } from "../port/object-store.ts";
import { jobsUnderTest } from "./jobs-under-test.case.ts";

describeJobStore(
  "day logs in memory",
  () => {
    const clock = new SteppedClock();
    const store = new MemoryObjectStore(() => clock.now());
    return jobsUnderTest(1, clock, () => store);
  },
  { rounds: randomOrders },
);

/** A network that fails one call in eight, in every way; a late write arrives within a few calls, or never. */
const failing = (inner: ObjectStore, seed: number): ObjectStore => {
  const random = seededRandom(seed);
  const choose = seededFaults(random, {
    lost_acknowledgement: 0.03,
    duplicate_delivery: 0.02,
    late_delivery: 0.03,
    refusal_after_success: 0.01,
    status_409: 0.01,
    status_412: 0.01,
    status_500: 0.01,
    unreachable: 0.01,
  });
  return new FaultyObjectStore(inner, { choose, deliverLate: () => random.fraction() < 0.2 });
};

for (const seed of [1, 2, 3, 4]) {
  describeJobStore(
    `day logs on a failing network (seed ${seed})`,
    () => {
      const clock = new SteppedClock();
      const store = new MemoryObjectStore(() => clock.now());
      return jobsUnderTest(seed, clock, (process) => failing(store, seed * 1_000 + process));
    },
    { seed },
  );
}

const openOnSqlite = async () => {
  const clock = new SteppedClock();
  const folder = mkdtempSync(join(tmpdir(), "tailboard-jobs-"));
  const store = await openSqliteObjectStore({ folder, create: true, clock, random: seededRandom(1) });
  return {
    ...jobsUnderTest(1, clock, () => store),
    close: async () => {
      await store.close();
      rmSync(folder, { recursive: true });
    },
  };
};

// Each commit waits for the disk, so all random orders would take minutes on a busy machine. Here they also say little: a
// commit outlasts the random steps, so nearly every round has the same winner. In memory, both sides must win.
describeJobStore("day logs on SQLite", openOnSqlite, { rounds: 25 });
