import type { Instant } from "./clock.ts";
import type { Day, Window } from "./day.ts";
import type { AudienceTable } from "./field-table.ts";
import {
  lastVisit,
  shownVisit,
  type HistoryWhat,
  type Job,
  type Status,
  type VisitKind,
  type VisitState,
} from "./job.ts";
import { stageOf, type Stage } from "./status.ts";

/** What a board shows of one visit: two lines and a status, in the order in which people look. */
export interface Card {
  /** The job's, so that an older copy never wins. */
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
  /** Since when it is so: "ready since 9:40". */
  since: Instant;
  service: string;
  customer: string;
  street: string;
  city: string;
  total_cents: number;
  /** The job's own currency; cards of earlier versions lack it, and are in the business's. */
  currency?: string;
  sample?: true;
  /** What the customer asked for, where online bookings were only requests. */
  requested?: { day: Day | null; window: Window | null };
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
  currency: { shownTo: ["staff", "crew"] },
  sample: { shownTo: ["staff", "crew"] },
  requested: { shownTo: ["staff", "crew"] },
} as const satisfies AudienceTable<Card>;

export const cardOf = (job: Job, visitId: string): Card => {
  const visit = job.visits.find(({ id }) => id === visitId) ?? lastVisit(job);
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
    since: job.history.findLast(({ what }) => tells.has(what))?.at ?? job.created_at,
    service: job.service.name,
    customer: job.customer?.name ?? "",
    street: job.location.street,
    city: job.location.city,
    total_cents: job.pricing.total_cents,
    currency: job.pricing.currency,
    ...(job.sample === undefined ? {} : { sample: job.sample }),
    ...(visit.requested === undefined ? {} : { requested: visit.requested }),
  };
};

export const shownCardOf = (job: Job): Card => cardOf(job, shownVisit(job).id);

/** Entries after which a job is somewhere else than before. */
const tells = new Set<HistoryWhat>([
  "booked",
  "imported",
  "ready_for_pickup",
  "en_route",
  "on_site",
  "dropped_off",
  "in_progress",
  "attempted",
  "completed",
  "cancelled",
  "undone",
]);
