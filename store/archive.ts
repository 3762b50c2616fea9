import type { Day, Window } from "../domain/day.ts";
import type { Job } from "../domain/job.ts";
import type { JobId } from "../domain/job-id.ts";
import type { WindowCapacity } from "../domain/settings.ts";

/**
 * A whole store as a stream of days, and back in: what a backup, a migration and a preview copy are made of. Each
 * JobStore has one; `archive.case.ts` holds them to it: whatever `days` gives, an empty store of any technology that
 * `adopt`s it gives again, equal.
 */
export interface Archive {
  /**
   * Every day that has jobs (it is their home day) or hours set by hand, ascending, each read whole. Runs while writes
   * go on: a job is given as it was committed, never in half; what a move has not committed is left out.
   */
  days(options?: { after?: Day }): AsyncIterable<ArchivedDay>;
  /**
   * Puts a day in as it was. Jobs keep id, rev, token, links and history, and take their places whatever the capacity:
   * they had them. Nobody is messaged: messages come in parked. Done again, or by a second process, it changes nothing;
   * a job whose rev in the store is higher stays.
   */
  adopt(day: ArchivedDay): Promise<void>;
}

export interface ArchivedDay {
  day: Day;
  /** Null where the day follows the settings. */
  capacity: { windows: WindowCapacity[]; closed: boolean } | null;
  /** Ascending by id. */
  jobs: Job[];
  /** Messages that were queued and not yet sent. */
  messages: ArchivedMessage[];
}

export interface ArchivedMessage {
  id: string;
  job: JobId;
  template: string;
  visit: { id: string; day: Day | null; window: Window | null } | null;
}
