import type { DatabaseSync, StatementSync } from "node:sqlite";
import type { Clock } from "../../../domain/clock.ts";

/**
 * Store time: the machine's clock, read while the database is held, and never earlier than the time in the file.
 *
 * A write transaction raises the time in the file at most once a minute. So no process ever answers with a time that is
 * more than a minute before the time of an earlier deletion, even if the machine's clock is set back by years. The rules
 * on retention need that.
 */
export class StoreClock {
  readonly #clock: Pick<Clock, "now">;
  readonly #read: StatementSync;
  readonly #raise: StatementSync;
  #newest = 0;

  constructor(database: DatabaseSync, clock: Pick<Clock, "now">) {
    this.#clock = clock;
    this.#read = database.prepare("SELECT value FROM meta WHERE name = 'store_time_ms'");
    this.#raise = database.prepare("UPDATE meta SET value = ? WHERE name = 'store_time_ms'");
  }

  /** Returns store time inside a write transaction. */
  inWrite(): number {
    const inFile = this.inFile();
    const at = this.#atLeast(inFile);
    if (at - inFile >= raiseEvery_ms) this.#raise.run(at);
    return at;
  }

  /** Writes store time inside a write transaction, whatever it is, so that the transaction has something to write. */
  writeNow(): void {
    this.#raise.run(this.#atLeast(this.inFile()));
  }

  /**
   * Runs a read, which also returns the time that is in the file, and returns its result with the store time. Throws if
   * the process was suspended in between: the time would then say nothing about the moment of the read.
   */
  duringRead<Result>(read: () => { result: Result; inFile: unknown }): { result: Result; at: number } {
    const began = this.#clock.now();
    const { result, inFile } = read();
    if (this.#clock.now() - began > longestRead_ms) throw new Error("The process was suspended while it read");
    return { result, at: this.#atLeast(inFile) };
  }

  /** Returns the time that is in the file. */
  inFile(): number {
    const value = this.#read.get()?.["value"];
    return typeof value === "number" ? value : 0;
  }

  #atLeast(inFile: unknown): number {
    this.#newest = Math.max(this.#newest, typeof inFile === "number" ? inFile : 0, this.#clock.now());
    return this.#newest;
  }
}

const raiseEvery_ms = 60_000;
const longestRead_ms = 60_000;
