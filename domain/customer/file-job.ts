import type { Instant } from "../clock.ts";
import type { Job, Location } from "../job.ts";
import type { JobId } from "../job-id.ts";
import { customerBounds, isWithinSize, newCustomer, newestFirst, type CustomerRecord } from "./customer-record.ts";
import type { CustomerId } from "./customer-id.ts";
import { sameAddress, sameEmail, samePhone } from "./same-value.ts";

/**
 * Returns the record with a job under it. A phone, email or address that the record lacks is added as an offer. Nothing
 * that the record has is changed. If the offers do not fit, only the job is added.
 */
export const withJob = (record: CustomerRecord, job: Job): CustomerRecord => {
  const filed: CustomerRecord = { ...record, jobs: newestFirst([job.id, ...record.jobs]) };
  const offered: CustomerRecord = {
    ...filed,
    phones: plus(filed.phones, phoneOf(job), (a, b) => samePhone(a.number, b.number), customerBounds.phones),
    emails: plus(filed.emails, job.customer?.email, sameEmail, customerBounds.emails),
    addresses: plus(filed.addresses, addressOf(job), sameAddress, customerBounds.addresses),
  };
  return isWithinSize(offered) ? offered : filed;
};

/** Returns the record without a job. What the job had offered stays. */
export const withoutJob = (record: CustomerRecord, job: JobId): CustomerRecord =>
  record.jobs.includes(job) ? { ...record, jobs: record.jobs.filter((id) => id !== job) } : record;

/** True if a record exists only because of jobs that are filed elsewhere now. */
export const isAbandoned = ({ jobs, edited_at, merged, merged_into, merging }: CustomerRecord): boolean =>
  jobs.length === 0 && edited_at === null && merged.length === 0 && merged_into === null && merging === null;

/** Returns the record that is made for a job which matches no customer. */
export const customerFor = (id: CustomerId, job: Job, at: Instant): CustomerRecord =>
  withJob(newCustomer(id, job.customer?.name ?? "", at), job);

/** Returns the record with others that may be the same person. Those that the office told apart stay out. */
export const withDuplicates = (record: CustomerRecord, others: readonly CustomerId[]): CustomerRecord => {
  const { id, possible_duplicates: known, distinct } = record;
  const added = others.filter((other) => other !== id && !known.includes(other) && !distinct.includes(other));
  if (added.length === 0) return record;
  return { ...record, possible_duplicates: [...new Set([...known, ...added])].slice(-customerBounds.duplicates) };
};

const phoneOf = ({ customer }: Job) => (customer?.phone === undefined ? undefined : { number: customer.phone });

const addressOf = ({ location }: Job): Location | undefined => (location.street === "" ? undefined : location);

const plus = <Value>(
  values: Value[],
  value: Value | undefined,
  isSame: (one: Value, other: Value) => boolean,
  most: number,
): Value[] =>
  value === undefined || values.length >= most || values.some((one) => isSame(one, value))
    ? values
    : [...values, value];
