import type { Job } from "../../domain/job.ts";
import { seededRandom, type SteppedClock, type TestParts } from "../conformance/fixture.ts";
import { noTelling } from "../conformance/message-fixture.ts";
import type { Random } from "../../domain/random.ts";
import type { ObjectStore } from "../port/object-store.ts";
import { openDocuments } from "../documents/open-documents.ts";
import { EntryClock } from "./log/entry-clock.ts";
import { openJobs } from "./open-jobs.ts";

/** The jobs of a store for the suite: each process has its own handle on the store, its own numbers and its own name. */
export const jobsUnderTest = (
  seed: number,
  clock: SteppedClock,
  handle: (process: number) => ObjectStore,
  randomOf = (process: number): Random => seededRandom(seed * 1_000 + process),
) => {
  let processes = 0;
  const open = (parts: TestParts) => {
    processes += 1;
    const context = {
      objects: handle(processes),
      clock,
      random: randomOf(processes),
      process: `process-${processes}`,
      report: () => undefined,
    };
    const shared = { ...context, entryClock: new EntryClock(clock), takesTurns: false, spread_bytes: 4_096 };
    const { settings, equipment, customers } = openDocuments({
      ...shared,
      timeZone: "America/Los_Angeles",
      findJob: (id) => jobs.jobs.find(id),
    });
    const file = (job: Job) => customers.file(job);
    const jobs = openJobs({ ...shared, settings, equipment, file, ...noTelling, ...parts });
    return { settings, equipment, ...jobs };
  };
  return { clock, open };
};
