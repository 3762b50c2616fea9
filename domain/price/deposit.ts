import type { DepositRule } from "./price-book.ts";
import { partOf } from "./rounding.ts";

/** The smallest deposit. A smaller one costs more to collect than it is worth. */
const leastCents = 50;

/** Returns the deposit of a total with tax, or of the low end of an estimate. */
export const depositOf = (rule: DepositRule, totalCents: number): number => {
  if (rule.policy === "none") return 0;
  const wanted = "percent_ppm" in rule ? partOf(totalCents, rule.percent_ppm) : rule.amount_cents;
  const cents = Math.min(wanted, totalCents);
  return cents < leastCents ? 0 : cents;
};
