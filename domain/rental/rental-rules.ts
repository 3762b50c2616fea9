import { DomainError, invalid } from "../domain-error.ts";

/** How the business rents a unit out with a service. */
export interface RentalRules {
  /** The id of a type of equipment. */
  equipment_type: string;
  included_days: number;
  extra_day_cents: number;
  /** Short tons, a decimal with at most three places. */
  included_tons: number;
  extra_ton_cents: number;
  /** The longest time on site. */
  max_days: number;
  /** `on_request`: the customer says when. `scheduled`: the booking sets the day of the pickup. */
  pickup: "on_request" | "scheduled";
  /** `exchange`: an empty unit comes and the full one leaves. `dump_and_return`: the same unit comes back. */
  swap: "exchange" | "dump_and_return" | "none";
  /** Null for the base price again. */
  swap_cents: number | null;
  /** False if day 1 is the day after the delivery. */
  count_delivery_day: boolean;
}

/** The rules of one job, frozen when it is booked. `days` is what the customer booked. */
export interface Rental extends Omit<RentalRules, "pickup"> {
  days: number;
}

/** Freezes the rules for a job. Throws `too_long` for more days than the business rents a unit out. */
export const rentalFor = ({ pickup: _pickup, ...rules }: RentalRules, days = rules.included_days): Rental => {
  if (!Number.isInteger(days) || days < 1) {
    throw invalid({ field: "/days", code: "whole_number", message: "Enter a whole number of days." });
  }
  assertDays(days, rules.max_days);
  return { ...rules, days };
};

/** Throws `too_long` with the longest time on site, as `max`. */
const assertDays = (days: number, most: number): void => {
  if (days <= most) return;
  throw new DomainError("too_long", `We rent this for at most ${most} days.`, { facts: { max: most } });
};
