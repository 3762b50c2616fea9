import { sameWindow, type Day, type Window } from "./day.ts";
import { stockIn } from "./rental/equipment.ts";
import type { WindowCapacity } from "./settings.ts";
import { overlap } from "./window.ts";

/** The capacity of a day and how much of it is used. */
export interface DayCapacity {
  day: Day;
  windows: (WindowCapacity & { taken: number })[];
  /** The types of equipment, and the units that are held or out of service. */
  resources: { id: string; stock: number; out: number }[];
  closed: boolean;
}

/**
 * What one visit uses of a day: a slot in a window, or one unit of equipment. Both null means any time, which has no
 * limit.
 */
export interface CapacityUnit {
  /** The window that the visit was sold. The day may offer other windows by now. */
  window: Window | null;
  resource: string | null;
}

/** How many visits use the same window or equipment. */
export interface UsedCapacity extends CapacityUnit {
  count: number;
}

/** What a day offers. */
export interface DayOffer {
  /** In order and without overlap: the settings schema checks both. */
  windows: WindowCapacity[];
  /** How many there are of each type of equipment, and of each unit that has none: see `stockIn`. */
  stock: Record<string, number>;
  closed: boolean;
}

/**
 * Returns how much of a window or a kind of equipment is used. Capacity follows time: every visit whose window overlaps
 * counts, so visits that were sold before the hours changed still count. A visit counts against each window that it
 * overlaps, because the crew may arrive in any of them.
 */
export const usedCapacity = (used: Iterable<UsedCapacity>, unit: CapacityUnit): number => {
  let sum = 0;
  for (const use of used) if (competes(use, unit)) sum += use.count;
  return sum;
};

/** Returns how many openings a window has left. A closed day and a window that the day does not offer have none. */
export const openingsIn = (offer: Omit<DayOffer, "stock">, used: Iterable<UsedCapacity>, window: Window): number =>
  Math.max(0, (offered(offer, window)?.capacity ?? 0) - usedCapacity(used, { window, resource: null }));

/**
 * Decides whether a change of a job fits a day. Returns the first unit of `after` that the day has no capacity for;
 * null if all fit. `used` includes what the job used `before`: a job keeps that even if the day is closed or overfull.
 */
export const firstFull = (
  offer: DayOffer,
  used: readonly UsedCapacity[],
  { before, after }: { before: CapacityUnit[]; after: CapacityUnit[] },
): CapacityUnit | null =>
  after.find((unit) => {
    if (count(after, unit, sameUnit) <= count(before, unit, sameUnit)) return false;
    const more = count(after, unit, competes) - count(before, unit, competes);
    if (unit.resource !== null) return usedCapacity(used, unit) + more > stockIn(offer.stock, unit.resource);
    if (unit.window === null) return false;
    return offered(offer, unit.window) === undefined || more > openingsIn(offer, used, unit.window);
  }) ?? null;

/**
 * Returns the windows of visits that overlap no window of the day, with the number of visits in each. They come from
 * earlier hours.
 */
export const formerWindows = (windows: Window[], held: Iterable<Window>): (Window & { taken: number })[] => {
  const former = new Map<string, Window & { taken: number }>();
  for (const { start, end } of held) {
    if (windows.some((window) => overlap(window, { start, end }))) continue;
    const key = `${start}-${end}`;
    former.set(key, { start, end, taken: (former.get(key)?.taken ?? 0) + 1 });
  }
  return [...former].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, window]) => window);
};

const offered = ({ windows, closed }: Omit<DayOffer, "stock">, window: Window): WindowCapacity | undefined =>
  closed ? undefined : windows.find((candidate) => sameWindow(candidate, window));

const sameUnit = (a: CapacityUnit, b: CapacityUnit): boolean =>
  a.resource === b.resource && sameWindow(a.window, b.window);

/** True if both use the same capacity. */
const competes = (a: CapacityUnit, b: CapacityUnit): boolean =>
  a.resource !== null || b.resource !== null
    ? a.resource === b.resource
    : a.window !== null && b.window !== null && overlap(a.window, b.window);

const count = (
  units: CapacityUnit[],
  like: CapacityUnit,
  test: (a: CapacityUnit, b: CapacityUnit) => boolean,
): number => units.filter((unit) => test(unit, like)).length;
