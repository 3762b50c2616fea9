import { can, type CustomerAction } from "../domain/can.ts";
import type { Instant } from "../domain/clock.ts";
import type { Day, Window } from "../domain/day.ts";
import { expiryOf } from "../domain/expiry.ts";
import { show } from "../domain/field-table.ts";
import type { ShownJob } from "../domain/job-fields.ts";
import { nextOpenVisit, shownVisit, type HistoryWhat, type Status, type Visit } from "../domain/job.ts";
import type { Language } from "../domain/message/language.ts";
import { visitUid } from "../domain/visit-uid.ts";
import { cutoffOf } from "../domain/move.ts";
import type { PendingPrice, Pricing } from "../domain/price/pricing.ts";
import type { Quote } from "../domain/quote.ts";
import { plannedEnd } from "../domain/rental/rental-period.ts";
import type { Rental } from "../domain/rental/rental-rules.ts";
import { periodOut } from "../domain/rental/settle-rental.ts";
import { businessFields } from "../domain/settings-fields.ts";
import type { Settings } from "../domain/settings.ts";
import { stageOf, type Stage } from "../domain/status.ts";
import { showPricing } from "./job-view.ts";
import { withinSize } from "./tracked-size.ts";
import { threadOf, type TrackedMessage } from "./tracked-thread.ts";

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
  visits: Pick<Visit, "kind" | "day" | "window" | "state">[];
  /** When the crew of the next visit expects to arrive. */
  arrival_estimate: Instant | null;
  rental: TrackedRental | null;
  /** The quote that waits for the customer's answer. */
  quote: Pick<Quote, "version" | "valid_until" | "message"> | null;
  /** The newest messages of this page, oldest first. */
  messages: TrackedMessage[];
  /** A higher price that waits for the customer's yes. */
  price_change: Pick<PendingPrice, "id" | "reason" | "lines" | "total_cents"> | null;
  /** The entry of the next visit in the customer's calendar: the same in the files of the page and of emails. */
  calendar: { uid: string; sequence: number };
  /** The language that the customer reads. */
  language: Language;
  business: { name: string; phone: string | null; time_zone: string; locale: string };
  updated_at: Instant;
  rev: number;
  expires_at: Instant | null;
}

/** The stay of the rented equipment. The page counts the days itself, because the view does not change at midnight. */
export interface TrackedRental {
  type: string;
  delivered_on: Day | null;
  /** The last day that the equipment is held for the customer. It moves with each overdue night. */
  until: Day | null;
  allowed_days: number;
  count_delivery_day: boolean;
  extra_day_cents: number;
  /** The last day that the customer paid for, with a planned swap the last day after it. */
  last_day: Day | null;
  swap: Rental["swap"];
}

/** What the server accepts from the customer, apart from the cut-off and the last day of a quote. */
export type Can = CustomerAction | "agree" | "message";
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

/** What the customer sees beside the job's own fields. */
export interface TrackedContext {
  /** The id of the store, which is part of a calendar entry's id. */
  store: string;
  language: Language;
  /** The words of the page's messages: see `threadOf`. */
  texts?: ReadonlyMap<string, string>;
}

/**
 * The job for its customer. The parameter has only the fields that the table shows to customers, so code that reads
 * another field does not compile. `can` ignores the clock: the page and the server compare `cutoff_at` with their own.
 */
export const trackedJob = (
  job: ShownJob<"customer">,
  settings: Settings,
  { store, language, texts }: TrackedContext,
): TrackedJob => {
  const visit = shownVisit(job);
  const stage = stageOf(job);
  const crew = settings.crews.find(({ id }) => id === visit.crew);
  return withinSize({
    id: job.id,
    status: job.status,
    stage,
    service: job.service.name,
    service_id: job.service.id,
    day: visit.day,
    window: visit.window,
    crew_first_name: crew === undefined ? null : firstName(crew.name),
    pricing: trackedPricing(job, settings),
    next: nextOf(stage, job.status),
    can: canOf(job),
    cutoff_at: canOf(job).some((action) => action === "reschedule" || action === "cancel")
      ? cutoffOf(visit, settings)
      : null,
    timeline: timelineOf(job),
    visits: job.visits.map(({ kind, day, window, state }) => ({ kind, day, window, state })),
    arrival_estimate: nextOpenVisit(job)?.arrival_estimate ?? null,
    rental: rentalOf(job),
    quote: quoteOf(job),
    price_change: priceChangeOf(job),
    messages: threadOf(job.history, texts),
    calendar: { uid: visitUid(job.id, comingVisit(job).id, store), sequence: job.rev },
    language,
    business: show(businessFields, "customer", settings.business),
    updated_at: job.updated_at,
    rev: job.rev,
    expires_at: expiryOf(job, settings),
  });
};

/** The price as the customer reads it. */
export const trackedPricing = (job: Pick<ShownJob<"customer">, "pricing">, settings: Settings): Pricing => {
  const pricing = showPricing(job.pricing);
  return {
    ...pricing,
    // To a customer, the business changes the price, not a person.
    amendments: pricing.amendments.map((amendment) => ({ ...amendment, by: settings.business.name })),
    // It is in `price_change`.
    pending: null,
  };
};

/** The visit in the customer's calendar: the first that has not happened. A cancelled job takes that one out of it. */
const comingVisit = (job: ShownJob<"customer">): Visit =>
  job.visits.find(({ state }) => state !== "done") ?? shownVisit(job);

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

/** A message reaches the office until the link expires, also after the end of the job. */
const canOf = (job: ShownJob<"customer">): Can[] => [
  ...can(job, "customer"),
  ...(priceChangeOf(job) === null ? [] : (["agree"] as const)),
  "message",
];

/** A cancelled job costs what it costs: its customer answers no price any more. */
const priceChangeOf = ({ status, pricing: { pending } }: ShownJob<"customer">): TrackedJob["price_change"] =>
  pending === null || status === "cancelled"
    ? null
    : { id: pending.id, reason: pending.reason, lines: pending.lines, total_cents: pending.total_cents };

const rentalOf = (job: ShownJob<"customer">): TrackedRental | null => {
  const { rental, equipment = [] } = job;
  if (rental === undefined) return null;
  const [first, last] = [periodOut(job) ?? equipment[0], equipment.at(-1)];
  const delivery = job.visits.find(({ id }) => id === first?.delivered_by);
  return {
    type: rental.equipment_type,
    delivered_on: delivery?.done_on ?? null,
    until: last?.until ?? null,
    allowed_days: first?.allowed_days ?? rental.days,
    count_delivery_day: rental.count_delivery_day,
    extra_day_cents: rental.extra_day_cents,
    last_day: last === undefined ? null : plannedEnd(last, rental.count_delivery_day),
    swap: rental.swap,
  };
};

const quoteOf = ({ status, quote }: ShownJob<"customer">): TrackedJob["quote"] =>
  quote === undefined || status !== "quoted"
    ? null
    : { version: quote.version, valid_until: quote.valid_until, message: quote.message };

/** The history entries that the customer sees. The others belong to the office. */
const shownEvents = new Set<HistoryWhat>([
  "booked",
  "imported",
  "ready_for_pickup",
  "en_route",
  "on_site",
  "dropped_off",
  "swapped",
  "extended",
  "requested",
  "quoted",
  "approved",
  "declined",
  "expired",
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
