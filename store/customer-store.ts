import type { Instant } from "../domain/clock.ts";
import type { CustomerEntry } from "../domain/customer/customer-entry.ts";
import type { CustomerId } from "../domain/customer/customer-id.ts";
import type { CustomerRecord } from "../domain/customer/customer-record.ts";
import type { UnreadableDocument } from "./job-store.ts";
import type { Job } from "../domain/job.ts";

/** A customer and the number of its changes. The ETag is `"<rev>"`. */
export interface StoredCustomer extends CustomerRecord {
  rev: number;
}

/**
 * The customers of a business over all jobs. A confirmed change of a record is durable and in every later read. The
 * index that lists and searches use, and the contacts that a job is matched by, follow within the same call; after a
 * crash the outbox or the doctor brings them up to date. Throws `StoreUnavailable` and `OutcomeUnknown` as the JobStore
 * does.
 */
export interface CustomerStore {
  /** Returns the record, also if it was merged into another; null if it does not exist. */
  find(id: CustomerId): Promise<StoredCustomer | null>;
  /** Returns the record, or the one that it was merged into. */
  findLive(id: CustomerId): Promise<StoredCustomer | null>;
  /** Returns what the index has of every customer, at most 5 seconds old, in no order. */
  entries(): Promise<readonly CustomerEntry[]>;
  /** Returns the customers that have exactly this phone number or email address. */
  withContact(contact: { phone?: string | undefined; email?: string | undefined }): Promise<StoredCustomer[]>;
  /** Returns the customer that a job is filed under, or null. */
  ofJob(job: Job): Promise<StoredCustomer | null>;
  /** Stores a new record. If the id exists, it returns the record as it is. */
  create(record: CustomerRecord): Promise<StoredCustomer>;
  /**
   * Applies a pure change to the newest record. Returns null if the record does not exist. What `apply` throws passes
   * through, and nothing changes.
   */
  change(id: CustomerId, apply: (record: StoredCustomer) => CustomerRecord): Promise<StoredCustomer | null>;
  /**
   * Merges `from` into `into`. Returns null if one of them does not exist. A repetition finishes a merge that was
   * interrupted, and changes nothing after that. `assert` may refuse on the newest survivor.
   */
  merge(merge: MergeRequest): Promise<StoredCustomer | null>;
  /** Undoes a merge: both records are as before, with what was added to the survivor since. */
  unmerge(merge: Omit<MergeRequest, "by">): Promise<StoredCustomer | null>;
  /** Notes on both records that they are not the same person. Returns `id`'s record; null if one does not exist. */
  tellApart(id: CustomerId, from: CustomerId): Promise<StoredCustomer | null>;
  /**
   * Yields every record by id, also those that were merged into others. `unreadable` receives the error of each that cannot
   * be read, which is left out. Without it, `UnreadableDocument` is thrown.
   */
  all(options?: { unreadable?: (error: UnreadableDocument) => void }): AsyncIterable<CustomerRecord>;
  /** Imports a record as it was in another store. A record that is here stays. */
  adopt(record: CustomerRecord): Promise<void>;
  /**
   * Files a job under its customer, and makes the record if no known one matches. Safe to repeat, by any process, after
   * a crash at any point. A job without phone and email is filed only under a record that a person chose.
   */
  file(job: Job): Promise<void>;
}

export interface MergeRequest {
  into: CustomerId;
  from: CustomerId;
  by: string;
  at: Instant;
  assert: (survivor: StoredCustomer) => void;
}
