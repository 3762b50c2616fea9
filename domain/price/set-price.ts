import { assertCan } from "../can.ts";
import type { Instant } from "../clock.ts";
import { DomainError } from "../domain-error.ts";
import type { Change } from "../history.ts";
import type { Job, JobItem } from "../job.ts";
import { canonicalJson } from "../canonical-json.ts";
import { nextAmendmentId } from "./amend.ts";
import { setFinalPrice, type PriceSetter } from "./on-site-price.ts";
import { answerPending, type PriceAnswer } from "./pending-price.ts";
import type { PriceLine } from "./price-line.ts";
import type { Agreement, Pricing, Totals } from "./pricing.ts";

export interface NewPrice {
  totals: Totals & Pick<Pricing, "tax">;
  /** The items that the price is of; null if the office wrote only lines. */
  items: JobItem[] | null;
  reason: string;
  by: string;
  setter: PriceSetter;
  agreed: Pick<Agreement, "how" | "name"> | null;
}

/** Sets the price of a job after it was booked. A crew can only while it works on site. */
export const setPrice = (job: Job, price: NewPrice, at: Instant): Change | "unchanged" => {
  const { totals, items, reason, by, setter, agreed } = price;
  if (setter === "crew") assertCan(job, "crew", "price");
  else assertCan(job, "office", "price");
  const { pricing: before } = job;
  const isSame = canonicalJson(totals.lines) === canonicalJson(before.lines);
  if (isSame && before.state === "firm" && before.pending === null) return "unchanged";
  const pricing = setFinalPrice(before, totals, { id: nextAmendmentId(before), at, by, reason }, setter, agreed);
  // A price that waits changes neither the price nor the items.
  const isApplied = pricing.pending === null;
  return { next: { ...job, pricing, ...(items !== null && isApplied ? { items } : {}) }, what: "priced", reason };
};

/** Applies the customer's answer to a price that waits. */
export const answerPrice = (job: Job, answer: PriceAnswer, at: Instant): Change | "unchanged" => {
  if (job.status === "cancelled") {
    throw new DomainError("transition_not_allowed", "This job is cancelled, so its price can't change.", {
      facts: { from: job.status, to: job.status, stage: job.status },
    });
  }
  const pricing = answerPending(job.pricing, answer, at);
  if (pricing === "unchanged") return pricing;
  const items = answer.agree ? itemsIn(pricing.lines) : job.items;
  const reason = answer.agree ? "The customer agreed" : "The customer said no";
  return { next: { ...job, pricing, items }, what: "priced", reason };
};

/** A crew prices only options of the service, so the lines say which. */
const itemsIn = (lines: readonly PriceLine[]): JobItem[] =>
  lines
    .filter(({ kind, code }) => (kind === "option" || kind === "add_on") && code !== "extra_days" && code !== "swap")
    .map(({ code, label, quantity }) => ({ id: code, label, quantity }));
