import { epochOf } from "../domain/clock.ts";
import { addDays, dayIn, instantIn, type Day, type Window } from "../domain/day.ts";
import type { Settings } from "../domain/settings.ts";
import type { DayCapacity } from "../domain/capacity.ts";

export interface OpenWindow extends Window {
  day: Day;
  left: number;
}

/** The first and last day that can be booked online now, in the business's own calendar. */
export const bookableDays = (settings: Settings, nowMs: number): { first: Day; last: Day } => {
  const first = dayIn(settings.business.time_zone, nowMs);
  return { first, last: addDays(first, settings.booking.days_ahead) };
};

/** `left` is what would be accepted now: nothing within the lead time, on a closed day, or beyond the horizon. */
export const availabilityOf = (days: DayCapacity[], settings: Settings, nowMs: number) => {
  const { first, last } = bookableDays(settings, nowMs);
  const earliest = nowMs + settings.booking.lead_time_hours * 3_600_000;
  return days.map(({ day, windows, closed }) => ({
    day,
    windows:
      closed || day < first || day > last
        ? []
        : windows.map(({ start, end, capacity, taken }) => ({
            start,
            end,
            left:
              epochOf(instantIn(settings.business.time_zone, day, start)) < earliest
                ? 0
                : Math.max(0, capacity - taken),
          })),
  }));
};

/** The free windows nearest to the one that was wanted: what to offer instead. */
export const nearestFree = (
  days: ReturnType<typeof availabilityOf>,
  wanted: { day: Day; start: string },
  count: number,
): OpenWindow[] => {
  const distance = ({ day, start }: OpenWindow) =>
    Math.abs(minutesOf(day, start) - minutesOf(wanted.day, wanted.start));
  return days
    .flatMap(({ day, windows }) => windows.map((window) => ({ day, ...window })))
    .filter(({ left }) => left > 0)
    .toSorted((a, b) => distance(a) - distance(b))
    .slice(0, count)
    .toSorted((a, b) => (`${a.day} ${a.start}` < `${b.day} ${b.start}` ? -1 : 1));
};

/** Only differences matter, so a zone does not. */
const minutesOf = (day: Day, time: string): number => epochOf(`${day}T${time}:00Z`) / 60_000;
