import type { Job } from "../../domain/job.ts";
import type { JobId } from "../../domain/job-id.ts";
import { freshId } from "../../domain/random.ts";
import type { OutboxEntry, SendEntry } from "../day-documents/day-document.ts";
import { afterFailure } from "../day-documents/lease.ts";
import { inGroups } from "../day-documents/parallel.ts";
import type { Messages, ParkedEntry, Publisher, Sender } from "../job-store.ts";
import { endOf, layout, outboxShards, shards } from "./layout.ts";
import { entryIn, itemOf, sendsOf, type OutboxItem } from "./outbox-item.ts";
import type { Parts } from "./part.ts";
import { sendMessage } from "./send.ts";
import { stamped } from "./write.ts";

/**
 * Does what committed changes left to do. The process that made a change tries at once; `drain` is the guarantee. A job
 * has one entry to publish, which each change writes anew; messages have one each, in the order in which they go out.
 */
export class Outbox {
  readonly #parts: Parts;
  readonly #publisher: Publisher;
  readonly #sender: Sender;
  /** Being done here this moment: `drain` leaves them alone. */
  readonly #busy = new Set<string>();

  constructor(parts: Parts, publisher: Publisher, sender: Sender) {
    this.#parts = parts;
    this.#publisher = publisher;
    this.#sender = sender;
  }

  /** What a change of this job leaves to do. */
  entriesFor(job: Job, messages: Messages | undefined): OutboxItem[] {
    const { random } = this.#parts;
    const base = () => ({ id: freshId(random), job: job.id, failures: 0, parked: false, not_before: 0 });
    // A sample job's people are invented, and their numbers may be somebody's.
    const asked = job.sample === true ? [] : (messages?.(job) ?? []);
    const sends = asked.map((message): SendEntry => ({ ...base(), kind: "send", lease: null, ...message }));
    return [
      itemOf(layout.publish(job.id), { ...base(), kind: "publish", rev: job.rev }, freshId(random)),
      ...this.itemsFor(job, sends),
    ];
  }

  /** A job's messages, to go out in this order. */
  itemsFor(job: Job, sends: SendEntry[]): OutboxItem[] {
    return sends.map((entry, index) => itemOf(layout.send(job.id, job.rev, index), entry, freshId(this.#parts.random)));
  }

  /** Tries at once what `drain` guarantees, messages excepted; a failure is reported, and left to `drain`. */
  async attempt(job: Job, items: OutboxItem[]): Promise<void> {
    for (const item of items) {
      if (entryIn(item).kind !== "publish") continue;
      this.#busy.add(item.stamp);
      try {
        await this.#publisher.publish(job);
        await this.#remove(item);
      } catch (error) {
        this.#parts.report(error);
      } finally {
        this.#busy.delete(item.stamp);
      }
    }
  }

  /** Does what is due. Returns how many entries still wait, parked ones not counted. */
  async drain(): Promise<number> {
    let waiting = 0;
    await inGroups(shards(outboxShards), async (shard) => {
      let left = 1;
      await this.#parts.documents.tolerate(async () => {
        left = await this.#drainShard(shard);
      });
      waiting += left;
    });
    return waiting;
  }

  /** Everything that waits, parked or not. */
  async queued(): Promise<OutboxEntry[]> {
    const read = await Promise.all(shards(outboxShards).map((shard) => this.#read(shard)));
    return read.flat().map(entryIn);
  }

  /** Takes up at once what a job has waited for too long, or was given up; messages that are parked stay so. */
  async takeUp(job: JobId): Promise<boolean> {
    const { table } = this.#parts;
    const publish = await table.get<OutboxItem>(layout.publish(job));
    const queued = publish === null ? [] : [publish];
    const items = [...queued, ...(await sendsOf(table, job)).filter((item) => !entryIn(item).parked)];
    for (const item of items) await this.#do(item);
    return items.length > 0;
  }

  /** What failed so often that it waits for a person. */
  async parked(): Promise<ParkedEntry[]> {
    return (await this.queued()).flatMap(({ job, kind, failures, parked }) =>
      parked ? [{ job, kind, failures }] : [],
    );
  }

  async #drainShard(shard: number): Promise<number> {
    const now = this.#parts.clock.now();
    const read = await this.#read(shard);
    const due = read.filter((item) => {
      const { parked, not_before } = entryIn(item);
      return !parked && not_before <= now && !this.#busy.has(item.stamp);
    });
    const byJob = Map.groupBy(due, (item) => entryIn(item).job);
    await inGroups(byJob.values(), async (items) => {
      // One after another: a job's messages go out in order.
      for (const item of items) await this.#do(item);
    });
    const left = due.length === 0 ? read : await this.#read(shard);
    return left.filter((item) => !entryIn(item).parked).length;
  }

  async #do(item: OutboxItem): Promise<void> {
    const entry = entryIn(item);
    if (entry.kind === "send") {
      await sendMessage(this.#parts, this.#sender, item);
      return;
    }
    try {
      const stored = await this.#parts.jobs.read(entry.job);
      if (stored !== null) await this.#publisher.publish(stored.job);
      await this.#remove(item);
    } catch (error) {
      this.#parts.report(error);
      const { clock, random, table } = this.#parts;
      const failed = itemOf(item, afterFailure(entry, clock.now()), freshId(random));
      await table.commit([{ put: failed, when: stamped(item.stamp) }], () => Promise.resolve(false));
    }
  }

  /** Only this entry: a newer one, of a later change, says more. */
  async #remove({ pk, sk, stamp }: OutboxItem): Promise<void> {
    await this.#parts.table.commit([{ remove: { pk, sk }, when: stamped(stamp) }], () => Promise.resolve(false));
  }

  #read(shard: number): Promise<OutboxItem[]> {
    return this.#parts.table.query<OutboxItem>({ pk: layout.outbox(shard), from: " ", to: endOf("") });
  }
}
