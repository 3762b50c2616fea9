import type { Day } from "../day.ts";
import { lineAmount, thousandthsOf } from "../price/rounding.ts";
import { stayDays, type RentalPeriod } from "./rental-period.ts";
import type { Rental } from "./rental-rules.ts";

/** The office's review of what a job used beyond its price. `open` while an item is proposed. */
export interface Overage {
  state: "open" | "closed";
  items: OverageItem[];
}

export interface OverageItem {
  id: string;
  /** `fee`: what the disposal site charged. `other`: what the office added by hand. */
  kind: "days" | "tons" | "trip" | "fee" | "other";
  /** The period or the visit that it is about; empty for what the office added. */
  of: string;
  label: string;
  quantity: number;
  unit_cents: number;
  amount_cents: number;
  /** What was used and what the price includes; null for a trip and for what the office added. */
  basis: { used: number; included: number } | null;
  /** Left out if it is taxable as its service is. */
  taxable?: boolean;
  state: "proposed" | "accepted" | "edited" | "waived";
  by?: string;
  at?: string;
  reason?: string;
}

/** What the review proposes, before it has its id and its state. */
export type Proposal = Omit<OverageItem, "id" | "state" | "by" | "at" | "reason">;

/**
 * Returns the days that a customer used: to the removal, or to the day that they said the unit is ready or asked for.
 * Waiting for the business is free.
 */
export const daysUsed = (period: RentalPeriod, delivered: Day, removed: Day, countsDelivery: boolean): number => {
  const said = [period.ready_on, period.asked_for].filter((day) => day !== null);
  const ready = said.toSorted().at(-1) ?? removed;
  return stayDays(delivered, ready < removed ? ready : removed, countsDelivery);
};

/** Proposes the days past the paid ones; null if there are no such days. */
export const daysOverage = (period: RentalPeriod, delivered: Day, removed: Day, rental: Rental): Proposal | null => {
  const used = daysUsed(period, delivered, removed, rental.count_delivery_day);
  return proposed({
    kind: "days",
    of: period.id,
    label: "Extra days",
    quantity: used - period.allowed_days,
    unit_cents: rental.extra_day_cents,
    basis: { used, included: period.allowed_days },
  });
};

/** Proposes the tons of one period past its included ones; null if there are no such tons. Each period of a job has its own. */
export const tonsOverage = (period: RentalPeriod, rental: Rental): Proposal | null => {
  if (period.net_tons === null) return null;
  const extra = thousandthsOf(period.net_tons) - thousandthsOf(rental.included_tons);
  return proposed({
    kind: "tons",
    of: period.id,
    label: "Extra tons",
    quantity: extra / 1000,
    unit_cents: rental.extra_ton_cents,
    basis: { used: period.net_tons, included: rental.included_tons },
  });
};

/**
 * Proposes what the disposal site charged for a load. It passes on a cost of the business, so it is not taxed. Null if it
 * charged nothing.
 */
export const feeOverage = ({ id, fee_cents: cents = 0, facility }: RentalPeriod): Proposal | null => {
  const fee = proposed({
    kind: "fee",
    of: id,
    label: facility === undefined ? "Disposal fee" : `Disposal fee, ${facility}`,
    quantity: 1,
    unit_cents: cents,
    basis: null,
  });
  return fee === null ? null : { ...fee, taxable: false };
};

/** The reasons of a failed visit that are on the customer's side. */
const customerCodes = new Set(["blocked", "locked", "overfilled", "prohibited", "nobody_home", "not_ready"]);

/** Proposes the trip fee for a visit that failed on the customer's side; null for any other. */
export const tripOverage = (visit: { id: string; code: string }, feeCents: number | null): Proposal | null =>
  feeCents === null || !customerCodes.has(visit.code)
    ? null
    : proposed({ kind: "trip", of: visit.id, label: "Trip fee", quantity: 1, unit_cents: feeCents, basis: null });

const proposed = (item: Omit<Proposal, "amount_cents">): Proposal | null => {
  const amount = item.quantity <= 0 ? 0 : lineAmount(item.quantity, item.unit_cents);
  return amount === 0 ? null : { ...item, amount_cents: amount };
};
