import { assertCan, isDelivered } from "./can.ts";
import type { Day, Window } from "./day.ts";
import type { Change } from "./history.ts";
import { nextOpenVisit, type Job } from "./job.ts";
import type { Moment } from "./moment.ts";
import { beforeCutoff, moveByCustomer } from "./move.ts";
import { amend, nextAmendmentId, type Charge } from "./price/amend.ts";
import { movedPrice } from "./price/move-price.ts";
import { assertWithinPaidDays } from "./ready.ts";
import { serviceById, type Settings } from "./settings.ts";

/**
 * Moves the next open visit for the customer. Before the delivery, the whole rental moves and keeps its length, and a
 * day with other surcharges changes the price. A pickup cannot move past the last paid day.
 */
export const rescheduleByCustomer = (
  job: Job,
  to: { day: Day; window: Window },
  { settings, ...yes }: Omit<Charge, "reason"> & { settings: Settings },
  now: Moment,
): Change | "unchanged" => {
  assertCan(job, "customer", "reschedule");
  const change = moveByCustomer(job, to.day, to.window, now);
  if (change === "unchanged") return change;
  beforeCutoff(job, settings, yes.at);
  if (isDelivered(job)) {
    if (nextOpenVisit(job)?.kind === "pickup") assertWithinPaidDays(job, to.day, now.today);
    return change;
  }
  return { ...change, next: priced(change.next, job, to.day, settings, { ...yes, reason: "Another day" }) };
};

/** The job with the price of the new day. The day of the first visit decides it. */
const priced = (next: Job, before: Job, to: Day, settings: Settings, { agreed, ...charge }: Charge): Job => {
  const service = serviceById(settings, before.service.id);
  const from = before.visits[0]?.day ?? null;
  if (service === undefined || next.visits[0]?.day !== to) return next;
  const { pricing } = before;
  const moved = movedPrice(settings, service, pricing, { postal_code: before.location.postal_code, from, to });
  if (moved === null) return next;
  const amended = amend(pricing, moved.totals, { ...charge, id: nextAmendmentId(pricing) }, agreed);
  if (moved.estimate === null) return { ...next, pricing: amended };
  return { ...next, pricing: { ...amended, kind: pricing.kind, state: "estimate", estimate: moved.estimate } };
};
