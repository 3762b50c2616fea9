import type { JobId } from "../domain/job-id.ts";

/**
 * The jobs that a phone number or an email address booked online, so that a booking need not read all days. Contacts are
 * stored under a keyed hash, so a person who reads the store learns none. An entry may name an ended or removed job, and may
 * miss the newest after a crash. It limits abuse, and no promise depends on it. Throws `StoreUnavailable` and
 * `OutcomeUnknown` as the JobStore does.
 */
export interface ContactStore {
  /** Oldest first. */
  jobsOf(contact: string): Promise<JobId[]>;
  /** Adds a job, and removes the ended jobs `over`. A repetition changes nothing. */
  note(contact: string, job: JobId, over: JobId[]): Promise<void>;
}
