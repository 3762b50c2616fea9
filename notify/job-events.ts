import { epochOf } from "../domain/clock.ts";
import { instantIn, sameWindow } from "../domain/day.ts";
import { isOpen, nextOpenVisit, shownVisit, type HistoryEntry, type Job, type Visit } from "../domain/job.ts";
import type { CustomerEvent, Facts, MessageVisit, OfficeEvent } from "../domain/message/event.ts";

/** What one change of a job is for the people of the job. */
export interface CausedEvent<Event extends CustomerEvent | OfficeEvent> {
  event: Event;
  visit: MessageVisit | null;
  facts?: Facts;
}

/** Returns what a change is to the customer. `before` is null for a new job. */
export const customerEventsOf = (before: Job | null, job: Job, zone: string): CausedEvent<CustomerEvent>[] => {
  if (job.status === "quoted") return isNewOffer(before, job) ? [about("quote_ready", job, quoteOf(job))] : [];
  if (before === null) return [about(firstEvent(job), job)];
  if (job.status === "cancelled") return isCancelledForCustomer(before, job) ? [cancelled(before)] : [];
  if (job.status === "completed") return before.status === "completed" ? [] : [about("completed", job)];
  if (!isOpen(job) || job.status === "requested") return [];
  return [...timeEvents(before, job), ...visitEvents(before, job, zone), ...priceEvents(before, job)];
};

/** Returns what a change is to the office. A page message comes beside its change. */
export const officeEventsOf = (
  before: Job | null,
  job: Job,
  message: string | undefined,
): CausedEvent<OfficeEvent>[] => {
  const entry = job.history.at(-1);
  const failed = reported(before, job, "attempted").map((visit) => aboutVisit("office_failed_stop", visit));
  if (message !== undefined) return [about("office_message", job, { excerpt: excerptOf(message) })];
  if (entry?.by.kind !== "customer") return failed;
  if (before === null) return [about("office_new_booking", job)];
  const action = actionOf(entry);
  return action === null ? failed : [about("office_customer_change", job, { action })];
};

/** What customers do by their link, apart from messages. `values.ts` has its words. */
export const customerActions = {
  moved: "moved",
  cancelled: "cancelled",
  ready_for_pickup: "ready",
  extended: "extended",
  visit_added: "swap",
  approved: "approved",
  declined: "declined",
  priced: "agreed",
} as const satisfies Partial<Record<HistoryEntry["what"], string>>;
export type CustomerAction = (typeof customerActions)[keyof typeof customerActions];

const actionOf = ({ what }: HistoryEntry): CustomerAction | null =>
  Object.entries(customerActions).find(([name]) => name === what)?.[1] ?? null;

const firstEvent = (job: Job): CustomerEvent => {
  if (job.status === "completed" || job.status === "cancelled") return job.status;
  return job.status === "requested" || (nextOpenVisit(job)?.day ?? null) === null ? "requested" : "booked";
};

const isNewOffer = (before: Job | null, { quote }: Job): boolean =>
  before?.status !== "quoted" || before.quote?.version !== quote?.version;

const quoteOf = ({ quote }: Job): Facts => (quote === undefined ? {} : { quote: quote.version });

/** A customer who declined, or whose quote ran out, expects no visit. */
const isCancelledForCustomer = (before: Job, { ended_by: ended }: Job): boolean =>
  before.status !== "cancelled" && (ended === undefined || ended.kind === "office");

/** A cancelled job may keep no day, so the message is about the visit before the change. */
const cancelled = (before: Job): CausedEvent<"cancelled"> => aboutVisit("cancelled", shownVisit(before));

/** A day for the first time is a booking. Another day, window or address of the next visit is a change. */
const timeEvents = (before: Job, job: Job): CausedEvent<CustomerEvent>[] => {
  const next = nextOpenVisit(job);
  if (next === null || next.day === null) return [];
  if (isFirstTime(before, next)) return [aboutVisit("booked", next)];
  const old = before.visits.find(({ id }) => id === next.id);
  const isMoved = old?.day !== next.day || !sameWindow(old.window, next.window);
  return isMoved || isElsewhere(before, job) ? [aboutVisit("changed", next)] : [];
};

const isFirstTime = (before: Job, next: Visit): boolean => {
  if (before.status === "requested" || before.status === "quoted" || before.status === "cancelled") return true;
  return before.visits[0]?.id === next.id && before.visits[0].day === null;
};

const isElsewhere = ({ location: a }: Job, { location: b }: Job): boolean =>
  a.street !== b.street || a.city !== b.city || a.state !== b.state || a.postal_code !== b.postal_code;

const visitEvents = (before: Job, job: Job, zone: string): CausedEvent<CustomerEvent>[] => [
  ...reported(before, job, "en_route").map((visit) => aboutVisit("on_the_way", visit)),
  ...reported(before, job, "attempted").map((visit) => aboutVisit("attempted", visit)),
  ...reported(before, job, "done")
    .filter(({ kind }) => kind === "drop_off" || kind === "swap")
    .map((visit) => aboutVisit("dropped_off", visit)),
  ...job.visits
    .filter((visit) => isNewlyLate(before, visit, zone))
    .map((visit) => aboutVisit("running_late", visit, { estimate: visit.arrival_estimate ?? null })),
];

const priceEvents = (before: Job, job: Job): CausedEvent<CustomerEvent>[] => {
  const { pending } = job.pricing;
  return pending === null || pending.id === before.pricing.pending?.id
    ? []
    : [about("price_waiting", job, { price: pending.id })];
};

/** Returns the visits that came into a state with this change. */
const reported = (before: Job | null, job: Job, state: Visit["state"]): Visit[] =>
  before === null
    ? []
    : job.visits.filter(
        (visit) => visit.state === state && before.visits.find(({ id }) => id === visit.id)?.state !== state,
      );

/** A crew that says when it arrives as it leaves has said it with that message. */
const isNewlyLate = (before: Job, visit: Visit, zone: string): boolean => {
  const { arrival_estimate: estimate, day, window, state } = visit;
  const old = before.visits.find(({ id }) => id === visit.id);
  if (estimate === undefined || day === null || window === null) return false;
  if (state !== old?.state || estimate === old.arrival_estimate) return false;
  return epochOf(estimate) > epochOf(instantIn(zone, day, window.end));
};

const about = <Event extends CustomerEvent | OfficeEvent>(event: Event, job: Job, facts?: Facts): CausedEvent<Event> =>
  aboutVisit(event, nextOpenVisit(job) ?? shownVisit(job), facts);

const aboutVisit = <Event extends CustomerEvent | OfficeEvent>(
  event: Event,
  { id, day, window }: Visit,
  facts?: Facts,
): CausedEvent<Event> => ({ event, visit: { id, day, window }, ...(facts === undefined ? {} : { facts }) });

/** Facts have little room: at most 240 bytes of the message. */
const excerptOf = (message: string): string => {
  const line = message.replaceAll(/\s+/gu, " ").trim();
  const letters = Array.from(line);
  let kept = "";
  for (const letter of letters) {
    if (new TextEncoder().encode(kept + letter).length > excerptBytes) return `${kept.trimEnd()}...`;
    kept += letter;
  }
  return kept;
};
const excerptBytes = 237;
