import type { Day } from "../../domain/day.ts";
import type { Job } from "../../domain/job.ts";
import { homeDayOf, type JobId } from "../../domain/job-id.ts";
import { UnreadableDocument, type NameDay } from "../job-store.ts";
import { homeOf } from "../day-documents/documents.ts";
import type { DynamoDbTable } from "./dynamodb-table.ts";
import { decodeJob, pageKeys, type JobItem, type PageItem, type StoredJob } from "./job-item.ts";
import { endOf, jobShards, layout, shards } from "./layout.ts";

/** Reads jobs, by their ids. */
export class Jobs {
  readonly #table: DynamoDbTable;

  constructor(table: DynamoDbTable) {
    this.#table = table;
  }

  /** Null for what is not an id as well. */
  async read(id: JobId): Promise<StoredJob | null> {
    if (homeOf(id) === null) return null;
    for (let attempt = 1; ; attempt += 1) {
      const item = await this.#table.get<JobItem>(layout.job(id));
      if (item === null) return null;
      const decoded = await this.whole(item, attempt === readsAllowed);
      if (decoded !== null) return decoded;
    }
  }

  /** Those that are there, in the order asked for. With `unreadable`, those that cannot be read are named by home day. */
  async readEach(ids: JobId[], unreadable?: NameDay): Promise<Job[]> {
    const items = await this.#table.getEach<JobItem>(ids.map((id) => layout.job(id)));
    const found = new Map<JobId, Job>();
    for (const item of items) {
      const stored = await naming(unreadable, item.sk, () => this.#stored(item));
      if (stored !== null) found.set(item.sk, stored.job);
    }
    return ids.flatMap((id) => found.get(id) ?? []);
  }

  /** The jobs of one home day, in the order in which they were made, as `readEach`. */
  async *ofHome(home: Day, unreadable?: NameDay): AsyncGenerator<Job> {
    for (const item of await this.itemsOf(home)) {
      const stored = await naming(unreadable, item.sk, () => this.#stored(item));
      if (stored !== null) yield stored.job;
    }
  }

  async #stored(item: JobItem): Promise<StoredJob | null> {
    return (await this.whole(item, false)) ?? (await this.read(item.sk));
  }

  /** The jobs of one home day, in the order in which they were made; `whole` reads the rest of each. */
  async itemsOf(home: Day): Promise<JobItem[]> {
    const found = await Promise.all(
      shards(jobShards).map((shard) =>
        this.#table.query<JobItem>({ pk: layout.jobs(home, shard), from: " ", to: endOf("") }),
      ),
    );
    // A page of a history lies behind its job, under a longer key.
    const items = found.flat().filter(({ sk }) => !sk.includes("#"));
    return items.toSorted((a, b) => (a.made < b.made ? -1 : 1));
  }

  /** With its pages. Null where they went while it was read, and it should be read again; `insist` throws then. */
  async whole(item: JobItem, insist: boolean): Promise<StoredJob | null> {
    try {
      const keys = pageKeys(item.sk, item);
      if (keys.length === 0) return decodeJob(item, []);
      const read = await this.#table.getEach<PageItem>(keys);
      const pages = keys.flatMap(({ sk }) => read.find((page) => page.sk === sk) ?? []);
      if (pages.length < keys.length && !insist) return null;
      return decodeJob(item, pages);
    } catch (error) {
      if (error instanceof SyntaxError || error instanceof TypeError) throw new UnreadableDocument(item.sk, error);
      throw error;
    }
  }
}

const naming = async <T>(unreadable: NameDay | undefined, id: JobId, read: () => Promise<T>): Promise<T | null> => {
  try {
    return await read();
  } catch (error) {
    if (unreadable === undefined || !(error instanceof UnreadableDocument)) throw error;
    unreadable(homeDayOf(id));
    return null;
  }
};

const readsAllowed = 5;
