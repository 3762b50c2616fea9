import type { CustomerEntry } from "../../../domain/customer/customer-entry.ts";
import { entryOf } from "../../../domain/customer/customer-entry.ts";
import type { CustomerId } from "../../../domain/customer/customer-id.ts";
import type { CustomerRecord } from "../../../domain/customer/customer-record.ts";
import { isAbandoned, withoutJob } from "../../../domain/customer/file-job.ts";
import { toldApart } from "../../../domain/customer/merge-customers.ts";
import { sameEmail, samePhone } from "../../../domain/customer/same-value.ts";
import type { Job } from "../../../domain/job.ts";
import type { JobId } from "../../../domain/job-id.ts";
import type { CustomerStore, MergeRequest, StoredCustomer } from "../../customer-store.ts";
import type { ContactStore } from "../../contact-store.ts";
import { UnreadableDocument } from "../../job-store.ts";
import { tolerate } from "../../jobs/tolerate.ts";
import type { ProcessContext } from "../../jobs/log/open-log.ts";
import type { JsonObjects } from "../json-objects.ts";
import { claimsOf } from "./claims.ts";
import { CustomerIndex } from "./customer-index.ts";
import { CustomerLogs } from "./customer-logs.ts";
import { CustomerReader } from "./customer-reader.ts";
import { fileJob } from "./filing.ts";
import { customersIn } from "./stored-customers.ts";
import { mergeCustomers, unmergeCustomers } from "./merging.ts";

export interface CustomersContext {
  process: ProcessContext;
  objects: JsonObjects;
  contacts: ContactStore;
  findJob: (id: JobId) => Promise<Job | null>;
}

/** The customers of a store for one process. */
export class Customers implements CustomerStore {
  /** The doctor compares it with the records. */
  readonly index: CustomerIndex;
  readonly #context: CustomersContext;
  readonly #logs: CustomerLogs;
  readonly #reader: CustomerReader;
  /** Records whose contacts or index entry could not be written. The hourly upkeep tries again. */
  readonly #behind = new Set<CustomerId>();

  constructor(context: CustomersContext) {
    this.#context = context;
    this.#logs = new CustomerLogs(context.process);
    this.index = new CustomerIndex(context.objects, context.process.clock);
    this.#reader = new CustomerReader(this.#logs, context.contacts);
  }

  find(id: CustomerId): Promise<StoredCustomer | null> {
    return this.#logs.find(id);
  }

  findLive(id: CustomerId): Promise<StoredCustomer | null> {
    return this.#reader.findLive(id);
  }

  entries(): Promise<readonly CustomerEntry[]> {
    return this.index.entries();
  }

  async withContact({
    phone,
    email,
  }: {
    phone?: string | undefined;
    email?: string | undefined;
  }): Promise<StoredCustomer[]> {
    const claimed = await this.#reader.withContact({ phone, email });
    // A claim may be left of a number that the record no longer has.
    return claimed.filter(
      ({ phones, emails }) =>
        (phone !== undefined && phones.some(({ number }) => samePhone(number, phone))) ||
        (email !== undefined && emails.some((one) => sameEmail(one, email))),
    );
  }

  ofJob(job: Job): Promise<StoredCustomer | null> {
    return this.#reader.ofJob(job);
  }

  async create(record: CustomerRecord): Promise<StoredCustomer> {
    const created = await this.#logs.change(record.id, (known) => known ?? record);
    if (created === null) throw new RangeError("A record that was created exists");
    await this.#syncOrLater(null, created);
    return created;
  }

