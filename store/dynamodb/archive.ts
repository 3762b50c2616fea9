import { activityDays } from "../../domain/activity.ts";
import { instantOf } from "../../domain/clock.ts";
import type { Day } from "../../domain/day.ts";
import { expiryOf } from "../../domain/expiry.ts";
import { homeDayOf } from "../../domain/job-id.ts";
import type { Adoption, Archive, ArchivedDay, ArchivedMessage } from "../archive.ts";
import { readAdoption, writeAdoption } from "../day-documents/adoption.ts";
import { parkedEntry } from "../day-documents/archive.ts";
import { inGroups } from "../day-documents/parallel.ts";
import { UnreadableDocument } from "../job-store.ts";
import type { JobWriter } from "./job-writer.ts";
import { endOf, layout, outboxShards, shards } from "./layout.ts";
import { entryIn, type OutboxItem } from "./outbox-item.ts";
import type { Parts } from "./part.ts";

/** The table in and out, job by job; each takes its places again, whatever is left of them. */
export class DynamoDbArchive implements Archive {
  readonly #parts: Parts;
  readonly #writer: JobWriter;

  constructor(parts: Parts, writer: JobWriter) {
    this.#parts = parts;
    this.#writer = writer;
  }

  async *days({
    after = "0000",
    unreadable,
  }: { after?: Day; unreadable?: (error: UnreadableDocument) => void } = {}): AsyncGenerator<ArchivedDay> {
    const { days, jobs } = this.#parts;
    for await (const day of days.all(after, "9999-12-31")) {
      if (day === after) continue;
      const read = [];
      for (const item of await jobs.itemsOf(day)) {
        try {
          const stored = (await jobs.whole(item, false)) ?? (await jobs.read(item.sk));
          if (stored !== null) read.push(stored.job);
        } catch (error) {
          if (!(error instanceof UnreadableDocument) || unreadable === undefined) throw error;
          unreadable(error);
        }
      }
      const capacity = await days.own(day);
      if (read.length === 0 && capacity === null) continue;
      const ids = new Set(read.map(({ id }) => id));
      const messages = (await this.#messagesOf(day)).filter(({ job }) => ids.has(job));
      yield { day, capacity, jobs: read.toSorted((a, b) => (a.id < b.id ? -1 : 1)), messages };
    }
  }

  async adopt({ day, capacity, jobs, messages }: ArchivedDay): Promise<void> {
    for (const { id } of jobs) if (homeDayOf(id) !== day) throw new RangeError(`${id} is no job of ${day}`);
    const { clock, days, documents } = this.#parts;
    const settings = await documents.settings();
    const at = clock.now();
    const now = instantOf(at);
    const lately = instantOf(at - activityDays * 86_400_000);
    if (capacity !== null) await days.set(day, capacity.windows, capacity.closed, { adopting: true });
    const parked = Map.groupBy(messages, ({ job }) => job);
    await inGroups(jobs, async (job) => {
      const expires = expiryOf(job, settings);
      // What nobody sees any more, and what is not among what was done lately, needs no publishing.
      const shown = expires === null || expires > now || job.updated_at > lately;
      await this.#writer.adopt(job, (parked.get(job.id) ?? []).map(parkedEntry), shown);
    });
  }

  readAdoption(): Promise<Adoption | null> {
    return readAdoption(this.#parts.documents);
  }

  writeAdoption(adoption: Adoption | null): Promise<void> {
    return writeAdoption(this.#parts.documents, adoption);
  }

  /** Of the jobs of one home day, whose ids begin with it. */
  async #messagesOf(day: Day): Promise<ArchivedMessage[]> {
    const prefix = `${day.slice(2).replaceAll("-", "")}-`;
    const ranges = shards(outboxShards).map((shard) => ({ pk: layout.outbox(shard), from: prefix, to: endOf(prefix) }));
    const found = await Promise.all(ranges.map((range) => this.#parts.table.query<OutboxItem>(range)));
    return found
      .flat()
      .map(entryIn)
      .flatMap((entry): ArchivedMessage[] => {
        if (entry.kind !== "send") return [];
        const { id, job, template, visit } = entry;
        return [{ id, job, template, visit }];
      })
      .toSorted((a, b) => (a.job < b.job ? -1 : a.job > b.job ? 1 : 0));
  }
}
