import { epochOf, type Instant } from "./clock.ts";
import { addDays, daysBetween, instantIn, sameWindow, type Day, type Window } from "./day.ts";
import { DomainError } from "./domain-error.ts";
import { withVisit, type Change, type VisitChange } from "./history.ts";
import { isOpen, lastVisit, nextOpenVisit, type Job, type Visit } from "./job.ts";
import type { Moment } from "./moment.ts";
import { assertInOrder, periodOut, settleRental } from "./rental/settle-rental.ts";
import type { Settings } from "./settings.ts";
import { refused } from "./status.ts";

/** Moves the next open visit to another day and window. A visit that was attempted becomes scheduled again. */
export const moveJob = (
  job: Job,
  day: Day | null,
  window: Window | null,
  now: Pick<Moment, "today">,
): Change | "unchanged" => moveVisit(job, movable(job), day, window, now);

/**
 * Moves a visit. Its place in the lane and its expected arrival no longer hold. Before the delivery of a rental the whole
 * rental moves and keeps its length.
 */
export const moveVisit = (
  job: Job,
  visit: Visit,
  day: Day | null,
  window: Window | null,
  now: Pick<Moment, "today">,
): Change | "unchanged" => {
  if (visit.day === day && sameWindow(visit.window, window) && visit.state === "scheduled") return "unchanged";
  if (visit.state === "done" || visit.state === "on_site") {
    throw refused(job, job.status, "The crew is there or was there, so the visit cannot be moved.");
  }
  const change: VisitChange = {
    day,
    window,
    state: "scheduled",
    position: undefined,
    arrival_estimate: undefined,
    // An accepted request is a visit like any other: from now on the customer moves it.
    ...(day === null ? {} : { requested: undefined }),
  };
  const moved = { ...job, visits: withVisit(shifted(job, visit, day), visit.id, change) };
  const next = settleRental(visit.state === "en_route" ? calledBack(moved, visit) : moved, now.today);
  assertInOrder(next);
  return { next, what: "moved" };
};

/** Moves the later visits of a rental by as many days as its drop-off. */
const shifted = (job: Job, visit: Visit, day: Day | null): Visit[] => {
  if (job.rental === undefined || visit.kind !== "drop_off" || visit.day === null || day === null) return job.visits;
  const days = daysBetween(visit.day, day);
  return job.visits.map((other) =>
    other.id === visit.id || other.day === null ? other : { ...other, day: addDays(other.day, days) },
  );
};

/** The crew turns back: the job is where it was before the crew started. */
const calledBack = (job: Job, visit: Visit): Job => {
  if (visit.id !== lastVisit(job).id) return job;
  return { ...job, status: (periodOut(job)?.ready_on ?? null) === null ? "booked" : "ready_for_pickup" };
};

/**
 * Moves a visit for the customer. If the office has not accepted the request yet, the move only changes the requested
 * time, because otherwise requests could reserve capacity without approval.
 */
export const moveByCustomer = (
  job: Job,
  day: Day,
  window: Window,
  now: Pick<Moment, "today">,
): Change | "unchanged" => {
  const visit = movable(job);
  if (visit.requested === undefined || visit.day !== null) return moveJob(job, day, window, now);
  if (visit.requested.day === day && sameWindow(visit.requested.window, window)) return "unchanged";
  return { next: { ...job, visits: withVisit(job.visits, visit.id, { requested: { day, window } }) }, what: "edited" };
};

/** Assigns the next open visit to a crew; null unassigns it. */
export const assignJob = (job: Job, crew: string | null): Change | "unchanged" => assignVisit(job, movable(job), crew);

/** Assigns a visit to a crew. It gets its place in the lane of that crew by its window. */
export const assignVisit = (job: Job, visit: Visit, crew: string | null): Change | "unchanged" => {
  if (visit.crew === crew) return "unchanged";
  return {
    next: { ...job, visits: withVisit(job.visits, visit.id, { crew, position: undefined }) },
    what: "assigned",
  };
};

/**
 * Returns until when the customer may move or cancel online: `cutoff_hours` before the window starts, or before the day
 * starts if there is no window. Null while the visit is not scheduled or has failed, which means no limit.
 */
export const cutoffOf = (visit: Visit, settings: Settings): Instant | null => {
  if (visit.day === null || visit.state === "attempted") return null;
  const start = epochOf(instantIn(settings.business.time_zone, visit.day, visit.window?.start ?? "00:00"));
  return new Date(start - settings.booking.cutoff_hours * 3_600_000).toISOString();
};

/** Throws if it is too late for the customer to change the next visit online. */
export const beforeCutoff = (job: Job, settings: Settings, at: Instant): void => {
  const visit = nextOpenVisit(job);
  const cutoff = visit === null ? null : cutoffOf(visit, settings);
  if (cutoff !== null && at > cutoff) {
    throw new DomainError("cutoff_passed", "The visit is too soon to change it online. Please call us.");
  }
};

/** Returns the next open visit. Throws if the job is over, or a quote request: that has no time yet. */
const movable = (job: Job): Visit => {
  const visit = nextOpenVisit(job);
  if (job.status === "requested" || job.status === "quoted") {
    throw refused(job, job.status, "The customer has not approved a price yet, so there is nothing to schedule.");
  }
  if (!isOpen(job) || visit === null) {
    throw new DomainError("transition_not_allowed", "The job is over, so it cannot be moved or assigned.", {
      facts: { from: job.status, to: job.status },
    });
  }
  return visit;
};
