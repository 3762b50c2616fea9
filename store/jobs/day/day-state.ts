import type { Map as PersistentMap, OrderedMap } from "immutable";
import type { CapacityUnit, DayOffer, UsedCapacity } from "../../../domain/capacity.ts";
import type { Card } from "../../../domain/card.ts";
import type { Day } from "../../../domain/day.ts";
import type { Job } from "../../../domain/job.ts";
import type { JobId } from "../../../domain/job-id.ts";
import type { AppendEntry, EntryBase, HookEntry, SendEntry } from "../../queued-entry.ts";

/**
 * What one day's log says: the unit of capacity, and so of contention. It holds whole the jobs whose home day it is, and
 * a reservation for every visit that another day's job has on this day. A state is never changed in place.
 */
export interface DayState {
  readonly day: Day;
  /** The number of the last entry that was applied. */
  readonly n: number;
  /** Null until the first change of the day: it follows the settings. */
  readonly hours: DayHours | null;
  readonly jobs: PersistentMap<JobId, StoredJob>;
  /** By id. */
  readonly reservations: PersistentMap<string, Reservation>;
  readonly voids: Voids;
  /** By id, in the order in which they were queued. */
  readonly outbox: OrderedMap<string, OutboxEntry>;
  readonly markers: DueMarkers;
  /** What the jobs and reservations use, by window (as it was sold) and equipment. */
  readonly used: ReadonlyMap<string, UsedCapacity>;
}

/** What the day offers, copied from the settings and the equipment by its first change. */
export interface DayHours extends DayOffer {
  /** The revision of the settings that they come from. Earlier settings never replace later ones. */
  settings_rev: number;
  /** The revision of the equipment that the stock comes from; left out by a version that had none. */
  equipment_rev?: number;
  /** True if a person set this day's hours. Later settings leave its windows alone. */
  own_capacity: boolean;
}

/** A job, and the reservations that it names. A reservation that no job names is not live. */
export interface StoredJob {
  job: Job;
  holds: readonly Hold[];
  /** Keys of messages that were queued without a change, as hashes: the newest 16. */
  told?: readonly string[];
}

/** What a visit uses of a day: a slot in a window, or a unit of equipment. */
export interface Place extends CapacityUnit {
  visit: string;
  kind: "visit" | "hold";
  day: Day;
}

/** A reservation as its job names it. */
export interface Hold extends Place {
  /** The id of the reservation. It is never used again. */
  ref: string;
}

/** A place on this day for a visit of another day's job. */
export interface Reservation extends Hold {
  job: JobId;
  /** Left out for equipment. An earlier version stored one, which no board shows. */
  card?: Card;
  /** Milliseconds since the epoch. It decides only when it is worth trying to end the reservation. */
  taken_at: number;
}

/**
 * Reservations of this day's jobs that were ended because no job names them. A mover that planned at entry n0 may commit
 * only if none of its reservations was voided since. It cannot know that if `from` is above n0.
 */
export interface Voids {
  /** Every void after this entry is in `refs`. */
  readonly from: number;
  /** The number of the entry that voided it, by reservation id. */
  readonly refs: ReadonlyMap<string, number>;
}

/** The due markers that were put for this day, so that a writer knows whether it must put one. */
export interface DueMarkers {
  /** Hours such as `2026-11-27T14`, in the store's time. */
  readonly put: ReadonlySet<string>;
  /** The latest hour that was swept; empty before the first. Markers up to this hour are used no more. */
  readonly swept: string;
}

export type OutboxEntry =
  | PublishEntry
  | ReleaseEntry
  | SendEntry
  | AppendEntry
  | HookEntry
  | ExpireEntry
  | ExpireQuoteEntry
  | FileEntry;

/** Updates every copy of the job. Safe to do twice, so it needs no lease. */
export interface PublishEntry extends EntryBase {
  kind: "publish";
  rev: number;
}

/** Removes a reservation that the job has left. Its id is never used again, so this needs no lease either. */
export interface ReleaseEntry extends EntryBase {
  kind: "release";
  day: Day;
  ref: string;
}

/** Publishes the job again when its link has expired, so that its public view goes. Due at `not_before`. */
export interface ExpireEntry extends EntryBase {
  kind: "expire";
}

/** Cancels a quote after its last day, if this version was not answered until then. Due at `not_before`. */
export interface ExpireQuoteEntry extends EntryBase {
  kind: "expire_quote";
  version: number;
}

/** Files the job under its customer, after it was made or its contact changed. Safe to do twice. */
export interface FileEntry extends EntryBase {
  kind: "file";
}
