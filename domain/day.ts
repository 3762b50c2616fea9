import { Temporal } from "temporal-polyfill";
import type { Instant } from "./clock.ts";

/** A calendar day in the time zone of the business: `2026-11-27`. */
export type Day = string;
/** A local time of day: `08:00`. */
export type Time = string;
/** An arrival window in local time: `[start, end)`. */
export interface Window {
  start: Time;
  end: Time;
}

export const weekdays = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"] as const;
export type Weekday = (typeof weekdays)[number];

/** True for a day that exists, which `2026-02-30` does not. */
export const isDay = (text: string): text is Day => {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  try {
    return Temporal.PlainDate.from(text, { overflow: "reject" }).toString() === text;
  } catch {
    return false; // `from` throws only for a date that does not exist
  }
};

export const isTime = (text: string): text is Time => /^([01]\d|2[0-3]):[0-5]\d$/.test(text);

export const dayIn = (zone: string, epochMs: number): Day =>
  Temporal.Instant.fromEpochMilliseconds(epochMs).toZonedDateTimeISO(zone).toPlainDate().toString();

/**
 * Returns the instant of a local time. In the hour that the spring change skips, it takes the later reading; in the
 * hour that the fall change repeats, the first (RFC 5545 "compatible").
 */
export const instantIn = (zone: string, day: Day, time: Time): Instant =>
  new Date(
    Temporal.PlainDate.from(day).toZonedDateTime({ timeZone: zone, plainTime: Temporal.PlainTime.from(time) })
      .epochMilliseconds,
  ).toISOString();

// Days are counted in UTC, where each has 24 hours. So pages that only count days load no Temporal.
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

/** The first day that a request, an import or a setting may contain. */
export const firstDay: Day = "2000-01-01";

/** The last day that a request, an import or a setting may contain: five years after today. */
export const lastDay = (today: Day): Day => Temporal.PlainDate.from(today).add({ years: 5 }).toString();

/** Returns a message if a day is outside the accepted range, else null. */
export const dayRangeFault = (day: Day, today: Day): string | null =>
  day >= firstDay && day <= lastDay(today) ? null : `Choose a day from ${firstDay} to ${lastDay(today)}.`;

export const sameWindow = (a: Window | null, b: Window | null): boolean =>
  a === b || (a !== null && b !== null && a.start === b.start && a.end === b.end);
