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

/**
 * What a job must reserve on other days before it can become `next`, what it keeps, and what it leaves behind. Equipment
 * is kept for another visit too: a swap that brings the same unit back needs no second one.
 */
export const compareHolds = (
  next: Job,
  home: Day,
  holds: readonly Hold[],
): { reserve: Place[]; keep: Hold[]; leave: Hold[] } => {
  const left = new Set(holds);
  const keep: Hold[] = [];
  const unmatched = (places: readonly Place[], isSame: (place: Place, hold: Hold) => boolean): Place[] =>
    places.filter((place) => {
      const hold = [...left].find((one) => isSame(place, one));
      if (hold === undefined) return true;
      left.delete(hold);
      keep.push(hold);
      return false;
    });
  const wanted = placesOf(next).filter((place) => place.day !== home);
  return { reserve: unmatched(unmatched(wanted, samePlace), sameEquipment), keep, leave: [...left] };
};

const sameEquipment = (a: Place, b: Place): boolean =>
  a.kind === "hold" && b.kind === "hold" && a.day === b.day && a.resource === b.resource;
