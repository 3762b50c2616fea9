import type { Day } from "../domain/day.ts";
import type { JobId } from "../domain/job-id.ts";

/** Looks a whole store over, and mends what has one right answer. Each JobStore has one. */
export interface Upkeep {
  /**
   * Everything that is not as it should be now. Reads only, and runs while writes go on: what a change under way has
   * still to do is no finding.
   */
  examine(): AsyncIterable<Finding>;
  /** Mends one, beside live writers. Done again, or by a second process, it changes nothing more. */
  repair(finding: Finding): Promise<Mended>;
}

export interface Finding {
  kind: FindingKind;
  /** The key or item where it lies, as a person would look for it. */
  where: string;
  job?: JobId;
  day?: Day;
  /** One sentence for the person who runs the doctor; never a name, a street, a phone or a token. */
  detail: string;
  repairable: boolean;
}

export interface Mended {
  /** False where it was gone by then, or has no single right answer. */
  mended: boolean;
  /** What the person should know of how it was mended: what was lost, where the old bytes are. Empty is nothing. */
  notes: string[];
}

export const findingKinds = [
  /** A place that no job names, past the time that a move may take. */
  "dead_reference",
  /** One place stands there more than once, and takes room as often. */
  "doubled_reference",
  /** A job names a place that is not there. */
  "missing_reference",
  /** Something that a committed change left to do waits for longer than any drainer takes. */
  "overdue_outbox",
  /** Given up after many tries, or brought in by a restore: a message waits for a person. */
  "parked_outbox",
  /** The customer's view is older than its job, or not there. */
  "view_behind",
  /** The customer's view is newer than its job, as after a restore: the job needs a revision above it. */
  "view_ahead",
  /** A board shows a job as it was, not at all, or still. */
  "card_behind",
  /** A note that leads to a job that was never made, or is past its time. */
  "dangling_pointer",
  /** A job's link leads nowhere. */
  "missing_pointer",
  "unreadable_document",
  /** More places are taken than the day has. */
  "oversold_window",
  /** A day has more jobs than one document should hold: DynamoDB is recommended. */
  "crowded_day",
  /** A restore or a migration into this store was begun and did not end. */
  "unfinished_adoption",
] as const;
export type FindingKind = (typeof findingKinds)[number];

/** Above this many jobs a day, one document a day is no longer the right shape. */
export const crowdedFrom = 1_000;
