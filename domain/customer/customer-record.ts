import type { Instant } from "../clock.ts";
import type { Day } from "../day.ts";
import { invalid } from "../domain-error.ts";
import type { Location } from "../job.ts";
import { homeDayOf, type JobId } from "../job-id.ts";
import type { CustomerId } from "./customer-id.ts";

/**
 * What the office knows about one customer over all jobs. The record points at jobs; a job names a record only if a
 * person chose it. Each job keeps its own name, phone and email.
 */
export interface CustomerRecord {
  id: CustomerId;
  name: string;
  company: string | null;
  /** As a job stores them: E.164, perhaps with an extension. */
  phones: CustomerPhone[];
  emails: string[];
  /** The newest last. */
  addresses: Location[];
  notes: string | null;
  tags: string[];
  tax_exempt: { reason: string } | null;
  language: "en" | "es" | null;
  /** The newest first. */
  jobs: JobId[];
  possible_duplicates: CustomerId[];
  /** Records that the office said are other people. They are not offered as duplicates again. */
  distinct: CustomerId[];
  /** The record that this one was merged into. It keeps what it had before. */
  merged_into: CustomerId | null;
  /** The records that were merged into this one, the newest last. */
  merged: Merged[];
  /** The merge that began on this record and has not finished. No other merge may use the record until then. */
  merging: CustomerId | null;
  /** When a person last changed the record; null if only jobs did. */
  edited_at: Instant | null;
  /** The hash of the request that made the record, if it had an idempotency key. */
  made_by: string | null;
  created_at: Instant;
}

export interface CustomerPhone {
  number: string;
  label?: string;
}

/** One merge, and what the record got by it. Undoing the merge removes exactly that. */
export interface Merged {
  id: CustomerId;
  at: Instant;
  /** The name of the person who merged. */
  by: string;
  had: Gained;
}

/** What a record did not have before a merge. */
export interface Gained {
  phones: string[];
  emails: string[];
  addresses: Location[];
  tags: string[];
  jobs: JobId[];
  company?: string;
  notes?: string;
  tax_exempt?: { reason: string };
  language?: "en" | "es";
}

/** The most that one record holds. `jobs` keeps the newest; all else is refused above its bound. */
export const customerBounds = {
  phones: 10,
  emails: 10,
  addresses: 20,
  tags: 10,
  tagLength: 40,
  jobs: 500,
  duplicates: 20,
  bytes: 24 * 1024,
} as const;

export const newCustomer = (id: CustomerId, name: string, at: Instant): CustomerRecord => ({
  id,
  name,
  company: null,
  phones: [],
  emails: [],
  addresses: [],
  notes: null,
  tags: [],
  tax_exempt: null,
  language: null,
  jobs: [],
  possible_duplicates: [],
  distinct: [],
  merged_into: null,
  merged: [],
  merging: null,
  edited_at: null,
  made_by: null,
  created_at: at,
});

/** True if the record is within its size, so it can be stored. */
export const isWithinSize = (record: CustomerRecord): boolean =>
  new TextEncoder().encode(JSON.stringify(record)).length <= customerBounds.bytes;

/** Throws `invalid` if a record that a person made or changed holds too much. */
export const assertWithinBounds = (record: CustomerRecord): void => {
  const { phones, emails, addresses, tags } = record;
  for (const [field, { length }] of Object.entries({ phones, emails, addresses, tags })) {
    const most = customerBounds[field as "phones" | "emails" | "addresses" | "tags"];
    if (length > most)
      throw invalid({
        field: `/${field}`,
        code: "too_many",
        message: `A customer has at most ${most} ${words[field] ?? field}. These are ${length}.`,
      });
  }
  if (!isWithinSize(record))
    throw invalid({
      field: "/notes",
      code: "too_large",
      message: "This record is too large. Shorten its notes, or remove addresses that are no longer used.",
    });
};

/** Returns the home day of the newest job; null without a job. */
export const lastDayOf = ({ jobs: [newest] }: Pick<CustomerRecord, "jobs">): Day | null =>
  newest === undefined ? null : homeDayOf(newest);

/** Returns job ids once each, the newest first. Ids begin with the home day. */
export const newestFirst = (jobs: readonly JobId[]): JobId[] =>
  [...new Set(jobs)].toSorted((one, other) => (one < other ? 1 : -1)).slice(0, customerBounds.jobs);

const words: Readonly<Record<string, string>> = { phones: "phone numbers", emails: "email addresses" };
