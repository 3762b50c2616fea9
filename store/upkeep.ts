import type { Day } from "../domain/day.ts";
import type { JobId } from "../domain/job-id.ts";

/** Looks a whole store over, and mends what has one right answer. Each JobStore has one. */
export interface Upkeep {
  /** Everything that is not as it should be now. Reads only, and runs while writes go on. */
  examine(): AsyncIterable<Finding>;
  /** Mends one; false where it was gone by then, or has no single right answer. */
  repair(finding: Finding): Promise<boolean>;
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

export type FindingKind =
  /** A place that no job names, past the time that a move may take. */
  | "dead_reference"
  /** A job names a place that is not there. */
  | "missing_reference"
  | "overdue_outbox"
  | "parked_outbox"
  /** The customer's view is older than its job, or not there. */
  | "view_behind"
  | "dangling_pointer"
  | "unreadable_document"
  /** More places are taken than the day has. */
  | "oversold_window"
  /** A day has more jobs than one document should hold: DynamoDB is recommended. */
  | "crowded_day";
