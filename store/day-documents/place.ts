import { addDays, sameWindow, type Day, type Window } from "../../domain/day.ts";
import type { Job } from "../../domain/job.ts";
import { Refusal } from "../../domain/refusal.ts";
import type { FullWindow } from "../job-store.ts";
import type { DayDocument, Hold, Place } from "./day-document.ts";

/** Everything that a job takes of any day, ascending by day. A cancelled job takes nothing. */
export const placesOf = (job: Job): Place[] => {
  if (job.status === "cancelled") return [];
  const places: Place[] = [];
  for (const { id, day, window, hold } of job.visits) {
    if (day === null) continue;
    places.push({ visit: id, kind: "visit", day, window, resource: null });
    if (hold === undefined) continue;
    for (let out = day; out <= hold.until; out = addDays(out, 1)) {
      places.push({ visit: id, kind: "hold", day: out, window: null, resource: hold.resource });
    }
  }
  return places.toSorted((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0));
};

export const samePlace = (a: Place, b: Place): boolean =>
  a.visit === b.visit &&
  a.kind === b.kind &&
  a.day === b.day &&
  a.resource === b.resource &&
  sameWindow(a.window, b.window);

/**
 * Refuses a place that this day does not have. Counts the day's own jobs and **every** reference, whether its
 * job names it or not: whoever reads a second document here sells a place twice (see README).
 * `without` is the job that is changing: what it has here now is not counted.
 */
export const assertPlace = (document: DayDocument, place: Place, without: string | null): void => {
  if (place.resource !== null) {
    const stock = document.stock[place.resource];
    if (stock !== undefined && outOn(document, place.resource, without) >= stock) {
      throw new Refusal("window_full", "All of them are out on that day.", {
        facts: { day: place.day, resource: place.resource },
      });
    }
  }
  if (place.window === null) return;
  const window = document.windows.find((candidate) => sameWindow(candidate, place.window));
  if (document.closed || window === undefined || takenIn(document, window, without) >= window.capacity) {
    throw new Refusal("window_full", "That window is full.", {
      facts: { day: place.day, window: place.window } satisfies FullWindow,
    });
  }
};

/** How many places of a window are taken. */
export const takenIn = (document: DayDocument, window: Window, without: string | null = null): number =>
  count(document, without, (place) => place.kind === "visit" && sameWindow(place.window, window));

const outOn = (document: DayDocument, resource: string, without: string | null): number =>
  count(document, without, (place) => place.resource === resource);

const count = (document: DayDocument, without: string | null, takes: (place: Place) => boolean): number => {
  let taken = 0;
  for (const { job } of document.jobs.values()) {
    if (job.id !== without) taken += ownPlaces(job, document.day).filter(takes).length;
  }
  for (const reference of document.references) if (takes(reference)) taken += 1;
  return taken;
};

/** What a job takes of its own home day. Kept by identity: a stored job never changes, it is replaced. */
const ownPlaces = (job: Job, day: Day): Place[] => {
  const known = placesAtHome.get(job);
  if (known !== undefined) return known;
  const places = placesOf(job).filter((place) => place.day === day);
  placesAtHome.set(job, places);
  return places;
};
const placesAtHome = new WeakMap<Job, Place[]>();

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
