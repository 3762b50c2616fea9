import type { AuditEvent } from "../domain/activity.ts";
import type { Day } from "../domain/day.ts";

/**
 * Where to look for who did what on a day. Jobs keep their own history, in their home days: here lies only which home
 * days were touched, and what was done to no job. Days are UTC, so that nothing moves when the business's zone does.
 * Throws `StoreUnavailable` and `OutcomeUnknown` as the JobStore does.
 */
export interface ActivityStore {
  /** Jobs of this home day were changed on `day`. Costs nothing where this process has noted that before. */
  noteHome(day: Day, home: Day): Promise<void>;
  append(act: AuditEvent): Promise<void>;
  /** Adds one to the count of the act with this id, or appends it with a count of 1. */
  tally(act: AuditEvent): Promise<void>;
  on(day: Day): Promise<DayActivity>;
  /** Forgets the days before `before`. */
  sweep(before: Day): Promise<void>;
}

export interface DayActivity {
  homes: Day[];
  /** In the order in which they were done. */
  acts: AuditEvent[];
  /** How many acts found no room: a day keeps the first 2,000. */
  dropped: number;
}
