import { canonicalJson } from "../canonical-json.ts";
import { amend, withOverage } from "../price/amend.ts";
import type { Pricing } from "../price/pricing.ts";
import { isTaxable } from "../price/service-tax.ts";
import type { Overage } from "./overage.ts";
import { addOverage, decideOverage, overageLines, type AddedOverage, type OverageDecision } from "./overage-review.ts";

/** What the office sends: decisions about what is proposed, and what it charges on top. */
export interface OverageReview {
  decisions: readonly OverageDecision[];
  add: readonly AddedOverage[];
}

/**
 * Decides a review and charges it. All decisions of one call are one amendment. A call that charges nothing new makes no
 * amendment.
 */
export const chargeOverage = (
  { overage, pricing }: { overage: Overage | null; pricing: Pricing },
  { decisions, add }: OverageReview,
  { id, by, at }: { id: string; by: string; at: string },
): { overage: Overage; pricing: Pricing } => {
  const decided = decideOverage(overage ?? { state: "closed", items: [] }, decisions, { by, at });
  const next = addOverage(decided, add, { by, at });
  const lines = overageLines(next, isTaxable(pricing));
  const totals = withOverage(pricing, lines);
  if (canonicalJson(totals.lines) === canonicalJson(pricing.lines)) return { overage: next, pricing };
  const reason = `Overage: ${[...new Set(lines.map(({ label }) => label))].join(", ") || "none"}`.slice(0, 300);
  return { overage: next, pricing: amend(pricing, totals, { id, at, by, reason }, null) };
};
