import type { Clock } from "../../../domain/clock.ts";
import { freshId, type Random } from "../../../domain/random.ts";
import { decodeEntry, encodeEntry, linesOf, type Entry } from "./entry.ts";
import { LogHead, type Head, type LogContext } from "./log-head.ts";
import { entryKey } from "./log-keys.ts";
import type { Change } from "./log-kind.ts";
import { OutcomeUnknown, StoreUnavailable } from "../../job-store.ts";

export interface DayLogContext<State, LogRecord> extends LogContext<State, LogRecord> {
  /** Identifies this process in the entries it writes. */
  process: string;
  clock: Clock;
  random: Random;
  /**
   * Runs before each append, with the number and the records of the entry. It makes durable what must exist before the
   * entry does. If it fails, the changes of the batch get its error, and nothing was changed.
   */
  prepare?(n: number, records: readonly LogRecord[]): Promise<void>;
  /** Runs after an entry of this process is in the log and its callers were answered. */
  afterAppend?(head: Head<State>): void;
}

/**
 * One numbered log of changes, shared by many processes. Each change is decided on the newest state and appended as the
 * next entry with put-if-absent. All changes that wait go out in one entry.
 */
export class DayLog<State, LogRecord> {
  readonly #context: DayLogContext<State, LogRecord>;
  readonly #head: LogHead<State, LogRecord>;
  #waiting: Waiting<State, LogRecord>[] = [];
  #isRunning = false;
  #cycle_ms = 0;

  constructor(context: DayLogContext<State, LogRecord>) {
    this.#context = context;
    this.#head = new LogHead(context);
  }

  /** True if no change or read is in progress. */
  get isIdle(): boolean {
    return !this.#isRunning;
  }

  /** The state as this process last knew it, without a read; null before the first. */
  get known(): State | null {
    return this.knownHead?.state ?? null;
  }

  /** The head as this process last knew it, without a read; null before the first. */
  get knownHead(): Head<State> | null {
    return this.#head.isOpen ? this.#head.current : null;
  }

