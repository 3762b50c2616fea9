import type { Instant } from "../domain/clock.ts";
import type { Day, Window } from "../domain/day.ts";
import type { Job } from "../domain/job.ts";
import type { JobId } from "../domain/job-id.ts";
import type { WindowCapacity } from "../domain/settings.ts";
import type { UnreadableDocument } from "./job-store.ts";

/**
 * A whole store as a stream of days, and back in: what a backup, a migration and a preview copy are made of. Each
 * JobStore has one; `archive.case.ts` holds them to it: whatever `days` gives, an empty store of any technology that
 * `adopt`s it gives again, equal.
 */
export interface Archive {
  /**
   * Every day that has jobs (it is their home day) or hours set by hand, ascending, each read whole. Runs while writes
   * go on: a job is given as it was committed, never in half; what a move has not committed is left out.
   *
   * What cannot be read is told to `unreadable` and left out; without it, `UnreadableDocument` is thrown.
   */
  days(options?: { after?: Day; unreadable?: (error: UnreadableDocument) => void }): AsyncIterable<ArchivedDay>;
  /**
   * Puts a day in as it was. Jobs keep id, rev, token, links and history, and take their places whatever the capacity:
   * they had them. Nobody is messaged: messages come in parked, each with the job that it speaks of. Done again, or by
   * a second process, it changes nothing; a job whose rev in the store is as high stays. What customers see is
   * published, as after any change, tried at once and guaranteed by the outbox.
   *
   * Throws `AlreadyAnother` where the store has another job under one of these ids.
   */
  adopt(day: ArchivedDay): Promise<void>;
  /**
   * What is being brought into this store and is not all there yet; null at other times. Whoever restores or migrates
   * writes it first and clears it last, so that only the same can go on, and nobody takes half a store for a whole one.
   */
  readAdoption(): Promise<Adoption | null>;
  /** Durable before it resolves. */
  writeAdoption(adoption: Adoption | null): Promise<void>;
}

export interface Adoption {
  kind: "restore" | "migrate";
  /** What it comes from: the digest in a backup's manifest, or a digest of the other store's address. */
  source: string;
  began_at: Instant;
}

export interface ArchivedDay {
  day: Day;
  /** Null where the day follows the settings. */
  capacity: { windows: WindowCapacity[]; closed: boolean } | null;
  /** Ascending by id. */
  jobs: Job[];
  /** Messages that were queued and not yet sent: by job, each job's in the order in which they were to go out. */
  messages: ArchivedMessage[];
}

export interface ArchivedMessage {
  id: string;
  job: JobId;
  template: string;
  visit: { id: string; day: Day | null; window: Window | null } | null;
}

/** Two stores were mixed: this one has another customer's job under the id. Nothing was changed for it. */
export class AlreadyAnother extends Error {
  readonly job: JobId;
  constructor(job: JobId) {
    super(`${job} is another job in this store`);
    this.name = "AlreadyAnother";
    this.job = job;
  }
}
