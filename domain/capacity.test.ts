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

describe("overlap", () => {
  it.each([
    [morning, morning, true],
    [morning, window("08:30", "12:00"), true],
    [morning, window("09:00", "10:00"), true],
    [morning, window("11:59", "12:01"), true],
    [morning, afternoon, false],
    [window("08:00", "08:00"), morning, false],
    [window("08:00", "08:00"), window("08:00", "08:00"), true],
  ])("%j and %j: %j", (a, b, expected) => {
    expect(overlap(a, b)).toBe(expected);
    expect(overlap(b, a)).toBe(expected);
  });
});

describe("the openings of a window", () => {
  it("same hours: its places, less those that are sold; never below zero", () => {
    expect(openingsIn(halfDays, [], morning)).toBe(3);
    expect(openingsIn(halfDays, [sold(morning, 2), sold(afternoon, 1), sold(null, 5)], morning)).toBe(1);
    expect(openingsIn(halfDays, [sold(morning, 4)], morning)).toBe(0);
  });

  it("hours that begin later keep what was sold before", () => {
    const later = day(["08:30", "12:00", 3]);
    expect(openingsIn(later, [sold(morning, 3)], window("08:30", "12:00"))).toBe(0);
    expect(openingsIn(later, [sold(morning, 2)], window("08:30", "12:00"))).toBe(1);
  });

  it("hours that move to another time leave what was sold behind", () => {
    expect(openingsIn(day(["13:00", "17:00", 3]), [sold(morning, 3)], window("13:00", "17:00"))).toBe(3);
    expect(openingsIn(day(["11:00", "15:00", 3]), [sold(morning, 3)], window("11:00", "15:00"))).toBe(0);
  });

  it("a split counts what was sold against each part", () => {
    const split = day(["08:00", "10:00", 3], ["10:00", "12:00", 3], ["12:00", "16:00", 3]);
    const taken = [sold(morning, 2), sold(window("10:00", "12:00"), 1)];
    expect(split.windows.map((one) => openingsIn(split, taken, one))).toEqual([1, 0, 3]);
    expect(split.windows.map((one) => usedCapacity(taken, inWindow(one)))).toEqual([2, 3, 0]);
  });

  it("a merge counts what was sold of all its parts", () => {
    const merged = day(["08:00", "16:00", 6]);
    const taken = [sold(morning, 3), sold(afternoon, 2)];
    expect(openingsIn(merged, taken, window("08:00", "16:00"))).toBe(1);
    expect(usedCapacity(taken, inWindow(window("08:00", "16:00")))).toBe(5);
  });

  it("a closed day has none, nor has a window that the day does not offer", () => {
    expect(openingsIn({ ...halfDays, closed: true }, [], morning)).toBe(0);
    expect(openingsIn(halfDays, [], window("09:00", "11:00"))).toBe(0);
  });

  it("what is out takes no place of a window, and a window none of what is out", () => {
    const taken = [sold(morning, 2), { ...out("trailer-15"), count: 1 }, { ...out("trailer-20"), count: 4 }];
    expect(usedCapacity(taken, inWindow(morning))).toBe(2);
    expect(usedCapacity(taken, out("trailer-15"))).toBe(1);
  });
});

