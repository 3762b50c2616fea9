import type { Day, Window } from "../day.ts";

/** What a message is about. Customer events go to the customer of the job, office events to the people who run it. */
export const customerEvents = [
  "requested",
  "booked",
  "deposit_due",
  "changed",
  "reminder",
  "on_the_way",
  "running_late",
  "price_waiting",
  "attempted",
  "dropped_off",
  "completed",
  "cancelled",
  "rental_due",
  "rental_overdue",
  "payment_received",
  "refund_sent",
  "invoice",
  "quote_ready",
  "reply",
] as const;

export const officeEvents = [
  "office_new_booking",
  "office_customer_change",
  "office_message",
  "office_failed_stop",
  "office_parked",
] as const;

export type CustomerEvent = (typeof customerEvents)[number];
export type OfficeEvent = (typeof officeEvents)[number];
export type MessageEvent = CustomerEvent | OfficeEvent;
export const messageEvents: readonly MessageEvent[] = [...customerEvents, ...officeEvents];

export type ChannelKind = "text" | "email";

/** What decides at the last moment, on the newest version of the job, whether a message is still right. */
export type Condition =
  /** The status or the quote that caused it stands. */
  | "still_requested"
  | "still_quoted"
  | "still_completed"
  | "still_cancelled"
  /** The job is open, and its next visit has the same id, day and window. */
  | "same_visit"
  /** As `same_visit`, and the crew has not left for it. */
  | "visit_scheduled"
  | "still_en_route"
  | "estimate_unchanged"
  | "price_still_waiting"
  | "still_attempted"
  | "delivery_still_done"
  | "deposit_still_open"
  | "still_on_site_not_ready"
  | "still_on_site_past_end"
  | "still_needs_reply"
  | "something_parked"
  | "none";

/** Values that a message needs and that its job no longer holds when it is sent, such as the day before a move. */
export type Facts = Readonly<Record<string, string | number | boolean | null>>;

/** The visit that a message is about, as it was when the message was queued. */
export interface MessageVisit {
  id: string;
  day: Day | null;
  window: Window | null;
}
