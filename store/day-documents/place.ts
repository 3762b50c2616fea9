import { firstFull, usedCapacity, type CapacityUnit, type UsedCapacity } from "../../domain/capacity.ts";
import { daysFrom, sameWindow, type Day } from "../../domain/day.ts";
import type { Job } from "../../domain/job.ts";
import type { JobId } from "../../domain/job-id.ts";
import { DomainError } from "../../domain/domain-error.ts";
import type { FullWindow } from "../job-store.ts";
import type { DayDocument, Hold, Place, Reference, StoredJob } from "./day-document.ts";

/**
 * Everything that a job takes of any day, ascending by day. A cancelled job takes nothing. A sample job is there "any
 * time", whatever window it shows: that has no limit and counts for nobody.
 */
export const placesOf = (job: Job): Place[] => {
  if (job.status === "cancelled") return [];
  const places: Place[] = [];
  for (const { id, day, window, hold } of job.visits) {
    if (day === null) continue;
    places.push({ visit: id, kind: "visit", day, window: job.sample === true ? null : window, resource: null });
    if (hold === undefined || job.sample === true) continue;
    for (const out of daysFrom(day, hold.until)) {
      places.push({ visit: id, kind: "hold", day: out, window: null, resource: hold.resource });
    }
  }
  return places.length < 2 ? places : places.toSorted((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0));
};

export const samePlace = (a: Place, b: Place): boolean =>
  a.visit === b.visit &&
  a.kind === b.kind &&
  a.day === b.day &&
  a.resource === b.resource &&
  sameWindow(a.window, b.window);

/** What must be taken elsewhere before a job can become `next`, what it keeps, and what it leaves behind. */
export const compare = (next: Job, homeDay: Day, holds: Hold[]): { take: Place[]; keep: Hold[]; leave: Hold[] } => {
  const wanted = placesOf(next).filter((place) => place.day !== homeDay);
  const keep = holds.filter((hold) => wanted.some((place) => samePlace(place, hold)));
  return {
    take: wanted.filter((place) => !keep.some((hold) => samePlace(hold, place))),
    keep,
    leave: holds.filter((hold) => !keep.includes(hold)),
  };
};

/**
 * Refuses a reference that this day has no place for. What is taken here is the day's own jobs and **every**
 * reference, named by its job or not: a check that reads a second document to find out sells a place twice. Only
 * references of the same visit do not count, because a job names one of them at most.
 */
export const assertPlace = (document: DayDocument, place: Place, job: JobId): void => {
  const own = document.references.filter(
    (one) => one.job === job && one.visit === place.visit && one.kind === place.kind,
  );
  const taken = new Map(document.taken);
  for (const one of own) count(taken, one, -1);
  refuseFull(document, firstFull(document, [...taken.values()], { before: [], after: [place] }));
};

/** Refuses a job that needs more of its home day than is there. What it has here already it may keep. */
export const assertPlacesAtHome = (document: DayDocument, before: Job | null, after: Job): void => {
  const had = before === null ? [] : placesAtHome(before, document.day);
  const has = placesAtHome(after, document.day);
  refuseFull(document, firstFull(document, [...document.taken.values()], { before: had, after: has }));
};

const refuseFull = ({ day }: DayDocument, full: CapacityUnit | null): void => {
  if (full === null) return;
  const { window, resource } = full;
  throw resource === null
    ? new DomainError("window_full", "That window is full.", { facts: { day, window } satisfies FullWindow })
    : new DomainError("window_full", "All of them are out on that day.", {
        facts: { day, window: null, resource } satisfies FullWindow,
      });
};

/** How many of a window or a resource are taken. */
export const takenIn = ({ taken }: DayDocument, place: CapacityUnit): number => usedCapacity(taken.values(), place);

/** Writes a job into a draft; the only way, so that the count stays right. */
export const putJob = (draft: DayDocument, stored: StoredJob): void => {
  const { id } = stored.job;
  const before = draft.jobs.get(id);
  const taken = new Map(draft.taken);
  if (before !== undefined) for (const place of placesAtHome(before.job, draft.day)) count(taken, place, -1);
  for (const place of placesAtHome(stored.job, draft.day)) count(taken, place, 1);
  draft.taken = taken;
  // The draft's own map: `dayCodec` copies it.
  (draft.jobs as Map<string, StoredJob>).set(id, stored);
};

/** Takes a job that ended out of a draft: it has no place here any more. */
export const takeJob = (draft: DayDocument, id: JobId): void => {
  const stored = draft.jobs.get(id);
  if (stored === undefined) return;
  const taken = new Map(draft.taken);
  for (const place of placesAtHome(stored.job, draft.day)) count(taken, place, -1);
  draft.taken = taken;
  (draft.jobs as Map<JobId, StoredJob>).delete(id);
};

export const addReference = (draft: DayDocument, reference: Reference): void => {
  draft.references = [...draft.references, reference];
  draft.taken = counted(draft, reference, 1);
};

/** One of that name. False when it is not there. */
export const removeReference = (draft: DayDocument, ref: string): boolean => {
  const at = draft.references.findIndex((candidate) => candidate.ref === ref);
  const reference = draft.references[at];
  if (reference === undefined) return false;
  draft.references = draft.references.toSpliced(at, 1);
  draft.taken = counted(draft, reference, -1);
  return true;
};

export const countTaken = (
  day: Day,
  jobs: Iterable<StoredJob>,
  references: Iterable<Reference>,
): DayDocument["taken"] => {
  const taken = new Map<string, UsedCapacity>();
  for (const { job } of jobs) for (const place of placesAtHome(job, day)) count(taken, place, 1);
  for (const reference of references) count(taken, reference, 1);
  return taken;
};

/** The places of a job on its home day. A job is never written into, so each is asked once. */
const placesAtHome = (job: Job, day: Day): Place[] => {
  let places = reckoned.get(job);
  if (places === undefined) {
    places = placesOf(job).filter((place) => place.day === day);
    reckoned.set(job, places);
  }
  return places;
};
const reckoned = new WeakMap<Job, Place[]>();

const counted = ({ taken }: DayDocument, place: Place, by: 1 | -1): DayDocument["taken"] => {
  const next = new Map(taken);
  count(next, place, by);
  return next;
};

const count = (taken: Map<string, UsedCapacity>, { window, resource }: CapacityUnit, by: 1 | -1): void => {
  const slot = slotOf({ window, resource });
  taken.set(slot, { window, resource, count: (taken.get(slot)?.count ?? 0) + by });
};

/** `any time` is counted too, under a name of its own: it has no limit. */
const slotOf = ({ window, resource }: CapacityUnit): string =>
  resource === null ? (window === null ? "any time" : `${window.start}-${window.end}`) : `out ${resource}`;
