import type { DayCapacity } from "../../domain/capacity.ts";
import { daysFrom, type Day, type Window } from "../../domain/day.ts";
import { freshId, type Random } from "../../domain/random.ts";
import type { Settings, WindowCapacity } from "../../domain/settings.ts";
import { hoursOf } from "../day-documents/day-codec.ts";
import { inGroups } from "../day-documents/parallel.ts";
import { DomainError } from "../../domain/domain-error.ts";
import { StoreUnavailable } from "../job-store.ts";
import { bookedUnder, hoursBooked } from "./booked-hours.ts";
import { counting, takenOf, unchanged, type CounterItem } from "./counter.ts";
import { reshape, type DayItem, type Hours } from "./day-item.ts";
import type { DynamoDbTable } from "./dynamodb-table.ts";
import { endOf, layout, monthOf, monthsOf, windowKey, windowOf, type Month } from "./layout.ts";
import { freshOut, leftOn, limitOut, resourceOf, unlimited, type OutItem } from "./out-item.ts";
import { absent, type Write } from "./write.ts";

/** What each day offers, and what is taken of it. */
export class Days {
  readonly #table: DynamoDbTable;
  readonly #settings: () => Promise<Settings>;
  readonly #random: Random;
  /** As last seen here; what hangs on it is checked where it is written. */
  readonly #known = new Map<Day, DayItem>();
  readonly #knownOuts = new Set<string>();

  constructor(table: DynamoDbTable, settings: () => Promise<Settings>, random: Random) {
    this.#table = table;
    this.#settings = settings;
    this.#random = random;
  }

  /** A day as this process knows it. One that nobody has written gets the hours of the settings, for good. */
  async known(day: Day): Promise<DayItem> {
    const known = this.#known.get(day);
    if (known !== undefined) return known;
    for (let attempt = 1; attempt <= attemptsToWrite; attempt += 1) {
      const item = await this.#table.get<DayItem>(layout.day(day));
      if (item !== null) return this.#remember(day, item);
      await this.#write(day, null, new Map(), { ...hoursOf(day, await this.#settings()), own: false });
    }
    throw new StoreUnavailable(new Error("A day could not be made"));
  }

  /** Something was not as this process believed. */
  forget(day: Day): void {
    this.#known.delete(day);
  }

  /** The counters of one window, each at its index, as they are now; empty where the day does not have it. */
  async counters(day: Day, window: Window): Promise<CounterItem[]> {
    const { counters } = await this.known(day);
    return await this.#countersAt(day, window, counters[windowKey(window)] ?? 0);
  }

