import { assertCan } from "../can.ts";
import type { Instant } from "../clock.ts";
import type { Change } from "../history.ts";
import type { Job } from "../job.ts";
import type { EndedBy } from "../quote.ts";

/** Declines a quote for the customer. A repetition changes nothing. */
export const declineQuote = (job: Job, reason: string | undefined, at: Instant): Change | "unchanged" => {
  if (job.status === "cancelled" && job.ended_by?.kind === "declined") return "unchanged";
  assertCan(job, "customer", "decline", "cancelled");
  const next = endRequest(job, "declined", at);
  const quote = job.quote === undefined || reason === undefined ? job.quote : { ...job.quote, declined_reason: reason };
  return {
    next: quote === undefined ? next : { ...next, quote },
    what: "declined",
    ...(reason === undefined ? {} : { reason }),
  };
};

/** Ends a quote whose last day has passed. Changes nothing if it was answered or revised since. */
export const expireQuote = (job: Job, version: number, at: Instant): Change | "unchanged" =>
  job.status !== "quoted" || job.quote?.version !== version
    ? "unchanged"
    : { next: endRequest(job, "expired", at), what: "expired" };

/** Withdraws a request that has no quote yet, for the customer. */
export const withdrawRequest = (job: Job, reason: string, at: Instant): Change => {
  assertCan(job, "customer", "cancel", "cancelled");
  return { next: endRequest(job, "withdrawn", at), what: "cancelled", reason };
};

const endRequest = (job: Job, kind: EndedBy["kind"], at: Instant): Job => ({
  ...job,
  status: "cancelled",
  ended_by: { kind },
  ended_at: at,
});
