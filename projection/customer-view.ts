import type { CustomerEntry } from "../domain/customer/customer-entry.ts";
import type { CustomerRecord } from "../domain/customer/customer-record.ts";
import type { Day } from "../domain/day.ts";
import { homeDayOf } from "../domain/job-id.ts";
import { shownVisit, type Job, type Location } from "../domain/job.ts";

/** A customer for owners and dispatchers, with what the page shows of the newest jobs. */
export interface CustomerView extends Omit<
  CustomerRecord,
  "distinct" | "merged" | "merging" | "edited_at" | "made_by"
> {
  rev: number;
  do_not_text: boolean;
  /** The records that were merged into this one, the newest last. */
  merged: { id: string; at: string; by: string }[];
  /** True while a merge that began has not finished. */
  is_merging: boolean;
  recent_jobs: JobOfCustomer[];
}

/** A job as a customer's page lists it. */
export interface JobOfCustomer {
  id: string;
  day: Day;
  service: string;
  status: Job["status"];
}

export interface ListedCustomer {
  id: string;
  name: string;
  company: string | null;
  phones: string[];
  emails: string[];
  last_day: Day | null;
  /** How many jobs. */
  jobs: number;
  tags: string[];
}

/** A known customer, for the form of a new job. */
export interface MatchedCustomer {
  id: string;
  name: string;
  phones: CustomerRecord["phones"];
  emails: string[];
  addresses: Location[];
  jobs: number;
  last_job: { id: string; day: Day; service: string } | null;
  notes: string | null;
  tags: string[];
  tax_exempt: { reason: string } | null;
  do_not_text: boolean;
}

/** The customer of one job, in the answer for that job. */
export interface CustomerOfJob {
  id: string;
  name: string;
  jobs: number;
  tags: string[];
  do_not_text: boolean;
  notes: string | null;
}

type Stored = CustomerRecord & { rev: number };

export const customerView = (
  record: Stored,
  recent: readonly Job[],
  { do_not_text }: Pick<CustomerView, "do_not_text">,
): CustomerView => {
  const { distinct: _distinct, merged, merging, edited_at: _editedAt, made_by: _madeBy, ...shown } = record;
  return {
    ...shown,
    do_not_text,
    merged: merged.map(({ id, at, by }) => ({ id, at, by })),
    is_merging: merging !== null,
    recent_jobs: recent.map(jobOfCustomer),
  };
};

export const listedCustomer = ({
  id,
  name,
  company,
  phones,
  emails,
  last_day,
  jobs,
  tags,
}: CustomerEntry): ListedCustomer => ({
  id,
  name,
  company: company ?? null,
  phones,
  emails,
  last_day,
  jobs,
  tags,
});

/** `newest` is the newest job that can be read. */
export const matchedCustomer = (
  record: Stored,
  newest: Job | null,
  { do_not_text }: Pick<MatchedCustomer, "do_not_text">,
): MatchedCustomer => {
  const { id, name, phones, emails, addresses, jobs, notes, tags, tax_exempt } = record;
  return {
    id,
    name,
    phones,
    emails,
    addresses,
    jobs: jobs.length,
    last_job: newest === null ? null : { id: newest.id, day: dayOf(newest), service: newest.service.name },
    notes,
    tags,
    tax_exempt,
    do_not_text,
  };
};

export const customerOfJob = (record: Stored, { do_not_text }: Pick<CustomerOfJob, "do_not_text">): CustomerOfJob => {
  const { id, name, jobs, tags, notes } = record;
  return { id, name, jobs: jobs.length, tags, do_not_text, notes };
};

const jobOfCustomer = (job: Job): JobOfCustomer => ({
  id: job.id,
  day: dayOf(job),
  service: job.service.name,
  status: job.status,
});

/** The day that lists show, or the day that the job was made for. */
const dayOf = (job: Job): Day => shownVisit(job).day ?? homeDayOf(job.id);
