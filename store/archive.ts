import type { Instant } from "../domain/clock.ts";
import type { Day } from "../domain/day.ts";
import type { Job } from "../domain/job.ts";
import type { JobId } from "../domain/job-id.ts";
import type { WindowCapacity } from "../domain/settings.ts";
import type { UnreadableDocument } from "./job-store.ts";
import type { NewAppend, NewSend } from "./queued-entry.ts";

/**
 * Exports a whole store as a stream of days, and imports one. Backup, migration and preview copies use it. Each JobStore has
 * one, and `archive.case.ts` checks it: an empty store of any technology that adopts the days yields equal days.
 */
export interface Archive {
  /**
   * Yields every day that is a home day of jobs or has hours set by hand, ascending, each read whole. It runs during writes: a job
   * is yielded as committed, and uncommitted reservations are left out.
   *
   * `unreadable` receives the error of each day that cannot be read, which is left out. Without it, `UnreadableDocument` is
   * thrown.
   */
  days(options?: { after?: Day; unreadable?: (error: UnreadableDocument) => void }): AsyncIterable<ArchivedDay>;
  /**
   * Imports a day as it was. Jobs keep id, rev, token, links and history, and get their reservations regardless of capacity,
   * because they had them. No message is sent: messages are imported as parked, each with its job. A repetition, also by another
   * process, changes nothing. A job whose rev in the store is at least as high stays. Customers' views are published as after
   * any change: tried immediately, and guaranteed by the outbox.
   *
   * Throws `AlreadyAnother` if the store has another job with one of these ids.
   */
  adopt(day: ArchivedDay): Promise<void>;
  /**
   * Returns the restore or migration into this store that has not finished, or null. The command writes it first and clears it
   * last, so that only the same command can resume and no command uses an incomplete store.
   */
  readAdoption(): Promise<Adoption | null>;
  /** Durable before it resolves. */
  writeAdoption(adoption: Adoption | null): Promise<void>;
}

export interface Adoption {
  kind: "restore" | "migrate";
  /** The source: the digest in a backup's manifest, or a digest of the other store's address. */
  source: string;
  began_at: Instant;
}

export interface ArchivedDay {
  day: Day;
  /** Null if the day follows the settings. */
  capacity: { windows: WindowCapacity[]; closed: boolean } | null;
  /** Ascending by id. */
  jobs: Job[];
  /** Unsent messages by job, in the order in which they are due. */
  messages: ArchivedMessage[];
  /** The keys of messages that no change caused, by job, as hashes. No copy tells a person again. */
  told?: Readonly<Record<JobId, readonly string[]>>;
}

/** A message that was not sent, without its attempts, or one of a customer that is in no conversation yet. */
export type ArchivedMessage = (NewSend | NewAppend) & { job: JobId };

/** The store has another customer's job under this id, so two stores were mixed. Nothing was changed for it. */
export class AlreadyAnother extends Error {
  readonly job: JobId;
  constructor(job: JobId) {
    super(`${job} is another job in this store`);
    this.name = "AlreadyAnother";
    this.job = job;
  }
}
