import type { CustomerId } from "../../domain/customer/customer-id.ts";
import { customerBounds, type CustomerRecord } from "../../domain/customer/customer-record.ts";
import type { Day } from "../../domain/day.ts";
import type { Job } from "../../domain/job.ts";
import type { JobId } from "../../domain/job-id.ts";
import { UnreadableDocument } from "../job-store.ts";
import type { Finding, Mended } from "../upkeep.ts";
import { listedDays } from "./examine-calendar.ts";
import { isSettled, unlessUnreadable, type UpkeepContext } from "./upkeep-context.ts";

/** What the records of all customers say about jobs. */
export interface FiledJobs {
  listed: ReadonlySet<JobId>;
  /** Customers whose record is lost or cannot be read. Their jobs wait for it. */
  unknown: ReadonlySet<CustomerId>;
}

/** True if a job belongs under a customer, and neither a record lists it nor a running server is about to file it. */
export const isUnfiled = async (context: UpkeepContext, job: Job, { listed, unknown }: FiledJobs): Promise<boolean> => {
  const { contacts, customers, clock } = context;
  if (listed.has(job.id) || job.sample === true || job.customer === null || !isSettled(job, clock.now())) return false;
  const { customer, customer_record: chosenId } = job;
  const chosen = chosenId === undefined ? null : await unlessUnreadable(customers.findLive(chosenId));
  if (chosen === "unreadable" || (chosenId !== undefined && unknown.has(chosenId))) return false;
  if (chosen !== null) return !isTooOld(job, chosen);
  if (customer.phone === undefined && customer.email === undefined) return false;
  // Without a key, no contact was ever stored.
  if ((await unlessUnreadable(contacts.hasKey())) !== true) return true;
  for (const { hash } of await contacts.keysOf(customer)) {
    const claimed = await unlessUnreadable(contacts.customersOf(hash));
    if (claimed === "unreadable" || claimed.some((id) => unknown.has(id))) return false;
  }
  return (await unlessUnreadable(customers.ofJob(job))) === null;
};

export const unfiledJobs = (count: number): Finding => ({
  kind: "unfiled_jobs",
  where: "customers",
  detail: `${count === 1 ? "One job is" : `${count} jobs are`} under no customer. Jobs that are older than customer records are filed once.`,
  repairable: true,
});

/** Files every job that is under no customer, the newest first, so that a record has the newest name. */
export const fileJobs = async (context: UpkeepContext, filed: FiledJobs): Promise<Mended> => {
  const { objects, days, customers } = context;
  let count = 0;
  let failed = 0;
  const listed: Day[] = [];
  for await (const day of listedDays(objects)) listed.push(day);
  for (const day of listed.toReversed()) {
    const state = await unlessUnreadable(days.state(day));
    if (state === "unreadable") continue;
    const jobs = [...state.jobs.values()].map(({ job }) => job);
    for (const job of jobs.toSorted(newestFirst)) {
      if (!(await isUnfiled(context, job, filed))) continue;
      try {
        await customers.file(job);
        count += 1;
      } catch (error) {
        if (!(error instanceof UnreadableDocument)) throw error;
        failed += 1;
      }
    }
  }
  const notes = [
    count === 1 ? "One job was filed under its customer." : `${count} jobs were filed under their customers.`,
  ];
  if (failed > 0) notes.push(`A damaged record refused ${failed === 1 ? "one job" : `${failed} jobs`}.`);
  return { mended: count > 0, notes };
};

const newestFirst = (one: Job, other: Job): number => (one.created_at < other.created_at ? 1 : -1);

/** A record lists its newest jobs only. */
const isTooOld = ({ id }: Job, { jobs }: CustomerRecord): boolean =>
  jobs.length >= customerBounds.jobs && id < (jobs.at(-1) ?? "");
