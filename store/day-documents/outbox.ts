import type { Day } from "../../domain/day.ts";
import type { Job } from "../../domain/job.ts";
import { homeDayOf } from "../../domain/job-id.ts";
import { freshId } from "../../domain/random.ts";
import { keys } from "../keys.ts";
import { StoreUnavailable, type Messages, type ParkedEntry, type Publisher, type Sender } from "../job-store.ts";
import type { Version } from "../objects/object-store.ts";
import type {
  DayDocument,
  Hold,
  OutboxEntry,
  PublishEntry,
  ReleaseEntry,
  SendEntry,
  StoredJob,
} from "./day-document.ts";
import type { Documents } from "./documents.ts";
import { fanOut } from "./fan-out.ts";
import { afterFailure } from "./lease.ts";
import { inGroups } from "./parallel.ts";
import { emptyVoid } from "./prune.ts";
import { sendMessage } from "./send.ts";
import { dropReference } from "./taking.ts";

/**
 * What a committed change leaves to do elsewhere, written in the same swap. The process that made the change
 * tries at once; `drain` is the guarantee. Entries that are done leave in the next write of their day.
 */
export class Outbox {
  readonly #documents: Documents;
  readonly #publisher: Publisher;
  readonly #sender: Sender;
  /** Done here, but still written in the day's document. */
  readonly #done = new Map<Day, Set<string>>();
  /** Being done here this moment: `drain` leaves them alone. */
  readonly #busy = new Set<string>();

  constructor(documents: Documents, publisher: Publisher, sender: Sender) {
    this.#documents = documents;
    this.#publisher = publisher;
    this.#sender = sender;
  }

  /** Adds entries to a draft. A newer publish takes the place of an older one of the same job: it says more. */
  add(draft: DayDocument, entries: OutboxEntry[]): void {
    const done = this.#done.get(draft.day);
    if (done !== undefined) {
      // What is not written there any more need not be remembered.
      const written = new Set(draft.outbox.map(({ id }) => id));
      for (const id of done) if (!written.has(id)) done.delete(id);
    }
    const published = new Set(entries.filter(({ kind }) => kind === "publish").map(({ job }) => job));
    const kept = draft.outbox.filter(
      ({ id, kind, job }) => done?.has(id) !== true && !(kind === "publish" && published.has(job)),
    );
    draft.outbox = [...kept, ...entries];
  }

  /** Tries at once what `drain` guarantees, messages excepted; a failure is reported, and left to `drain`. */
  async attempt(stored: StoredJob, entries: OutboxEntry[]): Promise<void> {
    await Promise.all(
      entries.map(async (entry) => {
        if (entry.kind === "send") return;
        this.#busy.add(entry.id);
        try {
          await this.#do(stored, entry);
          this.#markDone(homeDayOf(stored.job.id), entry.id);
        } catch (error) {
          this.#documents.medium.report(error);
        } finally {
          this.#busy.delete(entry.id);
        }
      }),
    );
  }

  /** Does at once what these entries ask for elsewhere; throws where one of them cannot be done now. */
  async finish(stored: StoredJob, entries: OutboxEntry[]): Promise<void> {
    for (const entry of entries) {
      if (entry.kind === "send") continue;
      try {
        await this.#do(stored, entry);
      } catch (error) {
        throw error instanceof StoreUnavailable ? error : new StoreUnavailable(error);
      }
      this.#markDone(homeDayOf(stored.job.id), entry.id);
    }
  }

