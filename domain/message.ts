import type { Change } from "./history.ts";
import { isOpen, type Job } from "./job.ts";
import { DomainError } from "./domain-error.ts";

/** Adds a message from the customer to the history, where the dispatcher reads it. */
export const leaveMessage = (job: Job, text: string): Change => {
  if (!isOpen(job)) {
    throw new DomainError("transition_not_allowed", "The job is over. Please call us.", {
      facts: { from: job.status, to: job.status },
    });
  }
  return { next: job, what: "messaged", reason: text };
};
