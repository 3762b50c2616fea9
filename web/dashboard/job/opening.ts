import { dayAfter } from "../../shared/format.ts";
import type { DayBook, DayRoom } from "./day-book.ts";

export interface Opening {
  day: string;
  window: { start: string; end: string };
}

/** The business's day and wall clock: a window of today that is over has no opening left. */
export interface Present {
  today: string;
  time: string;
}

type Room = Pick<DayRoom, "windows" | "closed">;

/** The first window of a day with an opening; null on a closed, full or past day. */
export const firstOpening = (day: string, { windows, closed }: Room, { today, time }: Present): Opening | null => {
  if (closed || day < today) return null;
  const window = windows
    .toSorted((a, b) => (a.start < b.start ? -1 : 1))
    .find(({ end, capacity, taken }) => taken < capacity && (day > today || end > time));
  return window === undefined ? null : { day, window: { start: window.start, end: window.end } };
};

const aWeek = 7;
/** How many weeks are searched for the next opening. */
const weeks = 4;

/** The first opening after `day`, loaded week by week; null if four weeks have none. */
export const openingAfter = async (book: DayBook, day: string, present: Present): Promise<Opening | null> => {
  for (let week = 0; week < weeks; week += 1) {
    const from = dayAfter(day, 1 + week * aWeek);
    await book.load(from, aWeek);
    for (let index = 0; index < aWeek; index += 1) {
      const one = dayAfter(from, index);
      const room = book.room(one);
      const opening = room === undefined ? null : firstOpening(one, room, present);
      if (opening !== null) return opening;
    }
  }
  return null;
};

/**
 * The window for another day: the chosen one if that day has it with an opening, else the day's first opening. Any time
 * stays any time. `chosen` is undefined while no day was chosen.
 */
export const windowOn = (
  day: string,
  room: Room | undefined,
  chosen: Opening["window"] | null | undefined,
  present: Present,
): Opening["window"] | null => {
  if (chosen === null) return null;
  if (room === undefined) return chosen ?? null;
  const same = room.windows.find(({ start, end }) => start === chosen?.start && end === chosen.end);
  if (same !== undefined && same.taken < same.capacity && !room.closed) return chosen ?? null;
  return firstOpening(day, room, present)?.window ?? (same === undefined ? null : (chosen ?? null));
};
