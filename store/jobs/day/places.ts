import type { CapacityUnit, UsedCapacity } from "../../../domain/capacity.ts";
import type { Day } from "../../../domain/day.ts";
import type { Job } from "../../../domain/job.ts";
import { holdsOf } from "../../../domain/rental/rental-period.ts";
import type { Place } from "./day-state.ts";

/**
 * Returns everything that a job uses of any day, ascending by day. A cancelled job uses nothing. A sample job has any
 * time, whatever window it shows: that has no limit.
 */
export const placesOf = (job: Job): Place[] => {
  if (job.status === "cancelled") return [];
  const places: Place[] = [];
  for (const { id, day, window } of job.visits) {
    if (day === null) continue;
    places.push({ visit: id, kind: "visit", day, window: job.sample === true ? null : window, resource: null });
  }
  for (const hold of holdsOf(job.equipment ?? [], job)) places.push({ ...hold, kind: "hold", window: null });
  return places.toSorted((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0));
};

/** The places of a job on its home day. A job is never changed in place, so each is computed once. */
export const placesAtHome = (job: Job, day: Day): readonly Place[] => {
  let places = known.get(job);
  if (places === undefined) {
    places = placesOf(job).filter((place) => place.day === day);
    known.set(job, places);
  }
  return places;
};
const known = new WeakMap<Job, readonly Place[]>();

/** Counts places in, or out, of a copy of what is used. */
export const recount = (
  used: ReadonlyMap<string, UsedCapacity>,
  { added = [], removed = [] }: { added?: readonly CapacityUnit[]; removed?: readonly CapacityUnit[] },
): ReadonlyMap<string, UsedCapacity> => {
  if (added.length === 0 && removed.length === 0) return used;
  const next = new Map(used);
  for (const unit of removed) count(next, unit, -1);
  for (const unit of added) count(next, unit, 1);
  return next;
};

const count = (used: Map<string, UsedCapacity>, { window, resource }: CapacityUnit, by: 1 | -1): void => {
  const key = unitKey({ window, resource });
  const now = (used.get(key)?.count ?? 0) + by;
  if (now === 0) used.delete(key);
  else used.set(key, { window, resource, count: now });
};

const unitKey = ({ window, resource }: CapacityUnit): string =>
  resource === null ? (window === null ? "any time" : `${window.start}-${window.end}`) : `out ${resource}`;
