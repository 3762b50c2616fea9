import { cardRentalOf, type CardRental } from "./card-rental.ts";
import { whyOf, type CardWhy } from "./card-why.ts";
import type { Instant } from "./clock.ts";
import type { Day, Window } from "./day.ts";
import type { AudienceTable } from "./field-table.ts";
import {
  lastVisit,
  shownVisit,
  type AttemptCode,
  type HistoryWhat,
  type Job,
  type Status,
  type Visit,
  type VisitKind,
  type VisitState,
} from "./job.ts";
import { stageOf, type Stage } from "./status.ts";

/** One visit as a card on the board. */
export interface Card {
  /** The revision of the job, so that an older copy of the card never replaces a newer one. */
  rev: number;
  job: string;
  visit: string;
  kind: VisitKind;
  day: Day | null;
  window: Window | null;
  crew: string | null;
  state: VisitState;
  status: Status;
  stage: Stage;
  /** When the job reached its present state: "ready since 9:40". */
  since: Instant;
  service: string;
  customer: string;
  street: string;
  city: string;
  /** With a price range, its low end. */
  total_cents: number;
  /** The high end of a price range. */
  estimate_high_cents?: number;
  /**
   * The currency of the job. Cards of earlier versions have none; their amounts are in the currency of the business.
   */
  currency?: string;
  sample?: true;
  /** The time that the customer asked for, if the booking was a request. */
  requested?: { day: Day | null; window: Window | null };
  /** The place in the crew's lane, if the office chose one. */
  position?: number;
  rental?: CardRental;
  /** Why a crew could not do the visit. Cards of earlier versions have none. */
  attempt?: { code: AttemptCode; reason: string };
  /** Why a person has to look at the job, whatever its day. */
  why?: CardWhy;
}

/** Who sees each field of a card. */
export const cardFields = {
  rev: { shownTo: ["staff", "crew"] },
  job: { shownTo: ["staff", "crew"] },
  visit: { shownTo: ["staff", "crew"] },
  kind: { shownTo: ["staff", "crew"] },
  day: { shownTo: ["staff", "crew"] },
  window: { shownTo: ["staff", "crew"] },
  crew: { shownTo: ["staff", "crew"] },
  state: { shownTo: ["staff", "crew"] },
  status: { shownTo: ["staff", "crew"] },
  stage: { shownTo: ["staff", "crew"] },
  since: { shownTo: ["staff", "crew"] },
  service: { shownTo: ["staff", "crew"] },
  customer: { shownTo: ["staff", "crew"] },
  street: { shownTo: ["staff", "crew"] },
  city: { shownTo: ["staff", "crew"] },
  total_cents: { shownTo: ["staff", "crew_price"] },
  estimate_high_cents: { shownTo: ["staff", "crew_price"] },
  currency: { shownTo: ["staff", "crew"] },
  sample: { shownTo: ["staff", "crew"] },
  requested: { shownTo: ["staff", "crew"] },
  position: { shownTo: ["staff", "crew"] },
  rental: { shownTo: ["staff", "crew"] },
  attempt: { shownTo: ["staff"] },
  why: { shownTo: ["staff"] },
} as const satisfies AudienceTable<Card>;

export const cardOf = (job: Job, visitId: string): Card => {
  const visit = job.visits.find(({ id }) => id === visitId) ?? lastVisit(job);
  const [rental, why] = [cardRentalOf(job, visit), whyOf(job)];
  return {
    rev: job.rev,
    job: job.id,
    visit: visit.id,
    kind: visit.kind,
    day: visit.day,
    window: visit.window,
    crew: visit.crew,
    state: visit.state,
    status: job.status,
    stage: stageOf(job),
    since: job.history.findLast(({ what }) => stateEvents.has(what))?.at ?? job.created_at,
    service: job.service.name,
    customer: job.customer?.name ?? "",
    street: job.location.street,
    city: job.location.city,
    total_cents: job.pricing.total_cents,
    ...(job.pricing.estimate === null ? {} : { estimate_high_cents: job.pricing.estimate.high_cents }),
    currency: job.pricing.currency,
    ...(job.sample === undefined ? {} : { sample: job.sample }),
    ...(visit.requested === undefined ? {} : { requested: visit.requested }),
    ...(visit.position === undefined ? {} : { position: visit.position }),
    ...(rental === null ? {} : { rental }),
    ...attemptOf(visit),
    ...(why === null ? {} : { why }),
  };
};

const attemptOf = ({ state, attempt }: Visit): Pick<Card, "attempt"> =>
  state === "attempted" && attempt !== undefined ? { attempt: { code: attempt.code, reason: attempt.reason } } : {};

export const shownCardOf = (job: Job): Card => cardOf(job, shownVisit(job).id);

/** History events that change the state of a job. */
const stateEvents = new Set<HistoryWhat>([
  "booked",
  "imported",
  "requested",
  "quoted",
  "approved",
  "declined",
  "expired",
  "ready_for_pickup",
  "en_route",
  "on_site",
  "dropped_off",
  "swapped",
  "in_progress",
  "attempted",
  "completed",
  "cancelled",
  "undone",
]);
