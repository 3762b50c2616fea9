import type { Instant } from "./clock.ts";
import type { Day, Window } from "./day.ts";
import type { JobId } from "./job-id.ts";
import type { ContactBy, TextConsent } from "./message/contact-choice.ts";
import type { Language } from "./message/language.ts";
import type { Amendment, Pricing } from "./price/pricing.ts";
import type { EndedBy, Quote, QuoteRequest } from "./quote.ts";
import type { Overage } from "./rental/overage.ts";
import type { RentalPeriod } from "./rental/rental-period.ts";
import type { Rental } from "./rental/rental-rules.ts";

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
  /** The rules of a rental, frozen when the job is made. Only a job that rents a unit out has them. */
  rental?: Rental;
  /** The stays of units at the customer's, in order. `planEquipment` rebuilds them from the visits. */
  equipment?: RentalPeriod[];
  /** The office's review of what the job used beyond its price. */
  overage?: Overage;
  quote?: Quote;
  /** What the customer asked a quote for. */
  request?: QuoteRequest;
  /** How a quote request ended without a booking. */
  ended_by?: EndedBy;
  /** The price has no tax line. */
  tax_exempt?: { reason: string };
  /** The id of the customer's record, if a person chose one. */
  customer_record?: string;
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

/** `requested` and `quoted` are quote requests: they use no capacity. */
export type Status = "requested" | "quoted" | "booked" | "ready_for_pickup" | "in_progress" | "completed" | "cancelled";
export type Source = "booking" | "dispatch" | "import";

export interface Customer {
  name: string;
  /** E.164. An imported number stays as the other system wrote it. */
  phone?: string;
  email?: string;
  /** How the customer wants to hear from the business. `contactByOf` decides if it is left out. */
  contact_by?: ContactBy;
  /** The language of messages. Left out: the business's. */
  language?: Language;
  /** The customer's yes to texts. Left out while the customer has not agreed. */
  text_consent?: TextConsent;
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
  /** The place in the crew's lane. Without one, the lane follows the window. */
  position?: number;
  /** When the crew expects to arrive. */
  arrival_estimate?: Instant;
  /** The local day of the report that the visit is done. The office may correct it. */
  done_on?: Day;
  /** When the crew reported the present state. A phone without a connection sends its report later. */
  reported_at?: Instant;
  attempt?: Attempt;
  /** For the crew. */
  note?: string;
  /** A swap that empties the unit and brings it back. */
  same_unit?: true;
  /** The visit added a line to the price, which goes with it. */
  charged?: true;
}

/** Why a visit failed. The customer reads the phrase of the code, never the reason. */
export interface Attempt {
  code: AttemptCode;
  reason: string;
  at: Instant;
}

/** The first six are on the customer's side. */
export const attemptCodes = [
  "blocked",
  "locked",
  "overfilled",
  "prohibited",
  "nobody_home",
  "not_ready",
  "weather",
  "truck",
  "our_schedule",
  "other",
] as const;
export type AttemptCode = (typeof attemptCodes)[number];

export type VisitKind = "service" | "drop_off" | "swap" | "pickup";
export type VisitState = "scheduled" | "en_route" | "on_site" | "done" | "attempted";

export interface Actor {
  kind: "customer" | "dispatcher" | "crew" | "system" | "api";
  name: string;
}

export type HistoryWhat =
  | "booked"
  | "imported"
  | "requested"
  | "quoted"
  | "approved"
  | "declined"
  | "expired"
  | "ready_for_pickup"
  | "en_route"
  | "on_site"
  | "dropped_off"
  | "swapped"
  | "in_progress"
  | "attempted"
  | "completed"
  | "cancelled"
  | "moved"
  | "assigned"
  | "visit_added"
  | "visit_removed"
  | "extended"
  | "overdue"
  | "weighed"
  | "priced"
  | "overage_decided"
  | "edited"
  | "messaged"
  | "link_revoked"
  | "link_replaced"
  | "undone"
  | "forgotten";

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
/**
 * Fields of a job at one revision. A change of one visit or rental period is held as
 * `visit/<id>` or `equipment/<id>`, which `visitIn` and `periodIn` read. With
 * `amendments`, `pricing` leaves them out, and they are only those at the end that differ. Earlier versions held `visits`
 * and `pricing` whole.
 */
export type JobFields = Partial<Omit<Job, "id" | "rev" | "updated_at" | "history" | "pricing">> & {
  pricing?: Omit<Pricing, "amendments"> & Partial<Pick<Pricing, "amendments">>;
  amendments?: Amendment[];
};

export const isOpen = (job: Pick<Job, "status">): boolean => job.status !== "completed" && job.status !== "cancelled";

/** What these functions read of a job, or of a copy of it that an audience sees. */
interface Visited<V> {
  visits: readonly V[];
}
type Progress = Pick<Visit, "state">;

/** Returns the visit that moves the status. */
export const lastVisit = <V>(job: Visited<V>): V => {
  const visit = job.visits.at(-1);
  if (visit === undefined) throw new RangeError("A job has at least one visit");
  return visit;
};

/** Returns the first visit that is not done; null if all are done or the job is over. */
export const nextOpenVisit = <V extends Progress>(job: Visited<V> & Pick<Job, "status">): V | null =>
  isOpen(job) ? (job.visits.find((visit) => visit.state !== "done") ?? null) : null;

/** Returns the visit that lists and cards show: the next open one, else the last. */
export const shownVisit = <V extends Progress>(job: Visited<V> & Pick<Job, "status">): V =>
  nextOpenVisit(job) ?? lastVisit(job);
