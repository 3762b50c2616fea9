import { assertCan } from "./can.ts";
import { sameWindow, type Day, type Window } from "./day.ts";
import { DomainError } from "./domain-error.ts";
import { withVisit, type Change } from "./history.ts";
import { lastVisit, type Job } from "./job.ts";
import type { Moment } from "./moment.ts";
import { plannedEnd } from "./rental/rental-period.ts";
import { periodOut, settleRental } from "./rental/settle-rental.ts";
import { setStatus } from "./status.ts";

/** What the customer says with "ready for pickup". Without a day, the office schedules the pickup. */
export interface Ready {
  note?: string | undefined;
  day: Day | null;
  window: Window | null;
}

/**
 * Marks the job ready for pickup for the customer. A chosen day schedules the pickup, which releases the unit's later
 * days. Saying it again changes nothing.
 */
export const readyByCustomer = (job: Job, { note, day, window }: Ready, now: Moment): Change | "unchanged" => {
  const pickup = lastVisit(job);
  const isSaid = job.status === "ready_for_pickup";
  if (isSaid && (day === null || (pickup.day === day && sameWindow(pickup.window, window)))) return "unchanged";
  assertCan(job, "customer", "ready", "ready_for_pickup");
  if (day !== null) assertWithinPaidDays(job, day, now.today);
  const change = setStatus(job, "ready_for_pickup", { reason: note }, now);
  if (change === "unchanged" || day === null) return change;
  const visits = withVisit(change.next.visits, pickup.id, { day, window, position: undefined });
  return { ...change, next: settleRental(askedFor({ ...change.next, visits }, day), now.today) };
};

/**
 * Throws `use_extend` for a visit after the last paid day, which costs more. Once the unit is overdue, any day is
 * welcome.
 */
export const assertWithinPaidDays = (job: Job, day: Day, today: Day): void => {
  const period = periodOut(job);
  if (period === undefined || job.rental === undefined) return;
  const last = plannedEnd(period, job.rental.count_delivery_day);
  if (day <= last || last < today) return;
  throw new DomainError("use_extend", "That is after the last day that you paid for. Keep it longer instead.", {
    facts: { latest: last },
  });
};

/** Records the day that the customer chose: waiting for the business after it is free. */
const askedFor = (job: Job, day: Day): Job => {
  const period = periodOut(job);
  if (period === undefined) return job;
  const equipment = job.equipment?.map((one) => (one === period ? { ...one, asked_for: day } : one));
  return { ...job, ...(equipment && { equipment }) };
};
