import type { Clock } from "../../domain/clock.ts";
import { freshId, type Random } from "../../domain/random.ts";
import { keys } from "../keys.ts";
import { OutcomeUnknown, StoreUnavailable, UnreadableDocument } from "../job-store.ts";
import type { ObjectStore, PutCondition, Version } from "../objects/object-store.ts";
import { ringLength, type Codec, type Stamped } from "./codec.ts";

/**
 * One document and its writers in this process. Changes that wait go out in one PUT (group commit); a lost
 * answer is read back; across processes a loser tries again at once and winners leave room.
 */
export class Committer<D extends Stamped> {
  readonly #key: string;
  readonly #codec: Codec<D>;
  readonly #medium: Medium;
  #known: { document: D; version: Version } | null = null;
  #waiting: Waiting<D>[] = [];
  #running = false;

  constructor(key: string, codec: Codec<D>, medium: Medium) {
    this.#key = key;
    this.#codec = codec;
    this.#medium = medium;
  }

  /** The newest document, or the empty one where there is none. */
  async read(): Promise<D> {
    return (await this.#read()).document;
  }

  /**
   * Applies a change to the newest document and makes it durable. Resolves with what the change returned once
   * it stands; rejects with what it threw, with nothing written for it.
   */
  commit<R>(change: DocumentChange<D, R>): Promise<R> {
    return new Promise<R>((resolve, reject) => {
      this.#waiting.push({
        apply: (draft) => {
          const { result, wrote } = change.apply(draft);
          return { wrote, settle: () => resolve(result) };
        },
        confirm: change.confirm,
        reject,
      });
      if (!this.#running) void this.#run();
    });
  }

  /** True when nothing waits, so that the document may be forgotten. */
  get idle(): boolean {
    return !this.#running;
  }

