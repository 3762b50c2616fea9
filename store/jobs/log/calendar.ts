import type { ObjectStore, Version } from "../../port/object-store.ts";
import { StoreUnavailable } from "../../job-store.ts";
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
  /** Entries up to this snapshot's `n` may be deleted; null if none may. */
  floor: NamedSnapshot | null;
  /** A number that the log certainly reached; it lags behind the head. */
  n: number;
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

/** Lists a log in its calendar, so that it is found although its entries are never listed. */
export const registerLog = async (objects: ObjectStore, name: LogName): Promise<void> => {
  await updateCalendar(objects, name, (entry, _at, isListed) => (isListed ? null : entry));
};

/** Returns the names of the logs in one calendar object. */
export const logsInCalendar = async (objects: ObjectStore, calendar: string): Promise<string[]> =>
  Object.keys((await readObject(objects, { calendar })).content);

/**
 * Changes the calendar entry of one log under compare-and-swap. `change` gets the current entry and the store time of
 * that read; it returns null if nothing is left to do. Returns the entry that is stored at the end.
 *
 * Each change only raises numbers, so after an indeterminate answer a second look shows whether it was applied.
 */
export const updateCalendar = async (
  objects: ObjectStore,
  name: LogName,
  change: (entry: CalendarEntry, at: number, isListed: boolean) => CalendarEntry | null,
): Promise<CalendarEntry> => {
  for (let attempt = 1; attempt <= maxAttempts; attempt += 1) {
    const { at, content, version } = await readObject(objects, name);
    const entry = content[name.entry] ?? emptyEntry;
    const next = change(entry, at, name.entry in content);
    if (next === null) return entry;
    const body = Buffer.from(JSON.stringify({ ...content, [name.entry]: next }));
    const put = await objects.put(name.calendar, body, version === null ? "absent" : { version });
    if (put.outcome === "stored") return next;
  }
  throw new StoreUnavailable(new Error("Other processes changed the calendar each time"));
};

type Content = Readonly<Record<string, CalendarEntry>>;

const readObject = async (
  objects: ObjectStore,
  { calendar }: Pick<LogName, "calendar">,
): Promise<{ at: number; content: Content; version: Version | null }> => {
  const got = await objects.get(calendar);
  if (got.outcome === "missing") return { at: got.at, content: {}, version: null };
  if (got.outcome !== "found") throw new StoreUnavailable(new Error("The calendar cannot be read", { cause: got }));
  return { at: got.at, content: JSON.parse(Buffer.from(got.body).toString()) as Content, version: got.version };
};

const emptyEntry: CalendarEntry = { snapshot: null, floor: null, n: 0 };
const maxAttempts = 20;
