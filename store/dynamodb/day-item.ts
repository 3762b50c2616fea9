import type { Day, Window } from "../../domain/day.ts";
import type { WindowCapacity } from "../../domain/settings.ts";
import { counting, countersAtMost, sharesOf, takenOf, unchanged, type CounterItem } from "./counter.ts";
import { hides } from "./booked-hours.ts";
import { layout, windowKey, windowOf } from "./layout.ts";
import { stamped, type Item, type Write } from "./write.ts";

/** A day's own hours. What is taken of them is counted beside it, in `CounterItem`s. */
export interface DayItem extends Item {
  stamp: string;
  windows: WindowCapacity[];
  closed: boolean;
  /** Set by hand: later changes of the settings leave it alone. */
  own: boolean;
  /** The rev of the settings that it was copied from: older ones never win. */
  settings_rev: number;
  /** How many counters each window has, also those that it no longer offers and somebody may still be in. */
  counters: Record<string, number>;
}

export type Hours = Pick<DayItem, "windows" | "closed" | "own" | "settings_rev">;

/**
 * A day with other hours, and its counters with what they may sell now: one transaction. `seen` are all its counters as
 * they were read; where their number changes, or there are several, or a window is offered that would hide bookings of
 * theirs, it holds only if they are still as they were.
 * The windows of `alone` have one counter each, offered or not.
 */
export const reshape = (
  day: Day,
  before: DayItem | null,
  seen: Map<string, CounterItem[]>,
  { windows, closed, own, settings_rev }: Hours,
  stamp: string,
  alone: Window[] = [],
): Write[] => {
  const single = new Set(alone.map(windowKey));
  const keys = new Set([...Object.keys(before?.counters ?? {}), ...windows.map(windowKey), ...single]);
  // All of a day change together, and a transaction has a hundred writes.
  const most = Math.max(1, Math.min(countersAtMost, Math.floor(writesForCounters / Math.max(1, keys.size))));
  const counters: Record<string, number> = {};
  const writes: Write[] = [];
  for (const key of keys) {
    const offered = closed ? undefined : windows.find((window) => windowKey(window) === key);
    const capacity = offered?.capacity ?? 0;
    const known = seen.get(key) ?? [];
    const shares = sharesOf(capacity, takenOf(known), single.has(key) ? 1 : most);
    counters[key] = shares.length;
    const fenced = !closed && windows.some((window) => hides(window, windowOf(key)));
    writes.push(...reshare(day, windowOf(key), known, shares, fenced));
  }
  const item: DayItem = { ...layout.day(day), stamp, windows, closed, own, settings_rev, counters };
  return [{ put: item, when: stamped(before?.stamp ?? null) }, ...writes];
};

const reshare = (
  day: Day,
  window: Window,
  known: CounterItem[],
  shares: { limit: number; free: number }[],
  fenced: boolean,
): Write[] => {
  const [only] = known;
  const [share] = shares;
  if (!fenced && known.length === 1 && shares.length === 1 && only !== undefined && share !== undefined) {
    if (only.limit === share.limit) return [];
    // By the difference: places that are taken meanwhile stay taken.
    const when = { text: "#of = :of AND #limit = :old", values: { ":of": 1, ":old": only.limit } };
    const values = { ":limit": share.limit, ":more": share.limit - only.limit, ":one": 1 };
    return [
      {
        update: layout.counter(day, window, 0),
        set: `#limit = :limit, #free = #free + :more, ${counting}`,
        values,
        when,
      },
    ];
  }
  const writes: Write[] = shares.map((share, index) => ({
    put: {
      ...layout.counter(day, window, index),
      ...share,
      of: shares.length,
      changes: Math.max(0, ...known.map(({ changes }) => changes)) + 1,
    },
    ...asSeen(known[index]),
  }));
  const gone = known.slice(shares.length).map((counter, index): Write => ({
    remove: layout.counter(day, window, shares.length + index),
    ...asSeen(counter),
  }));
  return [...writes, ...gone];
};

/** A counter that nobody has seen is made with its day, whose own condition says that it is the first. */
const asSeen = (counter: CounterItem | undefined) => (counter === undefined ? {} : { when: unchanged(counter) });

const writesForCounters = 90;
