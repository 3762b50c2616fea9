import { amend, type PriceChange } from "./amend.ts";
import type { PricedService } from "./price-book.ts";
import type { Agreement, Pricing, Totals } from "./pricing.ts";

/** Who sets a price on site. A crew may only if the owner lets crews set prices. */
export type PriceSetter = "office" | "crew";

/**
 * Sets the final price. A price up to the promised ceiling needs no agreement. A higher one that the customer agreed to
 * applies. The office can apply it without agreement; from a crew it waits for the customer's yes.
 */
export const setFinalPrice = (
  pricing: Pricing,
  totals: Totals,
  change: PriceChange,
  setter: PriceSetter,
  agreed: Pick<Agreement, "how" | "name"> | null,
): Pricing => {
  if (totals.total_cents <= ceilingOf(pricing)) {
    return amend(pricing, totals, change, { how: "not_needed", name: null, at: change.at });
  }
  if (agreed !== null) return amend(pricing, totals, change, { ...agreed, at: change.at });
  if (setter === "office") return amend(pricing, totals, change, null);
  return { ...pricing, pending: { ...change, lines: totals.lines, total_cents: totals.total_cents } };
};

/** Returns the most that the customer was promised to pay. */
const ceilingOf = ({ total_cents: total, estimate }: Pricing): number => estimate?.high_cents ?? total;

/** Returns the service with the prices that the job froze, for its undecided options and for those in its lines. */
export const withFrozenOptions = (service: PricedService, { estimate, lines }: Pricing): PricedService => {
  const chosen = lines.filter(({ kind }) => kind === "option" || kind === "add_on");
  const frozen = new Map([...chosen, ...(estimate?.options ?? [])].map((one) => [one.code, one.unit_cents]));
  return {
    ...service,
    groups: service.groups.map((group) => ({
      ...group,
      options: group.options.map((option) => ({ ...option, unit_cents: frozen.get(option.id) ?? option.unit_cents })),
    })),
  };
};
