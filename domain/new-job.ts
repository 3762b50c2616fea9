import type { Instant } from "./clock.ts";
import type { Actor, Customer, HistoryWhat, Job, JobItem, Location, Seen, Source, Status, Visit } from "./job.ts";
import { withoutUndefined, type AllFields } from "./field-table.ts";
import type { JobId } from "./job-id.ts";
import { newTexts, type JobText, type JobTextInput } from "./job-text.ts";
import type { ItemChoice } from "./price/choices.ts";
import { freeze, type Price } from "./price/pricing.ts";
import type { Quote, QuoteRequest } from "./quote.ts";
import type { RentalPeriod } from "./rental/rental-period.ts";
import type { Rental } from "./rental/rental-rules.ts";
import type { Service } from "./settings.ts";
import type { Token } from "./token.ts";

/** What a new job is made of: everything but its identity. A text that is left out is empty. */
export interface NewJobInput extends JobTextInput {
  service: { id: string; name: string };
  customer: Customer | null;
  location: Location;
  items: JobItem[];
  pricing: Price & { frozen_at?: Instant };
  visits: Visit[];
  source: Source;
  sample?: true;
  terms?: Job["terms"];
  seen?: Seen;
  external_id?: string;
  rental?: Rental;
  equipment?: RentalPeriod[];
  quote?: Quote;
  request?: QuoteRequest;
  tax_exempt?: Job["tax_exempt"];
  customer_record?: string;
  status?: Status;
  created_at?: Instant;
  ended_at?: Instant | null;
}

/** Returns the first revision of a job. An import passes its own instants, and the job keeps them. */
export const newJob = (
  input: NewJobInput,
  identity: { id: JobId; token: Token },
  stamp: { id: string; at: Instant; by: Actor },
): Job => {
  const { frozen_at: frozenAt, ...price } = input.pricing;
  const fields: AllFields<Omit<Job, JobText>> = {
    id: identity.id,
    rev: 1,
    status: input.status ?? "booked",
    service: input.service,
    customer: input.customer,
    location: input.location,
    items: input.items,
    pricing: freeze(price, frozenAt ?? stamp.at),
    visits: input.visits,
    rental: input.rental,
    equipment: input.equipment,
    overage: undefined,
    quote: input.quote,
    request: input.request,
    ended_by: undefined,
    tax_exempt: input.tax_exempt,
    customer_record: input.customer_record,
    tracking_token: identity.token,
    link: "live",
    retired_lookups: [],
    external_id: input.external_id,
    source: input.source,
    sample: input.sample,
    terms: input.terms,
    seen: input.seen,
    created_at: input.created_at ?? stamp.at,
    updated_at: stamp.at,
    ended_at: input.ended_at ?? null,
    history: [{ ...stamp, what: beginningOf(input), from: null, to: null }],
  };
  return { ...withoutUndefined<Omit<Job, JobText>>(fields), ...newTexts(input) };
};

const beginningOf = ({ source, status }: NewJobInput): HistoryWhat => {
  if (source === "import") return "imported";
  return status === "requested" || status === "quoted" ? status : "booked";
};

/**
 * Returns the visits that a new job of a service starts with. The first one gets the day and window that were chosen.
 */
export const visitsFor = (service: Service, first: Pick<Visit, "day" | "window" | "crew" | "requested">): Visit[] =>
  service.visits.map((kind, index) => ({
    id: `v${index + 1}`,
    kind,
    ...(index === 0 ? first : { day: null, window: null, crew: null }),
    state: "scheduled",
  }));

export const itemsFor = ({ groups }: Pick<Service, "groups">, choices: readonly ItemChoice[]): JobItem[] => {
  const options = groups.flatMap((group) => group.options);
  return choices.map(({ id, quantity }) => ({
    id,
    label: options.find((option) => option.id === id)?.label ?? id,
    quantity,
  }));
};
