import type { Job } from "../../domain/job.ts";
import { seededRandom, type SteppedClock, type TestParts } from "../conformance/fixture.ts";
import { noTelling } from "../conformance/message-fixture.ts";
import type { WholeStoreUnderTest } from "../conformance/whole-store.ts";
import { openDocuments } from "../documents/open-documents.ts";
import { EntryClock } from "../jobs/log/entry-clock.ts";
import { openJobs } from "../jobs/open-jobs.ts";
import type { ObjectStore } from "../port/object-store.ts";
import { openMaintenance } from "./open-maintenance.ts";

/** A whole store for the suites: each process has its own handle, its own numbers and its own name. */
export const maintenanceUnderTest = (seed: number, clock: SteppedClock, handle: (process: number) => ObjectStore) => {
  let processes = 0;
  const whole = {
    clock,
    open: (parts: TestParts) => {
      processes += 1;
      const process = {
        objects: handle(processes),
        clock,
        random: seededRandom(seed * 1_000 + processes),
        process: `process-${processes}`,
        entryClock: new EntryClock(clock),
        report: () => undefined,
        takesTurns: false,
        spread_bytes: 4_096,
      };
      const documents = openDocuments({
        ...process,
        timeZone: "America/Los_Angeles",
        findJob: (id) => jobs.jobs.find(id),
      });
      const { settings, equipment, customers } = documents;
      const file = (job: Job) => customers.file(job);
      const jobs = openJobs({ ...process, settings, equipment, file, ...noTelling, ...parts });
      return {
        ...documents,
        jobs: jobs.jobs,
        ...openMaintenance({ process, jobs, documents, publisher: parts.publisher }),
      };
    },
  };
  return whole satisfies WholeStoreUnderTest;
};
