import type { CustomerId } from "../domain/customer/customer-id.ts";
import type { JobId } from "../domain/job-id.ts";

/**
 * What belongs to a phone number or an email address: the jobs that it booked online, so that a booking need not read
 * all days, and the customers that have it. Contacts are stored under a keyed hash, so a person who reads the store
 * learns none. Throws `StoreUnavailable` and `OutcomeUnknown` as the JobStore does.
 */
export interface ContactStore {
  /** Returns the keys of a phone and an email, the phone first. An extension and the case of letters do not count. */
  keysOf(contact: { phone?: string | undefined; email?: string | undefined }): Promise<ContactKey[]>;
  /**
   * Oldest first. An entry may name an ended or removed job, and may miss the newest after a crash. It limits abuse, and
   * no promise depends on it.
   */
  jobsOf(contact: string): Promise<JobId[]>;
  /** Adds a job, and removes the ended jobs `over`. A repetition changes nothing. */
  note(contact: string, job: JobId, over: JobId[]): Promise<void>;
  /**
   * Returns the customers that the contact belongs to, the earliest claim first. The record of a new claim may not exist
   * yet.
   */
  customersOf(contact: string): Promise<CustomerId[]>;
  /** Replaces the customers if they are still those that were `seen`. Returns false if they are not. */
  claim(contact: string, seen: readonly CustomerId[], next: readonly CustomerId[]): Promise<boolean>;
  /** Adds and removes customers of a contact. */
  changeCustomers(contact: string, change: { add?: CustomerId; remove?: CustomerId }): Promise<void>;
}

export interface ContactKey {
  kind: "phone" | "email";
  hash: string;
}
