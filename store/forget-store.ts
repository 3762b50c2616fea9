import type { CustomerId } from "../domain/customer/customer-id.ts";
import type { Day } from "../domain/day.ts";
import type { Actor } from "../domain/job.ts";
import type { JobId } from "../domain/job-id.ts";

/**
 * Removes a person from the store. What the business needs for its books stays, without the person. A call that was
 * interrupted is finished by its repetition, or by the hourly upkeep. Throws `still_open` if a job is not over, and
 * `StoreUnavailable` and `OutcomeUnknown` as the JobStore does.
 */
export interface ForgetStore {
  /** Removes the person from one job and its conversation. Returns null if the job does not exist. */
  forgetJob(id: JobId, by: Actor, options?: { remove?: boolean }): Promise<Forgotten | null>;
  /** Removes the record, the person in each of its jobs, and the conversations. Returns null if there is no such record. */
  forgetCustomer(id: CustomerId, by: Actor): Promise<Forgotten | null>;
}

export interface Forgotten {
  jobs: JobId[];
  left: Remains[];
}

/** Where the person can still be read, and until when. Null: the owner decides. */
export interface Remains {
  where: RemainsWhere;
  until: Day | null;
}

/**
 * `log`: earlier entries of the store. `snapshots`: its daily copies. `backups` and `exports`: files that people made.
 * `providers`: what the services that send mail and texts keep. `customer_record`: the record of the customer, which has other
 * jobs or was edited.
 */
export type RemainsWhere = "log" | "snapshots" | "backups" | "exports" | "providers" | "customer_record";
