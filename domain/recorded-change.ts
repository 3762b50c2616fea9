import { fieldNames } from "./field-table.ts";
import { jobFields } from "./job-fields.ts";
import type { Job, JobFields, Visit } from "./job.ts";
import type { RentalPeriod } from "./rental/rental-period.ts";
import { readStoredFields } from "./stored-job.ts";

/**
 * What a history entry holds of a change: the fields that differ, before and after. A visit, and what differs in a rental
 * period, are held alone if their list is the same, and amendments are held as those that were added or removed at the end. A rental with many reports
 * stays small that way.
 */
export const recordedChange = (before: Job, after: Job): { from: JobFields; to: JobFields } => {
  const from: Record<string, unknown> = {};
  const to: Record<string, unknown> = {};
  const record = (name: string, was: unknown, is: unknown) => {
    // JSON has no undefined, so the entry holds null where an optional field has no value.
    from[name] = was ?? null;
    to[name] = is ?? null;
  };
  for (const name of recordedFields) {
    if (isSame(before[name], after[name])) continue;
    const pairs =
      name === "visits"
        ? pairsOf("visit", before.visits, after.visits)
        : name === "equipment"
          ? pairsOf("equipment", before.equipment, after.equipment)
          : null;
    if (pairs !== null) {
      for (const [key, was, is] of pairs) {
        const [had, has] = name === "visits" ? [was, is] : partsOf(was, is);
        if (!isSame(was, is)) record(key, had, has);
      }
    } else if (name === "pricing") {
      const { amendments: had, ...wasPrice } = before.pricing;
      const { amendments: has, ...isPrice } = after.pricing;
      if (!isSame(wasPrice, isPrice)) record("pricing", wasPrice, isPrice);
      const kept = had.findIndex((step, index) => !isSame(step, has[index]));
      const same = kept < 0 ? had.length : kept;
      if (!isSame(had, has)) record("amendments", had.slice(same), has.slice(same));
    } else record(name, before[name], after[name]);
  }
  return { from, to };
};

/** Returns the job with the fields that it had before a change. The change is the newest that is not undone. */
export const restoredFrom = (job: Job, { from, to }: { from: JobFields | null; to: JobFields | null }): Job => {
  const next = { ...job };
  const { amendments, pricing, ...read } = readStoredFields(from ?? {});
  for (const name of recordedFields) {
    if (name === "pricing") continue;
    const value = read[name];
    if (value === undefined) continue;
    // An entry holds null for an optional field without a value; the job leaves that field out.
    if (value === null && jobFields[name].empty === "left_out") Reflect.deleteProperty(next, name);
    else Object.assign(next, { [name]: value });
  }
  const visits = next.visits.map((visit) => visitIn(from, visit.id) ?? visit);
  const equipment = next.equipment?.map((period) => ({ ...period, ...periodIn(from, period.id) }));
  const steps = job.pricing.amendments;
  const added = to?.amendments?.length ?? 0;
  return {
    ...next,
    visits,
    ...(equipment === undefined ? {} : { equipment }),
    pricing: {
      ...job.pricing,
      ...pricing,
      ...(amendments === undefined ? {} : { amendments: [...steps.slice(0, steps.length - added), ...amendments] }),
    },
  };
};

/** Returns the visit that an entry holds alone. */
export const visitIn = (fields: JobFields | null, id: string): Visit | undefined =>
  // Only `recordedChange` writes such keys.
  fields === null ? undefined : (Reflect.get(fields, `visit/${id}`) as Visit | undefined);

/** Returns the fields of a rental period that an entry holds alone. */
export const periodIn = (fields: JobFields | null, id: string): Partial<RentalPeriod> | undefined =>
  fields === null ? undefined : (Reflect.get(fields, `equipment/${id}`) as Partial<RentalPeriod> | undefined);

/** True for the key of a visit, such as `visit/v1`. */
export const isVisitKey = (name: string): boolean => name.startsWith("visit/");

/** True for the key of a rental period, such as `equipment/e1`. */
export const isPeriodKey = (name: string): boolean => name.startsWith("equipment/");

const isRecorded = (name: keyof Job): name is Exclude<keyof JobFields, "amendments"> => jobFields[name].history;
const recordedFields = fieldNames<Job>(jobFields).filter(isRecorded);

/** Pairs the entries of two lists with the same ids, with the key of each; null for other lists. */
const pairsOf = <T extends { id: string }>(
  kind: string,
  before: T[] | undefined,
  after: T[] | undefined,
): [key: string, was: T, is: T][] | null => {
  if (before === undefined || after === undefined || before.length !== after.length) return null;
  const pairs = after.flatMap((is, index): [string, T, T][] => {
    const was = before[index];
    return was?.id === is.id ? [[`${kind}/${is.id}`, was, is]] : [];
  });
  return pairs.length === after.length ? pairs : null;
};

/** The fields in which two records differ. */
const partsOf = (was: object, is: object): [object, object] => {
  const names = Object.keys(is).filter((name) => !isSame(Reflect.get(was, name), Reflect.get(is, name)));
  const pick = (one: object) => Object.fromEntries(names.map((name) => [name, Reflect.get(one, name)]));
  return [pick(was), pick(is)];
};

const isSame = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);
