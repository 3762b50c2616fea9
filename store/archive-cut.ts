import type { Instant } from "../domain/clock.ts";
import { atRevision } from "../domain/history.ts";
import type { ArchivedDay } from "./archive.ts";

/**
 * A day as it was at one instant. Days are read one after another while writes go on; without this, one job would be
 * taken before it left a place and another after it came there, and a store made of both would have sold the place
 * twice. Every change is in its job's history with its instant, so each job is taken back to the newest that is not
 * after `at`; one made later is left out. What depended on a change that was not read yet happened after it, and so
 * after `at`. That holds as far as the clocks of the writing processes agree.
 *
 * `now` is when the day was read. What is dated after that did not come in meanwhile: a clock was ahead when it was
 * made, perhaps by days, and nothing that was confirmed may be missing from a backup for that.
 */
export const asAt = (day: ArchivedDay, at: Instant, now: Instant): ArchivedDay => {
  const jobs = day.jobs.flatMap((job) => {
    const rev = job.history.findLastIndex((entry) => entry.at <= at || entry.at > now) + 1;
    return rev === 0 ? [] : [atRevision(job, rev)];
  });
  const kept = new Set(jobs.map(({ id }) => id));
  return { ...day, jobs, messages: day.messages.filter(({ job }) => kept.has(job)) };
};
