import type { ObjectStore } from "../../port/object-store.ts";
import { updateCalendar } from "./calendar.ts";
import { deleteExpired } from "./deletion.ts";
import type { LogName } from "./log-keys.ts";

/**
 * Deletes entries that were replaced at least 35 days ago, and marks how far the log reached.
 *
 * The calendar names one entry, as if it were a snapshot without parts. When it was named 35 days ago it becomes the
 * floor, the entries below it go, and the newest entry is named. So an entry stays for 35 to 70 days after the next one.
 * The floor's own entry stays, so LIST always shows the newest.
 */
export const deleteReplaced = async (
  objects: ObjectStore,
  name: LogName,
  newest: { n: number; sum: string },
): Promise<void> => {
  await deleteExpired(objects, name);
  await updateCalendar(objects, name, (entry, at) => {
    const { snapshot, floor } = entry;
    const isFree = snapshot === null || snapshot.n === floor?.n;
    const isNamed = isFree && newest.n > (snapshot?.n ?? 0);
    if (!isNamed && entry.n >= newest.n) return null;
    const mark = entry.n >= newest.n ? {} : { ...newest, at };
    return { ...entry, ...mark, snapshot: isNamed ? { ...newest, ...noParts, at } : snapshot };
  });
};

/** Names the newest entry now, so that those before it leave the store in 35 days, and not in up to 70. */
export const sealReplaced = async (
  objects: ObjectStore,
  name: LogName,
  newest: { n: number; sum: string },
): Promise<void> => {
  await updateCalendar(objects, name, (entry, at) => {
    const { snapshot, floor, aging = [] } = entry;
    if ((snapshot?.n ?? 0) >= newest.n) return null;
    const waits = snapshot !== null && snapshot.n > (floor?.n ?? 0) ? [...aging, snapshot] : aging;
    const mark = entry.n >= newest.n ? {} : { ...newest, at };
    return { ...entry, ...mark, snapshot: { ...newest, ...noParts, at }, aging: waits };
  });
};

const noParts = { id: "", parts: 0, bytes: 0, digest: "" };
