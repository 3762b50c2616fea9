import type { Actor, Job } from "../../domain/job.ts";
import type { JobId } from "../../domain/job-id.ts";
import { freshId } from "../../domain/random.ts";
import { endForGood, isEndedForGood } from "../../domain/removal.ts";
import { StoreUnavailable } from "../job-store.ts";
import { keys } from "../keys.ts";
import { homeOf, type Documents } from "./documents.ts";
import { dropExpiryNote } from "./expiry.ts";
import type { JobWriter } from "./job-writer.ts";
import { lookupOf } from "../job-token.ts";
import type { Outbox } from "./outbox.ts";
import { together } from "./parallel.ts";
import { takeJob } from "./place.ts";

/**
 * Takes a job away for good. First it is ended by a change like any other, whose outbox gives its places back and
 * makes a tombstone of what was published; only when nothing of that is left to do does one swap take the job, and its
 * unsent messages, out of its home day. So a crash in between leaves an ended job, never a loose end, and the next
 * `remove` goes on.
 */
export class Remover {
  readonly #documents: Documents;
  readonly #writer: JobWriter;
  readonly #outbox: Outbox;

  constructor(documents: Documents, writer: JobWriter, outbox: Outbox) {
    this.#documents = documents;
    this.#writer = writer;
    this.#outbox = outbox;
  }

  async remove(id: JobId, by: Actor): Promise<boolean> {
    const home = homeOf(id);
    if (home === null) return false;
    for (let attempt = 1; attempt <= attemptsToEnd; attempt += 1) {
      // A change of its own each time: somebody may have opened the job again in between.
      const write = freshId(this.#documents.medium.random);
      const ended = await this.#writer.change(id, { write, by, decide: endForGood });
      if (ended === null) return attempt > 1;
      if (await this.#take(ended.job)) return true;
    }
    throw new StoreUnavailable(new Error("Somebody opened the job again each time"));
  }

  /** False where the job is another by now. */
  async #take(ended: Job): Promise<boolean> {
    const { id } = ended;
    const home = this.#documents.day(homeOf(id) ?? "");
    const read = await home.read();
    const stored = read.jobs.get(id);
    if (stored === undefined) return true;
    const finished = read.outbox.filter(({ job, kind }) => job === id && kind !== "send");
    await this.#outbox.finish(stored, finished);
    // What points at it goes before it does: nothing that dangles is left behind.
    const lookups = [lookupOf(ended.tracking_token), ...ended.retired_lookups];
    await together([
      ...lookups.map((lookup) => this.#documents.dropNote(keys.token(lookup))),
      dropExpiryNote(this.#documents, ended),
    ]);
    const done = new Set(finished.map((entry) => entry.id));
    return await home.commit({
      apply: (draft) => {
        const now = draft.jobs.get(id);
        if (now === undefined) return { result: true, wrote: false };
        const left = draft.outbox.some(({ job, kind, id: entry }) => job === id && kind !== "send" && !done.has(entry));
        if (!isEndedForGood(now.job) || now.holds.length > 0 || left) return { result: false, wrote: false };
        takeJob(draft, id);
        draft.outbox = draft.outbox.filter(({ job }) => job !== id);
        return { result: true, wrote: true };
      },
    });
  }
}

const attemptsToEnd = 10;
