import { isDay, type Day } from "../../../domain/day.ts";
import { homeDayOf } from "../../../domain/job-id.ts";
import type { Wire } from "../../../store/dynamodb/wire.ts";
import type { JobStore } from "../../../store/job-store.ts";
import type { ObjectStore } from "../../../store/objects/object-store.ts";
import { bytesIn } from "./stored-documents.ts";
import type { Stored, StoredDay } from "./stored.ts";

/**
 * Reads a table. Jobs are read through the port, because the packing of items is internal to the store. Outbox entries, links
 * and days are read from the items.
 */
export class StoredTable implements Stored {
  readonly #wire: Wire;
  readonly #jobs: JobStore;
  readonly #public: ObjectStore;
  #outbox: Map<Day, StoredDay["outbox"]> | null = null;

  constructor(parts: { wire: Wire; jobs: JobStore; public: ObjectStore }) {
    this.#wire = parts.wire;
    this.#jobs = parts.jobs;
    this.#public = parts.public;
  }

  async days(): Promise<Day[]> {
    return (await this.#items("calendar")).map(({ sk }) => sk).filter(isDay);
  }

  async day(day: Day): Promise<StoredDay> {
    this.#outbox ??= await this.#readOutbox();
    const jobs: StoredDay["jobs"] = [];
    for await (const job of this.#jobs.all({ from: day, to: day })) jobs.push({ job, holds: [] });
    return { day, jobs, references: [], void: [], outbox: this.#outbox.get(day) ?? [] };
  }

  async pointer(lookup: string): Promise<string | null> {
    const got = await this.#wire.get({ pk: `token#${lookup}`, sk: "token" });
    if (!got.ok) throw new Error(`Cannot read the link ${lookup}`, { cause: got.cause });
    const job = got.item?.["job"];
    return typeof job === "string" ? job : null;
  }

  view(lookup: string): Promise<Uint8Array | null> {
    return bytesIn(this.#public, `t/${lookup}`);
  }

  async key(hash: string): Promise<unknown> {
    const got = await this.#wire.get({ pk: `key#${hash}`, sk: "key" });
    return got.ok ? got.item : got.code;
  }

  async marked(): Promise<Day[]> {
    this.#outbox ??= await this.#readOutbox();
    return [...this.#outbox.keys()];
  }

  async #readOutbox(): Promise<Map<Day, StoredDay["outbox"]>> {
    const items = (await Promise.all([0, 1, 2, 3].map((shard) => this.#items(`outbox#${shard}`)))).flat();
    const entries = items.map((item) => JSON.parse(String(item["entry"])) as StoredDay["outbox"][number]);
    return Map.groupBy(entries, ({ job }) => homeDayOf(job));
  }

  async #items(pk: string): Promise<({ sk: string } & Record<string, unknown>)[]> {
    const items: ({ sk: string } & Record<string, unknown>)[] = [];
    for (let after: string | undefined; ;) {
      const page = await this.#wire.query({ pk, from: " ", to: "~", ...(after === undefined ? {} : { after }) });
      if (!page.ok) throw new Error(`Cannot read ${pk}`, { cause: page.cause });
      items.push(...page.items);
      if (page.after === null) return items;
      after = page.after;
    }
  }
}
