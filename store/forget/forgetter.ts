import type { CustomerId } from "../../domain/customer/customer-id.ts";
import type { CustomerRecord } from "../../domain/customer/customer-record.ts";
import { instantOf } from "../../domain/clock.ts";
import { addDays, type Day } from "../../domain/day.ts";
import { isForgotten, mayForget } from "../../domain/forget-job.ts";
import type { Actor, Job } from "../../domain/job.ts";
import { homeDayOf, type JobId } from "../../domain/job-id.ts";
import type { Contact, ConversationId } from "../../domain/message/conversation.ts";
import type { Conversations } from "../documents/conversation/conversations.ts";
import type { Contacts } from "../documents/contacts.ts";
import type { Customers } from "../documents/customer/customers.ts";
import type { JsonObjects } from "../documents/json-objects.ts";
import type { ForgetStore, Forgotten, Remains } from "../forget-store.ts";
import { stillOpen } from "../jobs/forget-job.ts";
import type { OpenJobs } from "../jobs/open-jobs.ts";
import type { ProcessContext } from "../jobs/log/open-log.ts";
import { retention_ms } from "../jobs/log/retention.ts";
import { tolerate } from "../jobs/tolerate.ts";
import { keys } from "../keys.ts";
import type { PeopleStore } from "../people-store.ts";
import { contactsOf, customersOf, daysOf, joined, type Forgetting } from "./forgetting.ts";
import { removeOldMessages } from "./old-conversations.ts";
import { sealAll, tidyAll } from "./old-entries.ts";

export interface ForgetterContext {
  process: ProcessContext;
  objects: JsonObjects;
  jobs: Pick<OpenJobs, "jobs" | "writer" | "days" | "sealOpenBoard">;
  customers: Customers;
  contacts: Contacts;
  conversations: Conversations;
  people: Pick<PeopleStore, "read">;
}

/** Removes people from a store. Each step may be repeated, so a crash leaves only what the next run removes. */
export class Forgetter implements ForgetStore {
  readonly #context: ForgetterContext;

  constructor(context: ForgetterContext) {
    this.#context = context;
  }

