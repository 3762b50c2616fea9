import { addDays, type Day, type Time } from "../day.ts";

/** Tells how many units of a type are free on a day. A day that holds more than its stock has less than none. */
export type FreeOn = (day: Day) => number;

/** Tells every day that a rental holds if it starts on a day. */
export type HeldFrom = (day: Day) => readonly Day[];

/** Returns how many units are free on each of the days, never less than none. */
export const freeOver = (days: readonly Day[], freeOn: FreeOn): number =>
  Math.max(0, Math.min(...days.map((day) => freeOn(day))));

/** An arrival window with places left. */
export interface Opening {
  day: Day;
  start: Time;
  end: Time;
  left: number;
}

/** Returns the openings of a rental: as many as places in the window and units over the whole rental. */
export const rentalOpenings = (openings: readonly Opening[], heldFrom: HeldFrom, freeOn: FreeOn): Opening[] =>
  openings.map((one) => ({ ...one, left: Math.min(one.left, freeOver(heldFrom(one.day), freeOn)) }));

const mostAlternatives = 4;
export const daysOfAlternatives = 14;

/** Returns the first starts from `wanted` on, within two weeks, on which the whole rental fits. */
export const alternativesFrom = (
  wanted: Day,
  openings: readonly Opening[],
  heldFrom: HeldFrom,
  freeOn: FreeOn,
): Opening[] => {
  const last = addDays(wanted, daysOfAlternatives);
  const near = openings.filter(({ day }) => day >= wanted && day <= last);
  return rentalOpenings(near, heldFrom, freeOn)
    .filter(({ left }) => left > 0)
    .slice(0, mostAlternatives);
};