  async change(id: CustomerId, apply: (record: StoredCustomer) => CustomerRecord): Promise<StoredCustomer | null> {
    let before: StoredCustomer | null = null;
    const after = await this.#logs.change(id, (record) => {
      before = record;
      return record === null ? null : apply(record);
    });
    await this.#syncOrLater(before, after);
    return after;
  }

  merge(request: MergeRequest): Promise<StoredCustomer | null> {
    return mergeCustomers(this.#mergeContext, request);
  }

  unmerge(request: Omit<MergeRequest, "by">): Promise<StoredCustomer | null> {
    return unmergeCustomers(this.#mergeContext, request);
  }

  async tellApart(id: CustomerId, from: CustomerId): Promise<StoredCustomer | null> {
    if ((await this.#logs.find(id)) === null || (await this.#logs.find(from)) === null) return null;
    await this.#logs.change(from, (record) => (record === null ? null : toldApart(record, id)));
    return await this.#logs.change(id, (record) => (record === null ? null : toldApart(record, from)));
  }

  async *all({
    unreadable,
  }: { unreadable?: (error: UnreadableDocument) => void } = {}): AsyncGenerator<CustomerRecord> {
    for await (const id of customersIn(this.#context.process.objects)) {
      const stored = await this.#findOr(id, unreadable);
      if (stored === null) continue;
      const { rev: _, ...record } = stored;
      yield record;
    }
  }

  async adopt(record: CustomerRecord): Promise<void> {
    const adopted = await this.#logs.change(record.id, (known) => known ?? record);
    await this.#syncOrLater(null, adopted);
  }

  async file(job: Job): Promise<void> {
    const { contacts, findJob, process } = this.#context;
    const { clock } = process;
    const index = (id: CustomerId) => this.#indexRecord(id);
    await fileJob({ logs: this.#logs, reader: this.#reader, contacts, findJob, clock, index }, job);
  }

  /** Returns the records that list a job. */
  recordsOf(job: Job): Promise<StoredCustomer[]> {
    return this.#reader.recordsOf(job);
  }

  /** Removes jobs from a record. One that exists only because of them is removed. */
  async leave(id: CustomerId, jobs: readonly JobId[]): Promise<void> {
    await this.#edit(id, (record) => {
      const left = jobs.reduce(withoutJob, record);
      return left !== record && isAbandoned(left) ? null : left;
    });
  }

  /** Removes a record, with its claims and its place in the index. */
  async remove(id: CustomerId): Promise<void> {
    await this.#edit(id, () => null);
  }

  /** Makes the earlier entries of a record leave the store in 35 days, because they hold what was removed. */
  seal(id: CustomerId): Promise<void> {
    return this.#logs.seal(id);
  }

  tidy(id: CustomerId): Promise<void> {
    return this.#logs.tidy(id);
  }

  /** Brings the contacts and the index up to date with the newest record, as the doctor does. */
  async refresh(id: CustomerId): Promise<void> {
    await this.#sync(null, await this.#logs.find(id), id);
  }

  /** Deletes old entries of changed records, and does what an earlier call could not. Runs each hour. */
  async upkeep(): Promise<void> {
    const behind = [...this.#behind];
    this.#behind.clear();
    for (const id of behind) await this.#syncOrLater(null, await this.#logs.find(id));
    await this.#logs.upkeep();
  }

  async #edit(id: CustomerId, apply: (record: StoredCustomer) => CustomerRecord | null): Promise<void> {
    let before: StoredCustomer | null = null;
    const after = await this.#logs.change(id, (record) => {
      before = record;
      return record === null ? null : apply(record);
    });
    await this.#sync(before, after, id);
  }

  async #findOr(
    id: CustomerId,
    unreadable: ((error: UnreadableDocument) => void) | undefined,
  ): Promise<StoredCustomer | null> {
    try {
      return await this.#logs.find(id);
    } catch (error) {
      if (!(error instanceof UnreadableDocument) || unreadable === undefined) throw error;
      unreadable(error);
      return null;
    }
  }

  get #mergeContext() {
    return {
      logs: this.#logs,
      sync: (before: StoredCustomer | null, after: StoredCustomer | null) => this.#syncOrLater(before, after),
    };
  }

  /** The record is durable, so a failure here is reported and left to the upkeep. */
  async #syncOrLater(before: StoredCustomer | null, after: StoredCustomer | null): Promise<void> {
    const id = after?.id ?? before?.id;
    if (id === undefined) return;
    const isDone = await tolerate(this.#context.process.report, () => this.#sync(before, after, id));
    if (!isDone) this.#behind.add(id);
  }

  async #sync(before: StoredCustomer | null, after: StoredCustomer | null, id: CustomerId): Promise<void> {
    const { contacts } = this.#context;
    const [had, has] = await Promise.all([claimsOf(contacts, before), claimsOf(contacts, after)]);
    for (const hash of has) await contacts.changeCustomers(hash, { add: id });
    for (const hash of had) if (!has.includes(hash)) await contacts.changeCustomers(hash, { remove: id });
    await this.#indexRecord(id);
  }

  /** Reads the record again, so that of two processes the one with the newer record is right in the end. */
  async #indexRecord(id: CustomerId): Promise<void> {
    const record = await this.#logs.find(id);
    const rev = record?.rev ?? Number.MAX_SAFE_INTEGER;
    await this.index.set(id, { rev, entry: record === null ? null : entryOf(record, rev) });
  }
}
