import { epochOf } from "../domain/clock.ts";
import { instantIn, type Time } from "../domain/day.ts";
import type { HistoryEntry, Job } from "../domain/job.ts";
import { contactByOf } from "../domain/message/contact-choice.ts";
import type { ChannelKind, CustomerEvent, OfficeEvent } from "../domain/message/event.ts";
import { quoteEndsAt } from "../domain/quote/quote-expiry.ts";
import type { PlannedChange } from "../store/job-store.ts";
import { entryId } from "../store/entry-id.ts";
import type { NewEntry, NewSend } from "../store/queued-entry.ts";
import { eventRules } from "./event.ts";
import { customerEventsOf, officeEventsOf, type CausedEvent } from "./job-events.ts";
import { pageMessage } from "./page-message.ts";

/** What a plan reads before the change. */
export interface PlanContext {
  /** The time zone of the business, which decides when a message has become useless. */
  zone: string;
  /** Returns the types that an endpoint of another system wants to hear of. */
  hookTypes: (change: PlannedChange) => string[];
}

/** Returns what a change queues: messages to people, the words of a page message, and what other systems hear. */
export const planChange = (change: PlannedChange, context: PlanContext): NewEntry[] => {
  const { before, job, notify, message } = change;
  const entry = job.history.at(-1);
  if (entry === undefined) return [];
  const customer = notify ? customerEventsOf(before, job, context.zone) : [];
  const types = context.hookTypes(change);
  return [
    ...customer.flatMap((caused) => toCustomer(change, caused, { entry, ...context })),
    ...officeEventsOf(before, job, message).flatMap((caused) => toOffice(change, caused, { entry, ...context })),
    ...(message === undefined ? [] : [pageMessage(job, message)]),
    ...(types.length === 0 ? [] : [{ kind: "hook" as const, id: `hook-${entry.id}`, change: entry.id, types }]),
  ];
};

interface Cause extends Pick<PlanContext, "zone"> {
  entry: HistoryEntry;
}

const toCustomer = (change: PlannedChange, caused: CausedEvent<CustomerEvent>, cause: Cause): NewSend[] => {
  const { mode, channels } = eventRules[caused.event].route;
  const reachable = reachableBy(change.job, channels);
  const messages = mode === "both" ? reachable.map((channel) => [channel]) : reachable.length === 0 ? [] : [reachable];
  return messages.flatMap((order) => sendOf(change, caused, { ...cause, audience: "customer", channels: order }));
};

const toOffice = (change: PlannedChange, caused: CausedEvent<OfficeEvent>, cause: Cause): NewSend[] =>
  sendOf(change, caused, { ...cause, audience: "office", channels: eventRules[caused.event].route.channels });

/** Returns the channels that the customer wants and has an address for. */
export const reachableBy = ({ customer }: Job, channels: readonly ChannelKind[]): ChannelKind[] => {
  const wish = customer === null ? "none" : contactByOf(customer);
  if (customer === null || wish === "none") return [];
  const has: Record<ChannelKind, boolean> = {
    text: wish === "text" && customer.phone !== undefined,
    email: customer.email !== undefined,
  };
  return channels.filter((channel) => has[channel]);
};

interface Sending extends Cause {
  audience: NewSend["audience"];
  channels: readonly ChannelKind[];
}

const sendOf = (
  { job, now }: PlannedChange,
  { event, visit, facts }: CausedEvent<CustomerEvent | OfficeEvent>,
  { audience, channels, entry, zone }: Sending,
): NewSend[] => {
  const rule = eventRules[event];
  const [first = "text"] = channels;
  const byCustomer = entry.by.kind === "customer";
  const expires = expiryOf(event, { job, visit, now, zone });
  if (expires <= now) return [];
  const delay_s = byCustomer ? rule.delay_s : (rule.office_delay_s ?? rule.delay_s);
  return [
    {
      kind: "send",
      id: entryId({ event, audience, channel: first, cause: entry.id }),
      event,
      audience,
      channels: [...channels],
      lane: audience === "office" ? "office" : `customer/${first}`,
      cause: entry.id,
      ...(facts === undefined ? {} : { facts }),
      visit,
      while: rule.while,
      not_before: delay_s === 0 ? 0 : now + delay_s * 1_000,
      expires_at: expires,
      quiet: rule.at_night === true || (byCustomer && isAnswer.has(event)) ? "send" : "hold",
    },
  ];
};

/** What answers the customer's own action goes out at night too: the customer is awake. */
const isAnswer: ReadonlySet<string> = new Set([
  "requested",
  "booked",
  "changed",
  "cancelled",
] satisfies CustomerEvent[]);

const expiryOf = (
  event: CustomerEvent | OfficeEvent,
  { job, visit, now, zone }: Pick<PlannedChange, "job" | "now"> & Pick<NewSend, "visit"> & Pick<PlanContext, "zone">,
): number => {
  const { useless_after: after } = eventRules[event];
  const present = job.visits.find(({ id }) => id === visit?.id);
  // A phone without a connection sends its tap later. The hours count from the tap.
  if ("hours" in after) return tapOf(event, present?.reported_at, now) + after.hours * hour_ms;
  switch (after.at) {
    case "estimate":
      return present?.arrival_estimate === undefined ? now : epochOf(present.arrival_estimate);
    case "quote_end":
      return job.quote === undefined ? now : quoteEndsAt(job.quote, zone);
    case "window_start":
      return visit === null || visit.day === null
        ? now + day_ms
        : epochOf(instantIn(zone, visit.day, visit.window?.start ?? endOfWork));
    case "hour_before_window":
    case "planned_end":
    case "evening":
    case "hold_end":
      // No change causes these events: the daily run and the payments plan them.
      return now + day_ms;
  }
};

const tapOf = (event: CustomerEvent | OfficeEvent, reported: string | undefined, now: number): number =>
  event === "on_the_way" && reported !== undefined ? epochOf(reported) : now;

/** A visit at any time of a day may still come until then. */
const endOfWork: Time = "20:00";
const hour_ms = 3_600_000;
const day_ms = 24 * hour_ms;
