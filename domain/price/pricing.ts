import type { Instant } from "../clock.ts";
import { DomainError, invalid } from "../domain-error.ts";
import { inOrder, sumOf, type AmountLine, type PriceLine } from "./price-line.ts";
import { taxLines, type TaxRate } from "./tax.ts";

/** The price of a job in integer cents, locked when the job is made. Later changes are amendments. */
export interface Pricing extends Price {
  frozen_at: Instant;
  /** At most 50. `total_cents` is the present price. */
  amendments: Amendment[];
  /** A higher price from a crew that waits for the customer's yes. */
  pending: PendingPrice | null;
}

export interface Price extends Totals {
  kind: "flat" | "itemized";
  /** `unpriced`: no lines, and every screen says that the customer waits for a price. */
  state: "firm" | "estimate" | "unpriced";
  /** ISO 4217. */
  currency: string;
  /** What the customer pays before the work. An amendment does not move it. */
  deposit_cents: number;
  tax: TaxRate | null;
  estimate: Estimate | null;
}

export interface Totals {
  lines: PriceLine[];
  subtotal_cents: number;
  tax_cents: number;
  total_cents: number;
}

/** The range of a price whose size the customer could not tell. Both ends are totals with tax. */
export interface Estimate {
  low_cents: number;
  high_cents: number;
  /** The prices of the undecided options, frozen. */
  options: { code: string; label: string; unit_cents: number }[];
}

export interface Amendment {
  id: string;
  at: Instant;
  by: string;
  reason: string;
  from_cents: number;
  to_cents: number;
  /** How the customer agreed; null if the office changed the price without asking. */
  agreed: Agreement | null;
}

export interface Agreement {
  how: "in_person" | "link" | "phone" | "not_needed";
  name: string | null;
  at: Instant;
}

export interface PendingPrice {
  id: string;
  at: Instant;
  by: string;
  reason: string;
  lines: PriceLine[];
  total_cents: number;
}

/** The highest price of one job. A larger amount is probably a typing error. */
export const maxTotalCents = 100_000_000;

/** Adds the tax line, orders the lines and sums them. Throws `invalid` for a total below zero or above the limit. */
export const totalsOf = (lines: readonly AmountLine[], rate: TaxRate | null): Totals => {
  const net = lines.filter(({ kind }) => kind !== "tax");
  const ordered = inOrder([...net, ...taxLines(net, rate)]);
  const [subtotal, total] = [sumOf(net), sumOf(ordered)];
  if (subtotal < 0) {
    throw invalid({ field: "/lines", code: "below_zero", message: "The discount is larger than the price." });
  }
  if (total > maxTotalCents) {
    throw invalid({ field: "/pricing", code: "too_much", message: "That is more than one job can cost." });
  }
  return { lines: ordered, subtotal_cents: subtotal, tax_cents: total - subtotal, total_cents: total };
};

/** Locks a price. */
export const freeze = (price: Price, at: Instant): Pricing => ({
  ...price,
  frozen_at: at,
  amendments: [],
  pending: null,
});

/** The price of a job that waits for one. */
export const unpriced = (currency: string): Price => ({
  kind: "itemized",
  state: "unpriced",
  currency,
  lines: [],
  subtotal_cents: 0,
  tax_cents: 0,
  total_cents: 0,
  deposit_cents: 0,
  tax: null,
  estimate: null,
});

/** Throws `price_changed` with the present price, unless the customer saw exactly this total. */
export const assertSeen = (price: Price, seenCents: number | undefined): void => {
  if (price.total_cents === seenCents) return;
  throw new DomainError("price_changed", "The price changed. Look at the new price and confirm again.", {
    facts: { pricing: price },
  });
};
