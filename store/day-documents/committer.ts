import type { Clock } from "../../domain/clock.ts";
import { freshId, type Random } from "../../domain/random.ts";
import { OutcomeUnknown, StoreUnavailable, UnreadableDocument } from "../job-store.ts";
import { DamagedObject, type ObjectStore, type PutCondition, type Version } from "../objects/object-store.ts";
import { judgeWrite, stamp, type Codec, type Stamped } from "./codec.ts";
import { together } from "./parallel.ts";
import { lineBefore, lossesUntilHand, lowerHand, othersWrite, raiseHand, restAfter, withWriter } from "./fairness.ts";

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
  /** How long the last turn took here, from reading to having written. */
  #cycleMs: number | null = null;

  constructor(key: string, codec: Codec<D>, medium: Medium) {
    this.#key = key;
    this.#codec = codec;
    this.#medium = medium;
  }

  /** The newest document, or the empty one where there is none. */
  async read(): Promise<D> {
    return (await this.#read()).document;
  }

  /** What this process knew last, for what may be old; read only where it knows nothing. */
  async recent(): Promise<D> {
    return this.last ?? (await this.read());
  }

  /** The same without reading; null where it knows nothing. */
  get last(): D | null {
    return this.#known?.document ?? null;
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
        ready: change.ready,
        reject,
      });
      if (!this.#running) void this.#run();
    });
  }

  /** What lay here before, judged as the newest would be: throws where it is not what was written. */
  decode(body: Uint8Array): D {
    return this.#codec.decode(body, null);
  }

  /** The bytes of that document, or of an empty one, after `mend` has written into a draft of it. */
  async rewrite(body: Uint8Array | null, mend: (draft: D) => void): Promise<Uint8Array> {
    const draft = this.#codec.draft(body === null ? await this.#codec.empty() : this.decode(body));
    mend(draft);
    return this.#codec.encode(draft);
  }

  /** True when nothing waits, so that the document may be forgotten. */
  get idle(): boolean {
    return !this.#running;
  }

  async #run(): Promise<void> {
    this.#running = true;
    while (this.#waiting.length > 0) {
      // Nothing can be written before this anyway, and whoever comes meanwhile goes along in the same PUT.
      if (this.#known !== null) await Promise.allSettled(this.#waiting.map(async ({ ready }) => ready));
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
    const { clock, random } = this.#medium;
    // One id over all attempts: a late PUT of an earlier one is recognized as ours.
    const write = freshId(random);
    const began = clock.now();
    // What this process wrote last is probably the newest still, and the swap itself would say if not.
    let base: Read<D> | null = this.#known;
    if (base !== null && othersWrite(base.document, this.#medium)) {
      base = null;
      // What is read should be written soon, or another's write comes between: the latecomers' as well.
      await Promise.allSettled(batch.map(async ({ ready }) => ready));
    }
    let refused: { baseRev: number; settle: () => void } | null = null;
    let patience: number | null = null; // in milliseconds of waiting in line
    for (let losses = 0; ;) {
      const started = clock.now();
      const cycle = () => this.#cycleMs ?? Math.max(1, clock.now() - started);
      const isFresh = base === null;
      base ??= await (refused === null ? this.#read() : this.#readInDoubt());
      const { document, version }: Read<D> = base;
      if (refused !== null) {
        // A line may deliver a PUT twice and bring the second's refusal: whether one landed, this document says.
        const judged = judgeWrite(document, write, refused.baseRev);
        if (judged === "untold") throw new OutcomeUnknown(new Error("Too many writes have gone by since"));
        if (judged === "landed") {
          refused.settle();
          return await this.#rest(document, losses, started);
        }
        refused = null;
        // Losses as well: a process that was frozen meanwhile has not tried.
        if (losses >= lossesAllowed && clock.now() - began > patienceMs)
          throw new StoreUnavailable(new Error("Other writers always came first"));
      }
      const line = lineBefore(document, this.#medium);
      patience ??= line;
      if (line > 0 && patience > 0) {
        // Sent now it would only be in the way of those whose turn it is.
        const pause = line / 2;
        await clock.sleep(pause);
        patience -= pause;
        base = null;
        continue;
      }
      const applied = await this.#apply(batch, document, isFresh);
      base = null;
      if (applied === "look") continue;
      const { draft, settled, wrote } = applied;
      const settle = () => {
        for (const tell of settled) tell();
      };
      if (!wrote) {
        settle();
        return 0;
      }
      const next = stamp(draft, document, write, withWriter(document, cycle(), this.#medium));
      const put = await this.#put(next, version, document.rev, write);
      if (put === "lost") {
        losses += 1;
        refused = { baseRev: document.rev, settle };
        if (losses >= lossesUntilHand) await raiseHand(this.#key, cycle(), this.#medium);
        continue;
      }
      // Found by reading back, it may have been built upon already: then only the next read knows.
      this.#known = put === "landed" ? null : { document: next, version: put };
      settle();
      return await this.#rest(next, losses, started);
    }
  }

  /** After its turn: for how long to leave the document to others. */
  async #rest(document: D, losses: number, started: number): Promise<number> {
    const cycle = this.#medium.clock.now() - started;
    this.#cycleMs = Math.max(1, cycle);
    if (losses >= lossesUntilHand) await lowerHand(this.#key, this.#medium);
    return await restAfter(this.#key, document, cycle, this.#medium);
  }

  /** After a refusal that may have been a second delivery's: what cannot be read leaves it open. */
  async #readInDoubt(): Promise<Read<D>> {
    try {
      return await this.#read();
    } catch (error) {
      throw error instanceof StoreUnavailable ? new OutcomeUnknown(error) : error;
    }
  }

  /**
   * Runs the waiting changes one after another. One that throws is told so and leaves no trace, nor does one
   * whose confirmation, made between reading and writing, fails. A swap proves that what it was decided on was
   * the newest; a refusal, or that nothing changes, has no swap: it must `look` at a document freshly read.
   */
  async #apply(batch: Waiting<D>[], read: D, isFresh: boolean): Promise<Applied<D> | "look"> {
    for (;;) {
      const draft = this.#codec.draft(read);
      const settled: (() => void)[] = [];
      const writing: Waiting<D>[] = [];
      // A copy, since who is refused leaves the batch.
      for (const change of batch.slice()) {
        try {
          const { wrote, settle } = change.apply(draft);
          if (!wrote && !isFresh) return "look";
          if (wrote) writing.push(change);
          settled.push(settle);
        } catch (error) {
          if (!isFresh) return "look";
          refuse(batch, change, error);
        }
      }
      const confirmed = await Promise.allSettled(
        writing.map(async ({ ready, confirm }) =>
          together([ready ?? Promise.resolve(), confirm?.() ?? Promise.resolve()]),
        ),
      );
      let failed = false;
      for (const [index, change] of writing.entries()) {
        const answer = confirmed[index];
        if (answer?.status !== "rejected") continue;
        refuse(batch, change, answer.reason);
        failed = true;
      }
      if (!failed) return { draft, wrote: writing.length > 0, settled };
    }
  }

  /** `lost` when another write came first and this one never will land. */
  async #put(next: D, base: Version | null, baseRev: number, write: string): Promise<Version | "landed" | "lost"> {
    const { objects, clock } = this.#medium;
    const body = this.#codec.encode(next);
    const condition: PutCondition = base === null ? "absent" : { version: base };
    let doubt: unknown = null;
    for (let attempt = 1; attempt <= attempts; attempt += 1) {
      if (attempt > 1) await clock.sleep(backoff(attempt));
      const put = await objects.put(this.#key, body, condition);
      if (put.outcome === "stored") return put.version;
      if (put.outcome === "unavailable" && doubt === null) {
        if (attempt === attempts) throw new StoreUnavailable(put.cause);
        continue;
      }
      if (put.outcome === "unknown") doubt = put.cause ?? new Error("unknown");
      if (doubt === null) return "lost";
      // An answer was lost: only the document itself can say whether the write stands.
      const judged = await this.#judge(base, baseRev, write);
      if (judged === "untold") break;
      // Otherwise the same PUT is sent again, under the same condition: at most one of them can land.
      if (judged !== "again") return judged;
    }
    throw new OutcomeUnknown(doubt);
  }

  async #judge(base: Version | null, baseRev: number, write: string): Promise<"landed" | "lost" | "untold" | "again"> {
    const got = await this.#medium.objects.get(this.#key);
    if (got.outcome !== "found" || got.version === base) return "again";
    try {
      return judgeWrite(this.#decode(got.body), write, baseRev);
    } catch {
      return "untold"; // it cannot be read, so it says nothing; the next read names it
    }
  }

  async #read(): Promise<Read<D>> {
    const { objects, clock } = this.#medium;
    for (let attempt = 1; ; attempt += 1) {
      const known = this.#known;
      const got = await objects.get(this.#key, known === null ? {} : { unless: known.version });
      if (got.outcome === "unchanged" && known !== null) return known;
      if (got.outcome === "found") {
        const read = { document: this.#decode(got.body), version: got.version };
        // A commit that ended meanwhile may know a newer one.
        if (this.#known === known || (this.#known?.document.rev ?? 0) < read.document.rev) this.#known = read;
        return read;
      }
      if (got.outcome === "missing") {
        if (this.#known === known) this.#known = null;
        return { document: await this.#codec.empty(), version: null };
      }
      if (got.outcome === "unavailable" && got.cause instanceof DamagedObject)
        throw new UnreadableDocument(this.#key, got.cause);
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
  /** What must be there before the writing, whatever is read; its failing refuses the change. Where others write, the reading waits for it. */
  ready?: Promise<void>;
}

interface Read<D> {
  document: D;
  /** Null where nothing has been written yet. */
  version: Version | null;
}

interface Waiting<D> {
  apply: (draft: D) => { wrote: boolean; settle: () => void };
  confirm: (() => Promise<void>) | undefined;
  ready: Promise<void> | undefined;
  reject: (error: unknown) => void;
}

interface Applied<D> {
  draft: D;
  wrote: boolean;
  settled: (() => void)[];
}

const refuse = <D>(batch: Waiting<D>[], change: Waiting<D>, error: unknown): void => {
  batch.splice(batch.indexOf(change), 1);
  change.reject(error);
};

export const attempts = 6;
export const backoff = (attempt: number): number => Math.min(1_000, 20 * 2 ** attempt);
/** The rules of fairness make this a matter of milliseconds; past it something else is wrong. */
const patienceMs = 30_000;
const lossesAllowed = 20;
