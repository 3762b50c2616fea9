import { dayAfter } from "../format.ts";

/** A calendar month: `2026-12`. */
export type Month = string;

export const monthOf = (day: string): Month => day.slice(0, 7);

export const monthAfter = (month: Month, count: number): Month => {
  const [year = 0, index = 1] = month.split("-").map(Number);
  return new Date(Date.UTC(year, index - 1 + count)).toISOString().slice(0, 7);
};

export const firstDayOf = (month: Month): string => `${month}-01`;
const lastDayOf = (month: Month): string => dayAfter(firstDayOf(monthAfter(month, 1)), -1);

/**
 * The days that a calendar shows for a month. The present month shows five weeks from this week on, so the last days of a
 * month do not stand alone. `weekStart` is 0 for Sunday.
 */
export const daysShown = (month: Month, today: string, weekStart: number): { from: string; to: string } => {
  if (month > monthOf(today)) return { from: firstDayOf(month), to: lastDayOf(month) };
  const from = dayAfter(today, -column(today, weekStart));
  return { from, to: dayAfter(from, 34) };
};

/** The month to show first: the present one, or that of the chosen day if the present one does not show it. */
export const firstMonth = (day: string, today: string, weekStart: number): Month => {
  const present = monthOf(today);
  return day > daysShown(present, today, weekStart).to ? monthOf(day) : present;
};

/** The column of a day in a row of seven. */
export const column = (day: string, weekStart: number): number => (new Date(day).getUTCDay() - weekStart + 7) % 7;

/** The first day of a week, 0 for Sunday: Sunday in the regions that print calendars so, Monday elsewhere. */
export const weekStartOf = (locale: string): number =>
  /-(?:US|CA|MX|BR|CO|PE|PH|IN|JP|KR|IL|ZA)\b/.test(locale) ? 0 : 1;
