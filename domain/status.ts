import type { Change } from "./history.ts";
import { withVisit } from "./history.ts";
import { lastVisit, type Job, type Status, type Visit } from "./job.ts";
import { invalid, DomainError } from "./domain-error.ts";
import type { Moment } from "./moment.ts";
import { periodOut, settleRental } from "./rental/settle-rental.ts";

/** The allowed changes of a job's status. A return visit also takes a job from in progress back to booked. */
const transitions: Record<Status, Status[]> = {
  // A quote and its approval have rules of their own.
  requested: ["cancelled"],
  quoted: ["cancelled"],
  booked: ["ready_for_pickup", "in_progress", "cancelled"],
  ready_for_pickup: ["booked", "in_progress", "cancelled"],
  in_progress: ["completed", "ready_for_pickup", "cancelled"],
  completed: [],
  cancelled: [],
};

export type Stage =
  | "requested"
  | "quoted"
  | "unscheduled"
  | "scheduled"
  | "en_route"
  | "on_site"
  | "ready"
  | "attempted"
  | "completed"
  | "cancelled";

/**
 * Returns the stage of the work, from the visits: after a drop-off the job is still booked, but the trailer is on site.
 */
export const stageOf = (
  job: Pick<Job, "status"> & { visits: readonly Pick<Visit, "state" | "kind" | "day">[] },
): Stage => {
  const last = lastVisit(job);
  switch (job.status) {
    case "requested":
    case "quoted":
    case "completed":
    case "cancelled":
      return job.status;
    case "in_progress":
      return last.state === "en_route" ? "en_route" : "on_site";
    case "ready_for_pickup":
      return last.state === "attempted" ? "attempted" : "ready";
    case "booked": {
      const open = job.visits.find((visit) => visit.state !== "done") ?? last;
      if (open.state === "en_route" || open.state === "attempted") return open.state;
      if (open.state === "on_site" || job.visits.some(({ kind, state }) => kind === "drop_off" && state === "done")) {
        return "on_site";
      }
      return open.day === null ? "unscheduled" : "scheduled";
    }
  }
};

/** What comes with a change of the status. */
export interface StatusRequest {
  reason?: string | undefined;
  /** The equipment is back, so the job can be cancelled. */
  equipment_returned?: boolean | undefined;
}

/** Changes the status of the job. Setting the present status changes nothing. */
export const setStatus = (job: Job, to: Status, request: StatusRequest, now: Moment): Change | "unchanged" => {
  if (job.status === to) return "unchanged";
  assertTransition(job, to);
  const { reason } = request;
  if (reason === undefined && (to === "cancelled" || (job.status === "in_progress" && to === "ready_for_pickup"))) {
    throw invalid({ field: "/reason", code: "reason_required", message: "Give a reason." });
  }
  const isFailed = job.status === "in_progress" && to === "ready_for_pickup";
  const next = to === "cancelled" ? cancelled(job, request, now) : progressed(job, to, reason, now);
  return {
    next: {
      ...next,
      status: to,
      ended_at: to === "completed" || to === "cancelled" ? now.at : null,
      ...(job.status === "requested" || job.status === "quoted" ? { ended_by: { kind: "office" } } : {}),
    },
    what: isFailed ? "attempted" : to,
    ...(reason === undefined ? {} : { reason }),
  };
};

/** Moves the visits along with the status. */
const progressed = (job: Job, to: Status, reason: string | undefined, now: Moment): Job => {
  const last = lastVisit(job).id;
  const { today, at } = now;
  switch (to) {
    case "in_progress":
      return settleRental(
        { ...job, visits: withVisit(earlierDone(job, now), last, { state: "on_site", reported_at: at }) },
        today,
      );
    case "completed":
      return settleRental(
        {
          ...job,
          visits: withVisit(earlierDone(job, now), last, { state: "done", done_on: today, reported_at: at }),
        },
        today,
      );
    case "ready_for_pickup": {
      if (job.status !== "in_progress") {
        return markedReady(settleRental({ ...job, visits: earlierDone(job, now) }, today), today);
      }
      const attempt = { code: "other" as const, reason: reason ?? "", at };
      return { ...job, visits: withVisit(job.visits, last, { state: "attempted", reported_at: at, attempt }) };
    }
    case "booked":
      return markedReady({ ...job, visits: withVisit(job.visits, last, { state: "scheduled" }) }, null);
    case "requested":
    case "quoted":
    case "cancelled":
      return job;
  }
};

/** Marks the visits of a rental before the last one done: nothing can be picked up that was not delivered. */
export const earlierDone = (job: Job, { today, at }: Pick<Moment, "today" | "at">): Visit[] => {
  if (job.rental === undefined) return job.visits;
  const last = lastVisit(job);
  const open = job.visits.filter((visit) => visit !== last && visit.state !== "done");
  return open.reduce<Visit[]>(
    (visits, { id }) => withVisit(visits, id, { state: "done", done_on: today, reported_at: at }),
    job.visits,
  );
};

/** Records on the unit at the customer's since when it is ready; null if the customer keeps it longer. */
export const markedReady = (job: Job, day: string | null): Job => {
  const out = periodOut(job);
  if (out === undefined || job.equipment === undefined) return job;
  const asked = day === null ? { asked_for: null } : {};
  return {
    ...job,
    equipment: job.equipment.map((period) => (period === out ? { ...period, ready_on: day, ...asked } : period)),
  };
};

/** A unit at the customer's has to come back before its job can be cancelled. Its stay ends today. */
const cancelled = (job: Job, { equipment_returned: isReturned }: StatusRequest, { today }: Moment): Job => {
  const out = periodOut(job);
  if (out === undefined || job.equipment === undefined) return job;
  if (isReturned !== true) {
    const unit = out.unit ?? "The equipment";
    const where = [job.location.street, job.location.city].filter((part) => part !== "").join(", ");
    throw refused(job, "cancelled", `${unit} is still at ${where}. Pick it up first, or say that it is back.`);
  }
  return {
    ...job,
    equipment: job.equipment.map((period) => (period === out ? { ...period, until: today } : period)),
  };
};

/** Throws `transition_not_allowed` if the status cannot change to `to`. */
export const assertTransition = (job: Job, to: Status): void => {
  if (!transitions[job.status].includes(to)) throw notFrom(job, to);
};

const words: Record<Status, string> = {
  requested: "waiting for a quote",
  quoted: "waiting for the customer's answer",
  booked: "booked",
  ready_for_pickup: "ready for pickup",
  in_progress: "in progress",
  completed: "completed",
  cancelled: "cancelled",
};

export const notFrom = (job: Job, to: Status): DomainError =>
  refused(
    job,
    to,
    job.status === to
      ? `The job is ${words[to]}; that cannot be done to it now.`
      : `The job is ${words[job.status]}, so it cannot become ${words[to]}.`,
  );

/** The error of a change that the state of the job does not allow. */
export const refused = (job: Job, to: Status, detail: string): DomainError =>
  new DomainError("transition_not_allowed", detail, { facts: { from: job.status, to, stage: stageOf(job) } });
