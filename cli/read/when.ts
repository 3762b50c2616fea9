import { addDays, weekdayOf, weekdays, type Day, type Window } from "../../domain/day.ts";
import type { WindowCapacity } from "../../domain/settings.ts";
import { UsageError } from "../command-error.ts";
import * as message from "../message/jobs.ts";

/**
 * Reads a day as people write it: `today`, `tomorrow`, or a weekday, which is today or the next such day. Returns any other
 * text unchanged, and the API checks it.
 */
export const readDay = (text: string, today: Day): Day => {
  const word = text.trim().toLowerCase();
  if (word === "today") return today;
  if (word === "tomorrow") return addDays(today, 1);
  if (word === "yesterday") return addDays(today, -1);
  const weekday = weekdays.findIndex((short) => word === short || word === longNames[short]);
  if (weekday < 0) return text.trim();
  return addDays(today, (weekday - weekdays.indexOf(weekdayOf(today)) + 7) % 7);
};

const longNames = {
  mon: "monday",
  tue: "tuesday",
  wed: "wednesday",
  thu: "thursday",
  fri: "friday",
  sat: "saturday",
  sun: "sunday",
} as const;

/** Reads an arrival window: `08:00-12:00`. */
export const readWindow = (text: string): Window => {
  const match = /^(\d{1,2}:\d{2})-(\d{1,2}:\d{2})$/.exec(text.trim());
  if (match === null) throw new UsageError(message.windowFormat(text));
  const [, start = "", end = ""] = match;
  return { start: start.padStart(5, "0"), end: end.padStart(5, "0") };
};

/** Reads a day's windows with their capacities: `08:00-12:00x3,12:00-16:00x3`, or `closed`. */
export const readHours = (text: string): WindowCapacity[] => {
  if (text.trim() === "closed" || text.trim() === "") return [];
  return text.split(",").map((part) => {
    const match = /^(.+?)\s*[x×*]\s*(\d{1,4})$/.exec(part.trim());
    if (match === null) throw new UsageError(message.capacityFormat(part.trim()));
    const { start, end } = readWindow(match[1] ?? "");
    return { start, end, capacity: Number(match[2]) };
  });
};
