import { customerEvents, type CustomerEvent, type MessageEvent } from "../domain/message/event.ts";

/** The names that a template may use. */
export const variables = [
  "business",
  "phone",
  "link",
  "first_name",
  "service",
  "address",
  "day",
  "window",
  "relative_day",
  "crew",
  "eta",
  "reason",
  "unit",
  "due_day",
  "extra_day",
  "extra_total",
  "total",
  "amount",
  "method",
  "balance",
  "invoice",
  "expires",
  "review_link",
  "review",
  "excerpt",
  "customer",
  "city",
  "action",
  "count",
  "error",
  "job_link",
  "inbox_link",
  "outbox_link",
] as const;
export type Variable = (typeof variables)[number];

/** A variable that is left out has no value: its section vanishes, and outside a section it is empty. */
export type Values = Partial<Record<Variable, string>>;

const always = ["business", "phone"] as const;
const ofCustomer = [...always, "link", "first_name", "service", "address"] as const;
const ofVisit = [...ofCustomer, "day", "window", "relative_day"] as const;
const ofRental = [...ofCustomer, "unit", "due_day", "extra_day", "extra_total", "relative_day"] as const;
const ofMoney = [...ofCustomer, "total", "amount", "method", "balance", "invoice", "expires"] as const;
const ofOffice = [...always, "customer", "service", "city", "address", "day", "window"] as const;

/** The variables that each event has a value for. A template with any other name is refused when it is saved. */
export const variablesOf: Readonly<Record<MessageEvent, readonly Variable[]>> = {
  requested: ofCustomer,
  booked: ofVisit,
  deposit_due: [...ofVisit, "amount", "expires"],
  changed: ofVisit,
  reminder: ofVisit,
  on_the_way: [...ofVisit, "crew", "eta"],
  running_late: [...ofVisit, "crew", "eta"],
  price_waiting: [...ofCustomer, "total"],
  attempted: [...ofVisit, "reason"],
  dropped_off: ofRental,
  completed: [...ofCustomer, "total", "review", "review_link"],
  cancelled: [...ofVisit, "reason"],
  rental_due: ofRental,
  rental_overdue: ofRental,
  payment_received: ofMoney,
  refund_sent: ofMoney,
  invoice: ofMoney,
  quote_ready: [...ofCustomer, "total", "expires"],
  reply: [...ofCustomer, "excerpt"],
  office_new_booking: [...ofOffice, "total", "job_link"],
  office_customer_change: [...ofOffice, "action", "job_link"],
  office_message: [...ofOffice, "excerpt", "inbox_link"],
  office_failed_stop: [...ofOffice, "crew", "reason", "job_link"],
  office_parked: [...always, "customer", "count", "error", "outbox_link"],
};

const forCustomers = new Set<MessageEvent>(customerEvents);
export const isForCustomer = (event: MessageEvent): event is CustomerEvent => forCustomers.has(event);

/** The variable with the address that an event's button opens. */
export const linkOf = (event: MessageEvent): Variable => {
  if (isForCustomer(event)) return "link";
  if (event === "office_message") return "inbox_link";
  return event === "office_parked" ? "outbox_link" : "job_link";
};
