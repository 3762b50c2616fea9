import type { Instant } from "./clock.ts";
import { withVisit, type Change } from "./history.ts";
import { lastVisit, type Job, type Status, type Visit, type VisitState } from "./job.ts";
import { invalid, DomainError } from "./domain-error.ts";

/** The allowed changes of a job's status. */
const transitions: Record<Status, Status[]> = {
  // A quote and its approval have rules of their own.
  requested: ["cancelled"],
  quoted: ["cancelled"],
  booked: ["ready_for_pickup", "in_progress", "cancelled"],
  ready_for_pickup: ["in_progress", "cancelled"],
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

/** Changes the status of the job. Setting the present status changes nothing. */
export const setStatus = (job: Job, to: Status, reason: string | undefined, at: Instant): Change | "unchanged" => {
  if (job.status === to) return "unchanged";
  allow(job, to);
  if (reason === undefined && (to === "cancelled" || (job.status === "in_progress" && to === "ready_for_pickup"))) {
    throw invalid({ field: "/reason", code: "reason_required", message: "Give a reason." });
  }
  const state = stateFor(job, to);
  return {
    next: {
      ...job,
      status: to,
      visits: state === null ? job.visits : withVisit(job.visits, lastVisit(job).id, { state }),
      ended_at: to === "completed" || to === "cancelled" ? at : null,
      ...(job.status === "requested" || job.status === "quoted" ? { ended_by: { kind: "office" } } : {}),
    },
    what: to === "ready_for_pickup" && state === "attempted" ? "attempted" : to,
    ...(reason === undefined ? {} : { reason }),
  };
};

/** Marks the job ready for pickup for the customer, which is possible until the crew starts. */
export const markReady = (job: Job, note: string | undefined, at: Instant): Change | "unchanged" => {
  if (job.status === "in_progress") throw notFrom(job.status, "ready_for_pickup");
  return setStatus(job, "ready_for_pickup", note, at);
};

/** Changes the state of one visit. The last visit also moves the status. */
export const setVisitState = (
  job: Job,
  visitId: string,
  to: Exclude<VisitState, "scheduled">,
  reason: string | undefined,
  at: Instant,
): Change | "unchanged" => {
  const visit = job.visits.find(({ id }) => id === visitId);
  if (visit === undefined) throw new DomainError("not_found", "Visit not found.");
  if (visit.state === to) return "unchanged";
  if (to === "attempted" && reason === undefined) {
    throw invalid({ field: "/reason", code: "reason_required", message: "Say why the visit failed." });
  }
  if (visit.state === "done") throw notFrom(job.status, job.status);
  const isLast = visit.id === lastVisit(job).id;
  const status = isLast ? statusFor[to] : job.status;
  if (!isLast && (job.status === "completed" || job.status === "cancelled")) throw notFrom(job.status, job.status);
  if (status !== job.status) allow(job, status);
  return {
    next: {
      ...job,
      status,
      visits: withVisit(job.visits, visit.id, { state: to }),
      ended_at: status === "completed" ? at : null,
    },
    what: whatFor(visit, to, isLast),
    ...(reason === undefined ? {} : { reason }),
  };
};

const statusFor: Record<Exclude<VisitState, "scheduled">, Status> = {
  en_route: "in_progress",
  on_site: "in_progress",
  done: "completed",
  attempted: "ready_for_pickup",
};

const whatFor = (visit: Visit, to: Exclude<VisitState, "scheduled">, isLast: boolean): Change["what"] => {
  if (to !== "done") return to;
  if (isLast) return "completed";
  return visit.kind === "drop_off" ? "dropped_off" : "edited";
};

/** Returns the state of the last visit after the status is set directly; null to keep it. */
const stateFor = (job: Job, to: Status): VisitState | null => {
  if (to === "in_progress") return "on_site";
  if (to === "completed") return "done";
  return to === "ready_for_pickup" && job.status === "in_progress" ? "attempted" : null;
};

const allow = (job: Job, to: Status): void => {
  if (!transitions[job.status].includes(to)) throw notFrom(job.status, to);
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

const notFrom = (from: Status, to: Status): DomainError =>
  new DomainError(
    "transition_not_allowed",
    from === to
      ? `The job is ${words[from]}; that cannot be done to it now.`
      : `The job is ${words[from]}, so it cannot become ${words[to]}.`,
    { facts: { from, to } },
  );
