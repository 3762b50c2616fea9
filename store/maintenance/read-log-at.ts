import { epochOf, type Instant } from "../../domain/clock.ts";
import { UnreadableDocument } from "../job-store.ts";
import { readCalendar, type CalendarEntry, type NamedSnapshot } from "../jobs/log/calendar.ts";
import { listKeys } from "../jobs/log/list-keys.ts";
import type { LogKind } from "../jobs/log/log-kind.ts";
import type { LogName } from "../jobs/log/log-keys.ts";
import { readSnapshot } from "../jobs/log/snapshot.ts";
import type { ObjectStore } from "../port/object-store.ts";
import { readEntries, readEntry } from "./read-entries.ts";

/** The store no longer has what the log said at this time. */
export class MomentGone extends Error {
  override name = "MomentGone";
}

/**
 * Returns the state of a log as it was at one instant: a snapshot from before it, and the entries up to the first later
 * one. The times of a log's entries rise, and an entry is later than every entry that its writer had read in any log. So
 * the states of all logs at one instant fit together.
 *
 * Throws `MomentGone` if the entries of that time were deleted, and `UnreadableDocument` if the log is damaged.
 */
export const readLogAt = async <State, LogRecord>(
  objects: ObjectStore,
  name: LogName,
  kind: LogKind<State, LogRecord>,
  at: Instant,
): Promise<State> => {
  const { entry: calendar } = await readCalendar(objects, name);
  const base = await findBase(objects, name, calendar, at);
  let state = base === null ? kind.empty : await readSnapshot(objects, name, base, kind);
  if (state === null) throw new UnreadableDocument(name.snapshots, new Error("A snapshot is missing"));
  let sum = base?.sum ?? "";
  const from = (base?.n ?? 0) + 1;
  for await (const { n, key, entry, bytes } of readEntries<LogRecord>(objects, name, { from, to: Infinity })) {
    if (bytes === null && n > calendar.n && !(await hasKeyAfter(objects, `${name.entries}/`, key))) return state;
    if (entry === null || entry.header.prev !== sum) throw new UnreadableDocument(key, new Error("It does not follow"));
    if (epochOf(entry.header.at) > epochOf(at)) return state;
    for (const record of entry.records) state = kind.apply(state, record, n);
    ({ sum } = entry);
  }
  return state;
};

/** Returns the newest snapshot whose entries are all from before `at`; null to begin with the first entry. */
const findBase = async (
  objects: ObjectStore,
  name: LogName,
  { snapshot, floor }: CalendarEntry,
  at: Instant,
): Promise<NamedSnapshot | null> => {
  for (const candidate of [snapshot, floor]) {
    if (candidate === null) continue;
    const { entry } = await readEntry(objects, name, candidate.n);
    // The last entry of an old snapshot is deleted. It is from before the snapshot was named, except for the few minutes
    // by which a clock may be ahead of the store's.
    const last_ms = entry === null ? candidate.at + clockSlack_ms : epochOf(entry.header.at);
    if (last_ms <= epochOf(at)) return candidate;
  }
  if (floor === null) return null;
  throw new MomentGone(`The store no longer has the changes of ${name.entry} before ${at}.`);
};

const hasKeyAfter = async (objects: ObjectStore, prefix: string, after: string): Promise<boolean> => {
  for await (const _key of listKeys(objects, prefix, after)) return true;
  return false;
};

const clockSlack_ms = 10 * 60_000;
