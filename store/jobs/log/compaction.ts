import { freshId, type Random } from "../../../domain/random.ts";
import type { ObjectStore } from "../../port/object-store.ts";
import { updateCalendar, type CalendarEntry, type NamedSnapshot } from "./calendar.ts";
import type { Head } from "./log-head.ts";
import type { LogKind } from "./log-kind.ts";
import { snapshotKey, type LogName } from "./log-keys.ts";
import { agingSpacing_ms } from "./retention.ts";
import { putSnapshot } from "./snapshot.ts";

export interface Compaction<State, LogRecord> {
  objects: ObjectStore;
  name: LogName;
  kind: LogKind<State, LogRecord>;
  random: Random;
}

/**
 * Writes a snapshot of this head and names it in the calendar, unless a snapshot of a later entry is named already. A
 * head is a true prefix of the log forever, so naming it late is harmless while its number is higher.
 */
export const compact = async <State, LogRecord>(
  { objects, name, kind, random }: Compaction<State, LogRecord>,
  { n, sum, state }: Head<State>,
  /** True: this snapshot becomes the floor as soon as it is 35 days old, also in a log that is compacted all the time. */
  { ages = false }: { ages?: boolean } = {},
): Promise<void> => {
  const id = freshId(random);
  const { parts, bytes, digest } = await putSnapshot(objects, name, { n, sum, id, state, kind });
  const named = await updateCalendar(objects, name, (entry, at) => {
    if (entry.snapshot !== null && entry.snapshot.n >= n) return ages ? withAged(entry, entry.snapshot) : null;
    const mark = entry.n >= n ? {} : { n, sum, at };
    const snapshot = { n, sum, id, parts, bytes, digest, at };
    const next = { ...entry, ...mark, snapshot, aging: withAging(entry, snapshot) };
    return ages ? (withAged(next, snapshot) ?? next) : next;
  });
  if (named.snapshot?.id === id) return;
  for (let part = 0; part < parts; part += 1) await objects.delete(snapshotKey(name, { n, id }, part));
};

/** Returns null if the snapshot waits to become the floor already, or is it. */
const withAged = (entry: CalendarEntry, snapshot: NamedSnapshot): CalendarEntry | null => {
  const { floor, aging = [] } = entry;
  const isKnown = floor?.n === snapshot.n || aging.some(({ n }) => n === snapshot.n);
  return isKnown ? null : { ...entry, aging: [...aging, snapshot] };
};

const withAging = ({ aging = [] }: CalendarEntry, snapshot: NamedSnapshot): readonly NamedSnapshot[] => {
  const last = aging.at(-1);
  return last === undefined || snapshot.at - last.at >= agingSpacing_ms ? [...aging, snapshot] : aging;
};
