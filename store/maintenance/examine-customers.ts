import type { CustomerId } from "../../domain/customer/customer-id.ts";
import { DomainError } from "../../domain/domain-error.ts";
import type { JobId } from "../../domain/job-id.ts";
import { customersIn } from "../documents/customer/stored-customers.ts";
import { documentKeys } from "../documents/document-keys.ts";
import type { DayState } from "../jobs/day/day-state.ts";
import { listKeys } from "../jobs/log/list-keys.ts";
import { mended, unmended } from "../mending.ts";
import type { Finding, Mended } from "../upkeep.ts";
import { fromBackup } from "./damaged-log.ts";
import { lacksClaim, missingClaim, wrongClaim, wrongClaims } from "./examine-contacts.ts";
import { IndexCheck } from "./examine-customer-index.ts";
import { isUnfiled, unfiledJobs, type FiledJobs } from "./file-jobs.ts";
import { isSettledCustomer, surveyCustomer, type SurveyedCustomer } from "./survey-customer.ts";
import { unlessUnreadable, type UpkeepContext } from "./upkeep-context.ts";

/**
 * Checks the customers. `records` reads the records, then the contacts; `visit` sees each day after that; `findings` are
 * those that the days explain or not.
 */
export class CustomerCheck {
  readonly #context: UpkeepContext;
  readonly #listed = new Set<JobId>();
  readonly #unknown = new Set<CustomerId>();
  /** Contacts that seem to name a wrong customer. A job that is being filed claims its contact before the record. */
  readonly #suspects = new Set<string>();
  #hasKey = false;
  #unfiled = 0;

  constructor(context: UpkeepContext) {
    this.#context = context;
  }

  async *records(): AsyncGenerator<Finding> {
    const { objects, clock, customers, contacts } = this.#context;
    this.#hasKey = (await unlessUnreadable(contacts.hasKey())) === true;
    const index = await new IndexCheck().read(customers.index);
    for await (const id of customersIn(objects)) {
      const customer = await surveyCustomer(objects, id);
      index.visit(customer, clock.now());
      if (customer.damage !== null) yield customer.damage;
      if (customer.stored === null) this.#unknown.add(id);
      else yield* await this.#examineRecord(customer);
    }
    for (const id of index.lost()) {
      this.#unknown.add(id);
      yield lostCustomer(id);
    }
    yield* index.findings();
    if (!this.#hasKey) return;
    for await (const key of listKeys(objects, documentKeys.contacts)) {
      const hash = key.slice(documentKeys.contacts.length);
      if ((await wrongClaims(this.#context, hash)).length > 0) this.#suspects.add(hash);
    }
  }

  async visit({ jobs, outbox }: DayState): Promise<void> {
    for (const { job } of jobs.values()) if (await isUnfiled(this.#context, job, this.filed)) this.#unfiled += 1;
    if (this.#suspects.size === 0) return;
    for (const { kind, job } of outbox.values()) {
      const customer = kind === "file" ? jobs.get(job)?.job.customer : null;
      for (const { hash } of await this.#context.contacts.keysOf(customer ?? {})) this.#suspects.delete(hash);
    }
  }

  async *findings(): AsyncGenerator<Finding> {
    // A job may have been filed since the contact was read.
    for (const hash of this.#suspects) if ((await wrongClaims(this.#context, hash)).length > 0) yield wrongClaim(hash);
    if (this.#unfiled > 0) yield unfiledJobs(this.#unfiled);
  }

  get filed(): FiledJobs {
    return { listed: this.#listed, unknown: this.#unknown };
  }

  async #examineRecord(customer: SurveyedCustomer): Promise<Finding[]> {
    const record = customer.stored?.value ?? null;
    if (record === null) return [];
    for (const job of record.jobs) this.#listed.add(job);
    if (!isSettledCustomer(customer, this.#context.clock.now())) return [];
    const findings = record.merging === null ? [] : [unfinishedMerge(record.id)];
    if (this.#hasKey && (await lacksClaim(this.#context, record))) findings.push(missingClaim(record.id));
    return findings;
  }
}

/** Finishes an interrupted merge, or takes it back if the other record is in a merge of its own. */
export const finishMerge = async ({ customers }: UpkeepContext, where: string): Promise<Mended> => {
  const into = where.slice(documentKeys.customers.length);
  const { merging: from = null, merged = [] } = (await customers.find(into)) ?? {};
  if (from === null) return unmended;
  const { at = "", by = "" } = merged.find(({ id }) => id === from) ?? {};
  try {
    return mended((await customers.merge({ into, from, at, by, assert: () => undefined })) !== null);
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    return { mended: true, notes: [`The merge was undone: ${error.message}`] };
  }
};

const lostCustomer = (id: CustomerId): Finding => ({
  kind: "lost_document",
  where: documentKeys.customer(id),
  detail: `The list of customers has ${id}, and its record is gone. ${fromBackup}`,
  repairable: false,
});

const unfinishedMerge = (id: CustomerId): Finding => ({
  kind: "unfinished_merge",
  where: documentKeys.customer(id),
  detail: "A merge into this customer was interrupted, so both records are shown.",
  repairable: true,
});
