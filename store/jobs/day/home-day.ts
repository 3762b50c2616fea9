import { isDay, type Day } from "../../../domain/day.ts";
import { homeDayOf, isJobId, type JobId } from "../../../domain/job-id.ts";

/** Returns the day whose log holds a job; null if this is no id, or names a date that does not exist. */
export const homeOf = (id: JobId): Day | null => {
  if (!isJobId(id)) return null;
  const day = homeDayOf(id);
  return isDay(day) ? day : null;
};
