import type { CapacityUnit, UsedCapacity } from "../../domain/capacity.ts";
import type { Card } from "../../domain/card.ts";
import type { Day, Window } from "../../domain/day.ts";
import type { Job } from "../../domain/job.ts";
import type { JobId } from "../../domain/job-id.ts";
import type { WindowCapacity } from "../../domain/settings.ts";
import type { Stamped } from "./codec.ts";

/**
 * One day: the unit of capacity, and so of contention. It holds whole the jobs whose home day it is, and for
 * every visit of another day's job a reference that takes its place here.
 */
export interface DayDocument extends Stamped {
  day: Day;
  /** This day's own windows, copied from the settings when it was first written. */
  windows: WindowCapacity[];
  /** How many of each resource can be out on this day; what is not named is not limited. */
  stock: Record<string, number>;
  closed: boolean;
  /** The rev of the settings that these were copied from: older ones never win. */
  settings_rev: number;
  /** Set by hand: later changes of the settings leave it alone. */
  own_capacity: boolean;
  /** Written by `putJob` alone, so that `taken` is right. */
  jobs: ReadonlyMap<JobId, StoredJob>;
  /** Written by `addReference` and `removeReference` alone. */
  references: readonly Reference[];
  /** References of this day's jobs, in other days, that are being ended: no move may commit to one. */
  void: { day: Day; ref: string }[];
  outbox: OutboxEntry[];
  /** True while `pending/<day>` is there. */
  marked: boolean;
  /** What is taken here, by window (as it was sold) and resource; counted when read, not written. */
  taken: ReadonlyMap<string, UsedCapacity>;
}

/** A job with what its home document alone knows: which references it holds. */
export interface StoredJob {
  job: Job;
  holds: Hold[];
}

/** A reference that a job names: the only ones that count as live. */
export interface Hold extends Place {
  /** Never used again. */
  ref: string;
}

/** What a visit takes of a day: a place in a window, or one of a resource. */
export interface Place extends CapacityUnit {
  visit: string;
  kind: "visit" | "hold";
  day: Day;
}

/** A place in this day for a visit of a job that lives in another day's document. */
export interface Reference extends Hold {
  job: JobId;
  card: Card;
  /** Milliseconds since the epoch: only decides when ending it is worth trying. */
  taken_at: number;
}

export type OutboxEntry = PublishEntry | ReleaseEntry | SendEntry;
interface EntryBase {
  id: string;
  job: JobId;
  /** How often it failed; past the limit it is parked and holds nobody up. */
  failures: number;
  parked: boolean;
  /** Milliseconds since the epoch; not before. */
  not_before: number;
}
/** Bring every copy of the job up to date. Safe to do twice, so it needs no lease. */
export interface PublishEntry extends EntryBase {
  kind: "publish";
  rev: number;
}
/** Drop a reference that the job has left. An id once left never comes back, so it needs no lease either. */
export interface ReleaseEntry extends EntryBase {
  kind: "release";
  day: Day;
  ref: string;
}
/** A message to a person: begun once, under a lease, and only while its visit stands. */
export interface SendEntry extends EntryBase {
  kind: "send";
  template: string;
  /** Null for what is true whatever becomes of the visit (a cancellation notice). */
  visit: { id: string; day: Day | null; window: Window | null } | null;
  lease: Lease | null;
}
export interface Lease {
  /** The process that holds it. */
  by: string;
  id: string;
  /** Milliseconds since the epoch. */
  until: number;
}

/** True when it was not: then the note must be put before this draft is written, so that a drainer comes by. */
export const setMarked = (draft: DayDocument): boolean => {
  const unmarked = !draft.marked;
  draft.marked = true;
  return unmarked;
};
