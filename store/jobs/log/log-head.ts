import type { ObjectStore } from "../../port/object-store.ts";
import { decodeEntry, type Entry } from "./entry.ts";
import type { EntryClock } from "./entry-clock.ts";
import { UnreadableDocument, StoreUnavailable } from "../../job-store.ts";
import { entryKey, type LogName } from "./log-keys.ts";
import type { LogKind } from "./log-kind.ts";
import { openAtSnapshot } from "./open-at-snapshot.ts";
import type { Opening } from "./opening.ts";
import { trustWindow_ms } from "./retention.ts";
import type { TurnOrder } from "./turn-order.ts";

/** What a process knows of a log. */
export interface Head<State> {
  /** The number and the checksum of the last entry in `state`. */
  n: number;
  sum: string;
  state: State;
  /**
   * Store time of the last answer that proved entry n+1 not yet written: it was absent, or this process's own put at n
   * was stored. An entry that is found proves nothing about the number after it.
   */
  headProvenAt: number;
}

export interface LogContext<State, LogRecord> {
  objects: ObjectStore;
  name: LogName;
  kind: LogKind<State, LogRecord>;
  entryClock: EntryClock;
  /** Where the log is opened; by default at the snapshot that the calendar names. */
  opening?: Opening<State, LogRecord>;
  /** Orders the writers of several processes; absent where the store itself shares its lock fairly. */
  turnOrder?: TurnOrder;
  /** How many entries one window reads in parallel: the first when a log is opened, and the most later. */
  readAhead?: { first: number; most: number };
}

/** Reads a log up to its head, and keeps it there. */
export class LogHead<State, LogRecord> {
  readonly #context: LogContext<State, LogRecord>;
  #head: Head<State> | null = null;
  /** A number that the log certainly reached, and the checksum of that entry; empty if it is not known. */
  #least = { n: 0, sum: "" };
  /** The write ids of the entries that an `open` in progress has read. */
  #writesRead: Set<string> | null = null;

  constructor(context: LogContext<State, LogRecord>) {
    this.#context = context;
  }

