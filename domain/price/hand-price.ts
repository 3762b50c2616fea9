import { invalid } from "../domain-error.ts";
import { depositOf } from "./deposit.ts";
import type { PriceBook, PricedService } from "./price-book.ts";
import { withAmount, type LineDraft, type LineKind } from "./price-line.ts";
import { totalsOf, type Price, type Pricing, type Totals } from "./pricing.ts";
import { rateAt } from "./tax.ts";

/** A price that the office sets by hand: one amount, or lines. */
export type HandPrice =
  | { kind: "flat"; amount_cents: number; taxable?: boolean | undefined }
  | { kind: "itemized"; lines: readonly HandLine[] };

export interface HandLine {
  label: string;
  quantity: number;
  unit_cents: number;
  /** `option` if it is left out. The tax and the overage have rules of their own. */
  kind?: Exclude<LineKind, "tax" | "overage"> | undefined;
  /** The choice of the service if it is left out. */
  taxable?: boolean | undefined;
}

/** A price by hand, in the currency in which the office wrote it. */
export type PricingInput = HandPrice & { currency: string };

/** Returns the price that the office set, with its tax. No surcharge is added, because the office saw the whole price. */
export const priceByHand = (
  book: PriceBook,
  service: Pick<PricedService, "name" | "taxable" | "deposit">,
  hand: PricingInput,
  { postal_code: code, tax_exempt: isExempt = false }: { postal_code: string | null; tax_exempt?: boolean },
): Price => {
  assertCurrency(hand, book.currency);
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

/**
 * Returns a locked price with the lines that the office set. It keeps the frozen rate of the tax, and what the office
 * charged after a review.
 */
export const totalsByHand = (pricing: Pricing, hand: PricingInput, name: string): Totals => {
  assertCurrency(hand, pricing.currency);
  const overage = pricing.lines.filter(({ kind }) => kind === "overage");
  return totalsOf([...handLines({ name, taxable: true }, hand).map(withAmount), ...overage], pricing.tax);
};

/** Returns a price by hand in which each line says whether it is taxable. */
export const withTaxable = (hand: PricingInput, isTaxable: boolean): PricingInput =>
  hand.kind === "flat"
    ? { ...hand, taxable: hand.taxable ?? isTaxable }
    : { ...hand, lines: hand.lines.map((line) => ({ ...line, taxable: line.taxable ?? isTaxable })) };

const assertCurrency = (hand: PricingInput, currency: string): void => {
  if (hand.currency === currency) return;
  throw invalid({ field: "/pricing/currency", code: "currency", message: `Prices here are in ${currency}.` });
};

/** Returns lines as the office writes them. */
export const handLines = ({ name, taxable }: Pick<PricedService, "name" | "taxable">, hand: HandPrice): LineDraft[] =>
  hand.kind === "flat"
    ? [
        {
          kind: "base",
          code: "base",
          label: name,
          quantity: 1,
          unit_cents: hand.amount_cents,
          taxable: hand.taxable ?? taxable,
        },
      ]
    : hand.lines.map((line, index) => ({
        kind: line.kind ?? "option",
        code: `line-${index + 1}`,
        label: line.label,
        quantity: line.quantity,
        unit_cents: line.unit_cents,
        taxable: line.taxable ?? taxable,
      }));
