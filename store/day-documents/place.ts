import { daysFrom, sameWindow, type Day } from "../../domain/day.ts";
import type { Job } from "../../domain/job.ts";
import type { JobId } from "../../domain/job-id.ts";
import { Refusal } from "../../domain/refusal.ts";
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
 * reference, named by its job or not: whoever reads a second document to find out sells a place twice.
 */
export const assertPlace = (document: DayDocument, place: Place): void => assertRoom(document, place, 1);

/** Refuses a job that needs more of its home day than is there. What it has here already it may keep. */
export const assertPlacesAtHome = (document: DayDocument, before: Job | null, after: Job): void => {
  const had = before === null ? [] : placesAtHome(before, document.day);
  const has = placesAtHome(after, document.day);
  for (const place of has) {
    if (had.some((one) => samePlace(one, place))) continue;
    const more = countOf(has, place) - countOf(had, place);
    if (more > 0) assertRoom(document, place, more);
  }
};

const assertRoom = (document: DayDocument, place: Place, more: number): void => {
  const { day, windows, closed, stock } = document;
  const after = takenOf(document, place) + more;
  if (place.resource !== null) {
    const limit = stock[place.resource];
    if (limit === undefined || after <= limit) return;
    throw new Refusal("window_full", "All of them are out on that day.", {
      facts: { day, window: null, resource: place.resource } satisfies FullWindow,
    });
  }
  if (place.window === null) return;
  const window = windows.find((candidate) => sameWindow(candidate, place.window));
  if (!closed && window !== undefined && after <= window.capacity) return;
  throw new Refusal("window_full", "That window is full.", {
    facts: { day, window: place.window } satisfies FullWindow,
  });
};

/** How many of a window or a resource are taken. */
export const takenOf = ({ taken }: DayDocument, place: Pick<Place, "window" | "resource">): number =>
  taken.get(slotOf(place)) ?? 0;

/** Writes a job into a draft; the only way, so that the count stays right. */
export const putJob = (draft: DayDocument, stored: StoredJob): void => {
  const { id } = stored.job;
  const before = draft.jobs.get(id);
  const taken = new Map(draft.taken);
  if (before !== undefined) for (const slot of slotsAtHome(before.job, draft.day)) count(taken, slot, -1);
  for (const slot of slotsAtHome(stored.job, draft.day)) count(taken, slot, 1);
  draft.taken = taken;
  // The draft's own map: `dayCodec` copies it.
  (draft.jobs as Map<string, StoredJob>).set(id, stored);
};

/** Takes a job that ended out of a draft: it has no place here any more. */
export const takeJob = (draft: DayDocument, id: JobId): void => {
  const stored = draft.jobs.get(id);
  if (stored === undefined) return;
  const taken = new Map(draft.taken);
  for (const slot of slotsAtHome(stored.job, draft.day)) count(taken, slot, -1);
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
): Map<string, number> => {
  const taken = new Map<string, number>();
  for (const { job } of jobs) for (const slot of slotsAtHome(job, day)) count(taken, slot, 1);
  for (const reference of references) count(taken, slotOf(reference), 1);
  return taken;
};

const placesAtHome = (job: Job, day: Day): Place[] => placesOf(job).filter((place) => place.day === day);

const countOf = (places: Place[], like: Place): number =>
  places.filter((place) => slotOf(place) === slotOf(like)).length;

const counted = ({ taken }: DayDocument, place: Place, by: 1 | -1): Map<string, number> => {
  const next = new Map(taken);
  count(next, slotOf(place), by);
  return next;
};

const count = (taken: Map<string, number>, slot: string, by: 1 | -1): void => {
  taken.set(slot, (taken.get(slot) ?? 0) + by);
};

/** The slots of a job on its home day, once for each that it takes. No job is ever written into, so each is asked once. */
const slotsAtHome = (job: Job, day: Day): readonly string[] => {
  let slots = reckoned.get(job);
  if (slots === undefined) {
    slots = placesAtHome(job, day).map(slotOf);
    reckoned.set(job, slots);
  }
  return slots;
};
const reckoned = new WeakMap<Job, readonly string[]>();

/** `any time` is counted too, under a name of its own: it has no limit. */
const slotOf = ({ window, resource }: Pick<Place, "window" | "resource">): string =>
  resource === null ? (window === null ? "any time" : `${window.start}-${window.end}`) : `out ${resource}`;
