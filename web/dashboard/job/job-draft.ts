import type { Job, JobPatch } from "../../../http/api-client.ts";
import { recordOf } from "../../../domain/field-table.ts";
import { jobTexts, type JobText } from "../../../domain/job-text.ts";
import { shownVisit } from "./visit.ts";

/**
 * What a dispatcher types into a job, as the values of controls: `when` is `2026-11-27 08:00-12:00`, a day alone for
 * any time, or empty; `crew` an id or empty; `price` the JSON of what the server takes.
 */
const ownFields = [
  "customer.name",
  "customer.phone",
  "customer.email",
  "location.street",
  "location.city",
  "location.state",
  "location.postal_code",
  "location.notes",
  "service",
  "when",
  "crew",
  "price",
] as const;
export type FieldName = (typeof ownFields)[number] | JobText;
export const fields: readonly FieldName[] = [...ownFields, ...jobTexts];
export type Values = Record<FieldName, string>;

/** The job as it was when somebody began to type, and what they typed. A field that they left alone is not in `mine`. */
export interface Draft {
  opened: Values;
  mine: Partial<Values>;
  /** Why the price changes; no field of the job, so nobody else changes it. */
  reason: string;
}

export const openDraft = (job: Job): Draft => ({ opened: valuesOf(job), mine: {}, reason: "" });

/** What a control shows: what was typed, else the job as it is now. */
export const shownValues = (draft: Draft, now: Values): Values => ({ ...now, ...draft.mine });

export const typeInto = (draft: Draft, now: Values, change: Partial<Values>): Draft => {
  const mine = { ...draft.mine, ...change };
  // Back to what stands there is no change; back to what stood there before somebody else changed it is one.
  for (const name of fields) if (mine[name] === now[name] && now[name] === draft.opened[name]) delete mine[name];
  return { ...draft, mine };
};

export interface Line {
  field: FieldName;
  theirs: string;
  /** Null where we left the field alone: theirs stands without asking. */
  mine: string | null;
}

/** What others changed since the draft was opened. Those with `mine` have two answers, and somebody has to choose. */
export const linesOf = (draft: Draft, now: Values): Line[] =>
  fields.flatMap((field) => {
    const [opened, theirs, mine] = [draft.opened[field], now[field], draft.mine[field]];
    if (theirs === opened || theirs === mine) return [];
    return [{ field, theirs, mine: mine ?? null }];
  });

export const clashes = (draft: Draft, now: Values): Line[] => linesOf(draft, now).filter(({ mine }) => mine !== null);

/** The draft after a choice, on top of the job as it is now: there is nothing left to choose. */
export const choose = (draft: Draft, now: Values, choice: (field: FieldName) => "mine" | "theirs"): Draft => {
  const taken = new Set(clashes(draft, now).flatMap(({ field }) => (choice(field) === "theirs" ? [field] : [])));
  const mine = Object.fromEntries(Object.entries(draft.mine).filter(([field]) => !taken.has(field as FieldName)));
  return { ...draft, opened: now, mine };
};

export const isDirty = ({ mine, reason }: Draft): boolean => Object.keys(mine).length > 0 || reason !== "";

/** What has to be sent so that the job becomes what is shown. Null where it is that already. */
export const patchOf = (draft: Draft, now: Values): JobPatch | null => {
  const patch: JobPatch = {};
  const typed = <K extends FieldName>(field: K): string | undefined =>
    draft.mine[field] === now[field] ? undefined : draft.mine[field];
  const [name, phone, email] = [typed("customer.name"), typed("customer.phone"), typed("customer.email")];
  if (name !== undefined || phone !== undefined || email !== undefined) {
    patch.customer = {
      ...(name === undefined ? {} : { name }),
      ...(phone === undefined ? {} : { phone: orNull(phone) }),
      ...(email === undefined ? {} : { email: orNull(email) }),
    };
  }
  const place = Object.fromEntries(
    (["street", "city", "state", "postal_code", "notes"] as const).flatMap((part) => {
      const text = typed(`location.${part}`);
      const mayGo = part === "state" || part === "notes";
      return text === undefined ? [] : [[part, mayGo ? orNull(text) : text]];
    }),
  );
  if (Object.keys(place).length > 0) patch.location = place;
  const [service, when, crew, price] = [typed("service"), typed("when"), typed("crew"), typed("price")];
  if (service !== undefined) patch.service = service;
  if (when !== undefined) Object.assign(patch, readWhen(when));
  if (crew !== undefined) patch.crew = orNull(crew);
  for (const name of jobTexts) {
    const text = typed(name);
    if (text !== undefined) patch[name] = orNull(text);
  }
  if (price !== undefined) patch.pricing = readPrice(price);
  if (Object.keys(patch).length === 0) return null;
  return { ...patch, ...(draft.reason.trim() === "" ? {} : { reason: draft.reason.trim() }) };
};

const orNull = (text: string): string | null => (text.trim() === "" ? null : text);

export const valuesOf = (job: Job): Values => {
  const visit = shownVisit(job);
  return {
    "customer.name": job.customer?.name ?? "",
    "customer.phone": job.customer?.phone ?? "",
    "customer.email": job.customer?.email ?? "",
    "location.street": job.location.street,
    "location.city": job.location.city,
    "location.state": job.location.state ?? "",
    "location.postal_code": job.location.postal_code,
    "location.notes": job.location.notes ?? "",
    service: job.service.id,
    when: whenValue(visit.day, visit.window),
    crew: visit.crew ?? "",
    price: job.pricing === undefined ? "" : priceValue(job.pricing),
    ...recordOf(jobTexts, (name) => job[name] ?? ""),
  };
};

type Slot = { day: string | null; window: { start: string; end: string } | null };

export const whenValue = (day: Slot["day"], window: Slot["window"]): string =>
  day === null ? "" : window === null ? day : `${day} ${window.start}-${window.end}`;

export const readWhen = (value: string): Slot => {
  const [day = "", window = ""] = value.split(" ");
  const [start, end] = window.split("-");
  return { day: day === "" ? null : day, window: start && end ? { start, end } : null };
};

export type PriceInput = NonNullable<JobPatch["pricing"]>;

const priceValue = ({ kind, currency, total_cents, lines }: NonNullable<Job["pricing"]>): string =>
  printPrice(
    kind === "flat"
      ? { kind, amount_cents: total_cents, currency }
      : { kind, lines: lines.map(({ label, quantity, unit_cents }) => ({ label, quantity, unit_cents })), currency },
  );

export const printPrice = (price: PriceInput): string => JSON.stringify(price);

/** Only `printPrice` writes what this reads. */
export const readPrice = (value: string): PriceInput => JSON.parse(value) as PriceInput;

/** In cents, as the server will round it. */
export const totalOf = (price: PriceInput): number =>
  price.kind === "flat"
    ? price.amount_cents
    : price.lines.reduce(
        (sum, { quantity, unit_cents }) => sum + Math.floor((Math.round(quantity * 1000) * unit_cents + 500) / 1000),
        0,
      );
