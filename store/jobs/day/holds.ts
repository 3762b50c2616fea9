import { sameWindow, type Day } from "../../../domain/day.ts";
import type { Job } from "../../../domain/job.ts";
import type { Hold, Place } from "./day-state.ts";
import { placesOf } from "./places.ts";

export const samePlace = (a: Place, b: Place): boolean =>
  a.visit === b.visit &&
  a.kind === b.kind &&
  a.day === b.day &&
  a.resource === b.resource &&
  sameWindow(a.window, b.window);

/** What a job must reserve on other days before it can become `next`, what it keeps, and what it leaves behind. */
export const compareHolds = (
  next: Job,
  home: Day,
  holds: readonly Hold[],
): { reserve: Place[]; keep: Hold[]; leave: Hold[] } => {
  const wanted = placesOf(next).filter((place) => place.day !== home);
  const keep = holds.filter((hold) => wanted.some((place) => samePlace(place, hold)));
  return {
    reserve: wanted.filter((place) => !keep.some((hold) => samePlace(hold, place))),
    keep,
    leave: holds.filter((hold) => !keep.includes(hold)),
  };
};
