import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { seededRandom, SteppedClock } from "../conformance/fixture.ts";
import { describeJobStore } from "../job-store.case.ts";
import { DirectoryObjectStore } from "../objects/directory/directory-object-store.ts";
import { underTest } from "./under-test.ts";

describeJobStore("DayDocuments in a folder", async () => {
  const root = await mkdtemp(join(tmpdir(), "tailboard-jobs-"));
  const clock = new SteppedClock();
  const made = underTest(1, (process) => new DirectoryObjectStore(root, { clock, random: seededRandom(process) }));
  return { ...made, close: () => rm(root, { recursive: true }) };
});
