import { DomainError } from "../domain-error.ts";
import type { Job, Status } from "../job.ts";
import { stageOf } from "../status.ts";

/** Throws `transition_not_allowed` if the job does not have one of these statuses. */
export const assertStatus = (job: Job, allowed: readonly Status[], to: Status): void => {
  if (!allowed.includes(job.status)) throw notNow(job, to);
};

export const notNow = (job: Job, to: Status): DomainError =>
  new DomainError("transition_not_allowed", detailOf(job), { facts: { from: job.status, to, stage: stageOf(job) } });

const detailOf = ({ status, quote, ended_by: ended }: Job): string => {
  if (status === "requested") return "This request has no quote yet.";
  if (status === "quoted") return "This quote waits for the customer's answer.";
  if (quote === undefined) return "This job did not begin as a quote request.";
  if (ended?.kind === "declined") return "This quote was declined.";
  if (status === "cancelled") return "This request is cancelled.";
  return quote.approved === undefined ? "This quote can't be answered now." : "This quote is already approved.";
};
