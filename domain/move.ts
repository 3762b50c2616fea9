import { epochOf, type Instant } from "./clock.ts";
import { instantIn, sameWindow, type Day, type Window } from "./day.ts";
import { withVisit, type Change } from "./history.ts";
import { isOpen, nextOpenVisit, type Job, type Visit } from "./job.ts";
import { DomainError } from "./domain-error.ts";
import type { Settings } from "./settings.ts";

/** Moves the next open visit to another day and window. A visit that was attempted becomes scheduled again. */
export const moveJob = (job: Job, day: Day | null, window: Window | null): Change | "unchanged" => {
  const visit = movable(job);
  if (visit.day === day && sameWindow(visit.window, window) && visit.state === "scheduled") return "unchanged";
  const visits = withVisit(job.visits, visit.id, { day, window, state: "scheduled" });
  return { next: { ...job, visits: day === null ? visits : visits.map(accepted(visit.id)) }, what: "moved" };
};

/**
 * Moves a visit for the customer. If the office has not accepted the request yet, the move only changes the requested
 * time, because otherwise requests could reserve capacity without approval.
 */
export const moveByCustomer = (job: Job, day: Day, window: Window): Change | "unchanged" => {
  const visit = movable(job);
  if (visit.requested === undefined || visit.day !== null) return moveJob(job, day, window);
  if (visit.requested.day === day && sameWindow(visit.requested.window, window)) return "unchanged";
  return { next: { ...job, visits: withVisit(job.visits, visit.id, { requested: { day, window } }) }, what: "edited" };
};

/** Assigns the next open visit to a crew; null unassigns it. */
export const assignJob = (job: Job, crew: string | null): Change | "unchanged" => {
  const visit = movable(job);
  if (visit.crew === crew) return "unchanged";
  return { next: { ...job, visits: withVisit(job.visits, visit.id, { crew }) }, what: "assigned" };
};

/**
 * Returns until when the customer may move or cancel online: `cutoff_hours` before the window starts, or before the day
 * starts if there is no window. Null while the visit is not scheduled, which means no limit.
 */
export const cutoffOf = (visit: Visit, settings: Settings): Instant | null => {
  if (visit.day === null) return null;
  const start = epochOf(instantIn(settings.business.time_zone, visit.day, visit.window?.start ?? "00:00"));
  return new Date(start - settings.booking.cutoff_hours * 3_600_000).toISOString();
};

/** Throws if the customer can no longer change the job online. */
export const beforeCutoff = (job: Job, settings: Settings, at: Instant): void => {
  if (job.status !== "booked" && job.status !== "ready_for_pickup") {
    throw new DomainError("transition_not_allowed", "This job can no longer be changed online.", {
      facts: { from: job.status, to: job.status },
    });
  }
  const visit = nextOpenVisit(job);
  const cutoff = visit === null ? null : cutoffOf(visit, settings);
  if (cutoff !== null && at > cutoff) {
    throw new DomainError("cutoff_passed", "The visit is too soon to change it online. Please call us.");
  }
};

/** Removes the request from a visit: from now on the customer moves it like any other visit. */
const accepted =
  (id: string) =>
  (visit: Visit): Visit => {
    const { requested: _done, ...rest } = visit;
    return visit.id === id ? rest : visit;
  };

const movable = (job: Job): Visit => {
  const visit = nextOpenVisit(job);
  if (!isOpen(job) || visit === null) {
    throw new DomainError("transition_not_allowed", "The job is over, so it cannot be moved or assigned.", {
      facts: { from: job.status, to: job.status },
    });
  }
  return visit;
};
