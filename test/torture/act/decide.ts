import { addDays } from "../../../domain/day.ts";
import { momentIn, type Moment } from "../../../domain/moment.ts";
import { editJob } from "../../../domain/edit.ts";
import { undo, type Change, type Decide } from "../../../domain/history.ts";
import { extendRental } from "../../../domain/extend.ts";
import { lastVisit, shownVisit, type Job } from "../../../domain/job.ts";
import { replaceLink } from "../../../domain/link.ts";
import { leaveMessage } from "../../../domain/message.ts";
import { assignJob, moveJob } from "../../../domain/move.ts";
import { newJob } from "../../../domain/new-job.ts";
import { readyByCustomer } from "../../../domain/ready.ts";
import { newRental } from "../../../domain/rental/new-rental.ts";
import { plannedEnd } from "../../../domain/rental/rental-period.ts";
import { setStatus } from "../../../domain/status.ts";
import { addVisit } from "../../../domain/visit-list.ts";
import { setVisitState } from "../../../domain/visit-report.ts";
import { withUnit } from "../../../domain/visit-unit.ts";
import { jobDraft, visitOf, zone } from "../../../store/conformance/fixture.ts";
import type { Creation } from "../../../store/job-store.ts";
import { lookupOf } from "../../../store/job-token.ts";
import type { Operation } from "../operation.ts";
import { customerOf, dayAt, rentalRules, settings } from "../world.ts";

/** Applies the product's own rules, with the operation's id as the reason in the history. */
export const decideOf = (op: Operation): Decide => {
  const decide = ruleOf(op);
  return (job, at) => {
    const change = decide(job, at);
    return change === "unchanged" ? change : { ...change, reason: op.id };
  };
};

const ruleOf = (op: Operation): Decide => {
  const { id, kind, day = null, window = null, by } = op;
  switch (kind) {
    case "move":
      return (job, at) => moveJob(job, day, window, momentOf(job, at));
    case "assign":
      return (job) => assignJob(job, op.crew ?? null);
    case "price": {
      const pricing = { kind: "flat", amount_cents: op.cents ?? 1, currency: "USD" } as const;
      return (job, at) => editJob(job, { pricing, reason: id }, by.name, momentIn(zone, at));
    }
    case "edit":
      return (job, at) => editJob(job, { notes: id }, by.name, momentIn(zone, at));
    case "message":
      return (job): Change => ({ ...leaveMessage(job), reason: id });
    case "ready":
      return (job, at) =>
        job.rental === undefined
          ? setStatus(job, "ready_for_pickup", { reason: id }, momentIn(zone, at))
          : readyByCustomer(job, { day, window }, momentOf(job, at));
    case "deliver":
      return (job, at) => {
        const report = { state: "done", unit: op.unit } as const;
        return setVisitState(job, shownVisit(job).id, report, momentOf(job, at));
      };
    case "unit":
      return (job) => ({ next: withUnit(job, shownVisit(job).id, op.unit), what: "edited" });
    case "extend":
      return (job, at) => {
        const period = job.equipment?.at(-1);
        const until = period === undefined ? dayAt(0) : addDays(plannedEnd(period, false), op.days ?? 1);
        return extendRental(job, "office", { until, charge: null }, momentOf(job, at).today);
      };
    case "swap":
      return (job, at) => addVisit(job, { kind: "swap", day: day ?? undefined }, momentOf(job, at), null);
    case "leave":
      return (job, at) => setVisitState(job, shownVisit(job).id, { state: "en_route" }, momentIn(zone, at));
    case "start":
      return (job, at) => setStatus(job, "in_progress", { reason: id }, momentOf(job, at));
    case "done":
      return (job, at) => setStatus(job, "completed", { reason: id }, momentOf(job, at));
    case "attempted":
      return (job, at) => setVisitState(job, lastVisit(job).id, { state: "attempted", reason: id }, momentIn(zone, at));
    case "cancel":
      return (job, at) => setStatus(job, "cancelled", { reason: id }, momentIn(zone, at));
    case "undo":
      return (job) => undo(job);
    case "link":
      return (job) => replaceLink(job, op.token ?? "", lookupOf(job.tracking_token));
    case "create":
      throw new RangeError("A creation changes no job");
  }
};

/** A crew reports a rental on the day of its visit, which is a week or more ahead of the machine's. */
const momentOf = (job: Job, at: string): Moment => {
  const moment = momentIn(zone, at);
  if (job.rental === undefined) return moment;
  return { ...moment, today: shownVisit(job).day ?? job.equipment?.at(-1)?.until ?? moment.today };
};

export const creationOf = (op: Operation): Creation => {
  const { id, by, write, day = null, window = null, days } = op;
  const first = visitOf("v1", "service", day, window);
  const rules = { ...rentalRules, pickup: (days ?? 0) % 2 === 0 ? ("on_request" as const) : ("scheduled" as const) };
  const visits =
    days === undefined
      ? { visits: [first] }
      : newRental(rules, days, { day, window, crew: null }, { settings, today: day ?? dayAt(0) });
  return {
    homeDay: day ?? op.home ?? dayAt(0),
    write,
    by,
    idempotency: { hash: id.replaceAll(".", "-"), request: "the same" },
    draft: (identity, stamp) => newJob({ ...jobDraft, ...visits, customer: customerOf(id, op.phone) }, identity, stamp),
  };
};
