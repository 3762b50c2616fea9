import { invalid } from "../domain-error.ts";
import { extraDaysLine } from "../rental/rental-price.ts";
import { assertChoices, optionLines, undecidedGroup, type Choices } from "./choices.ts";
import { depositOf } from "./deposit.ts";
import type { OptionGroup, PriceBook, PricedService } from "./price-book.ts";
import { sumOf, withAmount, type AmountLine, type LineDraft } from "./price-line.ts";
import { totalsOf, type Price, type Totals } from "./pricing.ts";
import { surchargeLines, type Occasion } from "./surcharge.ts";
import { rateAt, type TaxRate } from "./tax.ts";

/** Everything that decides the price of a new job. */
export interface PriceRequest extends Choices, Occasion {
  /** The days of a rental; the included days if it is left out. */
  days?: number;
  /** Lines that the office adds, such as a discount. A customer cannot send any. */
  added?: readonly LineDraft[];
  tax_exempt?: boolean;
}

/**
 * Prices a job. The booking page, the API, the command line and an import all use it, so they agree to the cent. Throws
 * `invalid` with the place of each fault, and `quote_only` for a service that is priced by hand.
 */
export const priceJob = (book: PriceBook, service: PricedService, request: PriceRequest): Price => {
  if (service.price.kind === "quote") {
    throw invalid({ field: "/service", code: "quote_only", message: "We price this after we see the work." });
  }
  assertChoices(service, request);
  const rate = request.tax_exempt === true ? null : rateAt(book.tax, request.postal_code);
  const undecided = undecidedGroup(service, request);
  const totals =
    undecided === null
      ? [totalsWith(book, service, request, rate)]
      : byPrice(undecided).map(({ id }) => totalsWith(book, service, withChoice(request, undecided, id), rate));
  const [low, high] = [totals[0], totals.at(-1)];
  if (low === undefined || high === undefined) throw new RangeError("A choice group has at least one option");
  return {
    kind: isFlat(low) ? "flat" : "itemized",
    state: undecided === null ? "firm" : "estimate",
    currency: book.currency,
    ...low,
    deposit_cents: depositOf(service.deposit ?? book.deposit, low.total_cents),
    tax: rate,
    estimate:
      undecided === null
        ? null
        : { low_cents: low.total_cents, high_cents: high.total_cents, options: optionsOf(undecided) },
  };
};

const totalsWith = (book: PriceBook, service: PricedService, request: PriceRequest, rate: TaxRate | null): Totals => {
  const chosen = [...optionLines(service, request), ...extraDaysLine(service, request.days).map(withAmount)];
  const base = baseLines(service, chosen);
  const charged = [...base, ...chosen];
  const surcharges = surchargeLines(book.surcharges, service, charged, request);
  return totalsOf([...charged, ...surcharges, ...(request.added ?? []).map(withAmount)], rate);
};

/** The flat amount, or what fills the other lines up to the minimum. */
const baseLines = ({ name, price, taxable }: PricedService, chosen: readonly AmountLine[]): AmountLine[] => {
  const base = { kind: "base", quantity: 1, taxable } as const;
  if (price.kind === "flat") {
    return [withAmount({ ...base, code: "base", label: name, unit_cents: price.amount_cents })];
  }
  const missing = (price.kind === "itemized" ? price.minimum_cents : 0) - sumOf(chosen);
  return missing <= 0 ? [] : [withAmount({ ...base, code: "minimum", label: "Minimum charge", unit_cents: missing })];
};

/** True if the price is one amount, apart from its tax. */
const isFlat = ({ lines }: Totals): boolean => {
  const net = lines.filter(({ kind }) => kind !== "tax");
  return net.length === 1 && net[0]?.code === "base";
};

const withChoice = (request: PriceRequest, group: OptionGroup, id: string): PriceRequest => ({
  ...request,
  items: [...request.items, { id, quantity: 1 }],
  not_sure: (request.not_sure ?? []).filter((one) => one !== group.id),
});

const byPrice = ({ options }: OptionGroup) => options.toSorted((one, other) => one.unit_cents - other.unit_cents);

const optionsOf = ({ options }: OptionGroup) =>
  options.map(({ id, label, unit_cents }) => ({ code: id, label, unit_cents }));
