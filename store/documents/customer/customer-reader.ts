import { customerIdOfJob, type CustomerId } from "../../../domain/customer/customer-id.ts";
import { matchCustomer } from "../../../domain/customer/match-customer.ts";
import type { Customer, Job } from "../../../domain/job.ts";
import type { ContactStore } from "../../contact-store.ts";
import type { StoredCustomer } from "../../customer-store.ts";
import type { CustomerLogs } from "./customer-logs.ts";

/** Finds the records of jobs, through the contacts that claim them. */
export class CustomerReader {
  readonly #logs: Pick<CustomerLogs, "find">;
  readonly #contacts: Pick<ContactStore, "keysOf" | "customersOf">;

  constructor(logs: Pick<CustomerLogs, "find">, contacts: Pick<ContactStore, "keysOf" | "customersOf">) {
    this.#logs = logs;
    this.#contacts = contacts;
  }

  /** Returns the record, or the one that it was merged into. */
  async findLive(id: CustomerId): Promise<StoredCustomer | null> {
    let record = await this.#logs.find(id);
    for (let step = 1; record !== null && record.merged_into !== null && step <= mostMerges; step += 1)
      record = await this.#logs.find(record.merged_into);
    return record;
  }

  async withContact(contact: { phone?: string | undefined; email?: string | undefined }): Promise<StoredCustomer[]> {
    const keys = await this.#contacts.keysOf(contact);
    const ids = await Promise.all(keys.map(({ hash }) => this.#contacts.customersOf(hash)));
    return await this.#findAll(ids.flat());
  }

  /** Returns the records that list a job: those of its contacts now and before, and the one that was made for it. */
  async recordsOf(job: Job): Promise<StoredCustomer[]> {
    const found = [...(await this.#candidatesOf(job)), ...(await this.#formerOf(job))];
    return found.filter(({ jobs }, index) => jobs.includes(job.id) && isFirst(found, index));
  }

  /** Returns the record that a job is filed under. A very old job that its record no longer lists is matched again. */
  async ofJob(job: Job): Promise<StoredCustomer | null> {
    const candidates = await this.#candidatesOf(job);
    const listing = candidates.find(({ jobs }) => jobs.includes(job.id));
    if (listing !== undefined) return listing;
    const former = (await this.#formerOf(job)).find(({ jobs }) => jobs.includes(job.id));
    if (former !== undefined) return former;
    const match = matchCustomer(job, candidates);
    return candidates.find(({ id, jobs }) => match.kind === "known" && id === match.id && isOlder(job, jobs)) ?? null;
  }

  async #candidatesOf(job: Job): Promise<StoredCustomer[]> {
    const own = [...(job.customer_record === undefined ? [] : [job.customer_record]), customerIdOfJob(job.id)];
    const [byContact, others] = await Promise.all([this.withContact(job.customer ?? {}), this.#findAll(own)]);
    return [...byContact, ...others];
  }

  async #formerOf({ history }: Job): Promise<StoredCustomer[]> {
    const records: StoredCustomer[] = [];
    for (const { from } of history) {
      if (from === null) continue;
      if (isGiven(from.customer)) records.push(...(await this.withContact(contactOf(from.customer))));
      if (isGiven(from.customer_record)) records.push(...(await this.#findAll([from.customer_record])));
    }
    return records;
  }

  async #findAll(ids: readonly CustomerId[]): Promise<StoredCustomer[]> {
    const records = await Promise.all([...new Set(ids)].map((id) => this.findLive(id)));
    const found = records.filter((record) => record !== null);
    return found.filter((_, index) => isFirst(found, index));
  }
}

/** History holds null for a field without a value. */
const isGiven = <Value>(value: Value | null | undefined): value is Value => value !== null && value !== undefined;

const contactOf = ({ phone, email }: Customer) => ({ phone, email });

const isFirst = (records: readonly StoredCustomer[], index: number): boolean =>
  records.findIndex(({ id }) => id === records[index]?.id) === index;

const isOlder = (job: Job, jobs: readonly string[]): boolean => jobs.length >= 500 && job.id < (jobs.at(-1) ?? "");

const mostMerges = 20;
