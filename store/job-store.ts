import type { DayCapacity } from "../domain/capacity.ts";
import type { Card } from "../domain/card.ts";
import type { Instant } from "../domain/clock.ts";
import type { Day, Window } from "../domain/day.ts";
import type { Decide } from "../domain/history.ts";
import type { Actor, Job } from "../domain/job.ts";
import type { JobId } from "../domain/job-id.ts";
import type { Settings, WindowCapacity } from "../domain/settings.ts";
import type { Token } from "../domain/token.ts";

/**
 * Where jobs live, whatever the technology. What every adapter promises (`job-store.case.ts` holds it to it):
 *
 * - A change is confirmed only when it is durable, and then every later read sees it, in any process.
 * - Taking a place in a window and changing the job that takes it is one step: no window is oversold.
 * - A lost answer is resolved, not repeated: `write` names one change over all its attempts.
 * - Decisions run on the newest job, possibly more than once; they are pure.
 *
 * Refusals of the domain pass through as `DomainError` (`window_full` with `{day, window}` among its facts). Two
 * errors are the store's own: `StoreUnavailable` (nothing was changed) and `OutcomeUnknown` (it may have been).
 */
export interface JobStore {
  create(creation: Creation): Promise<Created>;
  /** Null where there is no such job. */
  change(id: JobId, request: ChangeRequest): Promise<Changed | null>;
  find(id: JobId): Promise<Job | null>;
  /** By the public name that is derived from a tracking token; the caller compares the token itself. */
  findByLookup(lookup: string): Promise<Job | null>;
  /**
   * Jobs with a visit on one of these days, both included; each once. With `crew`, only those where such a visit is
   * that crew's, or nobody's yet (null): what others have is not read where the store can tell.
   *
   * With `unreadable` it lists what can be read, and names each day whose jobs cannot; without, it throws
   * `UnreadableDocument`.
   */
  between(from: Day, to: Day, only?: { crew: string | null }, unreadable?: NameDay): Promise<Job[]>;
  /** Jobs that wait for a person: unscheduled, ready for pickup, or overdue. Days that cannot be read are left out. */
  waiting(unreadable?: NameDay): Promise<Job[]>;
  /** Two reads, however many jobs there are elsewhere. Cards of other days' jobs lag by one outbox run. */
  board(day: Day): Promise<BoardDay>;
  /** Capacity and what is taken of it, for each day from `from` to `to`. */
  capacity(from: Day, to: Day): Promise<DayCapacity[]>;
  /**
   * Sets one day's own windows, or closes it. Jobs that have a place keep it, and go on counting in every window that
   * overlaps theirs. A store that counts by the window's name refuses (`invalid`, `hours_booked`) windows that would
   * overlap other windows with bookings.
   */
  setCapacity(day: Day, windows: WindowCapacity[], closed: boolean): Promise<DayCapacity>;
  /** Refuses (`invalid`, `hours_booked`) hours that `applyHours` could not give to a day because of its bookings. */
  assertHours(from: Day, to: Day, settings: Settings): Promise<void>;
  /** After a change of the settings: days not set by hand take the new hours. */
  applyHours(from: Day, to: Day): Promise<void>;
  /**
   * Takes a job away for good, with all that was made of it: its places, cards, messages and links; what was published
   * becomes a tombstone. False where there is no such job. Done again after a failure, it goes on where it stopped:
   * until it is gone the job is cancelled and its link revoked, by `by`.
   */
  remove(id: JobId, by: Actor): Promise<boolean>;
  /**
   * Every job, or those of these home days, by home day, without holding them all: for exports, and what was done when.
   * Where some cannot be read, the others are given first and then `UnreadableDocument` is thrown; with `unreadable`
   * their days are named instead.
   */
  all(homes?: { from: Day; to: Day }, unreadable?: NameDay): AsyncIterable<Job>;
  /** Does what committed changes left to do elsewhere; returns how many entries are still waiting. */
  drain(): Promise<number>;
  /**
   * Called each minute: does what no change triggers. Links expire, open jobs become overdue, and what a crash
   * left half-way is ended. What fails is reported, and done by a later one.
   */
  sweep(): Promise<void>;
  /** What `drain` has given up on, for a person to see. */
  parked(): Promise<ParkedEntry[]>;
}

