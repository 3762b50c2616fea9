import type { Job } from "./job.ts";
import type { Pricing } from "./price/pricing.ts";

/** The most urgent reason, if a job has several. */
export type CardWhy = "price_waiting" | "overage";

/** Returns why a person has to look at the job, also after its end; null for no such reason. */
export const whyOf = ({
  status,
  overage,
  pricing,
}: Pick<Job, "status" | "overage"> & { pricing?: Pick<Pricing, "pending"> }): CardWhy | null => {
  if (status === "cancelled") return null;
  if (pricing !== undefined && pricing.pending !== null) return "price_waiting";
  return overage?.state === "open" ? "overage" : null;
};
