import { instantOf, type Clock } from "../../../domain/clock.ts";
import { customerIdOfJob, jobIdOfCustomer, type CustomerId } from "../../../domain/customer/customer-id.ts";
import type { CustomerRecord } from "../../../domain/customer/customer-record.ts";
import { customerFor, isAbandoned, withDuplicates, withJob, withoutJob } from "../../../domain/customer/file-job.ts";
import { matchCustomer, type Match } from "../../../domain/customer/match-customer.ts";
import type { Job } from "../../../domain/job.ts";
import type { JobId } from "../../../domain/job-id.ts";
import type { ContactKey, ContactStore } from "../../contact-store.ts";
import type { StoredCustomer } from "../../customer-store.ts";
import { namesAgree } from "../../../domain/customer/same-value.ts";
import { StoreUnavailable } from "../../job-store.ts";
import { mostCustomers } from "../contacts.ts";
import type { CustomerReader } from "./customer-reader.ts";
import type { CustomerLogs } from "./customer-logs.ts";

export interface FilingContext {
  logs: Pick<CustomerLogs, "change">;
  reader: CustomerReader;
  contacts: Pick<ContactStore, "keysOf" | "customersOf" | "claim" | "changeCustomers">;
  /** Brings the index entry of a record up to date. */
  index: (id: CustomerId) => Promise<void>;
  findJob: (id: JobId) => Promise<Job | null>;
  clock: Clock;
}

/**
 * Files a job under its customer. The contact of its phone, then of its email, is claimed first under compare-and-swap,
 * so it decides between two jobs of one new phone. The record follows, then the index. A repetition finds its own claim
 * and goes on where the first run stopped.
 */
export const fileJob = async (
  context: FilingContext,
  job: Job,
  /** Jobs whose filing waits for this one. Their claims are left alone. */
  waiting: readonly JobId[] = [],
): Promise<void> => {
  const { contacts, reader } = context;
  if (job.sample === true || job.customer === null) return;
  const keys = await contacts.keysOf(job.customer);
  const chosen = job.customer_record === undefined ? null : await reader.findLive(job.customer_record);
  if (keys.length === 0 && chosen === null) return;
  const former = hasMoved(job) ? await reader.recordsOf(job) : [];
  for (let attempt = 1; attempt <= maxAttempts; attempt += 1) {
    const claims = await Promise.all(keys.map(({ hash }) => contacts.customersOf(hash)));
    const known = await readClaims(context, job, claims, waiting);
    const match: Match = chosen === null ? matchOf(job, known.candidates, former) : { kind: "known", id: chosen.id };
    const target = match.kind === "known" ? match.id : customerIdOfJob(job.id);
    if (!(await claimAll(context, keys, claims, { target, stays: known.stays }))) continue;
    if (!(await writeRecords(context, job, target, match))) continue;
    for (const record of former) if (record.id !== target) await leaveRecord(context, job, record);
    return;
  }
  throw new StoreUnavailable(new Error("Other changes of its contacts came first each time"));
};

/** True if an earlier version of the job had another contact, or a person chose another record. */
const hasMoved = ({ history }: Job): boolean =>
  history.some(({ from }) => from !== null && ("customer" in from || "customer_record" in from));

/** A contact that was only corrected does not make another customer. */
const matchOf = (job: Job, candidates: readonly StoredCustomer[], former: readonly StoredCustomer[]): Match => {
  const match = matchCustomer(job, candidates.map(unlessUnchosen(job)));
  if (match.kind === "known") return match;
  const before = former.find(({ name }) => namesAgree(name, job.customer?.name ?? ""));
  return before === undefined ? match : { kind: "known", id: before.id };
};

/** A job does not stay with a customer that a person chose once and does not choose any more. */
const unlessUnchosen = (job: Job) => {
  const chosen = new Set(job.history.map(({ from }) => from?.customer_record ?? null));
  return (record: StoredCustomer): CustomerRecord => (chosen.has(record.id) ? withoutJob(record, job.id) : record);
};