/** Gets a home day whose jobs cannot be read, perhaps more than once. */
export type NameDay = (home: Day) => void;

export interface Creation {
  homeDay: Day;
  /** The write id. */
  write: string;
  by: Actor;
  /** Where the caller may ask again: the same `hash` finishes, or finds, the same job. */
  idempotency?: { hash: string; request: string };
  /** Kept where an imported link must go on working; otherwise a new one is made. */
  token?: Token;
  draft: (identity: { id: JobId; token: Token }, stamp: { id: string; at: Instant; by: Actor }) => Job;
  messages?: Messages;
}

export interface Created {
  /** As first committed, also when it is found again. */
  job: Job;
  replayed: boolean;
}

export interface ChangeRequest {
  write: string;
  by: Actor;
  decide: Decide;
  messages?: Messages;
}

/** The messages that a committed job asks for, queued in the same write. */
export type Messages = (job: Job) => {
  template: string;
  /** Sent only while this visit stands; null is sent in any case. */
  visit: { id: string; day: Day | null; window: Window | null } | null;
}[];

export interface Changed {
  job: Job;
  /** False when the decision was that nothing changes. */
  changed: boolean;
  /** True when this write had landed before. */
  replayed: boolean;
}

/** Whether a job belongs to what `between` was asked for. */
export const isBetween = (job: Job, from: Day, to: Day, only?: { crew: string | null }): boolean =>
  job.visits.some(
    ({ day, crew }) => day !== null && day >= from && day <= to && (only === undefined || crew === only.crew),
  );

/** One day's board. */
export interface BoardDay {
  /** While it is the same, so is everything here. */
  version: string;
  capacity: DayCapacity;
  /** Of every visit on that day. */
  cards: Card[];
  /** Of jobs that wait for somebody, whatever their day. */
  waiting: Card[];
  /** Where this technology holds more jobs in the day than it is right for: how many. */
  crowded?: number;
}

export interface ParkedEntry {
  job: JobId;
  kind: "publish" | "release" | "send";
  failures: number;
}

/** Nothing was changed: the store could not be asked. */
export class StoreUnavailable extends Error {
  constructor(cause: unknown) {
    super("The store cannot be reached", { cause });
    this.name = "StoreUnavailable";
  }
}

/** No trustworthy answer, and none to be had: the change may stand. Told as such, and not repeated by us. */
export class OutcomeUnknown extends Error {
  constructor(cause: unknown) {
    super("It is not known whether the change was made", { cause });
    this.name = "OutcomeUnknown";
  }
}

/** A document that is not what was written: named, never dropped. */
export class UnreadableDocument extends Error {
  readonly key: string;
  constructor(key: string, cause: unknown) {
    super(`${key} cannot be read`, { cause });
    this.name = "UnreadableDocument";
    this.key = key;
  }
}

/** The facts of a `window_full`: the window whose places ran out, or the resource that is out on that day. */
export interface FullWindow {
  day: Day;
  window: Window | null;
  resource?: string;
}

/** Brings every copy of a job that others see up to date; throws when it could not. An older revision never wins. */
export interface Publisher {
  publish(job: Job): Promise<void>;
  /** How what others see stands to the job; for the doctor. Missing where nobody can look. */
  standing?(job: Job): Promise<"current" | "behind" | "ahead">;
}

/** Delivers messages; throws when it could not. The same `id` again is the same message. */
export interface Sender {
  /** How long one `send` may take before it gives up. */
  timeout_ms: number;
  send(message: { id: string; job: Job; template: string }): Promise<void>;
}
