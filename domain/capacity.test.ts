import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  firstFull,
  formerWindows,
  openingsIn,
  usedCapacity,
  type DayOffer,
  type CapacityUnit,
  type UsedCapacity,
} from "./capacity.ts";
import { sameWindow, type Window } from "./day.ts";
import { overlap } from "./window.ts";

const window = (start: string, end: string): Window => ({ start, end });
const morning = window("08:00", "12:00");
const afternoon = window("12:00", "16:00");
const inWindow = (of: Window | null): CapacityUnit => ({ window: of, resource: null });
const out = (resource: string): CapacityUnit => ({ window: null, resource });
const sold = (of: Window | null, count: number): UsedCapacity => ({ ...inWindow(of), count });
const day = (...windows: [start: string, end: string, capacity: number][]): DayOffer => ({
  windows: windows.map(([start, end, capacity]) => ({ start, end, capacity })),
  stock: {},
  closed: false,
});
const halfDays = day(["08:00", "12:00", 3], ["12:00", "16:00", 3]);

describe("the openings of a window", () => {
  it("are its capacity less the sold visits, never below zero", () => {
    expect(openingsIn(halfDays, [], morning)).toBe(3);
    expect(openingsIn(halfDays, [sold(morning, 2), sold(afternoon, 1), sold(null, 5)], morning)).toBe(1);
    expect(openingsIn(halfDays, [sold(morning, 4)], morning)).toBe(0);
  });

  it("count visits that were sold before the hours began later", () => {
    const later = day(["08:30", "12:00", 3]);
    expect(openingsIn(later, [sold(morning, 3)], window("08:30", "12:00"))).toBe(0);
    expect(openingsIn(later, [sold(morning, 2)], window("08:30", "12:00"))).toBe(1);
  });

  it("do not count visits that the new hours no longer overlap", () => {
    expect(openingsIn(day(["13:00", "17:00", 3]), [sold(morning, 3)], window("13:00", "17:00"))).toBe(3);
    expect(openingsIn(day(["11:00", "15:00", 3]), [sold(morning, 3)], window("11:00", "15:00"))).toBe(0);
  });

  it("count a visit against each part of a split window", () => {
    const split = day(["08:00", "10:00", 3], ["10:00", "12:00", 3], ["12:00", "16:00", 3]);
    const taken = [sold(morning, 2), sold(window("10:00", "12:00"), 1)];
    expect(split.windows.map((window) => openingsIn(split, taken, window))).toEqual([1, 0, 3]);
    expect(split.windows.map((window) => usedCapacity(taken, inWindow(window)))).toEqual([2, 3, 0]);
  });

  it("count the visits of all parts of a merged window", () => {
    const merged = day(["08:00", "16:00", 6]);
    const taken = [sold(morning, 3), sold(afternoon, 2)];
    expect(openingsIn(merged, taken, window("08:00", "16:00"))).toBe(1);
    expect(usedCapacity(taken, inWindow(window("08:00", "16:00")))).toBe(5);
  });

  it("are zero on a closed day and for a window that the day does not offer", () => {
    expect(openingsIn({ ...halfDays, closed: true }, [], morning)).toBe(0);
    expect(openingsIn(halfDays, [], window("09:00", "11:00"))).toBe(0);
  });

  it("do not depend on equipment, and equipment does not depend on windows", () => {
    const taken = [sold(morning, 2), { ...out("trailer-15"), count: 1 }, { ...out("trailer-20"), count: 4 }];
    expect(usedCapacity(taken, inWindow(morning))).toBe(2);
    expect(usedCapacity(taken, out("trailer-15"))).toBe(1);
  });
});

