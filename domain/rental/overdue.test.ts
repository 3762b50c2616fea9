import { describe, expect, it } from "vitest";
import type { Day } from "../day.ts";
import { rentalRules } from "../price/price-book.fixture.ts";
import { extendedDays } from "./extension.ts";
import { rentalState, sweepOverdue } from "./overdue.ts";
import { planEquipment, type RentalVisit } from "./plan-equipment.ts";
import { rentalFor } from "./rental-rules.ts";

const week = rentalFor(rentalRules);
const visits = (change: { delivered?: Day | null; pickup?: Partial<RentalVisit> } = {}): RentalVisit[] => [
  {
    id: "v1",
    kind: "drop_off",
    day: "2026-12-01",
    done_on: change.delivered === undefined ? "2026-12-01" : change.delivered,
  },
  { id: "v2", kind: "pickup", day: null, done_on: null, ...change.pickup },
];
const planned = (list: RentalVisit[], today: Day = "2026-12-01") =>
  planEquipment({ rental: week, visits: list, equipment: [] }, today);

describe("the sweep", () => {
  it("25: holds a unit that is still out through tomorrow, each night, and repeats nothing", () => {
    const list = visits();
    let periods: readonly ReturnType<typeof planned>[number][] = planned(list);
    expect(sweepOverdue(periods, list, week, "2026-12-08")).toBe(periods);
    for (const [today, until] of [
      ["2026-12-09", "2026-12-10"],
      ["2026-12-10", "2026-12-11"],
      ["2026-12-11", "2026-12-12"],
    ] as const) {
      periods = sweepOverdue(periods, list, week, today);
      expect(periods).toMatchObject([{ until }]);
      expect(sweepOverdue(periods, list, week, today)).toBe(periods);
    }
  });

  it("holds a week at a time from the fifteenth night", () => {
    const list = visits();
    expect(sweepOverdue(planned(list), list, week, "2026-12-22")).toMatchObject([{ until: "2026-12-23" }]);
    expect(sweepOverdue(planned(list), list, week, "2026-12-23")).toMatchObject([{ until: "2026-12-30" }]);
  });

  it("counts from the day of a pickup that was missed", () => {
    const list = visits({ pickup: { day: "2026-12-04" } });
    const periods = planned(list);
    expect(sweepOverdue(periods, list, week, "2026-12-04")).toBe(periods);
    expect(sweepOverdue(periods, list, week, "2026-12-05")).toMatchObject([{ until: "2026-12-06" }]);
  });

  it.each<[string, RentalVisit[]]>([
    ["was not delivered", visits({ delivered: null })],
    ["is back", visits({ pickup: { done_on: "2026-12-08" } })],
  ])("leaves a unit that %s", (_what, list) => {
    const periods = planned(list);
    expect(sweepOverdue(periods, list, week, "2026-12-20")).toBe(periods);
  });

  it("is kept by a new plan while the unit is out, until a pickup has a day", () => {
    const list = visits();
    const equipment = [...sweepOverdue(planned(list), list, week, "2026-12-10")];
    const again = (next: RentalVisit[]) =>
      planEquipment({ rental: week, visits: next, equipment }, "2026-12-10").map(({ until }) => until);
    expect(again(list)).toEqual(["2026-12-11"]);
    expect(again(visits({ pickup: { day: "2026-12-10" } }))).toEqual(["2026-12-10"]);
    expect(again(visits({ pickup: { done_on: "2026-12-10" } }))).toEqual(["2026-12-09"]);
  });
});

describe("the state of a rental", () => {
  const state = (today: Day, list = visits()) => {
    const [period] = planned(list);
    if (period === undefined) throw new RangeError("It was planned");
    return rentalState(period, list, week, today);
  };

  it("goes from planned over out and due to overdue and returned", () => {
    const last_day = "2026-12-08";
    const none = { overdue_days: 0, last_day };
    expect(state("2026-11-30", visits({ delivered: null }))).toEqual({ state: "planned", days: 0, ...none });
    expect(state("2026-12-01")).toEqual({ state: "out", days: 0, ...none });
    expect(state("2026-12-07")).toEqual({ state: "out", days: 6, ...none });
    expect(state("2026-12-08")).toEqual({ state: "due", days: 7, ...none });
    expect(state("2026-12-10")).toEqual({ state: "overdue", days: 9, overdue_days: 2, last_day });
    const back = visits({ pickup: { done_on: "2026-12-11" } });
    expect(state("2026-12-20", back)).toEqual({ state: "returned", days: 10, overdue_days: 3, last_day });
  });
});

describe("an extension", () => {
  const [period] = planned(visits());
  if (period === undefined) throw new RangeError("It was planned");

  it("has its days from the delivery, so missed days are in it", () => {
    expect(extendedDays(period, week, "2026-12-12")).toBe(11);
    expect(extendedDays(period, { ...week, count_delivery_day: true }, "2026-12-12")).toBe(12);
  });

  it("is refused beyond the longest stay, with the latest day, and for a day that is already paid", () => {
    expect(extendedDays(period, week, "2026-12-31")).toBe(30);
    expect(() => extendedDays(period, week, "2027-01-01")).toThrow(
      expect.objectContaining({ code: "too_long", facts: { latest: "2026-12-31" } }),
    );
    expect(() => extendedDays(period, week, "2026-12-08")).toThrow(expect.objectContaining({ code: "invalid" }));
  });
});

it("a rental has at most the longest stay, and whole days", () => {
  expect(rentalFor(rentalRules)).toMatchObject({ days: 7, max_days: 30 });
  expect(rentalFor(rentalRules, 30).days).toBe(30);
  expect(() => rentalFor(rentalRules, 31)).toThrow(expect.objectContaining({ code: "too_long" }));
  for (const days of [0, 1.5]) {
    expect(() => rentalFor(rentalRules, days)).toThrow(expect.objectContaining({ code: "invalid" }));
  }
});
