import type { AuditEvent } from "../domain/activity.ts";
import type { Day } from "../domain/day.ts";

/**
 * The index of the activity page. Jobs keep their own history on their home days. This store has only the home days whose
 * jobs changed on a day, and the audit events that belong to no job. Days are UTC, so a new time zone moves nothing.
 * Throws `StoreUnavailable` and `OutcomeUnknown` as the JobStore does.
 */
export interface ActivityStore {
  /** Records that jobs of this home day changed on `day`. Free if this process has recorded that before. */
  noteHome(day: Day, home: Day): Promise<void>;
  append(act: AuditEvent): Promise<void>;
  /** Adds one to the count of the act with this id, or appends it with a count of 1. */
  tally(act: AuditEvent): Promise<void>;
  on(day: Day): Promise<DayActivity>;
  /** Deletes the days before `before`. */
  sweep(before: Day): Promise<void>;
}

export interface DayActivity {
  homes: Day[];
  /** In the order in which they happened. */
  acts: AuditEvent[];
  /** The number of audit events that were not stored: a day keeps the first 2,000. */
  dropped: number;
}
