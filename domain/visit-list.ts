import type { Day, Window } from "./day.ts";
import { invalid } from "./domain-error.ts";
import { withVisit, type Change } from "./history.ts";
import { isOpen, lastVisit, type Job, type Visit, type VisitKind } from "./job.ts";
import type { Moment } from "./moment.ts";
import { assignVisit, moveVisit } from "./move.ts";
import { assertInOrder, settleRental } from "./rental/settle-rental.ts";
import { amend, nextAmendmentId, withLines } from "./price/amend.ts";
import { totalsOf, type Agreement, type Pricing, type Totals } from "./price/pricing.ts";
import { swapLine } from "./rental/rental-price.ts";
import { markedReady, refused } from "./status.ts";
import { assertRoom, nextVisitId, visitOf } from "./visit-report.ts";
import { withUnit } from "./visit-unit.ts";

/** A visit that the office adds to a job. */
export interface NewVisit {
  kind: VisitKind;
  day?: Day | undefined;
  window?: Window | undefined;
  crew?: string | undefined;
  note?: string | undefined;
  /** The unit that a swap brings. */
  unit?: string | undefined;
  /** A swap that empties the unit and brings it back. Left out: as the service does it. */
  same_unit?: boolean | undefined;
}

/** Who adds the price of a swap, and how the customer agreed to it. */
export interface SwapCharge {
  by: string;
  agreed: Agreement | null;
}

/**
 * Adds a visit: a swap before the pickup of a rental, or a service visit at the end of another job. `charge` adds the
 * price of a swap; null leaves the price as it is.
 */
export const addVisit = (job: Job, visit: NewVisit, now: Moment, charge: SwapCharge | null): Change => {
  assertRoom(job);
  if (visit.kind === "swap") return withSwap(job, visit, now, charge);
  const isPossible = job.rental === undefined && (job.status === "booked" || job.status === "ready_for_pickup");
  if (visit.kind !== "service" || !isPossible) throw refused(job, job.status, "This visit cannot be added to the job.");
  return { next: { ...job, visits: [...job.visits, madeOf(job, visit)] }, what: "visit_added" };
};

const withSwap = (job: Job, visit: NewVisit, now: Moment, charge: SwapCharge | null): Change => {
  const { rental } = job;
  const isPossible = job.status === "booked" || job.status === "ready_for_pickup";
  if (rental === undefined || rental.swap === "none" || !isPossible) {
    throw refused(job, job.status, "A swap cannot be added to the job now.");
  }
  const isSame = visit.same_unit ?? rental.swap === "dump_and_return";
  const swap: Visit = {
    ...madeOf(job, visit),
    ...(isSame ? { same_unit: true as const } : {}),
    ...(charge === null ? {} : { charged: true as const }),
  };
  const visits = [...job.visits.slice(0, -1), swap, pickupAfter(swap, lastVisit(job))];
  // The customer fills another load, so what they said before does not hold.
  const going = markedReady({ ...job, status: "booked" }, null);
  const next = withUnit(settleRental({ ...going, visits }, now.today), swap.id, visit.unit);
  assertInOrder(next);
  if (charge === null) return { next, what: "visit_added" };
  const totals = withLines(job.pricing, [swapLine(rental, job.pricing)]);
  return { next: { ...next, pricing: repriced(job, totals, "Swap", charge, now) }, what: "visit_added" };
};

const repriced = (job: Job, totals: Totals, reason: string, { by, agreed }: SwapCharge, now: Moment): Pricing =>
  amend(job.pricing, totals, { id: nextAmendmentId(job.pricing), at: now.at, by, reason }, agreed);

/** A pickup that was planned before the swap has to be planned again. */
const pickupAfter = (swap: Visit, pickup: Visit): Visit =>
  swap.day !== null && pickup.day !== null && pickup.day < swap.day ? { ...pickup, day: null, window: null } : pickup;

const madeOf = (job: Job, { kind, day, window, crew, note }: NewVisit): Visit => {
  if (day === undefined && window !== undefined) {
    throw invalid({ field: "/day", code: "day_required", message: "Choose a day for that window." });
  }
  return {
    id: nextVisitId(job),
    kind,
    day: day ?? null,
    window: window ?? null,
    crew: crew ?? null,
    state: "scheduled",
    ...(note === undefined ? {} : { note }),
  };
};

