import type { Day } from "../domain/day.ts";
import type { JobId } from "../domain/job-id.ts";
import type { ArchiveRecord } from "./archive-record.ts";

/** Checks a whole store, and repairs what has exactly one correct repair. Each JobStore has one. */
export interface Upkeep {
  /**
   * Yields everything that is wrong now. It only reads, and runs during writes: unfinished work of a change under way is not a
   * finding.
   */
  examine(options?: ExamineOptions): AsyncIterable<Finding>;
  /** Repairs one finding, during writes. A repetition, also by another process, changes nothing more. */
  repair(finding: Finding): Promise<Mended>;
  /**
   * Puts back from a backup what a finding says is lost: a day, the settings, the people or a customer. What the store
   * still has stays. `backup` yields the records of a verified backup, each time from the beginning.
   */
  recover?(finding: Finding, backup: () => AsyncIterable<ArchiveRecord>): Promise<Mended>;
}

export interface ExamineOptions {
  /** Also makes each day again from its entries of the last 35 days, and compares the snapshots with it. */
  deep?: boolean;
}

export interface Finding {
  kind: FindingKind;
  /** The key or item, as a person would look it up. */
  where: string;
  job?: JobId;
  day?: Day;
  /** One sentence for the person who runs the doctor; never a name, a street, a phone or a token. */
  detail: string;
  repairable: boolean;
}

export interface Mended {
  /** False if it no longer exists, or has no single correct repair. */
  mended: boolean;
  /** What the person should know about the repair: what was lost, where the old bytes are. */
  notes: string[];
}

export const findingKinds = [
  /** An orphaned reservation: no job names it, and the time that a move may take is over. */
  "dead_reference",
  /** A job names a reservation that does not exist. */
  "missing_reference",
  /** An outbox entry waits for longer than a drain takes. */
  "overdue_outbox",
  /** A parked entry, after many attempts or a restore: it waits for a person. */
  "parked_outbox",
  /** The customer's view is older than its job, or missing. */
  "view_behind",
  /** The customer's view is newer than its job, as after a restore: the job needs a revision above it. */
  "view_ahead",
  /** A board's card is old, missing, or left over. */
  "card_behind",
  /** A pointer or marker to a job that was never created, or that has expired. */
  "dangling_pointer",
  /** The pointer of a job's link is missing. */
  "missing_pointer",
  "unreadable_document",
  /** A log lacks entries or a snapshot, or they were altered. */
  "damaged_log",
  /** A day had entries and has none. */
  "lost_day",
  /** A part of the calendar, which lists the logs, is lost or damaged. */
  "lost_calendar",
  /** Something that the store must have does not exist, such as the settings. */
  "lost_document",
  /** A window has more reservations than capacity. */
  "oversold_window",
  /** The list of customers lacks one, or shows one as it was earlier or that does not exist any more. */
  "customer_index_behind",
  /** A phone number or an email address does not name its customer, or names one that does not have it. */
  "contact_behind",
  /** Jobs that no customer record lists, such as those that are older than customer records. */
  "unfiled_jobs",
  /** A merge of two customers was interrupted. */
  "unfinished_merge",
  /** The Inbox's list lacks a conversation, or shows one as it was earlier or that is gone. */
  "inbox_behind",
  /** Older messages of a conversation are gone: a page of them is missing or damaged. */
  "lost_messages",
  /** A conversation has something to send, and no drain would find it. */
  "missing_marker",
  /** A person was to be forgotten, and the removal was interrupted. */
  "unfinished_forgetting",
  /** A restore or a migration into this store did not finish. */
  "unfinished_adoption",
] as const;
export type FindingKind = (typeof findingKinds)[number];

/** Above this many jobs a day, the board advises DynamoDB. */
export const crowdedFrom = 1_000;
