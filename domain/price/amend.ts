import type { Instant } from "../clock.ts";
import { invalid } from "../domain-error.ts";
import { withAmount, type AmountLine, type LineDraft } from "./price-line.ts";
import { totalsOf, type Agreement, type Pricing, type Totals } from "./pricing.ts";

/** Who changes a price, when and why. */
export interface PriceChange {
  id: string;
  at: Instant;
  by: string;
  reason: string;
}

/** A change of a price before it has its id, and how the customer agreed to it. */
export interface Charge extends Omit<PriceChange, "id"> {
  agreed: Agreement | null;
}

const mostAmendments = 50;

/** Returns the price with more lines. Its tax keeps the frozen rate, and its deposit stays. */
export const withLines = (pricing: Pricing, added: readonly LineDraft[]): Totals =>
  totalsOf([...netLines(pricing), ...added.map(withAmount)], pricing.tax);

/** Returns the price with other overage lines: what the office charges after a review. */
export const withOverage = (pricing: Pricing, overage: readonly LineDraft[]): Totals =>
  totalsOf([...netLines(pricing).filter(({ kind }) => kind !== "overage"), ...overage.map(withAmount)], pricing.tax);

/** Returns an id that no amendment of this price has, nor the price that waits. Earlier versions also wrote `p2`. */
export const nextAmendmentId = ({ amendments, pending }: Pricing): string => {
  const known = pending === null ? amendments : [...amendments, pending];
  return `a${Math.max(0, ...known.map(({ id }) => Number(/\d+$/.exec(id)?.[0] ?? 0))) + 1}`;
};

/** Replaces the lines of a price. The amendment keeps the former total. A waiting price gives way. */
export const amend = (
  pricing: Pricing,
  totals: Totals,
  { id, at, by, reason }: PriceChange,
  agreed: Agreement | null,
): Pricing => {
  if (pricing.amendments.length >= mostAmendments) {
    throw invalid({ field: "/pricing", code: "too_many", message: `A price changes at most ${mostAmendments} times.` });
  }
  const step = { id, at, by, reason, from_cents: pricing.total_cents, to_cents: totals.total_cents, agreed };
  return {
    ...pricing,
    ...totals,
    kind: totals.lines.filter(({ kind }) => kind !== "tax").length === 1 ? pricing.kind : "itemized",
    state: "firm",
    estimate: null,
    amendments: [...pricing.amendments, step],
    pending: null,
  };
};

/** Adds lines to a price as an amendment. Both ends of an estimate grow by what is added, and it stays an estimate. */
export const addLines = (pricing: Pricing, added: readonly LineDraft[], { agreed, ...change }: Charge): Pricing => {
  const totals = withLines(pricing, added);
  const next = amend(pricing, totals, { ...change, id: nextAmendmentId(pricing) }, agreed);
  const { estimate } = pricing;
  if (estimate === null) return next;
  const high = estimate.high_cents + totals.total_cents - pricing.total_cents;
  return {
    ...next,
    kind: pricing.kind,
    state: "estimate",
    estimate: { ...estimate, low_cents: totals.total_cents, high_cents: high },
  };
};

const netLines = ({ lines }: Pricing): AmountLine[] => lines.filter(({ kind }) => kind !== "tax");
