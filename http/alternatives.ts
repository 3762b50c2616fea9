import { addDays, type Day, type Window } from "../domain/day.ts";
import { DomainError } from "../domain/domain-error.ts";
import { daysOfAlternatives } from "../domain/rental/free-units.ts";
import type { Service, Settings } from "../domain/settings.ts";
import { availabilityOf, bookableDays, nearestFree, type OpenWindow } from "../projection/availability.ts";
import {
  daysToPickup,
  rentalAlternatives,
  rentalAvailability,
  type WantedRental,
} from "../projection/rental-availability.ts";
import type { JobStore } from "../store/job-store.ts";
import { lastDayThatFits, otherStarts, type OtherDay } from "./other-days.ts";

interface AlternativesContext {
  jobs: JobStore;
  settings: Settings;
  nowMs: number;
  /** What the caller wants to rent, and from which day; left out for other work. */
  rental?: WantedRental & { from: Day };
  /** The change of a job, for another day; left out if no other day would help. */
  change?: OtherDay | null;
}

/**
 * Adds what would work instead to an error: the nearest openings to `window_full`, and to `equipment_unavailable` the
 * next starts on which the whole rental fits (`alternatives`), or the last day on which it does (`latest`). Other errors
 * pass unchanged.
 */
export const withAlternatives = async <T>(context: AlternativesContext, attempt: () => Promise<T>): Promise<T> => {
  try {
    return await attempt();
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    const facts = await insteadOf(context, error);
    if (facts === null) throw error;
    throw new DomainError(error.code, error.message, { facts: { ...error.facts, ...facts } });
  }
};

type Instead = { alternatives: OpenWindow[] } | { latest: Day };

const insteadOf = async (context: AlternativesContext, error: DomainError): Promise<Instead | null> => {
  const { jobs, settings, nowMs, rental, change } = context;
  if (error.code === "window_full") return await nearestOpenings(context, error);
  if (error.code !== "equipment_unavailable") return null;
  if (rental !== undefined) {
    const reach = daysOfAlternatives + rentedDays(rental) + daysToPickup;
    const days = await jobs.capacity(rental.from, addDays(rental.from, reach));
    return { alternatives: rentalAlternatives(days, rental.from, rental, { settings, nowMs }) };
  }
  if (change === undefined || change === null) return null;
  if (change.offers === "alternatives") return { alternatives: await otherStarts(context, change) };
  const { day } = error.facts as { day: Day };
  return { latest: (await lastDayThatFits(context, change)) ?? addDays(day, -1) };
};

const nearestOpenings = async (
  { jobs, settings, nowMs, rental }: AlternativesContext,
  { facts }: DomainError,
): Promise<Instead | null> => {
  const { day, window } = facts as { day?: Day; window?: Window };
  if (day === undefined) return null;
  const { first } = bookableDays(settings, nowMs);
  const from = addDays(day, -7) < first ? first : addDays(day, -7);
  const to = addDays(from, 21);
  const reach = rental === undefined ? 0 : rentedDays(rental) + daysToPickup;
  const capacity = await jobs.capacity(from, addDays(to, reach));
  const days =
    rental === undefined
      ? availabilityOf(capacity, settings, nowMs)
      : rentalAvailability(capacity, { from, to }, rental, { settings, nowMs });
  return { alternatives: nearestFree(days, { day, start: window?.start ?? "12:00" }, 4) };
};

const rentedDays = ({ days, rules }: WantedRental): number => days ?? rules.included_days;

/** What a booking of a service wants to rent, for its alternatives. Nothing without a day, because it holds nothing. */
export const wantedRental = (
  { rental }: Service,
  days: number | undefined,
  from: Day | null,
): Pick<AlternativesContext, "rental"> =>
  rental === null || from === null ? {} : { rental: { rules: rental, days, from } };
