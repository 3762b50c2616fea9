import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describeArchive } from "../archive.case.ts";
import { seededRandom, SteppedClock } from "../conformance/fixture.ts";
import { DirectoryObjectStore } from "../objects/directory/directory-object-store.ts";
import { MemoryObjectStore } from "../objects/memory/memory-object-store.ts";
import { describeUpkeep } from "../upkeep.case.ts";
import { failing, underTest } from "./under-test.ts";

const inMemory = () => {
  const objects = new MemoryObjectStore();
  return underTest(1, () => objects);
};
describeArchive("DayDocuments in memory", inMemory);
describeUpkeep("DayDocuments in memory", inMemory);

const inFolder = async () => {
  const root = await mkdtemp(join(tmpdir(), "tailboard-archive-"));
  const clock = new SteppedClock();
  const made = underTest(1, (process) => new DirectoryObjectStore(root, { clock, random: seededRandom(process) }));
  return { ...made, close: () => rm(root, { recursive: true }) };
};
describeArchive("DayDocuments in a folder", inFolder);
describeUpkeep("DayDocuments in a folder", inFolder);

// TAILBOARD_SEED=7 runs that one again.
const seeds = process.env["TAILBOARD_SEED"]?.split(",").map(Number) ?? [1, 2];
for (const seed of seeds) {
  let worlds = 0;
  const onFailing = () => {
    const objects = new MemoryObjectStore();
    worlds += 1;
    const world = worlds;
    return underTest(seed, (process) => failing(objects, seed * 10_000 + world * 100 + process));
  };
  describeArchive(`DayDocuments on a store that fails (TAILBOARD_SEED=${seed})`, onFailing, { seed });
  describeUpkeep(`DayDocuments on a store that fails (TAILBOARD_SEED=${seed})`, onFailing, { seed });
}
