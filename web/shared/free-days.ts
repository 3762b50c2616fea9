import type { Availability, PublicClient } from "../../http/client.ts";
import { dayAfter, type Window } from "./format.ts";

/** The bookable days of a service that the page has loaded so far. */
export interface FreeDays {
  service: string;
  /** The days that a rental stays. Null for a visit. */
  rental_days: number | null;
  /** True for the pickup of a rental, which needs no free unit. */
  is_pickup?: boolean;
  days: Availability["days"];
  /** The first day that was loaded. */
  first: string;
  /** The next day to load. */
  next: string;
  /** The last day that can be booked online. */
  last: string;
  /** No window before this moment can be booked online (`2026-11-27 10:05`). Null if the page doesn't know it. */
  earliest: string | null;
  state: "loading" | "here" | "failed";
}

/** An open window that is offered because the chosen one is full. */
export interface Alternative extends Window {
  day: string;
  left: number;
}

/** Days to load per call. Two weeks fit the strip on a phone and one small answer. */
const span = 14;
/** The most days of one call. With the 62 days of the longest rental, the server answers 92. */
const widestSpan = 30;

export const noDaysYet = (
  service: string,
  today: string,
  daysAhead: number,
  earliest: string | null = null,
  rentalDays: number | null = null,
): FreeDays => ({
  service,
  rental_days: rentalDays,
  days: [],
  first: today,
  next: today,
  last: dayAfter(today, daysAhead),
  earliest,
  state: "loading",
});

/**
 * Loads the next two weeks, or up to a month to reach `until`. Leaves out closed days, which have no windows, and today if
 * it has no openings left.
 */
export const moreDays = async (client: PublicClient, free: FreeDays, today: string, until = ""): Promise<FreeDays> => {
  const wanted = [until, dayAfter(free.next, span - 1)].toSorted()[1] ?? until;
  const to = [wanted, dayAfter(free.next, widestSpan - 1), free.last].toSorted()[0] ?? wanted;
  const answer = await client.getAvailability({
    service: free.service,
    from: free.next,
    to,
    ...(free.rental_days === null ? {} : { days: String(free.rental_days) }),
    ...(free.is_pickup ? { visit: "pickup" as const } : {}),
  });
  if (!answer.ok) return { ...free, state: "failed" };
  const fresh = answer.value.days.filter((day) => day.windows.length > 0 && (day.day !== today || openingsOf(day) > 0));
  return { ...free, days: [...free.days, ...fresh], next: dayAfter(to, 1), state: "here" };
};

export const openingsOf = (day: Availability["days"][number]): number =>
  day.windows.reduce((sum, window) => sum + window.left, 0);

type Shortage = "full" | "too_soon" | "unknown";

/** Why a window without openings can't be booked online. */
export const shortageOf = ({ earliest }: FreeDays, day: string, window: Window): Shortage =>
  earliest === null ? "unknown" : `${day} ${window.start}` < earliest ? "too_soon" : "full";

/** A window as the value of a radio button: `08:00-12:00`. */
export const windowValue = (window: Window): string => `${window.start}-${window.end}`;
export const windowOf = (value: string): Window | null => {
  const [start, end] = value.split("-");
  return start && end ? { start, end } : null;
};

/** True if the loaded days say that this window has an opening. */
export const isFree = (free: FreeDays, day: string, window: string): boolean =>
  free.days.some((other) => other.day === day && other.windows.some((w) => w.left > 0 && windowValue(w) === window));