  /** Does what is due in every marked day. Returns how many entries still wait, parked ones not counted. */
  async drain(): Promise<number> {
    const days: Day[] = [];
    for await (const key of this.#documents.keysUnder(keys.pending)) days.push(keys.pendingDayOf(key));
    let waiting = 0;
    await inGroups(
      days,
      async (day) => {
        let left = 1;
        await this.#documents.tolerate(async () => {
          left = await this.#drainDay(day);
        });
        waiting += left;
      },
      4,
    );
    return waiting;
  }

  /** What failed so often that it waits for a person. */
  async parked(): Promise<ParkedEntry[]> {
    const parked: ParkedEntry[] = [];
    for await (const key of this.#documents.keysUnder(keys.pending)) {
      for (const entry of (await this.#documents.day(keys.pendingDayOf(key)).read()).outbox) {
        if (entry.parked) parked.push({ job: entry.job, kind: entry.kind, failures: entry.failures });
      }
    }
    return parked;
  }

  /**
   * Sees to a day whose entries have waited too long: puts the note that a drainer comes by for, takes up again what
   * was given up though it can be done at any time, and drains. Messages that are parked stay so. False: none was due.
   */
  async takeUp(day: Day): Promise<boolean> {
    const due = await this.#documents.day(day).commit({
      apply: (draft) => {
        const again = draft.outbox.map((entry) =>
          entry.parked && entry.kind !== "send" ? { ...entry, parked: false, failures: 0, not_before: 0 } : entry,
        );
        const due = again.some(({ parked }) => !parked) || draft.void.length > 0;
        draft.outbox = again;
        if (due) draft.marked = true;
        // Written even where nothing is taken up again: the note may be gone, and is put between reading and writing.
        return { result: due, wrote: due };
      },
      confirm: () => this.#documents.mark(keys.pendingDay(day)),
    });
    if (due) await this.#drainDay(day);
    return due;
  }

  async #drainDay(day: Day): Promise<number> {
    const { clock, report } = this.#documents.medium;
    // Its version is noted before the document is read: a note that is put after this is not taken away.
    const marker = await this.#documents.noteVersion(keys.pendingDay(day));
    if (marker === null) return 0;
    const document = await this.#documents.day(day).read();
    if (document.void.length > 0) await emptyVoid(this.#documents, day);
    const done = this.#done.get(day);
    const now = clock.now();
    const due = document.outbox.filter(
      ({ id, parked, not_before }) => !parked && not_before <= now && done?.has(id) !== true && !this.#busy.has(id),
    );
    const failed = new Set<string>();
    await inGroups(due, async (entry) => {
      if (entry.kind === "send") return;
      try {
        const stored = document.jobs.get(entry.job);
        if (stored !== undefined) await this.#do(stored, entry);
        this.#markDone(day, entry.id);
      } catch (error) {
        report(error);
        failed.add(entry.id);
      }
    });
    // One after another: those of one job must go out in order.
    for (const entry of due) {
      if (entry.kind === "send") await sendMessage(this.#documents, this.#sender, day, entry);
    }
    return await this.#settle(day, failed, marker);
  }

  async #do(stored: StoredJob, entry: PublishEntry | ReleaseEntry): Promise<void> {
    if (entry.kind === "publish") await fanOut(this.#documents, this.#publisher, stored);
    else await dropReference(this.#documents, entry.day, entry.ref);
  }

  /** Writes down what was done and what failed; takes the note away with the last entry. */
  async #settle(day: Day, failed: Set<string>, marker: Version): Promise<number> {
    const { objects, clock } = this.#documents.medium;
    const left = await this.#documents.day(day).commit({
      apply: (draft) => {
        const done = this.#done.get(day);
        const now = clock.now();
        const outbox = draft.outbox
          .filter(({ id }) => done?.has(id) !== true)
          .map((entry) => (failed.has(entry.id) ? afterFailure(entry, now) : entry));
        const changed = outbox.length !== draft.outbox.length || failed.size > 0;
        draft.outbox = outbox;
        const nothingLeft = outbox.length === 0 && draft.void.length === 0;
        if (nothingLeft) draft.marked = false;
        // That there is nothing left is written even where nothing was: it fences whoever read the document while
        // the note was there and is about to add an entry without putting one.
        return { result: { outbox, nothingLeft }, wrote: changed || nothingLeft };
      },
    });
    if (left.nothingLeft) {
      this.#done.delete(day);
      // Only the note that was there before the document was read. One that stays is only looked at in vain.
      await objects.delete(keys.pendingDay(day), marker);
    }
    return left.outbox.filter(({ parked }) => !parked).length;
  }

  #markDone(day: Day, id: string): void {
    const done = this.#done.get(day) ?? new Set();
    done.add(id);
    this.#done.set(day, done);
  }
}

export const entriesFor = (
  documents: Documents,
  job: Job,
  left: Hold[],
  messages: Messages | undefined,
): OutboxEntry[] => {
  const base = () => ({ id: freshId(documents.medium.random), job: job.id, failures: 0, parked: false, not_before: 0 });
  return [
    { ...base(), kind: "publish", rev: job.rev },
    ...left.map(({ day, ref }): ReleaseEntry => ({ ...base(), kind: "release", day, ref })),
    // A sample job's people are invented, and their numbers may be somebody's.
    ...(job.sample === true ? [] : (messages?.(job) ?? [])).map((message): SendEntry => ({
      ...base(),
      kind: "send",
      lease: null,
      ...message,
    })),
  ];
};
