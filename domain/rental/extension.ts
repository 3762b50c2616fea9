import { addDays, daysBetween, type Day } from "../day.ts";
import { DomainError, invalid } from "../domain-error.ts";
import { stayDays, type RentalPeriod } from "./rental-period.ts";
import type { Rental } from "./rental-rules.ts";

/**
 * Returns the paid days of a period that the customer keeps through `until`. They count from the delivery, so overdue
 * days are in them. Throws `too_long` with the latest possible day.
 */
export const extendedDays = (period: RentalPeriod, rental: Rental, until: Day): number => {
  const days = stayDays(period.from, until, rental.count_delivery_day);
  if (days <= period.allowed_days) {
    throw invalid({ field: "/until", code: "past", message: "Choose a day after the last paid day." });
  }
  if (daysBetween(period.from, until) > rental.max_days) {
    const latest = addDays(period.from, rental.max_days);
    throw new DomainError("too_long", `We rent this for at most ${rental.max_days} days.`, { facts: { latest } });
  }
  return days;
};
