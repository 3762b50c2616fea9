import type { Job } from "../../domain/job.ts";
import type { JobId } from "../../domain/job-id.ts";
import { UnreadableDocument } from "../job-store.ts";
import { homeOf } from "../day-documents/documents.ts";
import type { DynamoDbTable } from "./dynamodb-table.ts";
import { decodeJob, pageKeys, type JobItem, type PageItem, type StoredJob } from "./job-item.ts";
import { layout } from "./layout.ts";

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

  /** Those that are there, in the order asked for. */
  async readEach(ids: JobId[]): Promise<Job[]> {
    const items = await this.#table.getEach<JobItem>(ids.map((id) => layout.job(id)));
    const found = new Map<JobId, Job>();
    for (const item of items) {
      const stored = (await this.whole(item, false)) ?? (await this.read(item.sk));
      if (stored !== null) found.set(item.sk, stored.job);
    }
    return ids.flatMap((id) => found.get(id) ?? []);
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

const readsAllowed = 5;
