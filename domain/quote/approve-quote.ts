import { assertCan } from "../can.ts";
import type { Instant } from "../clock.ts";
import type { Day, Window } from "../day.ts";
import { DomainError } from "../domain-error.ts";
import { withVisit, type Change } from "../history.ts";
import { lastVisit, type Job } from "../job.ts";
import { moveJob } from "../move.ts";
import type { Rental } from "../rental/rental-rules.ts";
import { settleRental } from "../rental/settle-rental.ts";

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
  /** Plans the pickup of a rental that begins on a day. Null if the customer says when. */
  pickup?: (rental: Rental, from: Day) => Day | null;
}

/**
 * Books a quote, with its window and its equipment, in one change. A repeated approval changes nothing. Throws
 * `price_changed` for an older version, and `quote_expired` after its last day.
 */
export const approveQuote = (job: Job, approval: Approval, today: Day, at: Instant): Change | "unchanged" => {
  const { version, name, how, day, window, terms, pickup } = approval;
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
  const next = moved === "unchanged" ? booked : moved.next;
  return { next: withPickup(next, day, pickup, today), what: "approved" };
};

/** Plans the pickup of a rental, as a booking with that day does. */
const withPickup = (job: Job, from: Day | null, pickup: Approval["pickup"], today: Day): Job => {
  const { rental, visits } = job;
  const last = lastVisit(job);
  const day = rental === undefined || from === null || last.kind !== "pickup" ? null : (pickup?.(rental, from) ?? null);
  return day === null ? job : settleRental({ ...job, visits: withVisit(visits, last.id, { day }) }, today);
};

const expired = (): DomainError => new DomainError("quote_expired", "This quote has expired. Ask for a new one.");