describe("what a job wants of a day", () => {
  const full = [sold(morning, 3), sold(afternoon, 1)];

  it("names the first place that is full", () => {
    expect(firstFull(halfDays, full, { before: [], after: [inWindow(morning)] })).toEqual(inWindow(morning));
    expect(firstFull(halfDays, full, { before: [], after: [inWindow(afternoon)] })).toBeNull();
    const three = [inWindow(afternoon), inWindow(afternoon), inWindow(afternoon)];
    expect(firstFull(halfDays, full, { before: [], after: three })).toEqual(inWindow(afternoon));
    expect(firstFull(halfDays, full, { before: [], after: three.slice(1) })).toBeNull();
  });

  it("keeps what it had, also where the day is overfull, closed, or offers the window no more", () => {
    const held = { before: [inWindow(morning)], after: [inWindow(morning)] };
    expect(firstFull(halfDays, [sold(morning, 4)], held)).toBeNull();
    expect(firstFull({ ...halfDays, closed: true }, full, held)).toBeNull();
    expect(firstFull(day(["13:00", "17:00", 3]), full, held)).toBeNull();
  });

  it("does not count its own place when it moves within its time", () => {
    const later = day(["08:30", "12:00", 3]);
    const move = { before: [inWindow(morning)], after: [inWindow(window("08:30", "12:00"))] };
    expect(firstFull(later, [sold(morning, 3)], move)).toBeNull();
    expect(firstFull(later, [sold(morning, 3)], { ...move, before: [] })).toEqual(move.after[0]);
  });

  it("gets no window that the day does not offer, though it had the time", () => {
    const odd = inWindow(window("09:00", "11:00"));
    expect(firstFull(halfDays, full, { before: [inWindow(morning)], after: [odd] })).toEqual(odd);
    expect(
      firstFull({ ...halfDays, closed: true }, full, { before: [inWindow(afternoon)], after: [inWindow(morning)] }),
    ).toEqual(inWindow(morning));
  });

  it("any time is never full", () => {
    expect(firstFull({ ...halfDays, closed: true }, full, { before: [], after: [inWindow(null)] })).toBeNull();
  });

  it("a resource is full at its stock, whatever the hours; one without stock never is", () => {
    const stocked = { ...halfDays, closed: true, stock: { "trailer-15": 2 } };
    const taken = [{ ...out("trailer-15"), count: 2 }, sold(morning, 9)];
    expect(firstFull(stocked, taken, { before: [], after: [out("trailer-15")] })).toEqual(out("trailer-15"));
    expect(firstFull(stocked, taken, { before: [out("trailer-15")], after: [out("trailer-15")] })).toBeNull();
    expect(
      firstFull(stocked, [{ ...out("trailer-15"), count: 1 }], { before: [], after: [out("trailer-15")] }),
    ).toBeNull();
    expect(firstFull(stocked, taken, { before: [], after: [out("trailer-20")] })).toBeNull();
    // A visit at any time is no trailer that the job already has.
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

describe("windows of former hours", () => {
  it("are those that no window of today overlaps, in order, with how many hold each", () => {
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

describe("whatever happens to the hours", () => {
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

  it("a booking that is let in never makes more stops at any instant than its window has places", () => {
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
          // A new booking is let in exactly where an opening is promised.
          if (before === undefined) expect(admits).toBe(left > 0);
          if (!admits) continue;
          const most = mostAtOnce([...others, wanted], wanted);
          // Who only stays within the time that it had may stay in an overfull window.
          if (before === undefined || !overlap(before, wanted)) expect(most).toBeLessThanOrEqual(wanted.capacity);
          visits = [...others, { start: wanted.start, end: wanted.end }];
        }
      }),
    );
  });

  it("while the hours stay, each window counts its own visits alone", () => {
    fc.assert(
      fc.property(hours, fc.array(fc.nat(), { maxLength: 20 }), (windows, picks) => {
        const visits = picks.flatMap((pick) => windows[pick % windows.length] ?? []);
        const taken = visits.map((visit) => sold(visit, 1));
        for (const one of windows) {
          const own = visits.filter((visit) => sameWindow(visit, one)).length;
          expect(usedCapacity(taken, inWindow(one))).toBe(own);
          expect(openingsIn({ windows, closed: false }, taken, one)).toBe(Math.max(0, one.capacity - own));
        }
      }),
    );
  });

  it("every visit is counted: in a window that overlaps it, or among those of former hours", () => {
    fc.assert(
      fc.property(hours, hours, fc.array(fc.nat(), { maxLength: 20 }), (now, then, picks) => {
        const visits = picks.flatMap((pick) => then[pick % then.length] ?? []);
        const taken = visits.map((visit) => sold(visit, 1));
        const shown = [
          ...now.map((one) => ({ ...one, taken: usedCapacity(taken, inWindow(one)) })),
          ...formerWindows(now, visits),
        ];
        for (const visit of visits) expect(shown.some((one) => overlap(one, visit) && one.taken > 0)).toBe(true);
        expect(shown.reduce((sum, one) => sum + one.taken, 0)).toBeGreaterThanOrEqual(visits.length);
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
