import type { Instant } from "../domain/clock.ts";
import type { Day, Window } from "../domain/day.ts";
import { expiryOf } from "../domain/expiry.ts";
import { show } from "../domain/field-table.ts";
import type { ShownJob } from "../domain/job-fields.ts";
import { isOpen, shownVisit, type HistoryWhat, type Status } from "../domain/job.ts";
import { cutoffOf } from "../domain/move.ts";
import type { Pricing } from "../domain/price/pricing.ts";
import { businessFields } from "../domain/settings-fields.ts";
import type { Settings } from "../domain/settings.ts";
import { stageOf, type Stage } from "../domain/status.ts";
import { showPricing } from "./job-view.ts";

/** What the customer sees: no phone number, no street, and no name except the crew's first name. */
export interface TrackedJob {
  id: string;
  status: Status;
  stage: Stage;
  service: string;
  service_id: string;
  day: Day | null;
  window: Window | null;
  crew_first_name: string | null;
  pricing: Pricing;
  next: Next;
  can: Can[];
  cutoff_at: Instant | null;
  timeline: { at: Instant; what: string }[];
  business: { name: string; phone: string | null; time_zone: string; locale: string };
  updated_at: Instant;
  rev: number;
  expires_at: Instant | null;
}

export type Can = "ready" | "cancel" | "reschedule" | "message";
export type Next =
  | "wait_for_quote"
  | "answer_quote"
  | "schedule"
  | "crew_arrives"
  | "fill_and_tell"
  | "crew_on_the_way"
  | "crew_working"
  | "collect_soon"
  | "new_time"
  | "nothing";

/**
 * The job for its customer. The parameter has only the fields that the table shows to customers, so code that reads
 * another field does not compile. `can` ignores the clock: the page and the server compare `cutoff_at` with their own.
 */
export const trackedJob = (job: ShownJob<"customer">, settings: Settings): TrackedJob => {
  const visit = shownVisit(job);
  const stage = stageOf(job);
  const crew = settings.crews.find(({ id }) => id === visit.crew);
  const pricing = showPricing(job.pricing);
  return {
    id: job.id,
    status: job.status,
    stage,
    service: job.service.name,
    service_id: job.service.id,
    day: visit.day,
    window: visit.window,
    crew_first_name: crew === undefined ? null : firstName(crew.name),
    pricing: {
      ...pricing,
      // To a customer, the business changes the price, not a person.
      amendments: pricing.amendments.map((amendment) => ({ ...amendment, by: settings.business.name })),
      pending: pricing.pending === null ? null : { ...pricing.pending, by: settings.business.name },
    },
    next: nextOf(stage, job.status),
    can: canOf(job),
    cutoff_at: isOpen(job) ? cutoffOf(visit, settings) : null,
    timeline: timelineOf(job),
    business: show(businessFields, "customer", settings.business),
    updated_at: job.updated_at,
    rev: job.rev,
    expires_at: expiryOf(job, settings),
  };
};

/** "Dana" for "Dana Whitfield"; null for "Crew 1" and "Truck 2", which name no person. */
const firstName = (crew: string): string | null => {
  const [first = "", second = ""] = crew.split(" ");
  return /^(crew|team|truck|van|\d+)$/i.test(first) || /^#?\d+$/.test(second) ? null : first;
};

const nextOf = (stage: Stage, status: Status): Next => {
  switch (stage) {
    case "requested":
      return "wait_for_quote";
    case "quoted":
      return "answer_quote";
    case "unscheduled":
      return "schedule";
    case "scheduled":
      return "crew_arrives";
    case "en_route":
      return "crew_on_the_way";
    case "on_site":
      // After a drop-off the customer fills the trailer; on other jobs the crew is at work.
      return status === "booked" ? "fill_and_tell" : "crew_working";
    case "ready":
      return "collect_soon";
    case "attempted":
      return "new_time";
    case "completed":
    case "cancelled":
      return "nothing";
  }
};

const canOf = (job: { status: Status }): Can[] => {
  if (!isOpen(job)) return [];
  if (job.status === "in_progress") return ["message"];
  const always: Can[] = ["cancel", "reschedule", "message"];
  return job.status === "booked" ? ["ready", ...always] : always;
};

/** The history entries that the customer sees. The others belong to the office. */
const shownEvents = new Set<HistoryWhat>([
  "booked",
  "imported",
  "ready_for_pickup",
  "en_route",
  "on_site",
  "dropped_off",
  "in_progress",
  "attempted",
  "completed",
  "cancelled",
  "moved",
  "priced",
]);

const timelineOf = (job: Pick<ShownJob<"customer">, "history" | "created_at">): TrackedJob["timeline"] => {
  const undone = new Set(job.history.map(({ undoes }) => undoes));
  return job.history
    .filter(({ id, what }) => shownEvents.has(what) && !undone.has(id))
    .map(({ at, what }, index) => ({
      at: index === 0 ? job.created_at : at,
      what: what === "imported" ? "booked" : what,
    }));
};
