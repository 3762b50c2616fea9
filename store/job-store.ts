import type { DayCapacity } from "../domain/capacity.ts";
import type { Card } from "../domain/card.ts";
import type { Instant } from "../domain/clock.ts";
import type { Day, Window } from "../domain/day.ts";
import type { Decide } from "../domain/history.ts";
import type { Actor, Job } from "../domain/job.ts";
import type { JobId } from "../domain/job-id.ts";
import type { ChannelKind } from "../domain/message/event.ts";
import type { Settings, WindowCapacity } from "../domain/settings.ts";
import type { Token } from "../domain/token.ts";
import type { AppendEntry, HookEntry, NewEntry, NewSend, SendEntry } from "./queued-entry.ts";

/**
 * The store of jobs, for any technology. Every adapter promises this, and `job-store.case.ts` checks it:
 *
 * - A change is confirmed only when it is durable. Then every later read sees it, in any process.
 * - Reserving an opening and changing the job that reserves it is one step, so no window is oversold.
 * - A lost acknowledgement is resolved, not repeated: `write` identifies one change over all its attempts.
 * - Decisions run on the newest job, possibly more than once. They are pure.
 *
 * Refusals of the domain pass through as `DomainError` (`window_full` has `{day, window}` among its facts, `equipment_unavailable`
 * `{equipment_type, day}`, `unit_in_use` `{unit, day}`). The store has two
 * errors of its own: `StoreUnavailable` (nothing was changed) and `OutcomeUnknown` (the change may have been applied).
 */
export interface JobStore {
  create(creation: Creation): Promise<Created>;
  /** Returns null if the job does not exist. */
  change(id: JobId, request: ChangeRequest): Promise<Changed | null>;
  /**
   * Queues messages that no change causes, without a new revision, publication or history. The job remembers `key`: the
   * same key adds nothing again. Returns null if the job does not exist, and `nothing` if the plan has no message.
   */
  queue(id: JobId, request: QueueRequest): Promise<Queued | null>;
  find(id: JobId): Promise<Job | null>;
  /** Finds the job whose tracking token this is. Returns null for the token of a replaced link, and for any other text. */
  findByToken(token: Token): Promise<Job | null>;
  /**
   * Returns each job with a visit from `from` to `to`, inclusive, once. With `crew`, only jobs where such a visit is assigned to
   * that crew, or unassigned if it is null. A store that can tell does not read the other jobs.
   *
   * `unreadable` receives each day whose jobs cannot be read, and the others are returned. Without it, `UnreadableDocument` is
   * thrown.
   */
  between(from: Day, to: Day, only?: { crew: string | null }, unreadable?: NameDay): Promise<Job[]>;
  /** Returns jobs that wait for a person: unscheduled, ready for pickup, or overdue. Unreadable days are left out. */
  waiting(unreadable?: NameDay): Promise<Job[]>;
  /** Reads one day's board with two reads, for a store of any size. Cards of other days' jobs lag by one drain. */
  board(day: Day): Promise<BoardDay>;
  /** Returns the capacity and the reservations of each day from `from` to `to`. */
  capacity(from: Day, to: Day): Promise<DayCapacity[]>;
  /**
   * Sets one day's own windows, or closes it. Existing reservations stay, and count in every window that overlaps theirs. A store
   * that counts by the window's name refuses (`invalid`, `hours_booked`) windows that would overlap other windows with
   * bookings.
   */
  setCapacity(day: Day, windows: WindowCapacity[], closed: boolean): Promise<DayCapacity>;
  /** Refuses (`invalid`, `hours_booked`) hours that `applyHours` could not apply to a day because of its bookings. */
  assertHours(from: Day, to: Day, settings: Settings): Promise<void>;
  /** Applies new hours of the settings to the days that were not set by hand. */
  applyHours(from: Day, to: Day): Promise<void>;
  /**
   * Removes a job for good, with its reservations, cards, messages and links. Published views become tombstones. Returns false if
   * the job does not exist. A repetition after a failure resumes. Until the job is gone it is cancelled and its link revoked,
   * by `by`.
   */
  remove(id: JobId, by: Actor): Promise<boolean>;
  /**
   * Yields every job, or those of these home days, by home day, without holding all in memory. Exports and the activity page use
   * it. If some cannot be read, it yields the others first and then throws `UnreadableDocument`. With `unreadable`, that
   * receives their days instead.
   */
  all(homes?: { from: Day; to: Day }, unreadable?: NameDay): AsyncIterable<Job>;
  /** Returns each day that may hold jobs or visits, ascending. */
  listDays(): Promise<Day[]>;
  /** Reads one day, for a caller that reads each day once. Throws `UnreadableDocument`. */
  readDay(day: Day): Promise<DayContent>;
  /**
   * Does the outbox entries of committed changes. It begins no message after `until`. Returns the number of entries that
   * are due and still wait. One that failed counts until it is done or parked.
   */
  drain(options?: { until?: Instant }): Promise<number>;
  /** When the next message is due that the last `drain` found too early, in milliseconds. Null: none. */
  nextSendAt(): number | null;
  /**
   * Does what no change triggers: links expire, open jobs become overdue, and changes that a crash left half-done are ended. Runs
   * each minute. It reports failures, and a later sweep tries again.
   */
  sweep(): Promise<void>;
  /** Returns the entries that `drain` gave up on, for a person to see. */
  parked(): Promise<ParkedEntry[]>;
  /** Counts the messages that are queued and not parked, by the channel that carries them first. */
  waitingSends(): Promise<Record<ChannelKind, number>>;
  /** Removes a parked entry, about which a person has decided. Returns false if the job has none of this id. */
  dismiss(id: JobId, entry: string): Promise<boolean>;
}

