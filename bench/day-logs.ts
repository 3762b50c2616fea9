import { addDays, dayIn, weekdays } from "../domain/day.ts";
import type { Job } from "../domain/job.ts";
import { freshId } from "../domain/random.ts";
import { sampleEquipment } from "../domain/rental/starting-equipment.ts";
import { sampleSettings } from "../domain/settings.ts";
import { systemClock, systemRandom } from "../main/ambient.ts";
import { noTelling } from "../store/conformance/message-fixture.ts";
import type { JobStore } from "../store/job-store.ts";
import { EntryClock } from "../store/jobs/log/entry-clock.ts";
import { openJobs, type OpenJobs } from "../store/jobs/open-jobs.ts";
import type { ObjectStore } from "../store/port/object-store.ts";
import { benchWindow, by, draftOn } from "./store/bench-job.ts";

/** How logs behave on a kind of store: whether processes take turns, and how often a log is compacted. */
export const engineKinds = {
  sqlite: { takesTurns: false, spread_bytes: 4_096 },
  bucket: { takesTurns: true, spread_bytes: 16_384 },
  table: { takesTurns: true, spread_bytes: 4_096 },
} as const;

/** Settings whose windows have enough capacity for any benchmark. */
export const benchSettings = {
  ...sampleSettings("UTC"),
  sample: false,
  hours: {
    ...sampleSettings("UTC").hours,
    ...Object.fromEntries(weekdays.map((day) => [day, [{ ...benchWindow, capacity: 1_000_000 }]])),
  },
};

/** Opens the jobs of a store without side effects: it publishes and sends nothing, and throws every error. */
export const openForBench = (objects: ObjectStore, kind: keyof typeof engineKinds): OpenJobs => {
  const clock = systemClock();
  return openJobs({
    objects,
    clock,
    random: systemRandom,
    process: freshId(systemRandom),
    entryClock: new EntryClock(clock),
    report: (error) => {
      throw error;
    },
    settings: { read: () => Promise.resolve(benchSettings), knownZone: benchSettings.business.time_zone },
    equipment: { read: () => Promise.resolve({ rev: 0, ...sampleEquipment }) },
    publisher: { publish: () => Promise.resolve(), standing: () => Promise.resolve("current") },
    file: () => Promise.resolve(),
    sender: {
      timeout_ms: 1_000,
      send: () => Promise.resolve({ how: "sent" }),
      ended: () => Promise.resolve(),
    },
    ...noTelling,
    ...engineKinds[kind],
  });
};

/** Makes one booking: checks and takes capacity, and writes the job, all durably. */
export const createOn = (jobs: JobStore, day: string): Promise<{ job: Job }> =>
  jobs.create({ homeDay: day, write: freshId(systemRandom), by, draft: draftOn(day) });

export const today = (): string => dayIn("UTC", systemClock().now());

/** Creates `count` jobs on the days before today, a hundred per day. */
export const fillHistory = async (jobs: JobStore, count: number): Promise<void> => {
  const days = Array.from({ length: Math.ceil(count / 100) }, (_, index) => addDays(today(), -1 - index));
  for (let first = 0; first < days.length; first += 8) {
    await Promise.all(
      days.slice(first, first + 8).flatMap((day, index) => {
        const left = count - (first + index) * 100;
        return Array.from({ length: Math.min(100, left) }, () => createOn(jobs, day));
      }),
    );
  }
};
