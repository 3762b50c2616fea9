import type { Job } from "../../domain/job.ts";
import type { JobId } from "../../domain/job-id.ts";
import { lookupOf } from "../job-token.ts";
import type { Publisher } from "../job-store.ts";
import { keys } from "../keys.ts";
import { findingsOrUnreadable, mended, raisePastCopies, unfinishedAdoption, unmended } from "../mending.ts";
import type { Finding, Mended, Upkeep } from "../upkeep.ts";
import {
  countFindings,
  countPlaces,
  dayFindings,
  dueFindings,
  jobFindings,
  outboxFindings,
  placeKey,
  showAgain,
} from "./examine.ts";
import type { JobWriter } from "./job-writer.ts";
import { layout } from "./layout.ts";
import type { Outbox } from "./outbox.ts";
import type { Parts } from "./part.ts";
import type { Sweeper } from "./sweeper.ts";
import { absent, stamped, type Write } from "./write.ts";

/**
 * The doctor of a table. What one transaction wrote cannot come apart by a crash, so most of what it looks for was done
 * by hand, or by a fault of ours; every repair is one that a worker could make at any time, beside live writers.
 */
export class DynamoDbUpkeep implements Upkeep {
  readonly #parts: Parts;
  readonly #writer: JobWriter;
  readonly #outbox: Outbox;
  readonly #publisher: Publisher;
  readonly #sweeper: Sweeper;

  constructor(parts: Parts, by: { writer: JobWriter; outbox: Outbox; publisher: Publisher; sweeper: Sweeper }) {
    this.#parts = parts;
    this.#writer = by.writer;
    this.#outbox = by.outbox;
    this.#publisher = by.publisher;
    this.#sweeper = by.sweeper;
  }

  async *examine(): AsyncGenerator<Finding> {
    const { days, documents, jobs } = this.#parts;
    const broken = new Set<string>();
    for (const key of documents.single) {
      const found = await findingsOr(async () => void (await documents.named(key)?.read()));
      if (found.length > 0) broken.add(key);
      yield* found;
    }
    if (!broken.has(keys.adoption)) {
      const adoption = (await documents.adoption.read()).value;
      if (adoption !== null) yield unfinishedAdoption(adoption.kind);
    }
    for await (const key of documents.keysUnder(keys.catalogs)) {
      yield* await findingsOr(async () => void (await documents.named(key)?.read()));
    }
    // Hours that nobody can read judge no day.
    if (broken.has(keys.settings)) return;
    yield* await outboxFindings(this.#parts, this.#outbox);
    yield* await dueFindings(this.#parts);
    yield* await countFindings(this.#parts);
    for await (const day of days.all("0000", "9999-12-31")) {
      yield* await findingsOr(() => dayFindings(this.#parts, day));
      for (const item of await jobs.itemsOf(day)) {
        yield* await findingsOr(async () => {
          const stored = (await jobs.whole(item, false)) ?? (await jobs.read(item.sk));
          return stored === null ? [] : await jobFindings(this.#parts, this.#publisher, stored.job);
        });
      }
    }
  }

  async repair({ kind, where, job, day, repairable }: Finding): Promise<Mended> {
    if (!repairable) return unmended;
    const { documents, jobs, days, table } = this.#parts;
    switch (kind) {
      case "dead_reference":
      case "missing_reference": {
        if (day === undefined) return unmended;
        const window = where.slice(where.lastIndexOf("#") + 1);
        return mended(
          await days.recount(day, window, async () => {
            const counted = await countPlaces(this.#parts);
            return counted === null ? null : (counted.get(placeKey(day, window)) ?? 0);
          }),
        );
      }
      case "overdue_outbox":
      case "parked_outbox":
        return job === undefined ? unmended : mended(await this.#outbox.takeUp(job));
      case "view_behind": {
        const stored = job === undefined ? null : await jobs.read(job);
        if (stored === null) return unmended;
        await this.#publisher.publish(stored.job);
        return mended(true);
      }
      case "view_ahead":
        if (job === undefined) return unmended;
        return mended(await this.#raise(job, async (now) => (await this.#publisher.standing?.(now)) === "ahead"));
      case "card_behind": {
        const stored = job === undefined ? null : await jobs.read(job);
        if (stored === null) return unmended;
        const check: Write = { check: layout.job(stored.job.id), when: stamped(stored.stamp) };
        await table.commit([...showAgain(stored.job), check], () => Promise.resolve(false));
        await this.#sweeper.note(stored.job.id, await documents.today());
        return mended(true);
      }
      case "missing_pointer": {
        const stored = job === undefined ? null : await jobs.read(job);
        if (stored === null) return unmended;
        const put = { ...layout.token(lookupOf(stored.job.tracking_token)), job: stored.job.id };
        return mended((await table.commit([{ put, when: absent }], () => Promise.resolve(true))) === "landed");
      }
      case "dangling_pointer":
        return mended(await this.#sweeper.publishDueAt(where.slice("due#".length)));
      case "unreadable_document":
      // A table counts places; it keeps no references.
      case "doubled_reference":
      case "damaged_log":
      case "lost_day":
      case "lost_calendar":
      case "lost_document":
      case "oversold_window":
      case "crowded_day":
      case "unfinished_adoption":
        return unmended;
    }
  }

  #raise(id: JobId, isBehind: (job: Job) => Promise<boolean>): Promise<boolean> {
    const read = async (one: JobId) => (await this.#parts.jobs.read(one))?.job ?? null;
    return raisePastCopies({ read, writer: this.#writer, random: this.#parts.random }, id, isBehind);
  }
}

/** A table keeps no earlier versions: its point-in-time recovery does, and a person decides on that. */
const findingsOr = findingsOrUnreadable({ repairable: false });
