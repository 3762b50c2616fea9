import { addDays, weekdayOf, weekdays, type Day } from "../../domain/day.ts";

/**
 * A day as people say it: `today`, `tomorrow`, `friday` (today when it is Friday). Whatever else is left as it is,
 * for the API to judge.
 */
export const readDay = (typed: string, today: Day): Day => {
  const word = typed.trim().toLowerCase();
  if (word === "today") return today;
  if (word === "tomorrow") return addDays(today, 1);
  if (word === "yesterday") return addDays(today, -1);
  const weekday = weekdays.findIndex((short) => word === short || word === long[short]);
  if (weekday < 0) return typed.trim();
  return addDays(today, (weekday - weekdays.indexOf(weekdayOf(today)) + 7) % 7);
};

const long = {
  mon: "monday",
  tue: "tuesday",
  wed: "wednesday",
  thu: "thursday",
  fri: "friday",
  sat: "saturday",
  sun: "sunday",
} as const;
