import { UnreadableDocument } from "../job-store.ts";
import { readCalendar, type CalendarEntry, type NamedSnapshot } from "../jobs/log/calendar.ts";
import type { LogKind } from "../jobs/log/log-kind.ts";
import { snapshotKey, type LogName } from "../jobs/log/log-keys.ts";
import { readSnapshot } from "../jobs/log/snapshot.ts";
import type { ObjectStore } from "../port/object-store.ts";
import { entryNumbers } from "./entry-numbers.ts";
import { readEntries, type ReadEntry } from "./read-entries.ts";

/** What is left of a log, and what is not. */
export interface LogSurvey<State> {
  calendar: CalendarEntry;
  /** The state of everything that can be read, after the last number that the log reached. */
  head: { n: number; sum: string; state: State };
  /** In the order of the log. Empty for an intact log. */
  faults: LogFault[];
  /**
   * True if the state before the first readable entry is lost: the snapshot, or the first entry of a log without one. The
   * head then lacks what was last changed before.
   */
  isBaseLost: boolean;
  /** True if nothing is left of a log that had entries. */
  isGone: boolean;
}

export interface LogFault {
  what: "missing" | "altered" | "unconnected" | "replaced" | "snapshot";
  /** The number of the entry, or of the snapshot's last entry. */
  n: number;
  /** The damaged object, or the first missing one. */
  key: string;
  /** The damaged bytes; null if they are missing, or for a snapshot. */
  bytes: Uint8Array | null;
  /** When the entries before and after it were written: what it changed was changed in between. */
  between: { after: string | null; before: string | null };
}

/**
 * Reads all of a log that a reader needs, and goes on after damage. Records say what is, not what changed. So without one
 * entry, the state is right except for what was last changed in that entry.
 */
export const surveyLog = async <State, LogRecord>(
  objects: ObjectStore,
  name: LogName,
  kind: LogKind<State, LogRecord>,
): Promise<LogSurvey<State>> => {
  const { entry: calendar } = await readCalendar(objects, name);
  const found = await entryNumbers(objects, name);
  const last = Math.max(calendar.n, calendar.snapshot?.n ?? 0, found.last);
  const faults: LogFault[] = [];
  const base = await readBase(objects, name, kind, { calendar, faults });
  const isBaseLost = base === null && calendar.snapshot !== null && found.first !== 1;
  const from = base?.n ?? (isBaseLost ? found.first - 1 : 0);
  const start = base ?? { state: kind.empty, sum: isBaseLost ? null : "" };
  const walk = new Walk(kind, faults, { ...start, mark: calendar });
  for await (const read of readEntries<LogRecord>(objects, name, { from: from + 1, to: last })) walk.visit(read);
  const { state, sum } = walk.end();
  const isGone = last > 0 && base === null && found.count === 0;
  return { calendar, head: { n: last, sum: sum ?? "", state }, faults, isBaseLost, isGone };
};

/** Reads the newest snapshot that is intact. Adds a fault for each that is not. */
const readBase = async <State, LogRecord>(
  objects: ObjectStore,
  name: LogName,
  kind: LogKind<State, LogRecord>,
  { calendar: { snapshot, floor }, faults }: { calendar: CalendarEntry; faults: LogFault[] },
): Promise<{ n: number; sum: string | null; state: State } | null> => {
  for (const candidate of floor?.id === snapshot?.id ? [snapshot] : [snapshot, floor]) {
    if (candidate === null) continue;
    const state = await readOrNull(objects, name, candidate, kind);
    if (state !== null) return { n: candidate.n, sum: candidate.sum, state };
    const key = await brokenPart(objects, name, candidate);
    faults.push({ what: "snapshot", n: candidate.n, key, bytes: null, between: { after: null, before: null } });
  }
  return null;
};

/** Returns the state in a snapshot, or null if a part is missing or altered. */
export const readOrNull = async <State, LogRecord>(
  objects: ObjectStore,
  name: LogName,
  snapshot: NamedSnapshot,
  kind: LogKind<State, LogRecord>,
): Promise<State | null> => {
  try {
    return await readSnapshot(objects, name, snapshot, kind);
  } catch (error) {
    if (error instanceof UnreadableDocument) return null;
    throw error;
  }
};

