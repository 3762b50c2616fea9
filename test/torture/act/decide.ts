import { momentIn } from "../../../domain/moment.ts";
import { editJob } from "../../../domain/edit.ts";
import { undo, type Change, type Decide } from "../../../domain/history.ts";
import { lastVisit, type Job } from "../../../domain/job.ts";
import { replaceLink } from "../../../domain/link.ts";
import { leaveMessage } from "../../../domain/message.ts";
import { assignJob, moveJob } from "../../../domain/move.ts";
import { newJob } from "../../../domain/new-job.ts";
import { setStatus } from "../../../domain/status.ts";
import { setVisitState } from "../../../domain/visit-report.ts";
import { jobDraft, periodOf, visitOf, zone } from "../../../store/conformance/fixture.ts";
import { plainSend, type Messages } from "../../../store/conformance/message-fixture.ts";
import type { Creation } from "../../../store/job-store.ts";
import { lookupOf } from "../../../store/job-token.ts";
import { templateOf, type Operation } from "../operation.ts";
import { dayAt, resource } from "../world.ts";

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
      return (job, at) => moveJob(job, day, window, momentIn(zone, at));
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
      return (job, at) => setStatus(job, "ready_for_pickup", { reason: id }, momentIn(zone, at));
    case "start":
      return (job, at) => setStatus(job, "in_progress", { reason: id }, momentIn(zone, at));
    case "done":
      return (job, at) => setStatus(job, "completed", { reason: id }, momentIn(zone, at));
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

export const creationOf = (op: Operation): Creation => {
  const { id, by, write, day = null, window = null, pickup } = op;
  const first = visitOf("v1", pickup === undefined ? "service" : "drop_off", day, window);
  const visits = pickup === undefined ? [first] : [first, visitOf("v2", "pickup", pickup.day, pickup.window)];
  const until = pickup?.until ?? null;
  const equipment = day === null || until === null ? {} : { equipment: [periodOf(resource, day, until)] };
  return {
    homeDay: day ?? op.home ?? dayAt(0),
    write,
    by,
    idempotency: { hash: id.replaceAll(".", "-"), request: "the same" },
    draft: (identity, stamp) => newJob({ ...jobDraft, visits, ...equipment, customer: { name: id } }, identity, stamp),
  };
};

/** The messages of an operation. The cause names the operation, so that the sender knows it. */
export const messagesOf =
  (op: Operation): Messages =>
  ({ job, now }) =>
    (op.messages ?? []).map(({ bound, poison, wait_ms }, index) => ({
      ...plainSend,
      id: `${op.write}-${index}`,
      event: "office_message",
      cause: templateOf(op, index, poison),
      lane: `lane ${index}`,
      visit: bound ? spokenOf(job) : null,
      while: bound ? "same_visit" : "none",
      not_before: now + wait_ms,
    }));

/** The visit that a message is about: the first that is not done, else the last. */
const spokenOf = (job: Job) => {
  const { id, day, window } = job.visits.find(({ state }) => state !== "done") ?? lastVisit(job);
  return { id, day, window };
};