describe("the check of a job against a day", () => {
  const full = [sold(morning, 3), sold(afternoon, 1)];

  it("returns the first unit without capacity", () => {
    expect(firstFull(halfDays, full, { before: [], after: [inWindow(morning)] })).toEqual(inWindow(morning));
    expect(firstFull(halfDays, full, { before: [], after: [inWindow(afternoon)] })).toBeNull();
    const three = [inWindow(afternoon), inWindow(afternoon), inWindow(afternoon)];
    expect(firstFull(halfDays, full, { before: [], after: three })).toEqual(inWindow(afternoon));
    expect(firstFull(halfDays, full, { before: [], after: three.slice(1) })).toBeNull();
  });

  it("lets a job keep what it has if the day is overfull or closed, or no longer offers the window", () => {
    const held = { before: [inWindow(morning)], after: [inWindow(morning)] };
    expect(firstFull(halfDays, [sold(morning, 4)], held)).toBeNull();
    expect(firstFull({ ...halfDays, closed: true }, full, held)).toBeNull();
    expect(firstFull(day(["13:00", "17:00", 3]), full, held)).toBeNull();
  });

  it("does not count the job itself when it moves within its time", () => {
    const later = day(["08:30", "12:00", 3]);
    const move = { before: [inWindow(morning)], after: [inWindow(window("08:30", "12:00"))] };
    expect(firstFull(later, [sold(morning, 3)], move)).toBeNull();
    expect(firstFull(later, [sold(morning, 3)], { ...move, before: [] })).toEqual(move.after[0]);
  });

  it("refuses a window that the day does not offer, even at the same time", () => {
    const odd = inWindow(window("09:00", "11:00"));
    expect(firstFull(halfDays, full, { before: [inWindow(morning)], after: [odd] })).toEqual(odd);
    expect(
      firstFull({ ...halfDays, closed: true }, full, { before: [inWindow(afternoon)], after: [inWindow(morning)] }),
    ).toEqual(inWindow(morning));
  });

  it("never refuses any time", () => {
    expect(firstFull({ ...halfDays, closed: true }, full, { before: [], after: [inWindow(null)] })).toBeNull();
  });

  it("refuses equipment beyond its stock, whatever the hours; a type without a stock has none, a unit has one", () => {
    const stocked = { ...halfDays, closed: true, stock: { "trailer-15": 2 } };
    const taken = [{ ...out("trailer-15"), count: 2 }, sold(morning, 9)];
    expect(firstFull(stocked, taken, { before: [], after: [out("trailer-15")] })).toEqual(out("trailer-15"));
    expect(firstFull(stocked, taken, { before: [out("trailer-15")], after: [out("trailer-15")] })).toBeNull();
    expect(
      firstFull(stocked, [{ ...out("trailer-15"), count: 1 }], { before: [], after: [out("trailer-15")] }),
    ).toBeNull();
    expect(firstFull(stocked, [], { before: [], after: [out("trailer-20")] })).toEqual(out("trailer-20"));
    expect(firstFull(stocked, [], { before: [], after: [out("unit/T15-01")] })).toBeNull();
    expect(
      firstFull(stocked, [{ ...out("unit/T15-01"), count: 1 }], { before: [], after: [out("unit/T15-01")] }),
    ).toEqual(out("unit/T15-01"));
    // A visit at any time uses no equipment, so the job has no trailer yet.
    expect(firstFull(stocked, taken, { before: [inWindow(null)], after: [out("trailer-15")] })).toEqual(
      out("trailer-15"),
    );
    expect(
      firstFull(stocked, [{ ...out("trailer-15"), count: 1 }], {
        before: [],
        after: [out("trailer-15"), out("trailer-15")],
      }),
    ).toEqual(out("trailer-15"));
  });
});

describe("former windows", () => {
  it("are the windows that overlap no window of the day, in order, with their visits counted", () => {
    const evening = window("18:00", "20:00");
    const held = [evening, morning, window("05:00", "06:00"), evening, window("08:30", "09:00")];
    expect(formerWindows(halfDays.windows, held)).toEqual([
      { start: "05:00", end: "06:00", taken: 1 },
      { ...evening, taken: 2 },
    ]);
    expect(formerWindows([], [morning])).toEqual([{ ...morning, taken: 1 }]);
    expect(formerWindows(halfDays.windows, [])).toEqual([]);
  });
});

