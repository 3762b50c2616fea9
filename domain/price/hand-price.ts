import { depositOf } from "./deposit.ts";
import type { PriceBook, PricedService } from "./price-book.ts";
import { withAmount, type LineDraft, type LineKind } from "./price-line.ts";
import { totalsOf, type Price } from "./pricing.ts";
import { rateAt } from "./tax.ts";

/** A price that the office sets by hand: one amount, or lines. */
export type HandPrice = { kind: "flat"; amount_cents: number } | { kind: "itemized"; lines: readonly HandLine[] };

export interface HandLine {
  label: string;
  quantity: number;
  unit_cents: number;
  /** `option` if it is left out. The tax and the overage have rules of their own. */
  kind?: Exclude<LineKind, "tax" | "overage">;
  /** The choice of the service if it is left out. */
  taxable?: boolean;
}

/** Returns the price that the office set, with its tax. No surcharge is added, because the office saw the whole price. */
export const priceByHand = (
  book: PriceBook,
  service: PricedService,
  hand: HandPrice,
  { postal_code: code, tax_exempt: isExempt = false }: { postal_code: string | null; tax_exempt?: boolean },
): Price => {
  const rate = isExempt ? null : rateAt(book.tax, code);
  const totals = totalsOf(handLines(service, hand).map(withAmount), rate);
  return {
    kind: hand.kind,
    state: "firm",
    currency: book.currency,
    ...totals,
    deposit_cents: depositOf(service.deposit ?? book.deposit, totals.total_cents),
    tax: rate,
    estimate: null,
  };
};

/** Returns lines as the office writes them. */
export const handLines = ({ name, taxable }: Pick<PricedService, "name" | "taxable">, hand: HandPrice): LineDraft[] =>
  hand.kind === "flat"
    ? [{ kind: "base", code: "base", label: name, quantity: 1, unit_cents: hand.amount_cents, taxable }]
    : hand.lines.map((line, index) => ({ kind: "option", taxable, ...line, code: `line-${index + 1}` }));
