import type { ChannelKind, Condition, MessageEvent } from "../domain/message/event.ts";

/**
 * Which channels an event uses. `first`: one message, by the first channel that can carry it. `both`: one message by
 * each, and the email is left out if there is no address.
 */
export interface Route {
  mode: "first" | "both";
  channels: readonly ChannelKind[];
}

const textFirst: Route = { mode: "first", channels: ["text", "email"] };
const emailFirst: Route = { mode: "first", channels: ["email", "text"] };
const textAndEmail: Route = { mode: "both", channels: ["text", "email"] };
const emailOnly: Route = { mode: "first", channels: ["email"] };

/** When a message has become useless. An hour count starts with the change that caused it. */
export type UselessAfter =
  | { hours: number }
  | { at: "window_start" | "hour_before_window" | "estimate" | "planned_end" | "evening" | "quote_end" | "hold_end" };

interface EventRule {
  route: Route;
  /** How long a change waits, so that the person who made it can take it back. */
  delay_s: number;
  /** The delay if the office made the change; without it `delay_s` counts for both. */
  office_delay_s?: number;
  while: Condition;
  useless_after: UselessAfter;
  /** True if the message is not held back at night: it is about this moment. */
  at_night?: true;
  /** True if `List-Unsubscribe` stops the email: it is a convenience, not a receipt. */
  unsubscribable?: true;
}

/** Every event. A row that is missing does not compile. */
export const eventRules: Readonly<Record<MessageEvent, EventRule>> = {
  requested: { route: textFirst, delay_s: 0, while: "still_requested", useless_after: { hours: 24 } },
  booked: {
    route: textAndEmail,
    delay_s: 0,
    office_delay_s: 60,
    while: "same_visit",
    useless_after: { at: "window_start" },
  },
  deposit_due: {
    route: textFirst,
    delay_s: 120,
    office_delay_s: 60,
    while: "deposit_still_open",
    useless_after: { at: "hold_end" },
    at_night: true,
  },
  changed: { route: textFirst, delay_s: 60, while: "same_visit", useless_after: { at: "window_start" } },
  reminder: {
    route: textFirst,
    delay_s: 0,
    while: "visit_scheduled",
    useless_after: { at: "hour_before_window" },
    unsubscribable: true,
  },
  on_the_way: {
    route: textFirst,
    delay_s: 15,
    while: "still_en_route",
    useless_after: { hours: 0.5 },
    at_night: true,
  },
  running_late: {
    route: textFirst,
    delay_s: 15,
    while: "estimate_unchanged",
    useless_after: { at: "estimate" },
    at_night: true,
  },
  price_waiting: {
    route: textFirst,
    delay_s: 0,
    while: "price_still_waiting",
    useless_after: { hours: 24 },
    at_night: true,
  },
  attempted: {
    route: textFirst,
    delay_s: 120,
    while: "still_attempted",
    useless_after: { hours: 24 },
    at_night: true,
  },
  dropped_off: { route: textFirst, delay_s: 120, while: "delivery_still_done", useless_after: { hours: 24 } },
  completed: {
    route: textAndEmail,
    delay_s: 120,
    while: "still_completed",
    useless_after: { hours: 72 },
    unsubscribable: true,
  },
  cancelled: {
    route: textFirst,
    delay_s: 0,
    office_delay_s: 60,
    while: "still_cancelled",
    useless_after: { hours: 48 },
  },
  rental_due: {
    route: textFirst,
    delay_s: 0,
    while: "still_on_site_not_ready",
    useless_after: { at: "planned_end" },
    unsubscribable: true,
  },
  rental_overdue: {
    route: textFirst,
    delay_s: 0,
    while: "still_on_site_past_end",
    useless_after: { at: "evening" },
    unsubscribable: true,
  },
  payment_received: { route: emailFirst, delay_s: 0, office_delay_s: 120, while: "none", useless_after: { hours: 72 } },
  refund_sent: { route: emailFirst, delay_s: 0, office_delay_s: 120, while: "none", useless_after: { hours: 72 } },
  invoice: { route: textAndEmail, delay_s: 0, while: "none", useless_after: { hours: 168 } },
  quote_ready: { route: textAndEmail, delay_s: 60, while: "still_quoted", useless_after: { at: "quote_end" } },
  reply: { route: textFirst, delay_s: 0, while: "none", useless_after: { hours: 24 }, at_night: true },
  office_new_booking: { route: emailOnly, delay_s: 0, while: "none", useless_after: { hours: 24 } },
  office_customer_change: { route: emailOnly, delay_s: 0, while: "none", useless_after: { hours: 24 } },
  office_message: { route: textFirst, delay_s: 60, while: "still_needs_reply", useless_after: { hours: 24 } },
  office_failed_stop: {
    route: textFirst,
    delay_s: 0,
    while: "still_attempted",
    useless_after: { hours: 4 },
    at_night: true,
  },
  office_parked: { route: textFirst, delay_s: 0, while: "something_parked", useless_after: { hours: 24 } },
};