  /** Returns the newest head. It contains every change that was confirmed before this call. */
  read(): Promise<Head<State>> {
    // In line with the changes, because both move the head. Reads and rejections of one batch share a probe.
    return this.change({ decide: () => ({ records: [], result: this.#head.current }), findIn: () => null });
  }

  /**
   * Applies a change and returns its result once it is durable, or the result of a decision without records. Rejects
   * with what `decide` throws, with `StoreUnavailable` (nothing changed), or with `OutcomeUnknown`.
   */
  change<Result>(change: Change<State, LogRecord, Result>): Promise<Result> {
    return new Promise<Result>((resolve, reject) => {
      let result: Result;
      this.#waiting.push({
        isIn: (state) => change.findIn(state) !== null,
        decide: (state) => {
          const decision = change.decide(state);
          result = decision.result;
          return decision.records;
        },
        confirm: () => resolve(result),
        confirmFrom: (state) => resolve(change.findIn(state)?.result ?? result),
        reject,
      });
      if (!this.#isRunning) void this.#run();
    });
  }

  /** Commits batch after batch until no change waits. Never rejects: each change gets its own error. */
  async #run(): Promise<void> {
    this.#isRunning = true;
    try {
      // Changes of the same turn join the first entry.
      await Promise.resolve();
      while (this.#waiting.length > 0) {
        await this.#waitForTurn();
        const batch = this.#waiting.splice(0);
        try {
          if (!(await this.#commit(batch))) continue;
          this.#context.afterAppend?.(this.#head.current);
          await this.#context.turnOrder?.afterAppend(this.#cycle_ms);
        } catch (error) {
          for (const { reject } of batch) reject(error);
        }
      }
    } finally {
      this.#isRunning = false;
    }
  }

  /**
   * Waits for the writers before this process, and reads what they wrote. Changes that arrive join the next batch. It reads
   * one entry at a time: once the last writer before it has written, its put is the only probe that is needed.
   */
  async #waitForTurn(): Promise<void> {
    const { clock, turnOrder } = this.#context;
    if (turnOrder === undefined) return;
    for (let left_ms = longestTurn_ms; left_ms > 0;) {
      const delay_ms = turnOrder.queueDelay_ms;
      if (delay_ms === 0) return;
      const pause_ms = Math.max(1, delay_ms);
      await clock.sleep(pause_ms);
      left_ms -= pause_ms;
      // A store that does not answer now shows in the commit that follows.
      await this.#head.readNext().catch(() => undefined);
    }
  }

  /**
   * Appends one entry for the batch, and returns false if the batch had no change. The write id stays the same in all
   * attempts.
   */
  async #commit(batch: Waiting<State, LogRecord>[]): Promise<boolean> {
    const { clock, random, turnOrder } = this.#context;
    const write = freshId(random);
    // An opening reads the newest state, as a probe does.
    let isConfirmed = !this.#head.isOpen;
    if (isConfirmed) await this.#head.open();
    for (let left = batch; ;) {
      const { changing, unchanging, later, lines, records } = this.#decide(left);
      // A change needs no probe, because its put is one. A rejection needs a state that was proven after it began.
      if (unchanging.length > 0 && !isConfirmed) {
        await this.#head.catchUp();
        isConfirmed = true;
        continue;
      }
      for (const { confirm } of unchanging) confirm();
      this.#waiting.unshift(...later);
      left = changing;
      if (left.length === 0) return false;
      await this.#context.prepare?.(this.#head.current.n + 1, records);
      const began_ms = clock.now();
      const isAppended = await this.#append(this.#encode(write, records, lines), left);
      this.#noteCycle(clock.now() - began_ms);
      if (isAppended) return true;
      if (turnOrder === undefined) continue;
      await turnOrder.afterConflict(this.#cycle_ms);
      // Others may be many entries ahead: a process that reads one entry per attempt would never catch up.
      await this.#head.catchUp(windowAfterConflict);
    }
  }

  /** Keeps a moving average, because one slow request says little. */
  #noteCycle(last_ms: number): void {
    this.#cycle_ms = this.#cycle_ms === 0 ? last_ms : Math.round(0.8 * this.#cycle_ms + 0.2 * last_ms);
  }

  /**
   * Decides each change on the state that the earlier ones lead to. A change that throws leaves no trace. A rejection
   * that may depend on an earlier change of the batch, and what is too much for one entry, wait for the next entry.
   */
  #decide(batch: readonly Waiting<State, LogRecord>[]): Decided<State, LogRecord> {
    const { kind } = this.#context;
    const decided: Decided<State, LogRecord> = { changing: [], unchanging: [], later: [], lines: "", records: [] };
    const { n } = this.#head.current;
    let { state } = this.#head.current;
    for (const waiting of batch) {
      if (decided.lines.length > batchBytes) {
        decided.later.push(waiting);
        continue;
      }
      const { records, unchanged } = decisionOf(waiting, state);
      if (records.length > 0) {
        decided.changing.push(waiting);
        decided.records.push(...records);
        decided.lines += linesOf(records);
        state = records.reduce((before, record) => kind.apply(before, record, n + 1), state);
      } else if (decided.changing.length > 0) decided.later.push(waiting);
      else decided.unchanging.push(unchanged);
    }
    return decided;
  }

  #encode(write: string, records: readonly LogRecord[], lines: string): Encoded<LogRecord> {
    const { process, entryClock } = this.#context;
    const { n, sum: prev } = this.#head.current;
    const at = entryClock.next();
    const header = { v: 1 as const, n: n + 1, write, process, ms: this.#cycle_ms, at, prev };
    const { bytes, sum } = encodeEntry(header, lines);
    return { bytes, entry: { header, records: [...records], sum } };
  }

  /** Returns true once the batch is in the log, and false if it must be decided again at another number. */
  async #append(encoded: Encoded<LogRecord>, batch: readonly Waiting<State, LogRecord>[]): Promise<boolean> {
    const { objects, name, clock } = this.#context;
    const { n, write } = encoded.entry.header;
    let isSent = false;
    for (let attempt = 1; attempt <= maxAttempts; attempt += 1) {
      const put = await objects.put(entryKey(name, n), encoded.bytes, "absent");
      isSent ||= put.outcome !== "unavailable";
      if (put.outcome === "stored") {
        if (!this.#head.isTrusted(put.at)) return await this.#isInReopenedLog(encoded, batch);
        this.#head.append(encoded.entry);
        this.#head.proveHead(put.at);
        for (const { confirm } of batch) confirm();
        return true;
      }
      // Read after every other answer, a plain refusal included: the network may deliver a put twice.
      const got = await objects.get(entryKey(name, n));
      if (got.outcome === "found" || got.outcome === "missing") {
        if (!this.#head.isTrusted(got.at)) return await this.#isInReopenedLog(encoded, batch);
        if (got.outcome === "found")
          return this.#appendFound(decodeEntry<LogRecord>(entryKey(name, n), got.body), write, batch);
        // The put may still be applied, so only the same bytes at the same number are safe.
        this.#head.proveHead(got.at);
      }
      if (attempt > 1) await clock.sleep(attempt * retryAfter_ms);
    }
    throw isSent
      ? new OutcomeUnknown(new Error("The store stopped answering while a change was written"))
      : new StoreUnavailable(new Error("The store cannot be reached"));
  }

  /** Applies the entry that is at our number. Returns whether it is our own. */
  #appendFound(entry: Entry<LogRecord>, write: string, batch: readonly Waiting<State, LogRecord>[]): boolean {
    this.#head.append(entry);
    if (entry.header.write !== write) return false;
    for (const { confirmFrom } of batch) confirmFrom(this.#head.current.state);
    return true;
  }

  async #isInReopenedLog(
    { entry: { header } }: Encoded<LogRecord>,
    batch: readonly Waiting<State, LogRecord>[],
  ): Promise<boolean> {
    const writes = await this.#head.open(header.n).catch((error: unknown) => {
      throw error instanceof OutcomeUnknown ? error : new OutcomeUnknown(error);
    });
    const { state } = this.#head.current;
    if (!writes.has(header.write) && !batch.every(({ isIn }) => isIn(state))) return false;
    for (const { confirmFrom } of batch) confirmFrom(state);
    return true;
  }
}