  async #countersAt(day: Day, window: Window, of: number): Promise<CounterItem[]> {
    const keys = Array.from({ length: of }, (_, index) => layout.counter(day, window, index));
    const read = await this.#table.getEach<CounterItem>(keys);
    const found = keys.flatMap(({ pk }) => read.find((item) => item.pk === pk) ?? []);
    return found.length === keys.length ? found : [];
  }

  /** All counters of a window whose first was read just now; again where another process has shared it out anew meanwhile. */
  async #spread(day: Day, window: Window, first: CounterItem): Promise<CounterItem[]> {
    const found = await this.#countersAt(day, window, first.of);
    if (found.length > 0 && found.every(({ of }) => of === first.of)) return found;
    this.forget(day);
    return await this.counters(day, window);
  }

  /** Makes sure that a resource is counted in a month, and so can be taken there. */
  async countOut(resource: string, month: Month): Promise<void> {
    const key = `${month} ${resource}`;
    if (this.#knownOuts.has(key)) return;
    if ((await this.out(resource, month)) === null) {
      const settings = await this.#settings();
      const item = freshOut(resource, month, stockOf(settings, resource), settings.rev);
      // Refused, another made it first.
      await this.#table.commit([{ put: item, when: absent }], () => Promise.resolve(false));
    }
    this.#knownOuts.add(key);
  }

  async out(resource: string, month: Month): Promise<OutItem | null> {
    return await this.#table.get<OutItem>(layout.out(resource, month));
  }

  async read(from: Day, to: Day): Promise<DayCapacity[]> {
    const [settings, { days, counters }, outs] = await Promise.all([
      this.#settings(),
      this.#readItems(from, to),
      this.#readOuts(from, to),
    ]);
    return daysFrom(from, to).map((day) => {
      const item = days.get(day);
      const { windows, closed } = item ?? hoursOf(day, settings);
      const out = outs.get(monthOf(day)) ?? [];
      return {
        day,
        windows: windows.map((window) => ({
          ...window,
          taken: takenOf(counters.get(`${day} ${windowKey(window)}`) ?? []),
        })),
        resources: resourcesOf(settings, out).flatMap((id) => {
          const counted = out.find((candidate) => resourceOf(candidate) === id);
          const stock = counted?.limit ?? stockOf(settings, id);
          if (stock >= unlimited) return [];
          return [{ id, stock, out: counted === undefined ? 0 : counted.limit - leftOn(counted, day) }];
        }),
        closed,
      };
    });
  }

  /**
   * Sets one day's own windows. Jobs that have a place keep it. Refuses hours that would hide bookings, except while a
   * store is adopted: what it sold elsewhere is not asked for again.
   */
  async set(day: Day, windows: WindowCapacity[], closed: boolean, { adopting = false } = {}): Promise<DayCapacity> {
    await this.#change(
      day,
      (before) => {
        const same = before.own && before.closed === closed && sameWindows(before.windows, windows);
        return same ? null : { windows, closed, own: true, settings_rev: before.settings_rev };
      },
      { adopting },
    );
    const [capacity] = await this.read(day, day);
    if (capacity === undefined) throw new RangeError("A range has a first day");
    return capacity;
  }

  /** Refuses hours that would hide bookings of these days, and names the days. */
  async assertHours(from: Day, to: Day, settings: Settings): Promise<void> {
    const { days, counters } = await this.#readItems(from, to);
    const booked = [...days].flatMap(([day, before]) => {
      if (before.own) return [];
      const taken = new Map(
        Object.keys(before.counters).map((key) => [key, takenOf(counters.get(`${day} ${key}`) ?? [])]),
      );
      return bookedUnder(day, before, hoursOf(day, settings), taken);
    });
    if (booked.length > 0) throw hoursBooked(booked, "/hours");
  }

  /**
   * Gives days the hours of the settings, unless they were set by hand, also those that nobody has written: otherwise a
   * booking that read the old settings would be the first to write them. A day whose bookings the new hours would hide
   * keeps its hours until they are moved.
   */
  async applyHours(from: Day, to: Day, { written = false } = {}): Promise<void> {
    const settings = await this.#settings();
    const { days } = await this.#readItems(from, to);
    const behind = daysFrom(from, to).filter((day) => {
      const item = days.get(day);
      return item === undefined ? !written : !item.own && item.settings_rev < settings.rev;
    });
    await inGroups(behind, (day) => this.#follow(day, settings));
    await inGroups([...(await this.#readOuts(from, to))], async ([month, outs]) => {
      for (const id of resourcesOf(settings, outs)) await this.#applyStock(settings, id, month);
    });
  }

  async #follow(day: Day, settings: Settings): Promise<void> {
    try {
      await this.#change(day, (before) => {
        const applies = !before.own && before.settings_rev < settings.rev;
        return applies ? { ...hoursOf(day, settings), own: false } : null;
      });
    } catch (error) {
      // Booked since `assertHours` looked: a later round of the sweep tries again.
      if (!(error instanceof DomainError)) throw error;
    }
  }

  async #applyStock(settings: Settings, id: string, month: Month): Promise<void> {
    await this.countOut(id, month);
    for (let attempt = 1; attempt <= attemptsToWrite; attempt += 1) {
      const before = await this.out(id, month);
      if (before === null || before.settings_rev >= settings.rev) return;
      const write = limitOut(before, stockOf(settings, id), settings.rev);
      const made = await this.#table.commit([write], async () => {
        return ((await this.out(id, month))?.settings_rev ?? 0) >= settings.rev;
      });
      if (made === "landed") return;
    }
    throw new StoreUnavailable(new Error("The stock of a month could not be changed"));
  }

  /**
   * Puts one window's count right: `count` counts what the jobs have, and it holds only if nobody took or gave back a
   * place of the window meanwhile. False where it was right, or somebody did.
   */
  async recount(day: Day, key: string, count: () => Promise<number | null>): Promise<boolean> {
    this.forget(day);
    const seen = await this.counters(day, windowOf(key));
    const counted = await count();
    const [first, ...others] = seen;
    if (first === undefined || counted === null) return false;
    const by = takenOf(seen) - counted;
    // With several counters none may go below zero; then a new size for the day shares them out again.
    if (by === 0 || (others.length > 0 && first.free + by < 0)) return false;
    const writes: Write[] = [
      {
        update: { pk: first.pk, sk: first.sk },
        set: `#free = #free + :by, ${counting}`,
        values: { ":by": by, ":one": 1 },
        when: unchanged(first),
      },
      ...others.map((other): Write => ({ check: { pk: other.pk, sk: other.sk }, when: unchanged(other) })),
    ];
    return (await this.#table.commit(writes, () => Promise.resolve(false))) === "landed";
  }

  /** What a day has of its own; null where it follows the settings, or nobody has written it. */
  async own(day: Day): Promise<{ windows: WindowCapacity[]; closed: boolean } | null> {
    const item = await this.#table.get<DayItem>(layout.day(day));
    return item?.own === true ? { windows: item.windows, closed: item.closed } : null;
  }

  /** Every day that somebody has written, ascending. */
  async *all(from: Day, to: Day): AsyncGenerator<Day> {
    for await (const { sk } of this.#table.each({ pk: "calendar", from, to })) yield sk;
  }

  /** A window that a day does not offer, for a job that has its place there all the same; one counter, and it is full. */
  async offer(day: Day, window: Window): Promise<void> {
    await this.#change(day, (before) => ({ ...before }), {
      adopting: true,
      single: (before) => (before.counters[windowKey(window)] === 1 ? null : [window]),
    });
  }

  async #change(
    day: Day,
    decide: (before: DayItem) => Hours | null,
    { adopting = false, single = () => [] }: { adopting?: boolean; single?: (before: DayItem) => Window[] | null } = {},
  ): Promise<void> {
    for (let attempt = 1; attempt <= attemptsToWrite; attempt += 1) {
      this.forget(day);
      const before = await this.known(day);
      const hours = decide(before);
      const alone = single(before);
      if (hours === null || alone === null) return;
      const seen = new Map<string, CounterItem[]>();
      for (const key of Object.keys(before.counters)) seen.set(key, await this.counters(day, windowOf(key)));
      const taken = new Map([...seen].map(([key, counters]) => [key, takenOf(counters)]));
      const booked = adopting ? [] : bookedUnder(day, before, hours, taken);
      if (booked.length > 0) throw hoursBooked(booked, "/windows");
      if (await this.#write(day, before, seen, hours, alone)) return;
    }
    throw new StoreUnavailable(new Error("Other writers of the day always came first"));
  }

  async #write(
    day: Day,
    before: DayItem | null,
    seen: Map<string, CounterItem[]>,
    hours: Hours,
    alone: Window[] = [],
  ): Promise<boolean> {
    const stamp = freshId(this.#random);
    const writes = reshape(day, before, seen, hours, stamp, alone);
    if (before === null) writes.push({ put: layout.calendar(day) });
    const made = await this.#table.commit(writes, async () => {
      return (await this.#table.get<DayItem>(layout.day(day)))?.stamp === stamp;
    });
    this.forget(day);
    return made === "landed";
  }

  #remember(day: Day, item: DayItem): DayItem {
    this.#known.set(day, item);
    const [first] = this.#known.keys();
    if (this.#known.size > remembered && first !== undefined) this.#known.delete(first);
    return item;
  }

  async #readItems(from: Day, to: Day) {
    const days = new Map<Day, DayItem>();
    const counters = new Map<string, CounterItem[]>();
    await inGroups(monthsOf(from, to), async ({ month, first, last }) => {
      for (const item of await this.#table.query({ pk: layout.month(month), from: first, to: endOf(last) })) {
        const [date = "", window] = item.sk.split("#");
        // A counter lies under its day and window, a day under nothing else.
        if (window === undefined) days.set(`${month}-${date}`, item as DayItem);
        else counters.set(`${month}-${date} ${window}`, [item as CounterItem]);
      }
    });
    const spread = [...counters].filter(([, [counter]]) => (counter?.of ?? 1) > 1);
    await inGroups(spread, async ([key, [first]]) => {
      const [day = "", window = ""] = key.split(" ");
      if (first !== undefined) counters.set(key, await this.#spread(day, windowOf(window), first));
    });
    return { days, counters };
  }

  async #readOuts(from: Day, to: Day): Promise<Map<Month, OutItem[]>> {
    const outs = new Map<Month, OutItem[]>();
    await inGroups(monthsOf(from, to), async ({ month }) => {
      outs.set(month, await this.#table.query<OutItem>({ pk: layout.month(month), from: "out#", to: endOf("out#") }));
    });
    return outs;
  }
}

const sameWindows = (one: WindowCapacity[], other: WindowCapacity[]): boolean =>
  one.length === other.length &&
  one.every(
    (window, index) => windowKey(window) === windowKeyAt(other, index) && window.capacity === other[index]?.capacity,
  );

const windowKeyAt = (windows: WindowCapacity[], index: number): string | null => {
  const window = windows[index];
  return window === undefined ? null : windowKey(window);
};

const resourcesOf = (settings: Settings, outs: OutItem[]): string[] => {
  const limited = settings.services.filter(({ stock }) => stock !== null).map(({ id }) => id);
  return [...new Set([...limited, ...outs.map(resourceOf)])];
};

const stockOf = (settings: Settings, resource: string): number =>
  settings.services.find(({ id }) => id === resource)?.stock ?? unlimited;

const attemptsToWrite = 40;
const remembered = 512;
