import type { Day, Window } from "../../../domain/day.ts";
import type { Job } from "../../../domain/job.ts";
import type { OutboxLeft } from "./check-job.ts";

/** The judge's own eyes on a store at rest. */
export interface Stored {
  /** Every day that has anything of its own. */
  days(): Promise<Day[]>;
  day(day: Day): Promise<StoredDay>;
  /** The job that a link leads to; null where it leads to none. */
  pointer(lookup: string): Promise<string | null>;
  /** What customers may read; null where there is nothing. */
  view(lookup: string): Promise<Uint8Array | null>;
  /** What lies under an idempotency key, for whoever looks for a cause. */
  key(hash: string): Promise<unknown>;
  /** Days of which a note says that something is left to do there. */
  marked(): Promise<Day[]>;
}

/** A day, as far as it is its own: the jobs whose home it is, and what was put there for others. */
export interface StoredDay {
  day: Day;
  jobs: { job: Job; holds: { ref: string; day: Day; visit: string }[] }[];
  references: StoredReference[];
  void: { day: Day; ref: string }[];
  outbox: (OutboxLeft & { id: string })[];
}

/** Where places are counted instead of kept by name, there are none. */
export interface StoredReference {
  ref: string;
  job: string;
  visit: string;
  kind: "visit" | "hold";
  window: Window | null;
  resource: string | null;
  card: { rev: number };
}