interface Waiting<State, LogRecord> {
  isIn(state: State): boolean;
  decide(state: State): readonly LogRecord[];
  /** Answers the caller with the result of the last decision. */
  confirm(): void;
  /** Answers the caller with the result that the state shows. */
  confirmFrom(state: State): void;
  reject(error: unknown): void;
}

interface Decided<State, LogRecord> {
  changing: Waiting<State, LogRecord>[];
  unchanging: Waiting<State, LogRecord>[];
  later: Waiting<State, LogRecord>[];
  /** The records of all changes, also as lines of the entry. */
  records: LogRecord[];
  lines: string;
}

interface Encoded<LogRecord> {
  bytes: Uint8Array;
  entry: Entry<LogRecord>;
}

const decisionOf = <State, LogRecord>(
  waiting: Waiting<State, LogRecord>,
  state: State,
): { records: readonly LogRecord[]; unchanged: Waiting<State, LogRecord> } => {
  try {
    return { records: waiting.decide(state), unchanged: waiting };
  } catch (error) {
    return { records: [], unchanged: { ...waiting, confirm: () => waiting.reject(error) } };
  }
};

/** The most that one entry holds, except for a single larger record. */
const batchBytes = 256 * 1024;
const windowAfterConflict = 4;
/** The longest that one process waits for others before it appends. */
const longestTurn_ms = 400;
const maxAttempts = 8;
const retryAfter_ms = 50;
