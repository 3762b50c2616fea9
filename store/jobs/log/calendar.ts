import type { ObjectStore, Version } from "../../port/object-store.ts";
import { StoreUnavailable, UnreadableDocument } from "../../job-store.ts";
import type { LogName } from "./log-keys.ts";

/** A snapshot that the calendar names, so it is valid. */
export interface NamedSnapshot {
  /** The snapshot holds the state after entry `n`, whose checksum is `sum`. */
  n: number;
  sum: string;
  id: string;
  parts: number;
  bytes: number;
  /** The checksum over all parts. */
  digest: string;
  /** Store time when it was named, in milliseconds. */
  at: number;
}

/** What the calendar says about one log. No number in it ever decreases. */
export interface CalendarEntry {
  /** The newest snapshot; null before the first. */
  snapshot: NamedSnapshot | null;
  /**
   * Earlier snapshots that wait to become the floor, ascending, one a week. Without them a log that is compacted all the
   * time would never have a snapshot that is old enough.
   */
  aging?: readonly NamedSnapshot[];
  /** Entries up to this snapshot's `n` may be deleted; null if none may. */
  floor: NamedSnapshot | null;
  /** The high-water mark: a number that the log certainly reached. It lags behind the head by up to an hour. */
  n: number;
  /** The checksum of entry `n`; empty if `n` is 0. */
  sum: string;
  /** Store time when the mark was last raised, in milliseconds. */
  at: number;
}

export interface ReadCalendar {
  entry: CalendarEntry;
  /** Store time of the read. */
  at: number;
}

/** Throws `StoreUnavailable` if the store does not answer. */
export const readCalendar = async (objects: ObjectStore, name: LogName): Promise<ReadCalendar> => {
  const { at, content } = await readObject(objects, name);
  return { at, entry: content[name.entry] ?? emptyEntry };
};

/** Returns the entries of all logs in one calendar object, by the log's name in it. */
export const readCalendarObject = async (
  objects: ObjectStore,
  calendar: string,
): Promise<{ at: number; logs: Readonly<Record<string, CalendarEntry>> }> => {
  const { at, content } = await readObject(objects, { calendar });
  return { at, logs: content };
};

/** Lists one log: see `registerLogs`. */
export const registerLog = async (objects: ObjectStore, name: LogName): Promise<void> =>
  await registerLogs(objects, name.calendar, [name]);

/**
 * Lists logs in their calendar object, so that they are found although their entries are never listed. Throws
 * `UnreadableDocument` if the calendar should list one of them already.
 */
export const registerLogs = async (
  objects: ObjectStore,
  calendar: string,
  names: readonly LogName[],
): Promise<void> => {
  const { logs } = await readCalendarObject(objects, calendar);
  const unlisted = names.filter(({ entry }) => !(entry in logs));
  await Promise.all(unlisted.map((name) => assertNeverUsed(objects, name)));
  if (unlisted.length === 0) return;
  await updateObject(objects, { calendar }, (content) => {
    const missing = unlisted.filter(({ entry }) => !(entry in content)).map(({ entry }) => [entry, emptyEntry]);
    return missing.length === 0 ? null : { ...content, ...Object.fromEntries(missing) };
  });
};

/** A log with a snapshot was listed. So its calendar was lost, and its entries may begin at a higher number than 1. */
const assertNeverUsed = async (objects: ObjectStore, name: LogName): Promise<void> => {
  const snapshots = await objects.list(`${name.snapshots}/`, { limit: 1 });
  if (snapshots.outcome !== "listed") throw new StoreUnavailable(snapshots.cause);
  if (snapshots.keys.length > 0) throw new UnreadableDocument(name.calendar, new Error("It does not list a used log"));
};

/** Returns the names of the logs in one calendar object. */
export const logsInCalendar = async (objects: ObjectStore, calendar: string): Promise<string[]> =>
  Object.keys((await readObject(objects, { calendar })).content);

/** Raises the high-water marks of several logs of one calendar object, given the last known entry of each. */
export const raiseMarks = async (
  objects: ObjectStore,
  calendar: string,
  heads: ReadonlyMap<string, { n: number; sum: string }>,
): Promise<void> => {
  await updateObject(objects, { calendar }, (content, at) => {
    const raised = [...heads].flatMap(([name, head]): [string, CalendarEntry][] => {
      const entry = content[name] ?? emptyEntry;
      return head.n > entry.n ? [[name, { ...entry, ...head, at }]] : [];
    });
    return raised.length === 0 ? null : { ...content, ...Object.fromEntries(raised) };
  });
};

/**
 * Changes the calendar entry of one log under compare-and-swap. `change` gets the current entry and the store time of
 * that read; it returns null if nothing is left to do. Returns the entry that is stored at the end.
 */
export const updateCalendar = async (
  objects: ObjectStore,
  name: LogName,
  change: (entry: CalendarEntry, at: number, isListed: boolean) => CalendarEntry | null,
): Promise<CalendarEntry> => {
  const content = await updateObject(objects, name, (current, at) => {
    const next = change(current[name.entry] ?? emptyEntry, at, name.entry in current);
    return next === null ? null : { ...current, [name.entry]: next };
  });
  return content[name.entry] ?? emptyEntry;
};

type Content = Readonly<Record<string, CalendarEntry>>;

/**
 * Changes one calendar object under compare-and-swap, and returns what is stored at the end. Each change only raises
 * numbers, so after an indeterminate answer a second look shows whether it was applied.
 */
const updateObject = async (
  objects: ObjectStore,
  { calendar }: Pick<LogName, "calendar">,
  change: (content: Content, at: number) => Content | null,
): Promise<Content> => {
  for (let attempt = 1; attempt <= maxAttempts; attempt += 1) {
    const { at, content, version } = await readObject(objects, { calendar });
    const next = change(content, at);
    if (next === null) return content;
    const body = Buffer.from(JSON.stringify(next));
    const put = await objects.put(calendar, body, version === null ? "absent" : { version });
    if (put.outcome === "stored") return next;
  }
  throw new StoreUnavailable(new Error("Other processes changed the calendar each time"));
};

const readObject = async (
  objects: ObjectStore,
  { calendar }: Pick<LogName, "calendar">,
): Promise<{ at: number; content: Content; version: Version | null }> => {
  const got = await objects.get(calendar);
  if (got.outcome === "missing") return { at: got.at, content: {}, version: null };
  if (got.outcome !== "found") throw new StoreUnavailable(new Error("The calendar cannot be read", { cause: got }));
  return { at: got.at, content: parse(calendar, got.body), version: got.version };
};

const parse = (calendar: string, body: Uint8Array): Content => {
  try {
    // Only updateCalendar writes here.
    return JSON.parse(Buffer.from(body).toString()) as Content;
  } catch (error) {
    throw new UnreadableDocument(calendar, error);
  }
};

const emptyEntry: CalendarEntry = { snapshot: null, floor: null, n: 0, sum: "", at: 0 };
const maxAttempts = 20;
