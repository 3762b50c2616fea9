import type { Instant } from "../clock.ts";
import type { Location } from "../job.ts";
import { assertWithinBounds, type CustomerPhone, type CustomerRecord } from "./customer-record.ts";
import { sameEmail, samePhone } from "./same-value.ts";

/** What a person changes of a record. A field that is left out stays as it is, null clears it, and a list is replaced. */
export interface CustomerEdit {
  name?: string;
  company?: string | null;
  phones?: CustomerPhone[];
  emails?: string[];
  addresses?: Location[];
  notes?: string | null;
  tags?: string[];
  tax_exempt?: { reason: string } | null;
  language?: "en" | "es" | null;
}

/** Applies an edit. An edit that changes nothing returns the same record. Throws `invalid` beyond the bounds. */
export const editCustomer = (record: CustomerRecord, edit: CustomerEdit, at: Instant): CustomerRecord => {
  const next: CustomerRecord = {
    ...record,
    ...edit,
    company: emptyToNull(edit.company, record.company),
    notes: emptyToNull(edit.notes, record.notes),
    phones: distinct(edit.phones ?? record.phones, (a, b) => samePhone(a.number, b.number)),
    emails: distinct(edit.emails ?? record.emails, sameEmail),
    tags: distinct(edit.tags ?? record.tags, (a, b) => a === b),
  };
  if (JSON.stringify(next) === JSON.stringify(record)) return record;
  assertWithinBounds(next);
  return { ...next, edited_at: at };
};

const emptyToNull = (text: string | null | undefined, before: string | null): string | null => {
  if (text === undefined) return before;
  return text === "" ? null : text;
};

const distinct = <Value>(values: Value[], isSame: (one: Value, other: Value) => boolean): Value[] =>
  values.filter((value, index) => values.findIndex((one) => isSame(one, value)) === index);
