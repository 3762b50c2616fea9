import { sameWindow } from "../day.ts";
import { isOpen, nextOpenVisit, type Job, type Visit } from "../job.ts";
import { plannedEnd, type RentalPeriod } from "../rental/rental-period.ts";
import type { Condition, Facts, MessageVisit } from "./event.ts";

/** What a queued message says about the state that it is right for. */
export interface Claim {
  visit: MessageVisit | null;
  while: Condition;
  /** The history id of the change that caused it, or `visit|day|start`. */
  cause: string;
  facts?: Facts;
}

/**
 * Returns whether a message is still right for the newest version of its job. The store asks in the commit that begins
 * the message, so a visit that was cancelled, moved or undone first causes no message.
 */
export const stands = (job: Job, claim: Claim, _now: number): boolean => conditions[claim.while](job, claim);

/** A condition that depends on more than the job is true here: the sender decides it. */
const conditions: Record<Condition, (job: Job, claim: Claim) => boolean> = {
  still_requested: (job) => job.status === "requested" || (isOpen(job) && nextOpenVisit(job)?.day === null),
  still_quoted: ({ status, quote }, { facts }) =>
    status === "quoted" && (facts?.["quote"] === undefined || facts["quote"] === quote?.version),
  still_completed: ({ status }) => status === "completed",
  still_cancelled: ({ status }) => status === "cancelled",
  same_visit: (job, { visit }) => isNext(job, visit),
  visit_scheduled: (job, { visit }) => isNext(job, visit) && nextOpenVisit(job)?.state === "scheduled",
  still_en_route: (job, claim) => isOpen(job) && visitOf(job, claim)?.state === "en_route",
  estimate_unchanged: (job, claim) => {
    const visit = visitOf(job, claim);
    return (
      isOpen(job) &&
      (visit?.state === "scheduled" || visit?.state === "en_route") &&
      visit.arrival_estimate === claim.facts?.["estimate"]
    );
  },
  price_still_waiting: ({ pricing: { pending } }, { facts }) =>
    pending !== null && (facts?.["price"] === undefined || facts["price"] === pending.id),
  still_attempted: (job, claim) => {
    const visit = visitOf(job, claim);
    return isOpen(job) && visit?.state === "attempted" && visit.day === claim.visit?.day;
  },
  delivery_still_done: (job, claim) => isOpen(job) && visitOf(job, claim)?.state === "done",
  deposit_still_open: (job) => isOpen(job) && job.pricing.deposit_cents > 0,
  still_on_site_not_ready: (job, claim) => {
    const period = periodOnSite(job, claim);
    return period !== null && period.ready_on === null;
  },
  still_on_site_past_end: (job, claim) => periodOnSite(job, claim) !== null,
  still_needs_reply: () => true,
  something_parked: () => true,
  none: () => true,
};

const visitOf = ({ visits }: Job, { visit }: Claim): Visit | undefined => visits.find(({ id }) => id === visit?.id);

const isNext = (job: Job, visit: MessageVisit | null): boolean => {
  const next = nextOpenVisit(job);
  return next !== null && next.id === visit?.id && next.day === visit.day && sameWindow(next.window, visit.window);
};

/** Returns the period of the message if its unit is at the customer's, and was paid for until the same day. */
const periodOnSite = (job: Job, { facts }: Claim): RentalPeriod | null => {
  const period = job.equipment?.find(({ id }) => id === facts?.["period"]);
  if (period === undefined || job.rental === undefined || !isOpen(job)) return null;
  const isDone = (id: string): boolean => job.visits.find((visit) => visit.id === id)?.state === "done";
  const isOnSite = isDone(period.delivered_by) && !isDone(period.removed_by);
  return isOnSite && plannedEnd(period, job.rental.count_delivery_day) === facts?.["end"] ? period : null;
};