describe("after any changes of the hours", () => {
  /** Two to six half hours as the bounds of the day's windows. */
  const hours = fc.uniqueArray(fc.integer({ min: 12, max: 40 }), { minLength: 2, maxLength: 6 }).chain((halves) => {
    const bounds = halves.toSorted((a, b) => a - b).map(timeOf);
    return fc
      .array(fc.integer({ min: 0, max: 4 }), { minLength: bounds.length - 1, maxLength: bounds.length - 1 })
      .map((places) =>
        places.map((capacity, at) => ({ start: bounds[at] ?? "", end: bounds[at + 1] ?? "", capacity })),
      );
  });
  const act = fc.oneof(
    fc.record({ kind: fc.constant("hours" as const), windows: hours }),
    fc.record({ kind: fc.constant("book" as const), at: fc.nat() }),
    fc.record({ kind: fc.constant("move" as const), who: fc.nat(), at: fc.nat() }),
    fc.record({ kind: fc.constant("cancel" as const), who: fc.nat() }),
  );

  it("an accepted booking never makes more visits at any instant than its window has capacity", () => {
    fc.assert(
      fc.property(hours, fc.array(act, { maxLength: 40 }), (first, acts) => {
        let windows = first;
        let visits: Window[] = [];
        const offer = () => ({ windows, stock: {}, closed: false });
        const admitted = (wanted: Window, had: Window[]): boolean => {
          const taken = visits.map((visit) => sold(visit, 1));
          return firstFull(offer(), taken, { before: had.map(inWindow), after: [inWindow(wanted)] }) === null;
        };
        for (const step of acts) {
          if (step.kind === "hours") windows = step.windows;
          const who = step.kind === "move" || step.kind === "cancel" ? step.who % Math.max(1, visits.length) : -1;
          if (step.kind === "cancel") visits = visits.filter((_, index) => index !== who);
          if (step.kind !== "book" && step.kind !== "move") continue;
          const wanted = windows[step.at % windows.length];
          const before = visits[who];
          if (wanted === undefined || (step.kind === "move" && before === undefined)) continue;
          const others = visits.filter((_, index) => index !== who);
          const left = openingsIn(
            offer(),
            others.map((visit) => sold(visit, 1)),
            wanted,
          );
          const admits = admitted(wanted, before === undefined ? [] : [before]);
          // A new booking is accepted exactly if the window has an opening.
          if (before === undefined) expect(admits).toBe(left > 0);
          if (!admits) continue;
          const most = mostAtOnce([...others, wanted], wanted);
          // A visit that stays within its own time may stay in an overfull window.
          if (before === undefined || !overlap(before, wanted)) expect(most).toBeLessThanOrEqual(wanted.capacity);
          visits = [...others, { start: wanted.start, end: wanted.end }];
        }
      }),
    );
  });

  it("each window counts only its own visits while the hours stay the same", () => {
    fc.assert(
      fc.property(hours, fc.array(fc.nat(), { maxLength: 20 }), (windows, picks) => {
        const visits = picks.flatMap((pick) => windows[pick % windows.length] ?? []);
        const taken = visits.map((visit) => sold(visit, 1));
        for (const window of windows) {
          const own = visits.filter((visit) => sameWindow(visit, window)).length;
          expect(usedCapacity(taken, inWindow(window))).toBe(own);
          expect(openingsIn({ windows, closed: false }, taken, window)).toBe(Math.max(0, window.capacity - own));
        }
      }),
    );
  });

  it("every visit counts, in a window that overlaps it or in a former window", () => {
    fc.assert(
      fc.property(hours, hours, fc.array(fc.nat(), { maxLength: 20 }), (now, then, picks) => {
        const visits = picks.flatMap((pick) => then[pick % then.length] ?? []);
        const taken = visits.map((visit) => sold(visit, 1));
        const shown = [
          ...now.map((window) => ({ ...window, taken: usedCapacity(taken, inWindow(window)) })),
          ...formerWindows(now, visits),
        ];
        for (const visit of visits)
          expect(shown.some((window) => overlap(window, visit) && window.taken > 0)).toBe(true);
        expect(shown.reduce((sum, window) => sum + window.taken, 0)).toBeGreaterThanOrEqual(visits.length);
      }),
    );
  });
});

const timeOf = (half: number): string =>
  `${String(Math.floor(half / 2)).padStart(2, "0")}:${half % 2 === 0 ? "00" : "30"}`;

/** The most visits that share one instant of a window. */
const mostAtOnce = (visits: Window[], within: Window): number => {
  const minutes = Array.from({ length: 48 }, (_, half) => timeOf(half));
  const count = (at: string) => visits.filter(({ start, end }) => start <= at && at < end).length;
  return Math.max(...minutes.filter((at) => within.start <= at && at < within.end).map(count));
};
