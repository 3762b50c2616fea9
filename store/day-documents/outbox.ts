import { dayIn, type Day } from "../../domain/day.ts";
import { isOpen, shownVisit, type Job } from "../../domain/job.ts";
import { homeDayOf } from "../../domain/job-id.ts";
import { freshId } from "../../domain/random.ts";
import { keys } from "../keys.ts";
import { StoreUnavailable, type Messages, type Publisher } from "../job-store.ts";
import { cardOf, shownCardOf } from "./card.ts";
import type { Medium } from "./committer.ts";
import type { DayDocument, Hold, OutboxEntry, PublishEntry } from "./day-document.ts";
import type { Documents } from "./documents.ts";
import { beginSend, type Sender } from "./lease.ts";
import { dropReference } from "./references.ts";

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
  readonly #unmarked = new Set<Day>();

  constructor(documents: Documents, publisher: Publisher, sender: Sender) {
    this.#documents = documents;
    this.#publisher = publisher;
    this.#sender = sender;
  }

  /** Adds entries to a draft. A newer publish replaces an older one of the same job: it says more. */
  add(draft: DayDocument, entries: OutboxEntry[]): PublishEntry | null {
    const publish = entries.find((entry) => entry.kind === "publish") ?? null;
    const done = this.#done.get(draft.day);
    const kept = draft.outbox.filter(
      (entry) => done?.has(entry.id) !== true && !(entry.kind === "publish" && entry.job === publish?.job),
    );
    draft.outbox = [...kept, ...entries];
    if (!draft.marked) {
      draft.marked = true;
      this.#unmarked.add(draft.day);
    }
    return publish;
  }

  /** Before the first entry of a day is committed, a note says where to look: nobody lists all days. */
  async mark(day: Day): Promise<void> {
    if (!this.#unmarked.has(day)) return;
    const put = await this.#documents.medium.objects.put(keys.pendingDay(day), new Uint8Array(), "any");
    if (put.outcome !== "stored") throw new StoreUnavailable(put);
    this.#unmarked.delete(day);
  }

  /** Tries at once what the outbox guarantees; a failure is reported, and left to `drain`. */
  async attempt(job: Job, entry: PublishEntry): Promise<void> {
    try {
      await this.#publish(job);
      this.#markDone(homeDayOf(job.id), entry.id);
    } catch (error) {
      this.#documents.medium.report(error);
    }
  }

  /** Does what is due in every marked day. Returns how many entries still wait, parked ones not counted. */
  async drain(): Promise<number> {
    const { objects } = this.#documents.medium;
    let waiting = 0;
    for (let after: string | undefined; ; ) {
      const listed = await objects.list(keys.pending, after === undefined ? {} : { after });
      if (listed.outcome !== "listed") throw new StoreUnavailable(listed);
      for (const key of listed.keys) waiting += await this.#drainDay(keys.pendingDayOf(key));
      after = listed.keys.at(-1);
      if (!listed.more || after === undefined) return waiting;
    }
  }

  async #drainDay(day: Day): Promise<number> {
    const { objects, clock } = this.#documents.medium;
    const marker = await objects.get(keys.pendingDay(day));
    if (marker.outcome === "missing") return 0;
    const committer = this.#documents.day(day);
    const held = new Set<string>();
    const failed = new Set<string>();
    for (const entry of (await committer.read()).outbox) {
      if (entry.parked || this.#done.get(day)?.has(entry.id) === true) continue;
      // Entries of one job go out in order: one that waits holds the later ones.
      if (held.has(entry.job) || entry.not_before > clock.now()) {
        held.add(entry.job);
        continue;
      }
      try {
        if (await this.#do(day, entry)) this.#markDone(day, entry.id);
        else held.add(entry.job);
      } catch (error) {
        this.#documents.medium.report(error);
        failed.add(entry.id);
        held.add(entry.job);
      }
    }
    return await this.#settle(day, failed, marker.outcome === "found" ? marker.version : null);
  }

  /** Writes down what was done and what failed; takes the note away with the last entry. */
  async #settle(day: Day, failed: Set<string>, marker: Parameters<Medium["objects"]["delete"]>[1] | null): Promise<number> {
    const { objects, clock } = this.#documents.medium;
    const done = new Set(this.#done.get(day));
    const left = await this.#documents.day(day).commit({
      apply: (draft) => {
        const outbox = draft.outbox
          .filter(({ id }) => !done.has(id))
          .map((entry) => (failed.has(entry.id) ? afterFailure(entry, clock.now()) : entry));
        const changed = outbox.length !== draft.outbox.length || failed.size > 0;
        // Writing the document, even only to say so, fences whoever read it while the note was there.
        const unmarked = outbox.length === 0;
        draft.outbox = outbox;
        draft.marked = !unmarked;
        return { result: outbox, wrote: changed || unmarked };
      },
    });
    for (const id of done) this.#done.get(day)?.delete(id);
    if (left.length === 0 && marker !== null) await objects.delete(keys.pendingDay(day), marker);
    return left.filter(({ parked }) => !parked).length;
  }

  /** False when it must wait (another worker's lease). */
  async #do(day: Day, entry: OutboxEntry): Promise<boolean> {
    switch (entry.kind) {
      case "publish": {
        const stored = (await this.#documents.day(day).read()).jobs.get(entry.job);
        if (stored !== undefined) await this.#publish(stored.job);
        return true;
      }
      case "release":
        await dropReference(this.#documents, entry.day, entry.ref);
        return true;
      case "send":
        return await beginSend(this.#documents, this.#sender, day, entry);
    }
  }

  /** The tracked view, then the cards that boards of other days show. Every copy refuses an older rev. */
  async #publish(job: Job): Promise<void> {
    await this.#publisher.publish(job);
    const stored = (await this.#documents.day(homeDayOf(job.id)).read()).jobs.get(job.id);
    for (const hold of stored?.holds ?? []) await this.#updateCard(hold, job);
    await this.#updateOpen(stored?.job ?? job);
  }

  async #updateCard(hold: Hold, job: Job): Promise<void> {
    await this.#documents.day(hold.day).commit({
      apply: (draft) => {
        const stale = draft.references.some(({ ref, card }) => ref === hold.ref && card.rev < job.rev);
        if (stale) {
          draft.references = draft.references.map((reference) =>
            reference.ref === hold.ref ? { ...reference, card: cardOf(job, reference.visit) } : reference,
          );
        }
        return { result: undefined, wrote: stale };
      },
    });
  }

  async #updateOpen(job: Job): Promise<void> {
    const settings = await this.#documents.refreshSettings();
    const today = dayIn(settings.business.time_zone, this.#documents.medium.clock.now());
    const belongs = isWaiting(job, today);
    const { cards } = (await this.#documents.open.read()).value;
    const known = cards.find((card) => card.job === job.id);
    if ((known === undefined && !belongs) || (known !== undefined && known.rev >= job.rev)) return;
    await this.#documents.open.commit({
      apply: (draft) => {
        const others = draft.value.cards.filter((card) => card.job !== job.id);
        draft.value = { ...draft.value, cards: belongs ? [...others, shownCardOf(job)] : others };
        return { result: undefined, wrote: true };
      },
    });
    // A slower worker may have put an older card back after a newer one was taken away: the job decides.
    const newest = (await this.#documents.day(homeDayOf(job.id)).read()).jobs.get(job.id)?.job;
    if (newest !== undefined && newest.rev > job.rev) await this.#updateOpen(newest);
  }

  #markDone(day: Day, id: string): void {
    const done = this.#done.get(day) ?? new Set();
    done.add(id);
    this.#done.set(day, done);
  }
}

/** Somebody should look at it: it has no day, waits to be picked up, or its day has passed. */
const isWaiting = (job: Job, today: Day): boolean => {
  if (!isOpen(job)) return false;
  const { day } = shownVisit(job);
  return day === null || job.status === "ready_for_pickup" || day < today;
};

export const entriesFor = (job: Job, left: Hold[], messages: ReturnType<Messages>, { random }: Medium): OutboxEntry[] => {
  const base = () => ({ id: freshId(random), job: job.id, failures: 0, parked: false, not_before: 0 });
  return [
    { ...base(), kind: "publish", rev: job.rev },
    ...left.map(({ day, ref }): OutboxEntry => ({ ...base(), kind: "release", day, ref })),
    ...messages.map((message): OutboxEntry => ({ ...base(), kind: "send", lease: null, ...message })),
  ];
};

const failuresAllowed = 8;

const afterFailure = (entry: OutboxEntry, now: number): OutboxEntry => {
  const failures = entry.failures + 1;
  const wait = Math.min(3_600_000, 1_000 * 2 ** failures);
  return { ...entry, failures, parked: failures >= failuresAllowed, not_before: now + wait };
};
