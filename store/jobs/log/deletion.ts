import type { ObjectStore } from "../../port/object-store.ts";
import { updateCalendar, type CalendarEntry } from "./calendar.ts";
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
    const { snapshot, floor } = current;
    if (snapshot === null || at - snapshot.at < retention_ms) return null;
    return floor !== null && floor.n >= snapshot.n ? null : { ...current, floor: snapshot };
  });
  await deleteEntries(objects, name, entry);
  await deleteSnapshots(objects, name, entry, now);
};

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

/** A snapshot of a lower number than the newest can never be named, so deleting its parts is always safe. */
const deleteSnapshots = async (
  objects: ObjectStore,
  name: LogName,
  { snapshot, floor }: CalendarEntry,
  now: number,
): Promise<void> => {
  if (snapshot === null || now - snapshot.at < supersededSnapshot_ms) return;
  for await (const key of listKeys(objects, `${name.snapshots}/`)) {
    const n = snapshotNumberOf(key);
    if (n >= snapshot.n) return;
    if (n !== floor?.n) await objects.delete(key);
  }
};
