import { sameWindow, type Day, type Window } from "./day.ts";
import type { WindowCapacity } from "./settings.ts";
import { overlap } from "./window.ts";

/** What a day can take, and what is taken of it. */
export interface DayCapacity {
  day: Day;
  windows: (WindowCapacity & { taken: number })[];
  /** What a service leaves with customers, where there is a limit to it. */
  resources: { id: string; stock: number; out: number }[];
  closed: boolean;
}

/** What one visit takes of a day: a place in a window, or one of a resource. Both null is "any time": no limit. */
export interface DayPlace {
  /** The window that the visit was sold, whatever the day offers now. */
  window: Window | null;
  resource: string | null;
}

/** How many visits take the same of a day. */
export interface TakenPlaces extends DayPlace {
  count: number;
}

/** What a day offers. */
export interface DayOffer {
  /** In order, without overlap: the schema of the settings holds them to it. */
  windows: WindowCapacity[];
  /** How many of each resource can be out; a resource that is not named has no limit. */
  stock: Record<string, number>;
  closed: boolean;
}

/**
 * How many places of a window or a resource are taken. Capacity follows time: every visit whose window overlaps counts,
 * so hours that move, split or merge keep counting what was sold before. A visit counts against both halves of its
 * window, because the crew may come in either.
 */
export const takenOf = (taken: Iterable<TakenPlaces>, place: DayPlace): number => {
  let sum = 0;
  for (const one of taken) if (competes(one, place)) sum += one.count;
  return sum;
};

/** How many openings a window has left. A closed day, and a window that the day does not offer, have none. */
export const openingsIn = (offer: Omit<DayOffer, "stock">, taken: Iterable<TakenPlaces>, window: Window): number =>
  Math.max(0, (offered(offer, window)?.capacity ?? 0) - takenOf(taken, { window, resource: null }));

/**
 * The first place of `has` that the day cannot give to a job; null when all fit. `taken` includes what the job had
 * there before: that it may keep, also where the day is closed or overfull.
 */
export const firstFull = (
  offer: DayOffer,
  taken: readonly TakenPlaces[],
  { had, has }: { had: DayPlace[]; has: DayPlace[] },
): DayPlace | null =>
  has.find((place) => {
    if (count(has, place, samePlace) <= count(had, place, samePlace)) return false;
    const more = count(has, place, competes) - count(had, place, competes);
    if (place.resource !== null) {
      const stock = offer.stock[place.resource];
      return stock !== undefined && takenOf(taken, place) + more > stock;
    }
    if (place.window === null) return false;
    return offered(offer, place.window) === undefined || more > openingsIn(offer, taken, place.window);
  }) ?? null;

/** Windows that visits hold and the day offers no part of, with how many hold each: from hours that have changed. */
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

const samePlace = (a: DayPlace, b: DayPlace): boolean => a.resource === b.resource && sameWindow(a.window, b.window);

/** Whether one takes away from the other. */
const competes = (a: DayPlace, b: DayPlace): boolean =>
  a.resource !== null || b.resource !== null
    ? a.resource === b.resource
    : a.window !== null && b.window !== null && overlap(a.window, b.window);

const count = (places: DayPlace[], like: DayPlace, test: (a: DayPlace, b: DayPlace) => boolean): number =>
  places.filter((place) => test(place, like)).length;