/**
 * Returns the customers that claim the job's contacts, and the claims that stay, by the id that each has now. A claim
 * without a record belongs to a job whose filing was interrupted, so that job is filed first. If there is no record after
 * that, the claim goes.
 */
const readClaims = async (
  context: FilingContext,
  job: Job,
  claims: readonly CustomerId[][],
  waiting: readonly JobId[],
): Promise<{ candidates: StoredCustomer[]; stays: ReadonlyMap<CustomerId, CustomerId> }> => {
  const own = customerIdOfJob(job.id);
  const candidates = new Map<CustomerId, StoredCustomer>();
  const stays = new Map<CustomerId, CustomerId>();
  for (const ids of claims) {
    const ownAt = ids.indexOf(own);
    for (const [index, id] of ids.entries()) {
      // A claim after our own waits for us.
      const isLater = ownAt >= 0 && index > ownAt;
      const record = await findOrFile(context, id, isLater || id === own ? null : [...waiting, job.id]);
      if (record !== null) candidates.set(record.id, record);
      if (record !== null || isLater) stays.set(id, record?.id ?? id);
    }
  }
  return { candidates: [...candidates.values()], stays };
};

const findOrFile = async (
  context: FilingContext,
  id: CustomerId,
  waiting: readonly JobId[] | null,
): Promise<StoredCustomer | null> => {
  const record = await context.reader.findLive(id);
  const maker = jobIdOfCustomer(id);
  if (record !== null || waiting === null || maker === null || waiting.includes(maker)) return record;
  const job = await context.findJob(maker);
  if (job === null) return null;
  await fileJob(context, job, waiting);
  return await context.reader.findLive(id);
};

/** Returns false if another process changed one of the contacts. */
const claimAll = async (
  { contacts }: FilingContext,
  keys: readonly ContactKey[],
  claims: readonly CustomerId[][],
  { target, stays }: { target: CustomerId; stays: ReadonlyMap<CustomerId, CustomerId> },
): Promise<boolean> => {
  for (const [index, { hash }] of keys.entries()) {
    const seen = claims[index] ?? [];
    const left = seen.flatMap((id) => stays.get(id) ?? (id === target ? [id] : []));
    const next = [...new Set([...left, target])].slice(-mostCustomers);
    if (!(await contacts.claim(hash, seen, next))) return false;
  }
  return true;
};

/** Returns false if the record was merged or removed after it was read. */
const writeRecords = async (
  { logs, index, clock }: FilingContext,
  job: Job,
  target: CustomerId,
  match: Match,
): Promise<boolean> => {
  const at = instantOf(clock.now());
  const others = match.kind === "known" ? [] : match.duplicates;
  const filed = await logs.change(target, (record) => {
    if (record === null) return match.kind === "known" ? null : withDuplicates(customerFor(target, job, at), others);
    return record.merged_into === null ? withDuplicates(withJob(record, job), others) : record;
  });
  if (filed === null || filed.merged_into !== null) return false;
  for (const other of others)
    await logs.change(other, (record) => (record === null ? null : withDuplicates(record, [target])));
  await index(target);
  return true;
};

/** Removes the job from a record that it was under before its contact changed, or before a person chose another. */
const leaveRecord = async (
  { logs, index, contacts }: FilingContext,
  job: Job,
  record: StoredCustomer,
): Promise<void> => {
  const left = await logs.change(record.id, (newest) => {
    const without = newest === null ? null : withoutJob(newest, job.id);
    return without === null || isAbandoned(without) ? null : without;
  });
  if (left === null) await removeClaims(contacts, record);
  await index(record.id);
};

const removeClaims = async (contacts: FilingContext["contacts"], record: CustomerRecord): Promise<void> => {
  const found = [
    ...record.phones.map(({ number }) => ({ phone: number })),
    ...record.emails.map((email) => ({ email })),
  ];
  for (const contact of found)
    for (const { hash } of await contacts.keysOf(contact)) await contacts.changeCustomers(hash, { remove: record.id });
};

const maxAttempts = 20;
