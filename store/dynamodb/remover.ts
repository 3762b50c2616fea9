import type { Actor } from "../../domain/job.ts";
import type { JobId } from "../../domain/job-id.ts";
import { freshId } from "../../domain/random.ts";
import { expiredFrom } from "../../domain/expiry.ts";
import { endForGood, isEndedForGood } from "../../domain/removal.ts";
import { lookupOf } from "../job-token.ts";
import { StoreUnavailable, type Publisher } from "../job-store.ts";
import { visitWrites } from "./change.ts";
import { pageKeys, type StoredJob } from "./job-item.ts";
import type { JobWriter } from "./job-writer.ts";
import { endOf, layout, outboxShards, shardOf } from "./layout.ts";
import type { OutboxItem } from "./outbox-item.ts";
import type { Parts } from "./part.ts";
import { transactionLimit } from "./table.ts";
import { stamped, type Key, type Write } from "./write.ts";

/**
 * Takes a job away for good. First it is ended by a change like any other, which gives its places back; then what was
 * published of it becomes a tombstone; and only then one transaction takes the job and all that leads to it. A crash in
 * between leaves an ended job, never a loose end, and the next `remove` goes on.
 */
export class Remover {
  readonly #parts: Parts;
  readonly #writer: JobWriter;
  readonly #publisher: Publisher;

  constructor(parts: Parts, writer: JobWriter, publisher: Publisher) {
    this.#parts = parts;
    this.#writer = writer;
    this.#publisher = publisher;
  }

  async remove(id: JobId, by: Actor): Promise<boolean> {
    const { jobs, random } = this.#parts;
    for (let attempt = 1; attempt <= attemptsToEnd; attempt += 1) {
      // A change of its own each time: somebody may have opened the job again in between.
      const ended = await this.#writer.change(id, { write: freshId(random), by, decide: endForGood });
      const stored = ended === null ? null : await jobs.read(id);
      if (stored === null) return attempt > 1 || ended !== null;
      if (isEndedForGood(stored.job) && (await this.#take(stored))) return true;
    }
    throw new StoreUnavailable(new Error("Somebody opened the job again each time"));
  }

  /** False where the job is another by now. */
  async #take(stored: StoredJob): Promise<boolean> {
    const { job, stamp } = stored;
    const { documents, jobs, table } = this.#parts;
    try {
      await this.#publisher.publish(job);
    } catch (error) {
      throw error instanceof StoreUnavailable ? error : new StoreUnavailable(error);
    }
    const due = expiredFrom(job, await documents.settings());
    const outbox = layout.outbox(shardOf(job.id, outboxShards));
    const queued = await table.query<OutboxItem>({ pk: outbox, from: `${job.id}#`, to: endOf(`${job.id}#`) });
    // Whatever is too much for one transaction goes first: it leads to nothing, or to a job that has ended.
    const gone: Key[] = [
      layout.waiting(job.id),
      ...[lookupOf(job.tracking_token), ...job.retired_lookups].map((lookup) => layout.token(lookup)),
      ...(due === null ? [] : [layout.due(due, job.id)]),
      ...queued,
    ];
    const last: Write[] = [{ remove: layout.job(job.id), when: stamped(stamp) }, ...visitWrites(job, null)];
    const room = transactionLimit - last.length;
    for (const { pk, sk } of gone.slice(room)) await this.#drop({ pk, sk });
    const writes = [...last, ...gone.slice(0, room).map(({ pk, sk }): Write => ({ remove: { pk, sk } }))];
    const made = await table.commit(writes, async () => (await jobs.read(job.id)) === null);
    if (made !== "landed") return false;
    // Pages of a job that is gone lead nowhere, and nothing leads to them.
    for (const key of pageKeys(job.id, stored)) await this.#drop(key);
    return true;
  }

  async #drop(key: Key): Promise<void> {
    await this.#parts.table.commit([{ remove: key }], () => Promise.resolve(true));
  }
}

const attemptsToEnd = 10;
