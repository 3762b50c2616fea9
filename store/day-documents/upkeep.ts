import type { Job } from "../../domain/job.ts";
import type { JobId } from "../../domain/job-id.ts";
import type { Publisher } from "../job-store.ts";
import { keys } from "../keys.ts";
import { mended, raisePastCopies, unfinishedAdoption, unmended } from "../mending.ts";
import type { Finding, Mended, Upkeep } from "../upkeep.ts";
import type { Documents } from "./documents.ts";
import { examineDay } from "./examine-day.ts";
import { danglingNotes, findingsOr, removeNote } from "./examine-notes.ts";
import { examineOpenBoard, hasNewerCard, mendCard, openCards } from "./examine-open-board.ts";
import { point } from "./identity.ts";
import type { JobWriter } from "./job-writer.ts";
import type { Outbox } from "./outbox.ts";
import { endDoubles, pruneDay } from "./prune.ts";
import { quarantine } from "./quarantine.ts";

/** The doctor of day documents. Every repair is one that a worker could make at any time, beside live writers. */
export class DayUpkeep implements Upkeep {
  readonly #documents: Documents;
  readonly #writer: JobWriter;
  readonly #outbox: Outbox;
  readonly #publisher: Publisher;

  constructor(documents: Documents, parts: { writer: JobWriter; outbox: Outbox; publisher: Publisher }) {
    this.#documents = documents;
    this.#writer = parts.writer;
    this.#outbox = parts.outbox;
    this.#publisher = parts.publisher;
  }

  async *examine(): AsyncGenerator<Finding> {
    const documents = this.#documents;
    const broken = new Set<string>();
    for (const key of documents.single) {
      const found = await findingsOr(async () => void (await documents.named(key)?.read()));
      if (found.length > 0) broken.add(key);
      yield* found;
    }
    if (!broken.has(keys.adoption)) {
      const { value } = await documents.adoption.read();
      if (value !== null) yield unfinishedAdoption(value.kind);
    }
    // A day that was never written reads as the settings say: without those, no day can be judged.
    if (broken.has(keys.settings)) return;
    const open = broken.has(keys.open) ? null : await openCards(documents);
    for await (const day of documents.days("")) {
      yield* await findingsOr(() => examineDay(documents, this.#publisher, day, open));
    }
    for (const prefix of [keys.activities, keys.catalogs]) {
      for await (const key of documents.keysUnder(prefix)) {
        yield* await findingsOr(async () => void (await documents.named(key)?.read()));
      }
    }
    if (open !== null) yield* await findingsOr(() => examineOpenBoard(documents));
    yield* danglingNotes(documents);
  }

  async repair(finding: Finding): Promise<Mended> {
    if (!finding.repairable) return unmended;
    const { kind, where, job, day } = finding;
    const documents = this.#documents;
    switch (kind) {
      case "dead_reference":
        if (day === undefined) return unmended;
        return mended((await pruneDay(documents, day, 0)) > 0);
      case "doubled_reference":
        return day === undefined ? unmended : mended(await endDoubles(documents, day));
      case "missing_reference":
        return job === undefined ? unmended : mended(await this.#writer.holdAgain(job));
      case "overdue_outbox":
      case "parked_outbox":
        return day === undefined ? unmended : mended(await this.#outbox.takeUp(day));
      case "view_behind": {
        const stored = job === undefined ? null : await documents.job(job);
        if (stored === null) return unmended;
        await this.#publisher.publish(stored.job);
        return mended(true);
      }
      case "view_ahead":
        if (job === undefined) return unmended;
        return mended(await this.#raise(job, async (now) => (await this.#publisher.standing?.(now)) === "ahead"));
      case "card_behind":
        if (job === undefined) return unmended;
        await this.#raise(job, (now) => hasNewerCard(documents, now));
        return mended(await mendCard(documents, job));
      case "missing_pointer": {
        const stored = job === undefined ? null : await documents.job(job);
        if (stored === null) return unmended;
        await point(documents, { id: stored.job.id, token: stored.job.tracking_token });
        return mended(true);
      }
      case "dangling_pointer":
        return mended(await removeNote(documents, where));
      case "unreadable_document":
        return await quarantine(documents, where);
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
    const read = async (one: JobId) => (await this.#documents.job(one))?.job ?? null;
    return raisePastCopies({ read, writer: this.#writer, random: this.#documents.medium.random }, id, isBehind);
  }
}
