import { addDays, dayIn, weekdays } from "../domain/day.ts";
import type { Job } from "../domain/job.ts";
import { freshId } from "../domain/random.ts";
import { systemClock, systemRandom } from "../main/ambient.ts";
import { openDayDocuments } from "../store/day-documents/open-day-documents.ts";
import type { JobStore } from "../store/job-store.ts";
import type { ObjectStore } from "../store/objects/object-store.ts";
import type { SettingsStore } from "../store/settings-store.ts";
import { benchWindow, by, draftOn } from "./store/bench-job.ts";

/** Opens a store of day documents whose windows have enough capacity for any benchmark. */
export const openForBench = async (objects: ObjectStore): Promise<JobStore> => {
  const { jobs, settings } = openDayDocuments({
    objects,
    clock: systemClock(),
    random: systemRandom,
    process: freshId(systemRandom),
    timeZone: "UTC",
    ...quiet,
  });
  await withRoom(settings);
  return jobs;
};

/** Options to open a store without side effects: it publishes and sends nothing, and throws every error. */
export const quiet = {
  report: (error: unknown) => {
    throw error;
  },
  publisher: () => ({ publish: () => Promise.resolve() }),
  sender: { timeout_ms: 1_000, send: () => Promise.resolve() },
};

export const withRoom = (settings: SettingsStore): Promise<unknown> =>
  settings.change((now) => ({
    ...now,
    hours: {
      ...now.hours,
      ...Object.fromEntries(weekdays.map((day) => [day, [{ ...benchWindow, capacity: 1_000_000 }]])),
    },
  }));

/** Makes one booking: checks and takes capacity, writes the link's pointer and the job, all durably. */
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
