import { assertCan } from "../can.ts";
import type { Instant } from "../clock.ts";
import type { Change } from "../history.ts";
import type { Job } from "../job.ts";
import { nextAmendmentId } from "../price/amend.ts";
import { chargeOverage, type OverageReview } from "./charge-overage.ts";

/** Decides the review of a job, and charges what the office accepts or adds. */
export const decideJobOverage = (job: Job, review: OverageReview, by: string, at: Instant): Change => {
  assertCan(job, "office", "overage");
  const stamp = { id: nextAmendmentId(job.pricing), by, at };
  const charged = chargeOverage({ overage: job.overage ?? null, pricing: job.pricing }, review, stamp);
  return { next: { ...job, ...charged }, what: "overage_decided" };
};
