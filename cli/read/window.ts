import type { Window } from "../../domain/day.ts";
import type { WindowCapacity } from "../../domain/settings.ts";
import { UsageError } from "../failure.ts";

/** `08:00-12:00` */
export const readWindow = (text: string): Window => {
  const match = /^(\d{1,2}:\d{2})-(\d{1,2}:\d{2})$/.exec(text.trim());
  if (match === null) throw new UsageError(`"${text}" is not an arrival window. Write it as 08:00-12:00.`);
  const [, start = "", end = ""] = match;
  return { start: start.padStart(5, "0"), end: end.padStart(5, "0") };
};

/** `08:00-12:00x3,12:00-16:00x3`, or `closed`. */
export const readHours = (text: string): WindowCapacity[] => {
  if (text.trim() === "closed" || text.trim() === "") return [];
  return text.split(",").map((part) => {
    const match = /^(.+?)\s*[x×*]\s*(\d{1,4})$/.exec(part.trim());
    if (match === null) throw new UsageError(`"${part.trim()}" needs its number of places, as in 08:00-12:00x3.`);
    const { start, end } = readWindow(match[1] ?? "");
    return { start, end, capacity: Number(match[2]) };
  });
};
