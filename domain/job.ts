import type { Instant } from "./clock.ts";
import type { Day, Window } from "./day.ts";
import type { JobId } from "./job-id.ts";
import type { Pricing } from "./pricing.ts";

/**
 * The whole of one customer's work, from the first call to the last load. Everything else is a view of it.
 * Money is integer cents; days and windows are local to the business; instants are UTC.
 */
export interface Job {
  id: JobId;
  /** Grows by one with each change. The ETag of the outside is `"<rev>"`. */
  rev: number;
  status: Status;
  service: { id: string; name: string };
  customer: Customer | null;
  location: Location;
  items: JobItem[];
  /** Frozen at booking; a later change is an amendment, never an edit. */
  pricing: Pricing;
  /** At least one. The last (`service` or `pickup`) moves the status. */
  visits: Visit[];
  /** What the dispatcher should know; never shown to the customer. */
  notes: string | null;
  tracking_token: string;
  link: "live" | "revoked";
  /** Lookups of links that were replaced or revoked: each stays a tombstone for good. */
  retired_lookups: string[];
  external_id?: string;
  source: Source;
  /** Of a sample day: takes no place, is in no count, sends no message. Set when it is made, for good. */
  sample?: true;
  terms?: { version: string; accepted_at: Instant };
  /** What the customer's page said it was when it booked: for `jobs show --as-seen`. Nothing is decided by it. */
  seen?: Seen;
  created_at: Instant;
  updated_at: Instant;
  /** When it was completed or cancelled; the tracking link's expiry is counted from here. */
  ended_at: Instant | null;
  history: HistoryEntry[];
}

/** The release of the booking page, and the version of the catalog that it showed. */
export interface Seen {
  release: string;
  catalog: string;
}

export type Status = "booked" | "ready_for_pickup" | "in_progress" | "completed" | "cancelled";
export type Source = "booking" | "dispatch" | "import";

export interface Customer {
  name: string;
  /** E.164, or as it was imported. */
  phone?: string;
  email?: string;
}

export interface Location {
  street: string;
  city: string;
  state?: string;
  postal_code: string;
  notes?: string;
}

/** `quantity` is a decimal with at most three places. */
export interface JobItem {
  id: string;
  label: string;
  quantity: number;
}

export interface Visit {
  /** Unique within its job. */
  id: string;
  kind: VisitKind;
  /** A day without a window is "any time" and takes no place; no day is unscheduled. */
  day: Day | null;
  window: Window | null;
  crew: string | null;
  state: VisitState;
  /** What the customer asked for while online bookings were only requests: no place is held for it. */
  requested?: { day: Day | null; window: Window | null };
  /** What stays out from `day` until then (a trailer): every day between holds one of that resource. */
  hold?: { resource: string; until: Day };
}

export type VisitKind = "service" | "drop_off" | "swap" | "pickup";
export type VisitState = "scheduled" | "en_route" | "on_site" | "done" | "attempted";

export interface Actor {
  kind: "customer" | "dispatcher" | "crew" | "system";
  name: string;
}

export type HistoryWhat =
  | "booked"
  | "imported"
  | "ready_for_pickup"
  | "en_route"
  | "on_site"
  | "dropped_off"
  | "in_progress"
  | "attempted"
  | "completed"
  | "cancelled"
  | "moved"
  | "assigned"
  | "priced"
  | "edited"
  | "messaged"
  | "link_revoked"
  | "link_replaced"
  | "undone";

/** `from` and `to` hold exactly the fields that changed, so that any earlier state can be built again. */
export interface HistoryEntry {
  /** The write id of the change: found here after a lost answer, it landed. */
  id: string;
  at: Instant;
  by: Actor;
  what: HistoryWhat;
  reason?: string;
  /** The entry that an `undone` took back. */
  undoes?: string;
  from: JobFields | null;
  to: JobFields | null;
}
export type JobFields = Partial<Omit<Job, "id" | "rev" | "updated_at" | "history">>;

export const isOpen = (job: Pick<Job, "status">): boolean => job.status !== "completed" && job.status !== "cancelled";

/** The visit that moves the status. */
export const lastVisit = (job: Pick<Job, "visits">): Visit => {
  const visit = job.visits.at(-1);
  if (visit === undefined) throw new RangeError("A job has at least one visit");
  return visit;
};

/** The first visit still to be done; null when all are. */
export const nextOpenVisit = (job: Pick<Job, "visits" | "status">): Visit | null =>
  isOpen(job) ? (job.visits.find((visit) => visit.state !== "done") ?? null) : null;

/** The visit that a list or card speaks of: the next open one, else the last. */
export const shownVisit = (job: Pick<Job, "visits" | "status">): Visit => nextOpenVisit(job) ?? lastVisit(job);
