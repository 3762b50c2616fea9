import { weekdayOf, type Day } from "../day.ts";
import { postalKey } from "../postal-code.ts";
import type { PricedService, Surcharge } from "./price-book.ts";
import { sumOf, withAmount, type AmountLine } from "./price-line.ts";
import { partOf } from "./rounding.ts";

/** Where and when the work is. `day` is the day of the first visit. */
export interface Occasion {
  postal_code: string | null;
  day: Day | null;
}

/** Returns the surcharges that apply. A percent ignores other surcharges, so their order does not matter. */
export const surchargeLines = (
  surcharges: readonly Surcharge[],
  service: PricedService,
  lines: readonly AmountLine[],
  occasion: Occasion,
): AmountLine[] => {
  const base = sumOf(lines);
  return surcharges
    .filter((one) => one.active && applies(one, service.id, occasion))
    .map((one) =>
      withAmount({
        kind: "surcharge",
        code: one.id,
        label: one.label,
        quantity: 1,
        unit_cents: "percent_ppm" in one ? partOf(base, one.percent_ppm) : one.amount_cents,
        taxable: service.taxable,
      }),
    );
};

/** True if all given conditions hold. A condition on the day does not hold for a job without a day. */
const applies = (surcharge: Surcharge, serviceId: string, { postal_code: code, day }: Occasion): boolean => {
  const { postal_codes: codes, weekdays, dates, services } = surcharge;
  if (services !== undefined && !services.includes(serviceId)) return false;
  if (codes !== undefined && !(code !== null && codes.some((one) => postalKey(one) === postalKey(code)))) return false;
  if (weekdays !== undefined && !(day !== null && weekdays.includes(weekdayOf(day)))) return false;
  return dates === undefined || (day !== null && dates.includes(day));
};
