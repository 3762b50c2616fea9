import { Temporal } from "temporal-polyfill";
import type { Instant } from "./clock.ts";
import { remembered } from "./remembered.ts";

export { addDays, daysBetween, daysFrom, weekdayOf, weekdays, type Weekday } from "./day-count.ts";

/** A calendar day in the time zone of the business: `2026-11-27`. */
export type Day = string;
/** A local time of day: `08:00`. */
export type Time = string;
/** An arrival window in local time: `[start, end)`. */
export interface Window {
  start: Time;
  end: Time;
}

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

/** Nearly every call asks for today, so the last day of each zone is remembered. */
export const dayIn = (zone: string, epochMs: number): Day => {
  const known = lastDays.get(zone);
  if (known !== undefined && epochMs >= known.begins && epochMs < known.ends) return known.day;
  const local = Temporal.Instant.fromEpochMilliseconds(epochMs).toZonedDateTimeISO(zone);
  const begins = local.startOfDay();
  const day = local.toPlainDate().toString();
  if (lastDays.size >= mostZones) lastDays.clear();
  const ends = begins.add({ days: 1 }).startOfDay();
  lastDays.set(zone, { day, begins: begins.epochMilliseconds, ends: ends.epochMilliseconds });
  return day;
};

const lastDays = new Map<string, { day: Day; begins: number; ends: number }>();
const mostZones = 32;

/**
 * Returns the instant of a local time. In the hour that the spring change skips, it takes the later reading; in the
 * hour that the fall change repeats, the first (RFC 5545 "compatible").
 */
export const instantIn: (zone: string, day: Day, time: Time) => Instant = remembered(1_000, (zone, day, time) =>
  new Date(
    Temporal.PlainDate.from(day).toZonedDateTime({ timeZone: zone, plainTime: Temporal.PlainTime.from(time) })
      .epochMilliseconds,
  ).toISOString(),
);

/** The first day that a request, an import or a setting may contain. */
export const firstDay: Day = "2000-01-01";

/** The last day that a request, an import or a setting may contain: five years after today. */
export const lastDay = (today: Day): Day => Temporal.PlainDate.from(today).add({ years: 5 }).toString();

/** Returns a message if a day is outside the accepted range, else null. */
export const dayRangeFault = (day: Day, today: Day): string | null =>
  day >= firstDay && day <= lastDay(today) ? null : `Choose a day from ${firstDay} to ${lastDay(today)}.`;

export const sameWindow = (a: Window | null, b: Window | null): boolean =>
  a === b || (a !== null && b !== null && a.start === b.start && a.end === b.end);
