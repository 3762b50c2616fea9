import type { ObjectStore } from "../../port/object-store.ts";
import { updateCalendar, type CalendarEntry, type NamedSnapshot } from "./calendar.ts";
import { listKeys } from "./list-keys.ts";
import { entryKey, snapshotNumberOf, type LogName } from "./log-keys.ts";
import { retention_ms, supersededSnapshot_ms } from "./retention.ts";

/**
 * Deletes what no reader needs any more: entries that a snapshot has covered for the whole retention, and snapshots that
 * were superseded two days ago. First the calendar says so, then the objects go; every call may stop halfway.
 */
export const deleteExpired = async (objects: ObjectStore, name: LogName): Promise<void> => {
  let now = 0;
  const entry = await updateCalendar(objects, name, (current, at) => {
    now = at;
    const { floor, aging = [] } = current;
    const expired = candidatesOf(current).findLast((one) => at - one.at >= retention_ms);
    if (expired === undefined || (floor !== null && floor.n >= expired.n)) return null;
    return { ...current, floor: expired, aging: aging.filter(({ n }) => n > expired.n) };
  });
  await deleteEntries(objects, name, entry);
  await deleteSnapshots(objects, name, entry, now);
};

/** The snapshots that are, or may become, the floor. Their numbers and times ascend. */
const candidatesOf = ({ snapshot, aging = [] }: CalendarEntry): readonly NamedSnapshot[] =>
  snapshot === null || aging.at(-1)?.n === snapshot.n ? aging : [...aging, snapshot];

/** Also removes an entry that a delayed put of a dead process left below the floor. */
const deleteEntries = async (objects: ObjectStore, name: LogName, { floor }: CalendarEntry): Promise<void> => {
  if (floor === null) return;
  const last = entryKey(name, floor.n);
  for await (const key of listKeys(objects, `${name.entries}/`)) {
    // A floor without parts is an entry that holds the whole value, so it stays.
    if (floor.parts === 0 ? key >= last : key > last) return;
    await objects.delete(key);
  }
};

/**
 * A snapshot of a lower number than the newest can never be named, so deleting its parts is always safe. What a snapshot
 * superseded was superseded when that one was named, or before.
 */
const deleteSnapshots = async (
  objects: ObjectStore,
  name: LogName,
  entry: CalendarEntry,
  now: number,
): Promise<void> => {
  const candidates = candidatesOf(entry);
  const newest = candidates.findLast((one) => now - one.at >= supersededSnapshot_ms);
  if (newest === undefined) return;
  const kept = new Set([entry.floor, ...candidates].map((one) => one?.n));
  for await (const key of listKeys(objects, `${name.snapshots}/`)) {
    const n = snapshotNumberOf(key);
    if (n >= newest.n) return;
    if (!kept.has(n)) await objects.delete(key);
  }
};