  async forgetJob(id: JobId, by: Actor, { remove = false }: { remove?: boolean } = {}): Promise<Forgotten | null> {
    const job = await this.#context.jobs.jobs.find(id);
    // A repetition after the job was removed finishes the rest.
    if (job === null && (await this.#earlier(id)) === null) return null;
    const found = await this.#find(job === null ? [] : [job], []);
    return await this.#forget(id, { ...found, jobs: [id], by, remove });
  }

  async forgetCustomer(id: CustomerId, by: Actor): Promise<Forgotten | null> {
    const { customers } = this.#context;
    const live = await customers.findLive(id);
    const earlier = await this.#earlier(id);
    if (live === null && earlier === null) return null;
    const records = live === null ? [] : await this.#mergedInto(live);
    const ids = [...new Set(records.flatMap((record) => record.jobs))];
    const jobs = (await Promise.all(ids.map((job) => this.#context.jobs.jobs.find(job)))).filter((job) => job !== null);
    const found = await this.#find(jobs, records);
    return await this.#forget(live?.id ?? id, { ...found, by, remove: false });
  }

  /** The calls whose removal is not finished, for the doctor. */
  async *unfinished(): AsyncGenerator<string> {
    for await (const id of this.#ids()) if ((await this.#earlier(id))?.step === "begun") yield id;
  }

  /** Finishes one call that was interrupted. Returns false if there is no such call. */
  async finish(id: string): Promise<boolean> {
    const forgetting = await this.#earlier(id);
    if (forgetting === null) return false;
    await this.#run(id, forgetting);
    return true;
  }

  /** Finishes what was interrupted, and deletes what is too old to keep. Runs each hour. */
  async upkeep(): Promise<void> {
    const { report } = this.#context.process;
    const jobs: JobId[] = [];
    for await (const id of this.#ids())
      await tolerate(report, async () => {
        jobs.push(...((await this.#earlier(id))?.jobs ?? []));
        await this.#upkeepOf(id);
      });
    await tolerate(report, () => removeOldMessages(this.#context, jobs));
  }

  async #upkeepOf(id: string): Promise<void> {
    const { process, objects } = this.#context;
    const forgetting = await this.#earlier(id);
    if (forgetting === null) return;
    const age = process.clock.now() - forgetting.at;
    // What a slow process had begun before is removed now, and the 35 days begin.
    if (forgetting.step !== "checked") return age < settle_ms ? undefined : await this.#run(id, forgetting, "checked");
    if (age < retention_ms) return;
    await tidyAll(this.#context, forgetting);
    if (age >= retention_ms + settle_ms) await objects.remove(keys.forgetting(id));
  }

  async #forget(id: string, found: Omit<Forgetting, "at" | "step">): Promise<Forgotten> {
    const { objects, process } = this.#context;
    await this.#assertOver(found.jobs);
    const begun: Forgetting = { ...found, at: process.clock.now(), step: "begun" };
    const forgetting = await objects.change<Forgetting, Forgetting>(keys.forgetting(id), (earlier) => {
      const value = joined(earlier, begun);
      return { value, result: value };
    });
    await this.#run(id, forgetting);
    return { jobs: [...forgetting.jobs], left: await this.#left(forgetting) };
  }

  async #run(id: string, forgetting: Forgetting, step: Forgetting["step"] = "done"): Promise<void> {
    const { jobs, conversations, contacts, customers, objects, process } = this.#context;
    const { by, remove } = forgetting;
    const gone = { jobs: forgetting.jobs, customers: forgetting.customers };
    for (const job of gone.jobs) await (remove ? jobs.jobs.remove(job, by) : jobs.writer.forget(job, by));
    const request = { jobs: gone.jobs, person: gone.customers.length > 0 };
    for (const key of forgetting.conversations) await conversations.forget(key, { ...request, with: "contact" });
    for (const key of forgetting.office) await conversations.forget(key, { ...request, with: "office" });
    for (const record of forgetting.records) await customers.leave(record, gone.jobs);
    for (const record of gone.customers) await customers.remove(record);
    for (const contact of forgetting.contacts) await contacts.leave(contact, gone);
    await sealAll(this.#context, forgetting);
    await objects.change<Forgetting, undefined>(keys.forgetting(id), (stored) => ({
      value: { ...(stored ?? forgetting), step, at: process.clock.now() },
      result: undefined,
    }));
  }

  /** Refuses before anything is changed. */
  async #assertOver(ids: readonly JobId[]): Promise<void> {
    const jobs = await Promise.all(ids.map((id) => this.#context.jobs.jobs.find(id)));
    const open = jobs.filter((job) => job !== null && !isForgotten(job) && !mayForget(job));
    if (open.length > 0) throw stillOpen(open.flatMap((job) => job?.id ?? []));
  }

  async #find(
    jobs: readonly Job[],
    removed: readonly CustomerRecord[],
  ): Promise<Omit<Forgetting, "at" | "step" | "by" | "remove">> {
    const { customers, people } = this.#context;
    const ids = removed.map(({ id }) => id);
    const records = (await Promise.all(jobs.map((job) => customers.recordsOf(job)))).flat();
    const ofRecords = removed.flatMap(({ phones, emails }): Contact[] => [
      ...phones.map(({ number }) => ({ kind: "phone" as const, value: number })),
      ...emails.map((email) => ({ kind: "email" as const, value: email })),
    ]);
    const contacts = [...jobs.flatMap(contactsOf), ...ofRecords];
    const users = (await people.read()).users.flatMap(({ phone, email }): Contact[] => [
      ...(phone === undefined ? [] : [{ kind: "phone" as const, value: phone }]),
      ...(email === undefined ? [] : [{ kind: "email" as const, value: email }]),
    ]);
    const conversations = await this.#keysOf(contacts);
    return {
      jobs: jobs.map(({ id }) => id),
      customers: ids,
      records: [...new Set(records.map(({ id }) => id))].filter((id) => !ids.includes(id)),
      contacts: await this.#hashesOf(jobs, removed),
      conversations,
      office: (await this.#keysOf(users)).filter((key) => !conversations.includes(key)),
      days: [...new Set(jobs.flatMap((job): Day[] => daysOf(job, homeDayOf(job.id))))],
    };
  }

  async #keysOf(contacts: readonly Contact[]): Promise<ConversationId[]> {
    const found = await Promise.all(contacts.map((contact) => this.#context.conversations.keyOf(contact)));
    return [...new Set(found)];
  }

  async #hashesOf(jobs: readonly Job[], records: readonly CustomerRecord[]): Promise<string[]> {
    const { contacts } = this.#context;
    const named = [
      ...jobs.flatMap(customersOf),
      ...records.flatMap(({ phones, emails }) => [
        ...phones.map(({ number }) => ({ phone: number })),
        ...emails.map((email) => ({ email })),
      ]),
    ];
    const found = await Promise.all(named.map((contact) => contacts.keysOf(contact)));
    return [...new Set(found.flat().map(({ hash }) => hash))];
  }

  /** A record keeps what it had before a merge in the records that were merged into it. */
  async #mergedInto(record: CustomerRecord): Promise<CustomerRecord[]> {
    const merged = await Promise.all(record.merged.map(({ id }) => this.#context.customers.find(id)));
    const further = await Promise.all(merged.filter((one) => one !== null).map((one) => this.#mergedInto(one)));
    return [record, ...further.flat()];
  }

  async #left({ records, jobs }: Forgetting): Promise<Remains[]> {
    const { clock } = this.#context.process;
    const dayAfter = (days: number): Day => addDays(instantOf(clock.now()).slice(0, 10), days);
    const kept = await Promise.all(records.map((id) => this.#context.customers.find(id)));
    const hasRecord = jobs.length > 0 && kept.some((record) => record !== null);
    return [
      ...(hasRecord ? [{ where: "customer_record", until: null } as const] : []),
      { where: "log", until: dayAfter(retention_ms / 86_400_000 + 1) },
      { where: "snapshots", until: dayAfter(retention_ms / 86_400_000 + 1 + snapshotsKept) },
      { where: "backups", until: null },
      { where: "exports", until: null },
      { where: "providers", until: null },
    ];
  }

  #earlier(id: string): Promise<Forgetting | null> {
    return this.#context.objects.read<Forgetting>(keys.forgetting(id));
  }

  async *#ids(): AsyncGenerator<string> {
    const prefix = keys.forgetting("");
    for await (const key of this.#context.objects.keysUnder(prefix)) yield key.slice(prefix.length);
  }
}

/** Longer than a lease of the outbox. */
const settle_ms = 3_600_000;
/** The embedded store keeps this many daily copies. */
const snapshotsKept = 7;
