import type { Instant } from "../domain/clock.ts";
import { rewind } from "../domain/history.ts";
import type { ArchivedDay } from "./archive.ts";

/**
 * A day as it was at one instant. Days are read one after another while writes go on; without this, one job would be
 * taken before it left a place and another after it came there, and a store made of both would have sold the place
 * twice. Every change is in its job's history with its instant, so each job is taken back to the newest that is not
 * after `at`; one made later is left out. What depended on a change that was not read yet happened after it, and so
 * after `at`. That holds as far as the clocks of the writing processes agree.
 */
export const asAt = (day: ArchivedDay, at: Instant): ArchivedDay => {
  const jobs = day.jobs.flatMap((job) => {
    const rev = job.history.findLastIndex((entry) => entry.at <= at) + 1;
    return rev === 0 ? [] : [rewind(job, rev)];
  });
  const kept = new Set(jobs.map(({ id }) => id));
  return { ...day, jobs, messages: day.messages.filter(({ job }) => kept.has(job)) };
};
