import type { Instant } from "../clock.ts";
import { DomainError, invalid } from "../domain-error.ts";
import { textLimits } from "../text.ts";
import type { CustomerId } from "./customer-id.ts";
import {
  assertWithinBounds,
  newestFirst,
  type CustomerPhone,
  type CustomerRecord,
  type Gained,
  type Merged,
} from "./customer-record.ts";
import { sameAddress, sameEmail, samePhone } from "./same-value.ts";

/**
 * A merge is four writes: the survivor with the other's values and a marker, the other as a pointer, the survivor without
 * the marker, then contacts and index. A repetition after a crash continues. While a record has the marker it cannot
 * become a pointer, so two crossed merges never make a circle.
 */

/** The first write. A repetition takes the other's newest values again. */
export const beginMerge = (
  survivor: CustomerRecord,
  other: CustomerRecord,
  { at, by }: { at: Instant; by: string },
): CustomerRecord => {
  assertLive(survivor);
  if (survivor.id === other.id) throw refused("same", "This is the same customer. Choose another one.");
  if (survivor.merging !== null && survivor.merging !== other.id) throw busy();
  if (survivor.merging === null) assertLive(other);
  const before = survivor.merging === null ? survivor : abandonMerge(survivor);
  const had = gainedBy(before, other);
  const merged: Merged = { id: other.id, at, by, had };
  const after: CustomerRecord = {
    ...before,
    company: before.company ?? had.company ?? null,
    notes: joinedNotes(before.notes, had.notes),
    tax_exempt: before.tax_exempt ?? had.tax_exempt ?? null,
    language: before.language ?? had.language ?? null,
    phones: [...before.phones, ...phonesOf(other, had.phones)],
    emails: [...before.emails, ...had.emails],
    addresses: [...before.addresses, ...had.addresses],
    tags: [...before.tags, ...had.tags],
    jobs: newestFirst([...before.jobs, ...had.jobs]),
    possible_duplicates: union(before, other, "possible_duplicates"),
    distinct: union(before, other, "distinct"),
    merged: [...before.merged, merged],
    merging: other.id,
    edited_at: at,
  };
  assertWithinBounds(after);
  return after;
};

/** The second write. Throws `stale` if the other record is in a merge of its own or was merged elsewhere. */
export const becomePointer = (other: CustomerRecord, survivor: CustomerId): CustomerRecord => {
  if (other.merged_into === survivor) return other;
  if (other.merging !== null || other.merged_into !== null) throw busy();
  return { ...other, merged_into: survivor };
};

/** The third write. */
export const finishMerge = (survivor: CustomerRecord, other: CustomerId): CustomerRecord =>
  survivor.merging === other ? { ...survivor, merging: null } : survivor;

/** Takes back the first write, because the second one was refused. */
export const abandonMerge = (survivor: CustomerRecord): CustomerRecord =>
  survivor.merging === null ? survivor : { ...withoutMerged(survivor, survivor.merging), merging: null };

/** Makes a pointer a record of its own again. It still has what it had. */
export const becomeLive = (other: CustomerRecord, survivor: CustomerId): CustomerRecord =>
  other.merged_into === survivor ? { ...other, merged_into: null } : other;

/** Removes from a record what it got from another. What was changed since then stays. */
export const withoutMerged = (record: CustomerRecord, other: CustomerId): CustomerRecord => {
  const had = record.merged.find(({ id }) => id === other)?.had;
  if (had === undefined) return record;
  return {
    ...record,
    company: record.company === had.company ? null : record.company,
    notes: withoutNotes(record.notes, had.notes),
    tax_exempt: record.tax_exempt?.reason === had.tax_exempt?.reason ? null : record.tax_exempt,
    language: record.language === had.language ? null : record.language,
    phones: record.phones.filter(({ number }) => !had.phones.includes(number)),
    emails: record.emails.filter((email) => !had.emails.includes(email)),
    addresses: record.addresses.filter((address) => !had.addresses.some((one) => sameAddress(one, address))),
    tags: record.tags.filter((tag) => !had.tags.includes(tag)),
    jobs: record.jobs.filter((job) => !had.jobs.includes(job)),
    merged: record.merged.filter(({ id }) => id !== other),
  };
};

/** Throws `invalid` unless the other record was merged into this one, and this one into none. */
export const assertMerged = (record: CustomerRecord, other: CustomerId): void => {
  assertLive(record);
  if (!record.merged.some(({ id }) => id === other))
    throw refused("not_merged", "That customer was not merged into this one.");
};

/** Two records are not the same person. They are not offered to each other again. */
export const toldApart = (record: CustomerRecord, other: CustomerId): CustomerRecord => ({
  ...record,
  possible_duplicates: record.possible_duplicates.filter((id) => id !== other),
  distinct: [...record.distinct.filter((id) => id !== other), other].slice(-mostDistinct),
});

const gainedBy = (survivor: CustomerRecord, other: CustomerRecord): Gained => {
  const { company, notes, tax_exempt: exempt, language } = other;
  return {
    phones: other.phones
      .map(({ number }) => number)
      .filter((number) => !survivor.phones.some((one) => samePhone(one.number, number))),
    emails: other.emails.filter((email) => !survivor.emails.some((one) => sameEmail(one, email))),
    addresses: other.addresses.filter((address) => !survivor.addresses.some((one) => sameAddress(one, address))),
    tags: other.tags.filter((tag) => !survivor.tags.includes(tag)),
    jobs: other.jobs.filter((job) => !survivor.jobs.includes(job)),
    ...(company !== null && survivor.company === null ? { company } : {}),
    ...(notes !== null && notes !== survivor.notes ? { notes } : {}),
    ...(exempt !== null && survivor.tax_exempt === null ? { tax_exempt: exempt } : {}),
    ...(language !== null && survivor.language === null ? { language } : {}),
  };
};

const phonesOf = ({ phones }: CustomerRecord, numbers: readonly string[]): CustomerPhone[] =>
  phones.filter(({ number }) => numbers.includes(number));

const joinedNotes = (own: string | null, others: string | undefined): string | null => {
  if (others === undefined) return own;
  const joined = own === null ? others : `${own}\n${others}`;
  if (Array.from(joined).length <= textLimits.notes) return joined;
  throw invalid({
    field: "/notes",
    code: "too_long",
    message: `Together the notes are longer than ${textLimits.notes} characters. Shorten them, then merge.`,
  });
};

const withoutNotes = (notes: string | null, others: string | undefined): string | null => {
  if (notes === null || others === undefined) return notes;
  if (notes === others) return null;
  return notes.endsWith(`\n${others}`) ? notes.slice(0, -others.length - 1) : notes;
};

const union = (
  survivor: CustomerRecord,
  other: CustomerRecord,
  list: "possible_duplicates" | "distinct",
): CustomerId[] =>
  [...new Set([...survivor[list], ...other[list]])].filter((id) => id !== survivor.id && id !== other.id).slice(-20);

const assertLive = ({ merged_into: into }: CustomerRecord): void => {
  if (into !== null) throw refused("merged", "This customer was merged into another one. Open that one.");
};

const refused = (code: string, message: string): DomainError => invalid({ field: "/from", code, message });

const busy = (): DomainError =>
  new DomainError("stale", "Another merge with this customer came first. Open the customer again, then try again.");

const mostDistinct = 50;
