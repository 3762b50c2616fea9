import type { DatabaseSync, StatementSync } from "node:sqlite";
import type { Clock } from "../../../domain/clock.ts";
import type { Random } from "../../../domain/random.ts";

/**
 * Shares the write lock fairly between processes. SQLite keeps no queue: a process that begins its next transaction
 * immediately after the last one wins nearly every time. So a process that sees commits of others leaves the lock free
 * for about as long as its own transaction took, and a process that waits tries every one to few milliseconds.
 */
export class WriterPace {
  readonly #clock: Clock;
  readonly #random: Random;
  readonly #dataVersion: StatementSync;
  #lastVersion: unknown = null;
  #othersSeen_ms = -Infinity;
  #locked_ms = 0;

  constructor({ database, clock, random }: { database: DatabaseSync; clock: Clock; random: Random }) {
    this.#clock = clock;
    this.#random = random;
    this.#dataVersion = database.prepare("PRAGMA data_version");
  }

  /** Call this right after the lock is taken. */
  noteLock(): void {
    this.#locked_ms = this.#clock.now();
    // Changes only if another connection committed.
    const version = this.#dataVersion.get()?.["data_version"];
    if (this.#lastVersion !== null && version !== this.#lastVersion) this.#othersSeen_ms = this.#locked_ms;
    this.#lastVersion = version;
  }

  /** Ends the turn. If other processes write too, also leaves the lock free for half to one and a half transactions. */
  async afterCommit(): Promise<void> {
    const now = this.#clock.now();
    if (now - this.#othersSeen_ms > others_ms) return await new Promise<void>((resolve) => setImmediate(resolve));
    const transaction_ms = Math.min(Math.max(now - this.#locked_ms, 1), longestPause_ms);
    await this.#clock.sleep(transaction_ms * (0.5 + this.#random.fraction()));
  }

  /** Waits after the lock was taken by another process: 1 to 3 ms at first, up to 20 ms later. */
  async afterBusy(attempt: number): Promise<void> {
    await this.#clock.sleep(1 + this.#random.fraction() * Math.min(1 + attempt, longestPause_ms - 1));
  }
}

/** Another process counts as a writer for this long after its last commit. */
const others_ms = 1_000;
const longestPause_ms = 20;