  /** The head; throws before the first `open`. */
  get current(): Head<State> {
    if (this.#head === null) throw new Error("The log is not open");
    return this.#head;
  }

  get isOpen(): boolean {
    return this.#head !== null;
  }

  /** True if an answer of this store time counts, because no entry that this process needs can be deleted before that time. */
  isTrusted(at: number): boolean {
    return at <= this.current.headProvenAt + trustWindow_ms;
  }

  /**
   * Drops what is known and reads the log anew. Returns the write ids of all entries that were read. With `since`, these
   * include entry `since` and all after it, unless the state holds what they wrote.
   */
  async open(since?: number): Promise<ReadonlySet<string>> {
    const writes = new Set<string>();
    this.#writesRead = writes;
    try {
      while (!(await this.#tryOpen(since))) writes.clear();
    } catch (error) {
      // What was read so far may not be the newest, so nothing may be appended to it.
      this.#head = null;
      throw error;
    } finally {
      this.#writesRead = null;
    }
    return writes;
  }

  /**
   * Reads to the newest entry. Afterwards the state contains every entry that was confirmed before this call. `window` is
   * how many entries the first step reads.
   */
  async catchUp(window = 1): Promise<void> {
    try {
      if (this.#head !== null && (await this.#readEntries(window))) return;
    } catch (error) {
      // A put at the missing number would succeed and hide the damage.
      if (error instanceof UnreadableDocument) this.#head = null;
      throw error;
    }
    await this.open();
  }

  /**
   * Applies the entry after the head, if it is there. Unlike `catchUp`, it reads no entry after that one, so the head need
   * not be the newest afterwards.
   */
  async readNext(): Promise<void> {
    if (this.#head === null) return;
    const { entry, at } = await this.#getEntry(this.current.n + 1);
    if (!this.isTrusted(at)) return;
    if (entry === null) this.proveHead(at);
    else this.append(entry);
  }

  /** Applies an entry that follows the head. Throws `UnreadableDocument` if it does not. */
  append(entry: Entry<LogRecord>): void {
    const { kind, entryClock, turnOrder } = this.#context;
    const { n, sum, state, headProvenAt } = this.current;
    if (entry.header.n !== n + 1 || entry.header.prev !== sum) {
      throw this.#damaged(`Entry ${n + 1} does not follow entry ${n}`);
    }
    if (n + 1 === this.#least.n && this.#least.sum !== "" && entry.sum !== this.#least.sum)
      throw this.#damaged(`Entry ${n + 1} is not the one that the calendar names`);
    entryClock.observeEntry(entry.header.at);
    turnOrder?.observe(entry.header);
    this.#writesRead?.add(entry.header.write);
    const next = entry.records.reduce((before, record) => kind.apply(before, record, n + 1), state);
    this.#head = { n: n + 1, sum: entry.sum, state: next, headProvenAt };
  }

  /** Records that entry n+1 was not written at this store time. */
  proveHead(at: number): void {
    this.#context.entryClock.observeAnswer(at);
    this.#head = { ...this.current, headProvenAt: at };
  }

  /** Returns false if an answer cannot be trusted. */
  async #tryOpen(since: number | undefined): Promise<boolean> {
    const { opening = openAtSnapshot } = this.#context;
    const { head, entries, writes, least, isNewest } = await opening(this.#context, since);
    for (const write of writes) this.#writesRead?.add(write);
    this.#least = least;
    this.#head = head;
    this.#context.entryClock.observeAnswer(head.headProvenAt);
    for (const entry of entries) this.append(entry);
    if (isNewest && this.current.n >= least.n) return true;
    return await this.#readEntries(this.#readAhead.first);
  }

  /** Reads windows of entries until the next number is absent. Returns false if an answer cannot be trusted. */
  async #readEntries(firstWindow: number): Promise<boolean> {
    const { most } = this.#readAhead;
    for (let size = firstWindow; ; size = Math.min(most, Math.max(2 * size, this.#readAhead.first))) {
      const from = this.current.n + 1;
      const answers = await Promise.all(Array.from({ length: size }, (_, index) => this.#getEntry(from + index)));
      for (const [index, answer] of answers.entries()) {
        if (!this.isTrusted(answer.at)) return false;
        if (answer.entry !== null) {
          this.append(answer.entry);
          continue;
        }
        const laterExists = answers.slice(index + 1).some(({ entry }) => entry !== null);
        // The entry may have been written between two reads of this window, so read it again.
        if (laterExists) return await this.#readGap(most);
        if (this.current.n < this.#least.n) throw this.#damaged(`Entry ${this.current.n + 1} is missing`);
        this.proveHead(answer.at);
        return true;
      }
    }
  }

  async #readGap(window: number): Promise<boolean> {
    const again = await this.#getEntry(this.current.n + 1);
    if (!this.isTrusted(again.at)) return false;
    if (again.entry === null) throw this.#damaged(`Entry ${this.current.n + 1} is missing`);
    this.append(again.entry);
    return await this.#readEntries(window);
  }

  async #getEntry(n: number): Promise<{ entry: Entry<LogRecord> | null; at: number }> {
    const { objects, name, entryClock } = this.#context;
    const got = await objects.get(entryKey(name, n));
    if (got.outcome === "unavailable")
      throw new StoreUnavailable(new Error("A log cannot be read", { cause: got.cause }));
    entryClock.observeAnswer(got.at);
    return { entry: got.outcome === "found" ? decodeEntry<LogRecord>(entryKey(name, n), got.body) : null, at: got.at };
  }

  #damaged(fault: string): UnreadableDocument {
    return new UnreadableDocument(this.#context.name.entries, new Error(fault));
  }

  get #readAhead(): { first: number; most: number } {
    return this.#context.readAhead ?? { first: 4, most: 64 };
  }
}
