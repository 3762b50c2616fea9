import type { PricedService } from "../price/price-book.ts";
import type { LineDraft } from "../price/price-line.ts";
import type { Pricing } from "../price/pricing.ts";
import { isTaxable } from "../price/service-tax.ts";
import { rentalFor, type Rental } from "./rental-rules.ts";

/** Returns the line for days above the included ones; none for a service that rents nothing out. */
export const extraDaysLine = ({ rental, taxable }: PricedService, days?: number): LineDraft[] => {
  if (rental === null) return [];
  return daysLine(rental, rentalFor(rental, days).days - rental.included_days, taxable);
};

/** Returns the line for days that are added to a rental. */
export const extensionLine = (rental: Rental, addedDays: number, pricing: Pricing): LineDraft[] =>
  daysLine(rental, addedDays, isTaxable(pricing));

/** Returns the line for a swap. It costs the base price again if the owner set no price. */
export const swapLine = (rental: Rental, pricing: Pricing): LineDraft => ({
  kind: "option",
  code: "swap",
  label: "Swap",
  quantity: 1,
  unit_cents:
    rental.swap_cents ??
    pricing.lines.filter(({ kind }) => kind === "base").reduce((sum, line) => sum + line.amount_cents, 0),
  taxable: isTaxable(pricing),
});

const daysLine = (rental: Pick<Rental, "extra_day_cents">, days: number, taxable: boolean): LineDraft[] =>
  days <= 0
    ? []
    : [
        {
          kind: "option",
          code: "extra_days",
          label: "Extra days",
          quantity: days,
          unit_cents: rental.extra_day_cents,
          taxable,
        },
      ];
