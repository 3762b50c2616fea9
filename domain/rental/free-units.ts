import { addDays, daysFrom, type Day, type Time } from "../day.ts";
import { plannedEnd } from "./rental-period.ts";
import type { Rental } from "./rental-rules.ts";

/** Tells how many units of a type are held on a day. */
export type HeldOn = (day: Day) => number;

/** Returns how many units are free on each of the days. A day that holds more than the stock has none free. */
export const freeOver = (days: readonly Day[], stock: number, heldOn: HeldOn): number =>
  Math.max(0, Math.min(stock, ...days.map((day) => stock - heldOn(day))));

/** Returns every day that a rental holds if it starts on `day` and its pickup is not scheduled. */
export const rentalDays = (day: Day, { days, count_delivery_day: counts }: Rental): Day[] =>
  daysFrom(day, plannedEnd({ from: day, allowed_days: days }, counts));

/** An arrival window with places left. */
export interface Opening {
  day: Day;
  start: Time;
  end: Time;
  left: number;
}

/** Returns the openings of a rental: as many as places in the window and units over the whole rental. */
export const rentalOpenings = (
  openings: readonly Opening[],
  rental: Rental,
  stock: number,
  heldOn: HeldOn,
): Opening[] =>
  openings.map((one) => ({ ...one, left: Math.min(one.left, freeOver(rentalDays(one.day, rental), stock, heldOn)) }));

const mostAlternatives = 4;
const daysAround = 14;

/** Returns the first starts from `wanted` on, within two weeks, on which the whole rental fits. */
export const alternativesFrom = (
  wanted: Day,
  openings: readonly Opening[],
  rental: Rental,
  stock: number,
  heldOn: HeldOn,
): Opening[] => {
  const last = addDays(wanted, daysAround);
  const near = openings.filter(({ day }) => day >= wanted && day <= last);
  return rentalOpenings(near, rental, stock, heldOn)
    .filter(({ left }) => left > 0)
    .slice(0, mostAlternatives);
};
