import { epochOf, instantOf, type Instant } from "./clock.ts";
import { addDays, dayIn, type Day } from "./day.ts";
import type { Job } from "./job.ts";
import type { Settings } from "./settings.ts";

/**
 * Returns when the tracking link expires: `link_days` after the job ended. For an imported job the days count from the
 * import. Null while the job is open.
 */
export const expiryOf = (job: Pick<Job, "ended_at" | "history" | "created_at">, settings: Settings): Instant | null => {
  if (job.ended_at === null) return null;
  const importedAt = job.history[0]?.at ?? job.created_at;
  const from = job.ended_at > importedAt ? job.ended_at : importedAt;
  return instantOf(epochOf(from) + settings.booking.link_days * 86_400_000);
};

/** Returns the first day on which the link is expired all day; null while the job is open. */
export const expiredFrom = (job: Parameters<typeof expiryOf>[0], settings: Settings): Day | null => {
  const expires = expiryOf(job, settings);
  return expires === null ? null : addDays(dayIn(settings.business.time_zone, epochOf(expires)), 1);
};
