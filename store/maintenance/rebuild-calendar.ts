import { StoreUnavailable } from "../job-store.ts";
import { updateCalendar, type NamedSnapshot } from "../jobs/log/calendar.ts";
import { listKeys } from "../jobs/log/list-keys.ts";
import type { LogName } from "../jobs/log/log-keys.ts";
import { digestOfParts, snapshotEndIn } from "../jobs/log/snapshot.ts";
import type { ObjectStore } from "../port/object-store.ts";
import { entryNumbers } from "./entry-numbers.ts";

/**
 * Lists a log in the calendar again, from its entries and the parts of its snapshots. A log that the calendar lists stays
 * as it is. Returns false for those.
 */
export const relistLog = async (objects: ObjectStore, name: LogName): Promise<boolean> => {
  const entries = await entryNumbers(objects, name);
  const snapshots = await wholeSnapshots(objects, name);
  // Entries are deleted only under a snapshot, and the first remaining one then follows it or is in it.
  const usable = entries.count === 0 ? snapshots : snapshots.filter(({ n }) => n >= entries.first - 1);
  const [oldest, newest] = [usable[0] ?? null, usable.at(-1) ?? null];
  const n = Math.max(entries.last, newest?.n ?? 0);
  let isAdded = false;
  await updateCalendar(objects, name, (entry, at, isListed) => {
    isAdded = !isListed;
    if (isListed) return null;
    const named = (snapshot: FoundSnapshot | null): NamedSnapshot | null => snapshot && { ...snapshot, at };
    return { ...entry, n, snapshot: named(newest), floor: entries.first === 1 ? null : named(oldest) };
  });
  return isAdded;
};

type FoundSnapshot = Omit<NamedSnapshot, "at">;

/** Returns the snapshots whose parts are all there, ascending by number. */
const wholeSnapshots = async (objects: ObjectStore, { snapshots }: LogName): Promise<FoundSnapshot[]> => {
  const parts = new Map<string, string[]>();
  for await (const key of listKeys(objects, `${snapshots}/`)) {
    const [folder = ""] = key.slice(snapshots.length + 1).split("/");
    parts.set(folder, [...(parts.get(folder) ?? []), key]);
  }
  const found: FoundSnapshot[] = [];
  for (const [folder, keys] of parts) {
    const bodies = await Promise.all(keys.map((key) => readPart(objects, key)));
    const last = bodies.at(-1);
    const end = last === undefined ? null : snapshotEndIn(last);
    const isWhole = keys.every((key, part) => Number(key.slice(key.lastIndexOf("/") + 1)) === part);
    if (end === null || !isWhole || Number(folder.slice(0, 8)) !== end.n) continue;
    const bytes = bodies.reduce((sum, body) => sum + body.length, 0);
    found.push({ ...end, id: folder.slice(9), parts: bodies.length, bytes, digest: digestOfParts(bodies) });
  }
  return found;
};

const readPart = async (objects: ObjectStore, key: string): Promise<Uint8Array> => {
  const got = await objects.get(key);
  if (got.outcome === "found") return got.body;
  // A superseded snapshot may have been deleted since the list.
  if (got.outcome === "missing") return new Uint8Array();
  throw new StoreUnavailable(new Error("A snapshot cannot be read", { cause: got }));
};
