import type { Instant } from "./clock.ts";
import type { Day, Window } from "./day.ts";
import type { JobId } from "./job-id.ts";
import type { Pricing } from "./pricing.ts";

/**
 * The work for one customer, from the first call to the last load. All other views derive from it. Money is in integer
 * cents; days and windows are local to the business; instants are UTC. `job-fields.ts` has an entry for each field.
 */
export interface Job {
  id: JobId;
  /** The revision: grows by one with each change. The ETag is `"<rev>"`. */
  rev: number;
  status: Status;
  service: { id: string; name: string };
  customer: Customer | null;
  location: Location;
  items: JobItem[];
  /** Locked when the job is made. Later price changes are amendments. */
  pricing: Pricing;
  /** At least one. The last visit (`service` or `pickup`) moves the status. */
  visits: Visit[];
  /** Notes for the office and the crew; customers never see them. */
  notes: string | null;
  tracking_token: string;
  link: "live" | "revoked";
  /** Lookup names of replaced or revoked links. Each stays a tombstone forever. */
  retired_lookups: string[];
  external_id?: string;
  source: Source;
  /** Part of a sample day: uses no capacity, is in no count, sends no message. It never changes. */
  sample?: true;
  terms?: { version: string; accepted_at: Instant };
  /** The page that the customer booked with, for `jobs show --as-seen`. No rule reads it. */
  seen?: Seen;
  created_at: Instant;
  updated_at: Instant;
  /** When the job was completed or cancelled. The expiry of the tracking link counts from here. */
  ended_at: Instant | null;
  history: HistoryEntry[];
}

/** The release of the booking page, and the version of the catalog on it. */
export interface Seen {
  release: string;
  catalog: string;
}

export type Status = "booked" | "ready_for_pickup" | "in_progress" | "completed" | "cancelled";
export type Source = "booking" | "dispatch" | "import";

export interface Customer {
  name: string;
  /** E.164. An imported number stays as the other system wrote it. */
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
  /** Unique within the job. */
  id: string;
  kind: VisitKind;
  /** A day without a window means any time and uses no capacity. Null means not scheduled. */
  day: Day | null;
  window: Window | null;
  crew: string | null;
  state: VisitState;
  /** The time that the customer asked for, if the booking was a request. It reserves nothing. */
  requested?: { day: Day | null; window: Window | null };
  /** Equipment that stays with the customer, such as a trailer. It uses one unit on every day from `day` to `until`. */
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

/** One change. `from` and `to` hold exactly the fields that changed, so every earlier revision can be rebuilt. */
export interface HistoryEntry {
  /** The write id of the change. After a lost acknowledgement, finding it here means that the write was applied. */
  id: string;
  at: Instant;
  by: Actor;
  what: HistoryWhat;
  reason?: string;
  /** The entry that this undo reverted. */
  undoes?: string;
  from: JobFields | null;
  to: JobFields | null;
}
export type JobFields = Partial<Omit<Job, "id" | "rev" | "updated_at" | "history">>;

export const isOpen = (job: Pick<Job, "status">): boolean => job.status !== "completed" && job.status !== "cancelled";

/** Returns the visit that moves the status. */
export const lastVisit = (job: Pick<Job, "visits">): Visit => {
  const visit = job.visits.at(-1);
  if (visit === undefined) throw new RangeError("A job has at least one visit");
  return visit;
};

/** Returns the first visit that is not done; null if all are done or the job is over. */
export const nextOpenVisit = (job: Pick<Job, "visits" | "status">): Visit | null =>
  isOpen(job) ? (job.visits.find((visit) => visit.state !== "done") ?? null) : null;

/** Returns the visit that lists and cards show: the next open one, else the last. */
export const shownVisit = (job: Pick<Job, "visits" | "status">): Visit => nextOpenVisit(job) ?? lastVisit(job);
