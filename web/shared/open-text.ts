import * as customer from "#message/customer.ts";
import { openingsOf, shortageOf, type FreeDays } from "./free-days.ts";

/** `3 open`. A day is too soon only if its last window is. */
export const openText = (free: FreeDays, day: FreeDays["days"][number]): string => {
  const openings = openingsOf(day);
  const lastWindow = day.windows.at(-1);
  if (openings > 0 || lastWindow === undefined) return customer.open(openings);
  return customer.noneOpen[shortageOf(free, day.day, lastWindow)];
};
