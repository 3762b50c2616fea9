import type { Day, Window } from "../../../domain/day.ts";
import type { Job } from "../../../domain/job.ts";
import type { OutboxLeft } from "./check-job.ts";

/** The checker's own view of a drained store. */
export interface Stored {
  /** Every day with jobs or reservations. */
  days(): Promise<Day[]>;
  day(day: Day): Promise<StoredDay>;
  /** The job of a link, or null if the link is unknown. */
  pointer(lookup: string): Promise<string | null>;
  /** The published view, or null if it does not exist. */
  view(lookup: string): Promise<Uint8Array | null>;
  /** The stored value of an idempotency key, for finding a cause. */
  key(hash: string): Promise<unknown>;
  /** Days with a pending marker. */
  marked(): Promise<Day[]>;
}

/** A day: the jobs whose home day it is, and reservations of others. */
export interface StoredDay {
  day: Day;
  jobs: { job: Job; holds: { ref: string; day: Day; visit: string }[] }[];
  references: StoredReference[];
  void: { day: Day; ref: string }[];
  outbox: (OutboxLeft & { id: string })[];
}

/** Empty if the store counts openings instead of storing reservations. */
export interface StoredReference {
  ref: string;
  job: string;
  visit: string;
  kind: "visit" | "hold";
  window: Window | null;
  resource: string | null;
  card: { rev: number };
}
