import { assertCan } from "../can.ts";
import type { Instant } from "../clock.ts";
import type { Day, Window } from "../day.ts";
import { DomainError } from "../domain-error.ts";
import type { Change } from "../history.ts";
import type { Job } from "../job.ts";
import { moveJob } from "../move.ts";

export interface Approval {
  /** The version that the customer saw. */
  version: number;
  name: string;
  how: "link" | "phone";
  /** When the work begins. Null leaves the job unscheduled. */
  day: Day | null;
  window: Window | null;
  /** The terms that the customer accepted on the page. */
  terms?: Job["terms"];
}

/**
 * Books a quote, with its window and its equipment, in one change. A repeated approval changes nothing. Throws
 * `price_changed` for an older version, and `quote_expired` after its last day.
 */
export const approveQuote = (job: Job, approval: Approval, today: Day, at: Instant): Change | "unchanged" => {
  const { version, name, how, day, window, terms } = approval;
  const { quote } = job;
  if (job.ended_by?.kind === "expired") throw expired();
  const isRepeated = quote?.approved?.version === version && quote.approved.name === name;
  if (isRepeated && job.status !== "quoted" && job.status !== "cancelled") return "unchanged";
  assertCan(job, how === "link" ? "customer" : "office", "approve", "booked");
  if (quote === undefined) throw new RangeError("A quoted job has a quote");
  if (quote.version !== version) {
    throw new DomainError("price_changed", "We sent a new quote. Look at the new price before you approve it.", {
      facts: { pricing: job.pricing, version: quote.version },
    });
  }
  if (today > quote.valid_until) throw expired();
  const booked: Job = {
    ...job,
    status: "booked",
    quote: { ...quote, approved: { version, at, name, how } },
    ...(terms === undefined ? {} : { terms }),
  };
  const moved = moveJob(booked, day, window, { today });
  return { next: moved === "unchanged" ? booked : moved.next, what: "approved" };
};

const expired = (): DomainError => new DomainError("quote_expired", "This quote has expired. Ask for a new one.");
