import { epochOf } from "../domain/clock.ts";
import { addDays, dayIn, instantIn, type Day, type Window } from "../domain/day.ts";
import type { Settings } from "../domain/settings.ts";
import type { DayCapacity } from "../domain/capacity.ts";

export interface OpenWindow extends Window {
  day: Day;
  left: number;
}

/** Returns the first and last day that can be booked online now, in the time zone of the business. */
export const bookableDays = (settings: Settings, nowMs: number): { first: Day; last: Day } => {
  const first = dayIn(settings.business.time_zone, nowMs);
  return { first, last: addDays(first, settings.booking.days_ahead) };
};

/**
 * Returns the openings of each day. `left` is 0 within the lead time; a closed day, or one past the horizon, has no
 * windows.
 */
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

/** Returns the open windows nearest to the wanted one, to offer instead. */
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

/** Minutes since the epoch, as if in UTC. Only differences matter here. */
const minutesOf = (day: Day, time: string): number => epochOf(`${day}T${time}:00Z`) / 60_000;
