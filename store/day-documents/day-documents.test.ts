import { describeJobStore } from "../job-store.case.ts";
import { MemoryObjectStore } from "../objects/memory/memory-object-store.ts";
import { failing, underTest } from "./under-test.ts";

describeJobStore("DayDocuments in memory", () => {
  const objects = new MemoryObjectStore();
  return underTest(1, () => objects);
});

// TAILBOARD_SEED=7 runs that one again.
const seeds = process.env["TAILBOARD_SEED"]?.split(",").map(Number) ?? [1, 2, 3];

for (const seed of seeds) {
  let worlds = 0;
  describeJobStore(
    `DayDocuments on a store that fails (TAILBOARD_SEED=${seed})`,
    () => {
      const objects = new MemoryObjectStore();
      worlds += 1;
      const world = worlds;
      return underTest(seed, (process) => failing(objects, seed * 10_000 + world * 100 + process));
    },
    { seed },
  );
}
