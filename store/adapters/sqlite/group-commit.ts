import type { DatabaseSync } from "node:sqlite";
import type { Clock } from "../../../domain/clock.ts";
import type { Random } from "../../../domain/random.ts";
import type { Indeterminate, Unavailable } from "../../port/object-store.ts";
import type { DatabaseFiles } from "./database-files.ts";
import { isBusy, isRolledBack, SqliteFault } from "./sqlite-error.ts";
import { WriterPace } from "./writer-pace.ts";

export interface GroupCommitContext {
  database: DatabaseSync;
  files: DatabaseFiles;
  clock: Clock;
  random: Random;
  /** Returns store time; called once inside each transaction. */
  storeTime: () => number;
}

/** A write inside the transaction: runs its statements and returns its answer. */
export type Apply<Answer> = (at: number) => Answer;

/**
 * Commits all waiting writes in one transaction, so that they share one flush to the disk.
 *
 * A transaction begins and ends within one turn of the event loop. Writes that arrive during the flush wait for the next
 * turn and share the next transaction. SQLite never waits for a lock, because that would stop the event loop; this
 * class tries again after a few milliseconds.
 */
export class GroupCommit {
  readonly #context: GroupCommitContext;
  readonly #pace: WriterPace;
  #waiting: Waiting[] = [];
  #running: Promise<void> | null = null;
  #closed = false;

  constructor(context: GroupCommitContext) {
    this.#context = context;
    this.#pace = new WriterPace(context);
  }

  /** Applies a write in the next transaction. `bytes` bounds how much one transaction writes. */
  write<Answer>(bytes: number, apply: Apply<Answer>): Promise<Answer | Unavailable | Indeterminate> {
    return new Promise((resolve) => {
      if (this.#closed) return resolve(unavailable(new Error("The store is closed")));
      let answer: Answer;
      this.#waiting.push({
        bytes,
        apply: (at) => {
          answer = apply(at);
        },
        settle: (failure) => resolve(failure ?? answer),
      });
      this.#running ??= this.#run();
    });
  }

  /** Refuses later writes and waits until the earlier ones have their answers. */
  async close(): Promise<void> {
    this.#closed = true;
    await this.#running;
  }

  async #run(): Promise<void> {
    try {
      // The end of this turn, so that every write of the turn joins the first transaction.
      await new Promise(setImmediate);
      while (this.#waiting.length > 0) await this.#commitNext();
    } finally {
      // In the same step as the check of the loop: a write that arrives later starts the next run.
      this.#running = null;
    }
  }

  /** Commits one batch. While another process holds the lock, later writes may join the batch. */
  async #commitNext(): Promise<void> {
    const { clock } = this.#context;
    const began_ms = clock.now();
    for (let attempt = 1; ; attempt += 1) {
      const batch = this.#nextBatch();
      const failure = this.#commit(batch);
      if (failure !== "busy") {
        for (const write of batch) write.settle(failure);
        return await this.#pace.afterCommit();
      }
      if (clock.now() - began_ms > longestWait_ms) {
        for (const write of batch) write.settle(unavailable(new Error("Another process holds the database")));
        return;
      }
      this.#waiting.unshift(...batch);
      await this.#pace.afterBusy(attempt);
    }
  }

  #nextBatch(): Waiting[] {
    let bytes = 0;
    const end = this.#waiting.findIndex((write, index) => {
      bytes += write.bytes;
      return index > 0 && bytes > batchBytes;
    });
    return this.#waiting.splice(0, end === -1 ? this.#waiting.length : end);
  }

  /** One transaction. Returns null if it is durable, "busy" if another process holds the lock, or why it failed. */
  #commit(batch: Waiting[]): null | "busy" | Unavailable | Indeterminate {
    const { database, files, storeTime } = this.#context;
    try {
      files.assertUnmoved();
      database.exec("BEGIN IMMEDIATE");
      this.#pace.noteLock();
      const at = storeTime();
      for (const { apply } of batch) apply(at);
    } catch (error) {
      if (database.isTransaction) database.exec("ROLLBACK");
      return isBusy(error) ? "busy" : unavailable(error);
    }
    try {
      database.exec("COMMIT");
    } catch (error) {
      if (database.isTransaction) database.exec("ROLLBACK");
      if (isBusy(error)) return "busy";
      // A flush that failed may still have reached the disk, and recovery may replay it.
      return isRolledBack(error) ? unavailable(error) : indeterminate(error);
    }
    try {
      files.assertUnmoved();
      return null;
    } catch (error) {
      return indeterminate(error);
    }
  }
}

interface Waiting {
  bytes: number;
  apply: (at: number) => void;
  /** Answers the caller: with the answer of `apply` if the failure is null. */
  settle: (failure: Unavailable | Indeterminate | null) => void;
}

const batchBytes = 8 * 1024 * 1024;
/** How long a write waits for another process. A single transaction of ours takes milliseconds. */
const longestWait_ms = 10_000;

const causeOf = (error: unknown): unknown =>
  error instanceof Error && "errcode" in error ? new SqliteFault(error) : error;
const unavailable = (error: unknown): Unavailable => ({ outcome: "unavailable", cause: causeOf(error) });
const indeterminate = (error: unknown): Indeterminate => ({ outcome: "indeterminate", cause: causeOf(error) });
