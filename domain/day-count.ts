import type { Day } from "./day.ts";

export const weekdays = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"] as const;
export type Weekday = (typeof weekdays)[number];

// Days are counted in UTC, where each has 24 hours. So a page that imports only this file loads no Temporal.
const dayMs = 86_400_000;

export const addDays = (day: Day, count: number): Day =>
  new Date(Date.parse(day) + count * dayMs).toISOString().slice(0, -"T00:00:00.000Z".length);

/** Returns the number of days from `from` to `to`; negative if `to` is earlier. */
export const daysBetween = (from: Day, to: Day): number => Math.round((Date.parse(to) - Date.parse(from)) / dayMs);

export const weekdayOf = (day: Day): Weekday => weekdays[(new Date(Date.parse(day)).getUTCDay() + 6) % 7] ?? "mon";

/**
 * Returns every day from `from` to `to`, both included. It counts instead of comparing, because the day after
 * 9999-12-31 is `+010000-01-01`, which sorts before it, so a comparison would never end.
 * @throws RangeError for more than `mostDays` days. Callers limit their range first.
 */
export const daysFrom = (from: Day, to: Day): Day[] => {
  const count = Math.max(0, daysBetween(from, to) + 1);
  if (count > mostDays) throw new RangeError(`${count} days are more than the limit of ${mostDays}`);
  return Array.from({ length: count }, (_, index) => addDays(from, index));
};

/** About ten years. The longest range in use is the booking horizon, 366 days. */
const mostDays = 3_700;
