import type { Instant } from "./clock.ts";
import { isOpen, type Actor, type HistoryEntry, type Job, type JobFields, type Visit } from "./job.ts";
import type { Amendment, Pricing } from "./price/pricing.ts";
import { isPeriodKey, isVisitKey } from "./recorded-change.ts";
import type { Token } from "./token.ts";

/** The name of every person that was forgotten. */
export const forgottenName = "Forgotten customer";

/** True for a job whose person was removed. It does not change any more, so that no change puts the person back. */
export const isForgotten = ({ history }: { history: readonly { what: string }[] }): boolean =>
  history.some(({ what }) => what === "forgotten");

/** True if the person of a job may be removed: the work is over. */
export const mayForget = (job: Pick<Job, "status">): boolean => !isOpen(job);

/**
 * Returns the job without its person, in the job itself and in each entry of its history. What the business needs for its
 * books stays: days, service, city, postal code, price, and who did the work. The link gets a token that no person knows,
 * and the lookup of the old one stays a tombstone.
 */
export const forgetJob = (
  job: Job,
  { token, lookup, ...stamp }: { id: string; at: Instant; by: Actor; token: Token; lookup: string },
): Job => ({
  ...forgetFields({ ...job, link: "revoked", retired_lookups: [...job.retired_lookups, lookup] }, token),
  rev: job.rev + 1,
  updated_at: stamp.at,
  history: [
    ...job.history.map((entry) => forgetEntry(entry, token)),
    { ...stamp, what: "forgotten", from: null, to: null },
  ],
});

type Forget<Value> = (value: NonNullable<Value>, token: Token) => Value;

const kept = <Value>(value: Value): Value => value;
const removed = (): undefined => undefined;

/** Returns a record without an optional field. */
const without = <R extends object, K extends keyof R>(record: R, name: object extends Pick<R, K> ? K : never): R => {
  const copy = { ...record };
  Reflect.deleteProperty(copy, name);
  return copy;
};

const forgetVisit = (visit: Visit): Visit => ({
  ...without(visit, "note"),
  ...(visit.attempt === undefined ? {} : { attempt: { ...visit.attempt, reason: "" } }),
});

const forgetAmendment = (step: Amendment): Amendment => ({
  ...step,
  reason: "",
  agreed: step.agreed === null ? null : { ...step.agreed, name: null },
});

type RecordedPricing = NonNullable<JobFields["pricing"]>;

/** In history, a price may be without its amendments. */
const forgetPricing = <P extends Pricing | RecordedPricing>(pricing: P): P => ({
  ...pricing,
  pending: pricing.pending === null ? null : { ...pricing.pending, reason: "" },
  ...(pricing.amendments === undefined ? {} : { amendments: pricing.amendments.map(forgetAmendment) }),
});

/** What becomes of each field. A new field does not compile without a decision. */
const fields: { readonly [K in keyof Job]-?: Forget<Job[K]> } = {
  id: kept,
  rev: kept,
  status: kept,
  service: kept,
  customer: () => ({ name: forgottenName }),
  location: (location) => ({ ...without(location, "notes"), street: "" }),
  items: kept,
  pricing: forgetPricing,
  visits: (visits) => visits.map(forgetVisit),
  rental: kept,
  equipment: kept,
  overage: (overage) => ({ ...overage, items: overage.items.map((item) => without(item, "reason")) }),
  quote: (quote) => ({
    ...without(quote, "declined_reason"),
    message: null,
    ...(quote.approved === undefined ? {} : { approved: { ...quote.approved, name: forgottenName } }),
  }),
  request: (request) => ({ ...request, description: "" }),
  ended_by: kept,
  tax_exempt: () => ({ reason: "" }),
  customer_record: removed,
  notes: () => null,
  tracking_token: (_, token) => token,
  link: kept,
  retired_lookups: kept,
  // An import finds by it that the job is here already.
  external_id: kept,
  source: kept,
  sample: kept,
  terms: removed,
  seen: kept,
  created_at: kept,
  updated_at: kept,
  ended_at: kept,
  history: kept,
};

const isField = (name: string): name is keyof Job => name in fields;

/** Applies the table to each field that has a value. A field without one stays as it is. */
const forgetFields = <Fields extends object>(record: Fields, token: Token): Fields => {
  const after: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(record)) {
    const next: unknown = value === null || value === undefined ? value : forgetField(name, value, token);
    if (next !== undefined) after[name] = next;
  }
  // Each function of the table returns the type that it takes.
  return after as Fields;
};

/** History also holds one visit, one rental period, or amendments alone. */
const forgetField = (name: string, value: unknown, token: Token): unknown => {
  if (isVisitKey(name)) return forgetVisit(value as Visit);
  if (isPeriodKey(name)) return value;
  if (name === "amendments") return (value as Amendment[]).map(forgetAmendment);
  if (!isField(name)) return undefined;
  const forget = fields[name] as (value: unknown, token: Token) => unknown;
  return forget(value, token);
};

const forgetEntry = (entry: HistoryEntry, token: Token): HistoryEntry => ({
  ...without(entry, "reason"),
  by: entry.by.kind === "customer" ? { kind: "customer", name: "Customer" } : entry.by,
  from: entry.from === null ? null : forgetFields(entry.from, token),
  to: entry.to === null ? null : forgetFields(entry.to, token),
});