/** The first missing part, or else the first: the digest does not say which part is altered. */
const brokenPart = async (objects: ObjectStore, name: LogName, snapshot: NamedSnapshot): Promise<string> => {
  for (let part = 0; part < snapshot.parts; part += 1) {
    const key = snapshotKey(name, snapshot, part);
    if ((await objects.get(key)).outcome === "missing") return key;
  }
  return snapshotKey(name, snapshot, 0);
};

/** The checksum that damaged bytes end with, so that the next entry can still be compared with it; null if they do not. */
const sumIn = (bytes: Uint8Array): string | null =>
  /\{"sum":"([\w-]{22})"\}\n$/.exec(Buffer.from(bytes.subarray(-64)).toString())?.[1] ?? null;

/** Applies entries one after another, and notes what is wrong with them. */
class Walk<State, LogRecord> {
  readonly mark: { n: number; sum: string };
  readonly #kind: LogKind<State, LogRecord>;
  readonly #faults: LogFault[];
  #state: State;
  /** The checksum that the next entry must name; null if it is not known. */
  #sum: string | null;
  /** An entry that does not follow the one before it. The next entry shows whether it belongs to this log. */
  #doubtful: ReadEntry<LogRecord> | null = null;
  #before: string | null = null;
  /** Faults after which no intact entry was read yet. */
  #open: LogFault[] = [];

  constructor(
    kind: LogKind<State, LogRecord>,
    faults: LogFault[],
    { state, sum, mark }: { state: State; sum: string | null; mark: { n: number; sum: string } },
  ) {
    this.mark = mark;
    this.#kind = kind;
    this.#faults = faults;
    this.#state = state;
    this.#sum = sum;
  }

  visit(read: ReadEntry<LogRecord>): void {
    const { entry, bytes } = read;
    const doubtful = this.#doubtful;
    this.#doubtful = null;
    if (doubtful !== null && entry?.header.prev === doubtful.entry?.sum) this.#apply(doubtful, "unconnected");
    else if (doubtful !== null) this.#skip(doubtful);
    if (entry === null) this.#skip(read);
    else if (this.#sum === null || entry.header.prev === this.#sum) this.#apply(read, null);
    else this.#doubtful = read;
    if (entry === null && bytes !== null) this.#sum = sumIn(bytes);
    this.#compareMark(read);
  }

  end(): { state: State; sum: string | null } {
    if (this.#doubtful !== null) this.#apply(this.#doubtful, "unconnected");
    return { state: this.#state, sum: this.#sum };
  }

  #apply({ n, key, entry, bytes }: ReadEntry<LogRecord>, what: "unconnected" | null): void {
    if (entry === null) return;
    const { at } = entry.header;
    if (what !== null) this.#faults.push({ what, n, key, bytes, between: { after: this.#before, before: at } });
    for (const fault of this.#open) fault.between.before = at;
    this.#open = [];
    this.#before = at;
    for (const record of entry.records) this.#state = this.#kind.apply(this.#state, record, n);
    this.#sum = entry.sum;
  }

  /** The calendar knows the checksum of one entry. Another one there comes from a copy of the store, or from a lost race. */
  #compareMark({ n, key, entry, bytes }: ReadEntry<LogRecord>): void {
    const { mark } = this;
    if (n !== mark.n || mark.sum === "" || entry?.sum === mark.sum) return;
    if (entry === null) this.#sum ??= mark.sum;
    else this.#faults.push({ what: "replaced", n, key, bytes, between: { after: this.#before, before: null } });
  }

  #skip({ n, key, bytes }: ReadEntry<LogRecord>): void {
    const what = bytes === null ? "missing" : "altered";
    const fault: LogFault = { what, n, key, bytes, between: { after: this.#before, before: null } };
    this.#faults.push(fault);
    this.#open.push(fault);
    this.#sum = null;
  }
}
