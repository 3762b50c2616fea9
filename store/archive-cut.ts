import type { Instant } from "../domain/clock.ts";
import { atRevision } from "../domain/history.ts";
import type { ArchivedDay } from "./archive.ts";

/**
 * Returns a day as it was at one instant. Days are read one after another during writes. Without the cut, one job could be read
 * before it released an opening and another after it reserved it, and a copy would have sold the opening twice. Every change
 * has an instant in its job's history, so each job is rewound to its newest change that is not after `at`, and a later job is
 * left out. A change that depends on an unread change is later than that one, and so after `at`. The cut is as exact as the
 * clocks of the writing processes agree.
 *
 * `now` is when the day was read. A change dated after that was made under a clock that was ahead, perhaps by days. It was
 * confirmed, so it is kept.
 */
export const asAt = (day: ArchivedDay, at: Instant, now: Instant): ArchivedDay => {
  const jobs = day.jobs.flatMap((job) => {
    const rev = job.history.findLastIndex((entry) => entry.at <= at || entry.at > now) + 1;
    return rev === 0 ? [] : [atRevision(job, rev)];
  });
  const kept = new Map(jobs.map((job) => [job.id, job]));
  const messages = day.messages.filter((message) => {
    const job = kept.get(message.job);
    // What a customer wrote is part of its change. A message to a person waits for one anyway.
    return job !== undefined && (message.kind === "send" || job.history.some(({ id }) => id === message.message));
  });
  return { ...day, jobs, messages };
};