/** Removes a visit that was not done: a swap, or a service visit of a job that keeps another open one. */
export const removeVisit = (job: Job, visitId: string, by: string, now: Moment): Change => {
  const visit = visitOf(job, visitId);
  const others = job.visits.filter(({ id }) => id !== visitId);
  const isFree = visit.state === "scheduled" || visit.state === "attempted";
  const isPossible =
    visit.kind === "swap" || (visit.kind === "service" && others.some(({ state }) => state !== "done"));
  if (!isOpen(job) || !isFree || !isPossible) throw refused(job, job.status, "This visit cannot be removed.");
  const next = settleRental({ ...job, visits: others }, now.today);
  if (visit.charged !== true) return { next, what: "visit_removed" };
  const charge = { by, agreed: null };
  const pricing = repriced(job, withoutSwap(job.pricing), "Swap removed", charge, now);
  return { next: { ...next, pricing }, what: "visit_removed" };
};

/** The price without the last swap that it has. */
const withoutSwap = ({ lines, tax }: Pricing): Totals => {
  const last = lines.findLast(({ code }) => code === "swap");
  return totalsOf(
    lines.filter((line) => line !== last),
    tax,
  );
};

/** What the office changes about one visit. Null clears a field. */
export interface VisitPatch {
  day?: Day | null | undefined;
  window?: Window | null | undefined;
  crew?: string | null | undefined;
  note?: string | null | undefined;
  unit?: string | null | undefined;
  /** Corrects the day of the report that the visit is done. */
  done_on?: Day | undefined;
  /** The place in the lane, from `placeIn`. */
  position?: number | undefined;
}

/** Applies what the office changes about one visit. */
export const patchVisit = (job: Job, visitId: string, patch: VisitPatch, now: Moment): Change | "unchanged" => {
  let change: Change = { next: job, what: "edited" };
  const apply = (step: (now: Job, visit: Visit) => Change | "unchanged") => {
    const stepped = step(change.next, visitOf(change.next, visitId));
    if (stepped !== "unchanged") change = { ...stepped, what: moreTelling(change.what, stepped.what) };
  };
  const { day, window, crew, note, unit, done_on: doneOn, position } = patch;
  if (note !== undefined) apply((one) => edited(one, withVisit(one.visits, visitId, { note: note ?? undefined })));
  if (doneOn !== undefined) apply((one, visit) => corrected(one, visit, doneOn, now));
  if (day !== undefined || window !== undefined) {
    apply((one, visit) => {
      const to = day === undefined ? visit.day : day;
      const at = window === undefined ? (day === null ? null : visit.window) : window;
      if (to === null && at !== null) {
        throw invalid({ field: "/day", code: "day_required", message: "Choose a day for that window." });
      }
      assertOpen(one, visit);
      return moveVisit(one, visit, to, at, now);
    });
  }
  if (crew !== undefined) {
    apply((one, visit) => {
      if (visit.crew !== crew) assertOpen(one, visit);
      return assignVisit(one, visit, crew);
    });
  }
  if (unit !== undefined) apply((one) => ({ next: withUnit(one, visitId, unit), what: "edited" }));
  if (position !== undefined) apply((one) => edited(one, withVisit(one.visits, visitId, { position })));
  return JSON.stringify(change.next) === JSON.stringify(job) ? "unchanged" : change;
};

/** A change that does several things has the name of the one that people look for: a move, else a new crew. */
const moreTelling = (one: Change["what"], other: Change["what"]): Change["what"] =>
  [one, other].find((what) => what === "moved") ?? [one, other].find((what) => what === "assigned") ?? other;

const edited = (job: Job, visits: Visit[]): Change => ({ next: { ...job, visits }, what: "edited" });

const assertOpen = (job: Job, visit: Visit): void => {
  const isQuote = job.status === "requested" || job.status === "quoted";
  if (isQuote || !isOpen(job) || visit.state === "done") {
    throw refused(job, job.status, "The visit is over, so it cannot be moved or assigned.");
  }
};

const corrected = (job: Job, visit: Visit, doneOn: Day, now: Moment): Change => {
  if (visit.state !== "done" || job.status === "cancelled") throw refused(job, job.status, "The visit is not done.");
  if (doneOn > now.today) {
    throw invalid({ field: "/done_on", code: "future", message: "Choose a day that is not in the future." });
  }
  const next = settleRental({ ...job, visits: withVisit(job.visits, visit.id, { done_on: doneOn }) }, now.today);
  assertInOrder(next);
  return { next, what: "edited" };
};