  async #run(): Promise<void> {
    this.#running = true;
    while (this.#waiting.length > 0) {
      const batch = this.#waiting;
      this.#waiting = [];
      try {
        const rest = await this.#commitBatch(batch);
        if (rest > 0) await this.#medium.clock.sleep(rest);
      } catch (error) {
        for (const change of batch) change.reject(error);
      }
    }
    this.#running = false;
  }

  /** Returns for how many milliseconds this process should rest, so that others get their turn. */
  async #commitBatch(batch: Waiting<D>[]): Promise<number> {
    const { clock, random, process } = this.#medium;
    const write = freshId(random);
    const began = clock.now();
    for (let losses = 0; ; losses += 1) {
      const started = clock.now();
      const { document, version } = await this.#read();
      const applied = await this.#apply(batch, document);
      if (!applied.wrote) {
        for (const settle of applied.settled) settle();
        return 0;
      }
      const cycle = Math.max(1, clock.now() - started);
      const rev = document.rev + 1;
      const next: D = {
        ...applied.draft,
        rev,
        ring: [...document.ring, { rev, write, process, cycle_ms: cycle, at: clock.now() }].slice(-ringLength),
      };
      const stored = await this.#put(next, version, document.rev, write);
      if (stored !== "lost") {
        // Found by reading back, it may have been built upon already: then only the next read knows.
        this.#known = stored === "landed" ? null : { document: next, version: stored };
        for (const settle of applied.settled) settle();
        return this.#restAfter(next, clock.now() - started);
      }
      if (clock.now() - began > patienceMs) throw new StoreUnavailable(new Error("Other writers always came first"));
      if (losses >= 2) await this.#raiseHand(clock.now() - started);
    }
  }

  /**
   * Runs the waiting changes one after another. One that throws is told so and leaves no trace, nor does one
   * whose confirmation, made between reading and writing, fails.
   */
  async #apply(batch: Waiting<D>[], read: D): Promise<{ draft: D; wrote: boolean; settled: (() => void)[] }> {
    for (;;) {
      const draft = this.#codec.draft(read);
      let wrote = false;
      const settled: (() => void)[] = [];
      for (const change of [...batch]) {
        try {
          const applied = change.apply(draft);
          wrote ||= applied.wrote;
          settled.push(applied.settle);
        } catch (error) {
          batch.splice(batch.indexOf(change), 1);
          change.reject(error);
        }
      }
      const failed = await this.#firstUnconfirmed(batch);
      if (failed === null) return { draft, wrote, settled };
      batch.splice(batch.indexOf(failed.change), 1);
      failed.change.reject(failed.error);
    }
  }

  async #firstUnconfirmed(batch: Waiting<D>[]): Promise<{ change: Waiting<D>; error: unknown } | null> {
    for (const change of batch) {
      try {
        await change.confirm?.();
      } catch (error) {
        return { change, error };
      }
    }
    return null;
  }

  /** `lost` when another write came first and this one never will land. */
  async #put(next: D, base: Version | null, baseRev: number, write: string): Promise<Version | "landed" | "lost"> {
    const { objects, clock } = this.#medium;
    const body = this.#codec.encode(next);
    const condition: PutCondition = base === null ? "absent" : { version: base };
    let doubt: unknown = null;
    for (let attempt = 1; attempt <= attempts; attempt += 1) {
      const outcome = await objects.put(this.#key, body, condition);
      if (outcome.outcome === "stored") return outcome.version;
      if (outcome.outcome === "unavailable" || outcome.outcome === "unknown") {
        if (outcome.outcome === "unknown") doubt = outcome.cause ?? new Error("unknown");
        if (doubt === null && attempt === attempts) throw new StoreUnavailable(outcome.cause);
        if (attempt > 1) await clock.sleep(backoff(attempt));
        if (doubt === null) continue;
      } else if (doubt === null) {
        return "lost";
      }
      // An answer was lost: only the document itself can say whether the write stands.
      const judged = await this.#judge(base, baseRev, write);
      if (judged !== "again") return judged;
    }
    throw new OutcomeUnknown(doubt);
  }

  async #judge(base: Version | null, baseRev: number, write: string): Promise<"landed" | "lost" | "again"> {
    const got = await this.#medium.objects.get(this.#key);
    // Not an answer either: asking again sends the same PUT under the same condition, which is safe.
    if (got.outcome !== "found") return "again";
    if (got.version === base) return "again";
    const document = this.#decode(got.body);
    if (document.ring.some((entry) => entry.write === write)) return "landed";
    if (document.rev - baseRev <= ringLength) return "lost";
    throw new OutcomeUnknown(new Error("The document has moved on too far to tell"));
  }

  async #read(): Promise<{ document: D; version: Version | null }> {
    const { objects, clock } = this.#medium;
    for (let attempt = 1; ; attempt += 1) {
      const known = this.#known;
      const got = await objects.get(this.#key, known === null ? {} : { unless: known.version });
      if (got.outcome === "unchanged" && known !== null) return known;
      if (got.outcome === "found") {
        const read = { document: this.#decode(got.body), version: got.version };
        this.#known = read;
        return read;
      }
      if (got.outcome === "missing") {
        this.#known = null;
        return { document: this.#codec.empty(), version: null };
      }
      if (attempt === attempts) throw new StoreUnavailable(got.outcome === "unavailable" ? got.cause : null);
      await clock.sleep(backoff(attempt));
    }
  }

  #decode(body: Uint8Array): D {
    try {
      return this.#codec.decode(body, this.#known?.document ?? null);
    } catch (error) {
      throw new UnreadableDocument(this.#key, error);
    }
  }

  /** Alone, there is no rest. Otherwise half to one and a half cycles, or two of a process that raised its hand. */
  async #restAfter(document: D, cycle: number): Promise<number> {
    const { objects, clock, random, process } = this.#medium;
    const recently = clock.now() - handLifetimeMs;
    const others = document.ring.some((entry) => entry.process !== process && entry.at > recently);
    if (!others) return 0;
    const hand = await objects.get(keys.waiting(this.#key));
    if (hand.outcome === "found") {
      const note = readHand(hand.body);
      if (note !== null && note.process !== process && note.at > recently) return 2 * note.cycle_ms;
    }
    return cycle * (0.5 + random.fraction());
  }

  async #raiseHand(cycle: number): Promise<void> {
    const { objects, clock, process } = this.#medium;
    const note: Hand = { process, cycle_ms: cycle, at: clock.now() };
    // A note that is lost costs fairness, never truth, so its outcome does not matter.
    await objects.put(keys.waiting(this.#key), new TextEncoder().encode(JSON.stringify(note)), "any");
  }
}

/** What a committer writes on, and who it is. */
export interface Medium {
  objects: ObjectStore;
  clock: Clock;
  random: Random;
  /** A name for this process, new at each start. */
  process: string;
  /** Told of what failed but is made good later; for the log. */
  report: (error: unknown) => void;
}

export interface DocumentChange<D, R> {
  /**
   * Decides on a draft of the newest document, which other waiting changes share, then writes into it. Throwing
   * refuses the change, and must come before the first write. `wrote: false` = there is nothing to make durable.
   * May run more than once.
   */
  apply: (draft: D) => { result: R; wrote: boolean };
  /** Looks elsewhere between the reading and the writing; throwing refuses the change. */
  confirm?: () => Promise<void>;
}

interface Waiting<D> {
  apply: (draft: D) => { wrote: boolean; settle: () => void };
  confirm: (() => Promise<void>) | undefined;
  reject: (error: unknown) => void;
}

interface Hand {
  process: string;
  cycle_ms: number;
  at: number;
}

const readHand = (body: Uint8Array): Hand | null => {
  try {
    // Only `#raiseHand` writes here.
    return JSON.parse(new TextDecoder().decode(body)) as Hand;
  } catch {
    return null; // half a note is no note
  }
};

const attempts = 6;
/** Rules of fairness make this a matter of milliseconds; past it something else is wrong. */
const patienceMs = 30_000;
const handLifetimeMs = 5_000;
const backoff = (attempt: number): number => Math.min(1_000, 20 * 2 ** attempt);
