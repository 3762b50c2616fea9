import type { Job, JobPatch } from "../../../http/api-client.ts";
import { recordOf } from "../../../domain/field-table.ts";
import { jobTexts, type JobText } from "../../../domain/job-text.ts";
import { contactInput } from "../form/contact-choice.ts";
import { remoteChanges } from "../form/merge.ts";
import { shownVisit } from "./visit.ts";

/**
 * The fields of a job's form, as the values of their controls. `when` is `2026-11-27 08:00-12:00`, a day alone for any
 * time, or empty for no day. `crew` is an id or empty. `customer.text_consent` is `yes` or empty.
 */
const ownFields = [
  "customer.name",
  "customer.phone",
  "customer.email",
  "customer.contact_by",
  "customer.language",
  "customer.text_consent",
  "location.street",
  "location.city",
  "location.state",
  "location.postal_code",
  "location.notes",
  "service",
  "when",
  "crew",
] as const;
export type FieldName = (typeof ownFields)[number] | JobText;
export const fields: readonly FieldName[] = [...ownFields, ...jobTexts];
export type Values = Record<FieldName, string>;

/** An edit of a job. `local` has only the fields that a person typed into. */
export interface Draft {
  /** The job when the edit began. */
  base: Values;
  local: Partial<Values>;
  /** Why the job ends. It is not a field of the job, so it cannot conflict. */
  reason: string;
}

export const openDraft = (job: Job): Draft => ({ base: valuesOf(job), local: {}, reason: "" });

/** The values of the controls: what was typed, else the present job. */
export const shownValues = (draft: Draft, remote: Values): Values => ({ ...remote, ...draft.local });

export const typeInto = (draft: Draft, remote: Values, change: Partial<Values>): Draft => {
  const local = { ...draft.local, ...change };
  // Typing the present value again is no change, unless another person changed it since the edit began.
  for (const name of fields) if (local[name] === remote[name] && remote[name] === draft.base[name]) delete local[name];
  return { ...draft, local };
};

/** A field that another person changed since the edit began. */
export interface ChangedField {
  field: FieldName;
  remote: string;
  /** The typed value; null if the edit left the field alone, so the remote value stands. */
  local: string | null;
}

export const changedFields = (draft: Draft, remote: Values): ChangedField[] => {
  // A stored draft of an earlier version lacks newer fields. They count as unchanged.
  const base = { ...remote, ...draft.base };
  return remoteChanges(base, remote, { ...base, ...draft.local }).flatMap(({ key }) => {
    const field = fields.find((name) => name === key);
    return field === undefined ? [] : [{ field, remote: remote[field], local: draft.local[field] ?? null }];
  });
};

/** The fields that both changed, to different values. */
export const conflictsOf = (draft: Draft, remote: Values): ChangedField[] =>
  changedFields(draft, remote).filter(({ local }) => local !== null);

/** The draft after a person chose a side for each conflict. It now begins with the present job. */
export const resolveConflicts = (
  draft: Draft,
  remote: Values,
  choice: (field: FieldName) => "local" | "remote",
): Draft => {
  const given = new Set<string>(
    conflictsOf(draft, remote).flatMap(({ field }) => (choice(field) === "remote" ? [field] : [])),
  );
  const local = Object.fromEntries(Object.entries(draft.local).filter(([field]) => !given.has(field)));
  return { ...draft, base: remote, local };
};

export const isDirty = ({ local, reason }: Draft): boolean => Object.keys(local).length > 0 || reason !== "";

/** The patch that makes the job equal to the form; null if nothing differs. */
export const patchOf = (draft: Draft, remote: Values): JobPatch | null => {
  const patch: JobPatch = {};
  const typed = <K extends FieldName>(field: K): string | undefined =>
    draft.local[field] === remote[field] ? undefined : draft.local[field];
  const [name, phone, email] = [typed("customer.name"), typed("customer.phone"), typed("customer.email")];
  const contact = contactInput({
    contact_by: typed("customer.contact_by"),
    language: typed("customer.language"),
    text_consent: typed("customer.text_consent"),
  });
  if ([name, phone, email].some((text) => text !== undefined) || Object.keys(contact).length > 0) {
    patch.customer = {
      ...contact,
      ...(name === undefined ? {} : { name }),
      ...(phone === undefined ? {} : { phone: orNull(phone) }),
      ...(email === undefined ? {} : { email: orNull(email) }),
    };
  }
  const location = Object.fromEntries(
    (["street", "city", "state", "postal_code", "notes"] as const).flatMap((part) => {
      const text = typed(`location.${part}`);
      const isOptional = part === "state" || part === "notes";
      return text === undefined ? [] : [[part, isOptional ? orNull(text) : text]];
    }),
  );
  if (Object.keys(location).length > 0) patch.location = location;
  const [service, when, crew] = [typed("service"), typed("when"), typed("crew")];
  if (service !== undefined) patch.service = service;
  if (when !== undefined) Object.assign(patch, readWhen(when));
  if (crew !== undefined) patch.crew = orNull(crew);
  for (const name of jobTexts) {
    const text = typed(name);
    if (text !== undefined) patch[name] = orNull(text);
  }
  return Object.keys(patch).length === 0 ? null : patch;
};

const orNull = (text: string): string | null => (text.trim() === "" ? null : text);

export const valuesOf = (job: Job): Values => {
  const visit = shownVisit(job);
  return {
    "customer.name": job.customer?.name ?? "",
    "customer.phone": job.customer?.phone ?? "",
    "customer.email": job.customer?.email ?? "",
    "customer.contact_by": job.customer?.contact_by ?? "",
    "customer.language": job.customer?.language ?? "",
    "customer.text_consent": job.customer?.text_consent ? "yes" : "",
    "location.street": job.location.street,
    "location.city": job.location.city,
    "location.state": job.location.state ?? "",
    "location.postal_code": job.location.postal_code,
    "location.notes": job.location.notes ?? "",
    service: job.service.id,
    when: whenValue(visit.day, visit.window),
    crew: visit.crew ?? "",
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
