import type { JobId } from "../domain/job-id.ts";

/**
 * Which jobs a phone number or an email address has booked online, so that a booking need not look through all days for
 * them. Contacts lie under a keyed hash: whoever reads the store learns none. It may name a job that is over or gone,
 * and after a crash miss the newest; it limits abuse, and nothing that is promised hangs on it. Throws
 * `StoreUnavailable` and `OutcomeUnknown` as the JobStore does.
 */
export interface ContactStore {
  /** Oldest first. */
  jobsOf(contact: string): Promise<JobId[]>;
  /** Notes one more, and forgets `over`. Noting it again changes nothing. */
  note(contact: string, job: JobId, over: JobId[]): Promise<void>;
}
