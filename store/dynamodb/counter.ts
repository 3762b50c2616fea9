import type { Day, Window } from "../../domain/day.ts";
import { layout } from "./layout.ts";
import type { Condition, Item, Write } from "./write.ts";

/**
 * The places of one window of one day. A place is taken under the condition that there is one, in the same transaction
 * as the job that takes it: so no window is oversold, whoever else is writing.
 *
 * A window with many places is spread over several counters, since transactions on one item go one after another. What
 * they may sell together is what the window has, and none is below zero: so the sum holds without anybody reading it.
 * A window that is overfull (its places were cut) has one counter again, which is below zero until enough is given back.
 */
export interface CounterItem extends Item {
  /** The places that it may sell; its share of the window's. */
  limit: number;
  /** Of those, how many are left. */
  free: number;
  /** How many counters the window has. A writer that believes another number must look again. */
  of: number;
  /** Grows with each change: the same number is the same count, with nothing in between. */
  changes: number;
}

export interface Share {
  limit: number;
  free: number;
}

/** How many counters a window of so many places has. */
export const countersFor = (capacity: number): number =>
  capacity < 50 ? 1 : Math.min(countersAtMost, Math.floor(capacity / 25));
export const countersAtMost = 8;

/** What each counter gets of `capacity` when `taken` of it are taken. */
export const sharesOf = (capacity: number, taken: number, most = countersAtMost): Share[] => {
  const count = taken > capacity ? 1 : Math.min(most, countersFor(capacity));
  const free = capacity - taken;
  return Array.from({ length: count }, (_, index) => {
    const left = part(free, count, index);
    // That all of them together have taken `taken` is what counts, not which of them has.
    return { free: left, limit: left + part(taken, count, index) };
  });
};

const part = (whole: number, count: number, index: number): number =>
  Math.floor(whole / count) + (index < ((whole % count) + count) % count ? 1 : 0);

export const takenOf = (counters: Share[]): number =>
  counters.reduce((total, { limit, free }) => total + limit - free, 0);

/**
 * From which counters `count` places can be taken, by index, beginning with the `first`; null where there are not
 * enough left.
 */
export const pick = (counters: Share[], count: number, first: number): Map<number, number> | null => {
  const picked = new Map<number, number>();
  let wanted = count;
  for (let step = 0; step < counters.length && wanted > 0; step += 1) {
    const index = (first + step) % counters.length;
    const here = Math.min(wanted, Math.max(0, counters[index]?.free ?? 0));
    if (here > 0) picked.set(index, here);
    wanted -= here;
  }
  return wanted > 0 ? null : picked;
};

export const takeFrom = (day: Day, window: Window, counter: number, of: number, count: number): Write => ({
  update: layout.counter(day, window, counter),
  set: `#free = #free - :count, ${counting}`,
  values: { ":count": count, ":one": 1 },
  when: { text: "#of = :of AND #free >= :count", values: { ":of": of } },
});

/** Whatever is left: for a job that had its place elsewhere. Only a single counter may go below zero. */
export const forceFrom = (day: Day, window: Window, count: number): Write => ({
  ...takeFrom(day, window, 0, 1, count),
  when: { text: "#of = :of", values: { ":of": 1 } },
});

export const giveBack = (day: Day, window: Window, counter: number, of: number, count: number): Write => ({
  update: layout.counter(day, window, counter),
  set: `#free = #free + :count, ${counting}`,
  values: { ":count": count, ":one": 1 },
  when: { text: "#of = :of", values: { ":of": of } },
});

/** Every update of a counter has it, with `:one`. */
export const counting = "#changes = #changes + :one";

/** Still as it was read. */
export const unchanged = ({ changes, of }: CounterItem): Condition => ({
  text: "#changes = :changes AND #of = :of",
  values: { ":changes": changes, ":of": of },
});