export interface DayContent {
  /** The jobs whose home day it is. */
  jobs: Job[];
  /** The home days of the other jobs that have a visit on it. */
  homes: Day[];
}

/** Receives a home day whose jobs cannot be read, perhaps more than once. */
export type NameDay = (home: Day) => void;

export interface Creation {
  homeDay: Day;
  /** The write id. */
  write: string;
  by: Actor;
  /** Makes a repetition safe: the same `hash` finishes, or finds, the same job. */
  idempotency?: { hash: string; request: string };
  /** The token of an imported link that must keep working. Without it, a new token is made. */
  token?: Token;
  draft: (identity: { id: JobId; token: Token }, stamp: { id: string; at: Instant; by: Actor }) => Job;
  /** False: the customer is not told. */
  notify?: boolean;
}

export interface Created {
  /** The job as first committed, also for a repetition. */
  job: Job;
  replayed: boolean;
}

export interface ChangeRequest {
  write: string;
  by: Actor;
  decide: Decide;
  /** False: the customer is not told about this change. */
  notify?: boolean;
  /** The text of a message from the customer's page. */
  message?: string;
  /**
   * Holds equipment past its stock: `type` for a report from the field, which no shortage refuses, and `all`, also units that
   * another job has, for what is still out.
   */
  force?: Force;
}

export type Force = "type" | "all";

/** What a committed change queues, in the same write. */
export interface Plan {
  /** Reads what planning needs, which may be a few seconds old. */
  prepare(): Promise<Planned>;
}

/** Plans one change. It runs inside the commit, perhaps more than once, so it is pure. */
export type Planned = (change: PlannedChange) => NewEntry[];

export interface PlannedChange {
  /** Null for a new job. */
  before: Job | null;
  job: Job;
  /** False: the customer is not told. */
  notify: boolean;
  /** The text of a message from the customer's page. */
  message?: string;
  now: number;
}

export interface QueueRequest {
  key: string;
  /** Plans for the newest job. It is pure. */
  plan: (job: Job, now: number) => NewSend[];
}

export type Queued = "queued" | "told" | "nothing";

export interface Changed {
  job: Job;
  /** False if the decision was to change nothing. */
  changed: boolean;
  /** True if this write had been applied before. */
  replayed: boolean;
}

/** Whether `between` returns this job. */
export const isBetween = (job: Job, from: Day, to: Day, only?: { crew: string | null }): boolean =>
  job.visits.some(
    ({ day, crew }) => day !== null && day >= from && day <= to && (only === undefined || crew === only.crew),
  );

/** One day's board. */
export interface BoardDay {
  /** Equal versions have equal boards. */
  version: string;
  capacity: DayCapacity;
  /** The cards of every visit on that day. */
  cards: Card[];
  /** The cards of jobs that wait for a person, on any day. */
  waiting: Card[];
  /** The number of jobs, if the day has more than this technology is suited for. */
  crowded?: number;
}

export interface ParkedEntry {
  job: JobId;
  kind: "publish" | "release" | "send" | "file" | "expire_quote" | "append" | "hook";
  failures: number;
}

/** The store could not be reached, and nothing was changed. */
export class StoreUnavailable extends Error {
  constructor(cause: unknown) {
    super("The store cannot be reached", { cause });
    this.name = "StoreUnavailable";
  }
}

/** The outcome could not be determined: the change may have been applied. The store does not repeat it. */
export class OutcomeUnknown extends Error {
  constructor(cause: unknown) {
    super("It is not known whether the change was made", { cause });
    this.name = "OutcomeUnknown";
  }
}

/** A stored document is damaged. It is named, never dropped. */
export class UnreadableDocument extends Error {
  readonly key: string;
  constructor(key: string, cause: unknown) {
    super(`${key} cannot be read`, { cause });
    this.name = "UnreadableDocument";
    this.key = key;
  }
}

/** The facts of a `window_full`. */
export interface FullWindow {
  day: Day;
  window: Window | null;
}

/** Updates every published copy of a job, and throws if it cannot. An older revision never wins. */
export interface Publisher {
  publish(job: Job): Promise<void>;
  /** Compares the published copy with the job, for the doctor. Missing if the copies cannot be read. */
  standing?(job: Job): Promise<"current" | "behind" | "ahead">;
}

/** Delivers messages. The outbox calls it under a lease, so at most one process sends a message at a time. */
export interface Sender {
  /** The timeout of one `send`. */
  timeout_ms: number;
  /** An error counts as a failure that is tried again. A repeated `entry.id` is the same message. */
  send(message: SendRequest): Promise<SendResult>;
  /**
   * Records a message that ends without being sent, before its entry leaves or is parked, so that no message is silent.
   * Safe to do twice.
   */
  ended(message: { entry: SendEntry; job: Job; how: "withdrawn" | "expired" | "parked" }): Promise<void>;
}

export interface SendRequest {
  entry: SendEntry;
  /** As it was in the commit that began the message. */
  job: Job;
  /** The end of the lease, in milliseconds since the epoch. */
  until: number;
}

export type SendResult =
  | { how: "sent" }
  | { how: "dropped" }
  | { how: "parked" }
  /** The first of the channels is taken off. Without another one the message is parked. */
  | { how: "next_channel" }
  /**
   * `failed`: it counts toward parking, and the attempt may have begun. `begun`: it does not count, and a provider may have
   * the message.
   */
  | { how: "later"; not_before: number; failed: boolean; begun?: true };

/** Puts a message from the customer's page into the conversation. Safe to do twice. */
export type Append = (job: Job, entry: AppendEntry) => Promise<void>;

/** Tells other systems of a change. Safe to do twice. */
export type Hook = (job: Job, entry: HookEntry) => Promise<void>;
