import { DomainError } from "./domain-error.ts";
import { isOpen, nextOpenVisit, type Job, type Status, type Visit } from "./job.ts";
import { planOf } from "./rental/plan-equipment.ts";
import { periodOut } from "./rental/settle-rental.ts";
import { stageOf, type Stage } from "./status.ts";

/** Who acts: the customer with the link, the office, or a crew. */
export type Who = "customer" | "office" | "crew";

export type CustomerAction =
  | "approve"
  | "decline"
  | "cancel"
  | "reschedule"
  | "ready"
  | "extend"
  | "swap"
  | "book_again";

/** `report` is the state of a visit or the status of the job. */
export type OfficeAction =
  | "quote"
  | "approve"
  | "cancel"
  | "move"
  | "assign"
  | "report"
  | "extend"
  | "swap"
  | "price"
  | "overage"
  | "undo";

/** A crew starts on the day of the visit, or later if it is overdue. */
export type CrewAction = "start" | "arrive" | "finish" | "attempt" | "price" | "return_visit" | "weigh";

export interface Actions {
  customer: CustomerAction;
  office: OfficeAction;
  crew: CrewAction;
}

/** A stage, told apart by where the equipment is. */
export type Situation =
  | Exclude<Stage, "on_site" | "attempted">
  | "crew_on_site"
  | "equipment_on_site"
  | "removal_scheduled"
  | "overdue"
  | "ready_on_site"
  | "attempted_before_delivery"
  | "attempted_removal";

const open: OfficeAction[] = ["cancel", "move", "assign", "report", "extend", "swap", "price", "overage"];

/**
 * What each of the three may do in each situation. The tracked job shows the customer's column, and the server refuses
 * what it does not name. Time limits (the cut-off, the last day of a quote) are not in it (decision 0113).
 */
const table: { [S in Situation]: { [W in Who]: readonly Actions[W][] } } = {
  requested: { customer: ["cancel"], office: ["quote", "cancel"], crew: [] },
  quoted: { customer: ["approve", "decline"], office: ["quote", "approve", "cancel"], crew: [] },
  unscheduled: { customer: ["reschedule", "cancel"], office: open, crew: [] },
  scheduled: { customer: ["reschedule", "cancel"], office: open, crew: ["start"] },
  en_route: { customer: [], office: open, crew: ["arrive", "finish", "attempt"] },
  crew_on_site: {
    customer: [],
    office: open.filter((action) => action !== "move"),
    crew: ["finish", "attempt", "price", "return_visit"],
  },
  equipment_on_site: { customer: ["ready", "extend", "swap"], office: open, crew: [] },
  removal_scheduled: { customer: ["ready", "reschedule", "extend", "swap"], office: open, crew: ["start"] },
  overdue: { customer: ["ready", "extend"], office: open, crew: ["start"] },
  ready_on_site: { customer: ["reschedule", "extend"], office: open, crew: ["start"] },
  ready: { customer: ["reschedule", "cancel"], office: open, crew: ["start"] },
  attempted_before_delivery: { customer: ["reschedule", "cancel"], office: open, crew: ["start"] },
  attempted_removal: { customer: ["reschedule", "extend"], office: open, crew: ["start"] },
  completed: { customer: ["book_again"], office: ["price", "overage", "undo"], crew: ["weigh"] },
  cancelled: { customer: ["book_again"], office: ["undo"], crew: [] },
};

/** What the table reads of a job, or of a copy of it that an audience sees. */
export interface CanJob extends Pick<Job, "status" | "rental" | "equipment"> {
  source?: Job["source"];
  visits: readonly Pick<Visit, "id" | "kind" | "day" | "state" | "same_unit">[];
}

/** Returns what `who` may do with the job now. */
export const can = <W extends Who>(job: CanJob, who: W): Actions[W][] => {
  const actions: Actions[Who][] = [...table[situationOf(job)][who]];
  // No record says whether the trailer of an imported job is there, and its old links must keep working.
  if (who === "customer" && job.status === "booked" && job.source === "import") actions.push("ready");
  return actions.filter((action): action is Actions[W] => isOffered(job, action));
};

/** Throws `transition_not_allowed` if `who` may not do it now. `to` is the status that the action would set. */
export const assertCan = <W extends Who>(job: CanJob, who: W, action: Actions[W], to: Status = job.status): void => {
  if (can(job, who).includes(action)) return;
  const stage = stageOf(job);
  throw new DomainError("transition_not_allowed", refusalOf(job, action), {
    facts: { from: job.status, to, stage },
  });
};

export const situationOf = (job: CanJob): Situation => {
  const stage = stageOf(job);
  const visit = nextOpenVisit(job);
  if (stage !== "on_site" && stage !== "attempted" && stage !== "ready") return stage;
  const isOut = isDelivered(job);
  if (stage === "ready") return isOut ? "ready_on_site" : "ready";
  if (stage === "attempted") return isOut ? "attempted_removal" : "attempted_before_delivery";
  if (visit === null || visit.state === "on_site" || !isOut) return "crew_on_site";
  if (isOverdue(job)) return "overdue";
  return visit.day === null ? "equipment_on_site" : "removal_scheduled";
};

/** True while equipment is at the customer's. */
export const isDelivered = (job: Pick<CanJob, "status" | "visits">): boolean =>
  isOpen(job) && job.visits.some(({ kind, state }) => kind === "drop_off" && state === "done");

/**
 * True once the overdue sweep has moved the end of the stay past its plan. The job says so itself, so the published view
 * and the server agree without a clock.
 */
const isOverdue = (job: CanJob): boolean => {
  const period = periodOut(job);
  if (period === undefined || job.rental === undefined) return false;
  const removal = job.visits.find(({ id }) => id === period.removed_by);
  return period.until > planOf(period, removal, job.rental.count_delivery_day);
};

/** Some actions depend on the rental, beside the situation. */
const isOffered = (job: CanJob, action: Actions[Who]): boolean => {
  if (action === "extend") return job.rental !== undefined && job.equipment?.length !== 0;
  // Until a swap is done, it is open which unit a second swap or the pickup removes.
  if (action === "ready") return !hasOpenSwap(job);
  if (action === "swap") return job.rental !== undefined && job.rental.swap !== "none" && !hasOpenSwap(job);
  return true;
};

const hasOpenSwap = ({ visits }: CanJob): boolean =>
  visits.some(({ kind, state }) => kind === "swap" && state !== "done");

const refusalOf = (job: CanJob, action: Actions[Who]): string => {
  if (job.status === "requested") return "This request has no quote yet.";
  if (job.status === "quoted") return "This quote waits for the customer's answer.";
  if (action === "approve" || action === "decline") return "This quote can't be answered any more.";
  if (!isOpen(job)) return "The job is over, so this cannot be done now.";
  if (action === "ready" && !isDelivered(job)) return "Nothing was delivered yet, so there is nothing to pick up.";
  if (action === "cancel" && isDelivered(job)) return "The equipment is on site. Tell us when it is ready for pickup.";
  if (hasOpenSwap(job)) return "A swap is planned, so this has to wait until it is done.";
  return "That cannot be done to this job now.";
};
