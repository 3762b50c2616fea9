import type { Instant } from "./clock.ts";
import type { Actor, Customer, Job, JobItem, Location, Seen, Source, Status, Visit } from "./job.ts";
import type { JobId } from "./job-id.ts";
import { freeze, type ItemChoice, type Pricing } from "./pricing.ts";
import type { Service } from "./settings.ts";
import type { Token } from "./token.ts";

/** All that is known of a job before it has an identity. */
export interface JobDraft {
  service: { id: string; name: string };
  customer: Customer | null;
  location: Location;
  items: JobItem[];
  pricing: Omit<Pricing, "frozen_at" | "amendments"> & { frozen_at?: Instant };
  visits: Visit[];
  notes: string | null;
  source: Source;
  sample?: true;
  terms?: { version: string; accepted_at: Instant };
  seen?: Seen;
  external_id?: string;
  status?: Status;
  created_at?: Instant;
  ended_at?: Instant | null;
}

/** The first revision of a job. Where `draft` names its own instants (an import), they are kept. */
export const newJob = (
  draft: JobDraft,
  identity: { id: JobId; token: Token },
  stamp: { id: string; at: Instant; by: Actor },
): Job => {
  const { frozen_at: frozenAt, ...price } = draft.pricing;
  return {
    id: identity.id,
    rev: 1,
    status: draft.status ?? "booked",
    service: draft.service,
    customer: draft.customer,
    location: draft.location,
    items: draft.items,
    pricing: freeze(price, frozenAt ?? stamp.at),
    visits: draft.visits,
    notes: draft.notes,
    tracking_token: identity.token,
    link: "live",
    retired_lookups: [],
    ...(draft.external_id === undefined ? {} : { external_id: draft.external_id }),
    source: draft.source,
    ...(draft.sample === undefined ? {} : { sample: draft.sample }),
    ...(draft.terms === undefined ? {} : { terms: draft.terms }),
    ...(draft.seen === undefined ? {} : { seen: draft.seen }),
    created_at: draft.created_at ?? stamp.at,
    updated_at: stamp.at,
    ended_at: draft.ended_at ?? null,
    history: [{ ...stamp, what: draft.source === "import" ? "imported" : "booked", from: null, to: null }],
  };
};

/** The visits a new job of a service begins with; the first takes the day and window that were chosen. */
export const visitsFor = (service: Service, first: Pick<Visit, "day" | "window" | "crew" | "requested">): Visit[] =>
  service.visits.map((kind, index) => ({
    id: `v${index + 1}`,
    kind,
    ...(index === 0 ? first : { day: null, window: null, crew: null }),
    state: "scheduled",
  }));

export const itemsFor = (service: Service, choices: ItemChoice[]): JobItem[] =>
  choices.map(({ id, quantity }) => ({
    id,
    label: service.items.find((item) => item.id === id)?.label ?? id,
    quantity,
  }));
