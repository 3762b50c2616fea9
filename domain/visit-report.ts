import { epochOf, instantOf, type Instant } from "./clock.ts";
import { dayIn, type Day, type Window } from "./day.ts";
import { DomainError, invalid } from "./domain-error.ts";
import { withVisit, type Change, type VisitChange } from "./history.ts";
import { isOpen, lastVisit, type AttemptCode, type Job, type Status, type Visit, type VisitState } from "./job.ts";
import type { Moment } from "./moment.ts";
import { tripOverage } from "./rental/overage.ts";
import { settleRental, withProposal } from "./rental/settle-rental.ts";
import { assertTransition, earlierDone, notFrom, refused } from "./status.ts";
import { withUnit } from "./visit-unit.ts";

/** What a crew or the office reports about a visit. */
export interface VisitReport {
  state: Exclude<VisitState, "scheduled">;
  reason?: string | undefined;
  code?: AttemptCode | undefined;
  arrives_in_minutes?: number | undefined;
  /** The unit that was delivered. */
  unit?: string | undefined;
  /** When it happened, if the phone had no connection. */
  at?: Instant | undefined;
  return_visit?: { reason: string; day?: Day | undefined; window?: Window | undefined } | undefined;
}

/** Changes the state of one visit. The last visit also moves the status. `tripFee` is what a failed visit costs. */
export const setVisitState = (
  job: Job,
  visitId: string,
  report: VisitReport,
  now: Moment,
  tripFee: number | null = null,
): Change | "unchanged" => {
  const visit = visitOf(job, visitId);
  const to = report.state;
  if (visit.state === to) return "unchanged";
  if (to === "attempted" && report.reason === undefined && report.code === undefined) {
    throw invalid({ field: "/reason", code: "reason_required", message: "Say why the visit failed." });
  }
  const when = reportedAt(visit, report, now);
  if (visit.state === "done" || !isOpen(job)) throw notFrom(job, job.status);
  const isLast = visit.id === lastVisit(job).id;
  const status = isLast ? statusFor[to] : job.status;
  if (status !== job.status) assertTransition(job, status);
  if (job.status === "requested" || job.status === "quoted") throw notFrom(job, job.status);

  const visits = isLast ? earlierDone(job, { today: when.day, at: when.at }) : job.visits;
  const reported: Job = { ...job, status, visits: withVisit(visits, visit.id, changeFor(report, when)) };
  const settled = settleRental({ ...reported, ended_at: status === "completed" ? now.at : null }, now.today);
  const next = withTripFee(withUnit(settled, visit.id, report.unit), visit.id, report, tripFee);
  const { reason } = report;
  if (report.return_visit !== undefined) return withReturnVisit(next, visit, report.return_visit);
  return { next, what: whatFor(visit, to, isLast), ...(reason === undefined ? {} : { reason }) };
};

/** Finds a visit by its id. */
export const visitOf = (job: Pick<Job, "visits">, id: string): Visit => {
  const visit = job.visits.find((candidate) => candidate.id === id);
  if (visit === undefined) throw new DomainError("not_found", "Visit not found.");
  return visit;
};

/** Sets when the crew expects to arrive. */
export const setArrival = (job: Job, visitId: string, minutes: number, now: Moment): Change | "unchanged" => {
  const visit = visitOf(job, visitId);
  const isAhead = visit.state === "scheduled" || visit.state === "en_route";
  if (!isOpen(job) || !isAhead || visit.day === null) throw refused(job, job.status, "No crew is on its way now.");
  const arrival = inMinutes(now.at, minutes);
  if (visit.arrival_estimate === arrival) return "unchanged";
  return {
    next: { ...job, visits: withVisit(job.visits, visit.id, { arrival_estimate: arrival }) },
    what: "edited",
  };
};

interface When {
  at: Instant;
  day: Day;
}

/** A phone keeps a report for two days. An earlier one is probably not about this visit any more. */
const oldestReportMs = 48 * 3_600_000;

const reportedAt = (visit: Visit, { at }: VisitReport, now: Moment): When => {
  if (at === undefined) return { at: now.at, day: now.today };
  const [ms, nowMs] = [epochOf(at), epochOf(now.at)];
  const fault =
    ms > nowMs
      ? "The report is in the future. Check the clock of the phone."
      : ms < nowMs - oldestReportMs
        ? "The report is more than 48 hours old."
        : visit.reported_at !== undefined && ms < epochOf(visit.reported_at)
          ? "A later report about this visit is here already."
          : null;
  if (fault !== null) throw invalid({ field: "/at", code: "out_of_range", message: fault });
  return { at: instantOf(ms), day: dayIn(now.zone, ms) };
};

const changeFor = (report: VisitReport, { at, day }: When): VisitChange => {
  const change = { state: report.state, reported_at: at };
  const { reason, code = "other", arrives_in_minutes: minutes } = report;
  switch (report.state) {
    case "en_route":
      return { ...change, arrival_estimate: minutes === undefined ? undefined : inMinutes(at, minutes) };
    case "on_site":
      return { ...change, arrival_estimate: undefined };
    case "done":
      return { ...change, arrival_estimate: undefined, done_on: day };
    case "attempted":
      return { ...change, arrival_estimate: undefined, attempt: { code, reason: reason ?? "", at } };
  }
};

const inMinutes = (at: Instant, minutes: number): Instant => instantOf(epochOf(at) + minutes * 60_000);

const statusFor: Record<VisitReport["state"], Status> = {
  en_route: "in_progress",
  on_site: "in_progress",
  done: "completed",
  attempted: "ready_for_pickup",
};

const whatFor = (visit: Visit, to: VisitReport["state"], isLast: boolean): Change["what"] => {
  if (to !== "done") return to;
  if (isLast) return "completed";
  return visit.kind === "drop_off" ? "dropped_off" : visit.kind === "swap" ? "swapped" : "edited";
};

const withTripFee = (job: Job, visit: string, { state, code }: VisitReport, fee: number | null): Job => {
  const proposal = state === "attempted" && code !== undefined ? tripOverage({ id: visit, code }, fee) : null;
  return proposal === null ? job : withProposal(job, { kind: "trip", of: visit }, proposal);
};

/** The visit is done, and another one follows: the job is booked again. */
const withReturnVisit = (
  job: Job,
  visit: Visit,
  { reason, day, window }: NonNullable<VisitReport["return_visit"]>,
): Change => {
  if (job.rental !== undefined || job.status !== "completed") {
    throw invalid({
      field: "/return_visit",
      code: "not_possible",
      message: "Only the last visit of a job without a rental can be done with a return visit.",
    });
  }
  const next: Visit = {
    id: nextVisitId(job),
    kind: "service",
    day: day ?? null,
    window: day === undefined ? null : (window ?? null),
    crew: day === undefined ? null : visit.crew,
    state: "scheduled",
    note: reason,
  };
  assertRoom(job);
  return {
    next: { ...job, status: "booked", ended_at: null, visits: [...job.visits, next] },
    what: "visit_added",
    reason,
  };
};

const mostVisits = 12;

export const nextVisitId = ({ visits }: Pick<Job, "visits">): string =>
  `v${Math.max(0, ...visits.map(({ id }) => Number(/^v(\d+)$/.exec(id)?.[1] ?? 0))) + 1}`;

export const assertRoom = ({ visits }: Pick<Job, "visits">): void => {
  if (visits.length < mostVisits) return;
  throw invalid({ field: "/kind", code: "too_many", message: `A job has at most ${mostVisits} visits.` });
};
