import { DomainError } from "../domain-error.ts";
import { amend } from "./amend.ts";
import type { Pricing } from "./pricing.ts";
import { totalsOf } from "./pricing.ts";
import type { Instant } from "../clock.ts";

/** A customer's answer to a higher price that a crew asked for. */
export interface PriceAnswer {
  /** The id of the price that the customer saw. */
  change: string;
  /** The total that the customer saw. */
  total_cents: number;
  agree: boolean;
  name: string | null;
}

/**
 * Applies the customer's answer: a yes makes the waiting price the price, a no removes it. A repeated yes changes nothing.
 * Throws `price_changed` if the customer saw another price than the one that waits.
 */
export const answerPending = (pricing: Pricing, answer: PriceAnswer, at: Instant): Pricing | "unchanged" => {
  const { pending } = pricing;
  if (answer.agree && pricing.amendments.some(({ id, agreed }) => id === answer.change && agreed?.how === "link")) {
    return "unchanged";
  }
  if (pending === null) {
    throw new DomainError("transition_not_allowed", "There is no new price to agree to.", { facts: { pricing } });
  }
  if (pending.id !== answer.change || pending.total_cents !== answer.total_cents) {
    throw new DomainError("price_changed", "The price changed again. Look at the new price and answer once more.", {
      facts: { pricing },
    });
  }
  if (!answer.agree) return { ...pricing, pending: null };
  const { id, by, reason, lines } = pending;
  return amend(pricing, totalsOf(lines, pricing.tax), { id, at, by, reason }, { how: "link", name: answer.name, at });
};
