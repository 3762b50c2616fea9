import { OutcomeUnknown, StoreUnavailable, UnreadableDocument } from "../../job-store.ts";
import type { ObjectStore } from "../../port/object-store.ts";
import { readCalendar } from "./calendar.ts";
import { decodeEntry, type Entry } from "./entry.ts";
import { entryKey, entryNumberOf, type LogName } from "./log-keys.ts";
import type { Opened, Opening } from "./opening.ts";
import { trustWindow_ms } from "./retention.ts";

/**
 * Opens a log whose entries each hold the whole value: the newest entry that LIST shows is the value. The newest entry is
 * never deleted, so the LIST also proves that no later entry existed at its time.
 */
export const openAtNewest = async <State, LogRecord>(
  log: Parameters<Opening<State, LogRecord>>[0],
  since: number | undefined,
): Promise<Opened<State, LogRecord>> => {
  const { objects, name, kind } = log;
  const [calendar, { n, at }] = await Promise.all([readCalendar(objects, name), newestNumber(objects, name)]);
  // The calendar may have been read after a later entry was written; LogHead then reads on to that number.
  const least = calendar.entry.n >= n ? calendar.entry : { n, sum: "" };
  const empty = { n: 0, sum: "", state: kind.empty, headProvenAt: at };
  if (n === 0) return { head: empty, entries: [], writes: [], least, isNewest: true };
  const { entry: newest, at: readAt } = await readEntry<LogRecord>(objects, name, n);
  // Later entries may have replaced it while this process was suspended.
  if (newest === null && readAt > at + trustWindow_ms) return await openAtNewest(log, since);
  if (newest === null) throw new UnreadableDocument(name.entries, new Error(`Entry ${n} is missing`));
  return {
    head: { ...empty, n: n - 1, sum: newest.header.prev },
    entries: [newest],
    writes: since === undefined ? [] : await writesSince(objects, name, { newest, since }),
    least,
    isNewest: true,
  };
};

/** Returns the highest number of an entry, or 0, and the store time of the LIST that ended with it. */
const newestNumber = async (objects: ObjectStore, name: LogName): Promise<{ n: number; at: number }> => {
  const prefix = `${name.entries}/`;
  for (let last: string | undefined; ;) {
    const listed = await objects.list(prefix, last === undefined ? {} : { after: last });
    if (listed.outcome !== "listed") throw new StoreUnavailable(listed.cause);
    last = listed.keys.findLast((key) => !Number.isNaN(entryNumberOf(name, key))) ?? last;
    if (!listed.more) return { n: last === undefined ? 0 : entryNumberOf(name, last), at: listed.at };
    last = listed.keys.at(-1) ?? last;
  }
};

/**
 * Follows the chain of entries back to number `since`. An entry outside the chain is a delayed put at a deleted number,
 * which no reader sees, so its write id does not count.
 */
const writesSince = async <LogRecord>(
  objects: ObjectStore,
  name: LogName,
  { newest, since }: { newest: Entry<LogRecord>; since: number },
): Promise<string[]> => {
  const writes: string[] = [];
  for (let entry = newest; entry.header.n >= since;) {
    writes.push(entry.header.write);
    if (entry.header.n === since) break;
    const { entry: before } = await readEntry<LogRecord>(objects, name, entry.header.n - 1);
    if (before?.sum !== entry.header.prev)
      throw new OutcomeUnknown(new Error("The entries of that time have been deleted"));
    entry = before;
  }
  return writes;
};

const readEntry = async <LogRecord>(
  objects: ObjectStore,
  name: LogName,
  n: number,
): Promise<{ entry: Entry<LogRecord> | null; at: number }> => {
  const got = await objects.get(entryKey(name, n));
  if (got.outcome === "missing") return { entry: null, at: got.at };
  if (got.outcome !== "found") throw new StoreUnavailable(new Error("A log cannot be read", { cause: got }));
  return { entry: decodeEntry<LogRecord>(entryKey(name, n), got.body), at: got.at };
};
