import type { Job } from "../job.ts";
import type { CustomerId } from "./customer-id.ts";
import type { CustomerRecord } from "./customer-record.ts";
import { namesAgree, sameEmail, sameName, samePhone } from "./same-value.ts";

/** Where a job belongs: under a known customer, or under a new record that lists those it may be the same as. */
export type Match = { kind: "known"; id: CustomerId } | { kind: "new"; duplicates: CustomerId[] };

/**
 * Decides under which customer a job is filed. `candidates` are the customers to whom its phone or email belongs. A job
 * that is filed under one of them stays there, so filing twice changes nothing.
 */
export const matchCustomer = (job: Pick<Job, "id" | "customer">, candidates: readonly CustomerRecord[]): Match => {
  const filed = candidates.find(({ jobs }) => jobs.includes(job.id));
  if (filed !== undefined) return { kind: "known", id: filed.id };
  const name = job.customer?.name ?? "";
  const agreeing = candidates.filter((record) => namesAgree(record.name, name));
  const known =
    onlyOne(agreeing) ??
    onlyOne(agreeing.filter((record) => hasEachContact(record, job))) ??
    onlyOne(agreeing.filter((record) => sameName(record.name, name)));
  if (known !== null) return { kind: "known", id: known.id };
  return { kind: "new", duplicates: candidates.map(({ id }) => id) };
};

/** True if the record has the phone and the email of the job, as far as the job has them. */
const hasEachContact = ({ phones, emails }: CustomerRecord, { customer }: Pick<Job, "customer">): boolean => {
  const { phone, email } = customer ?? {};
  return (
    (phone === undefined || phones.some(({ number }) => samePhone(number, phone))) &&
    (email === undefined || emails.some((one) => sameEmail(one, email)))
  );
};

const onlyOne = <Value>([first, ...others]: readonly Value[]): Value | null =>
  first === undefined || others.length > 0 ? null : first;
