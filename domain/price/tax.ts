import { postalKey } from "../postal-code.ts";
import type { Tax } from "./price-book.ts";
import { sumOf, type AmountLine } from "./price-line.ts";
import { partOf } from "./rounding.ts";

/** The tax of one job, frozen with its price. */
export interface TaxRate {
  label: string;
  rate_ppm: number;
}

/** Returns the rate at the service address; null for no tax. A job without a postal code gets the default rate. */
export const rateAt = (tax: Tax, postalCode: string | null): TaxRate | null => {
  const own = tax.by_postal_code.find(
    ({ postal_codes: codes }) => postalCode !== null && codes.some((code) => postalKey(code) === postalKey(postalCode)),
  );
  const { rate_ppm } = own ?? tax;
  return rate_ppm === 0 ? null : { label: tax.label, rate_ppm };
};

/** Returns the one tax line. The tax is rounded once, on the sum of the taxable lines, which counts as at least zero. */
export const taxLines = (lines: readonly AmountLine[], rate: TaxRate | null): AmountLine[] => {
  if (rate === null) return [];
  const amount = partOf(Math.max(0, sumOf(lines.filter(({ taxable }) => taxable))), rate.rate_ppm);
  return [
    {
      kind: "tax",
      code: "tax",
      label: rate.label,
      quantity: 1,
      unit_cents: amount,
      amount_cents: amount,
      taxable: false,
    },
  ];
};
