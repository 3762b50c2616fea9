import { describe, expect, it, test } from "vitest";
import { addDays, daysFrom, type Day } from "../day.ts";
import { rentalRules } from "../price/price-book.fixture.ts";
import { conflictsOf, type RentedJob } from "./conflicts.ts";
import type { Equipment, Unit } from "./equipment.ts";
import { alternativesFrom, freeOver, rentalOpenings, type Opening } from "./free-units.ts";
import { sweepOverdue } from "./overdue.ts";
import { planEquipment, type RentalVisit } from "./plan-equipment.ts";
import { rentalFor } from "./rental-rules.ts";

const week = rentalFor(rentalRules);
const december = daysFrom("2026-12-01", "2026-12-31");
const trailers = (...states: Unit["state"][]): Equipment => ({
  types: [
    {
      id: "trailer-15",
      name: "15-yard dump trailer",
      units: states.map((state, index) => ({ id: `T15-0${index + 1}`, state })),
    },
  ],
});
/** A job with a drop-off on a day. `unit` is known once it was delivered. */
const rented = (id: string, day: Day, more: { delivered?: boolean; unit?: string } = {}): RentedJob => {
  const visits: RentalVisit[] = [
    { id: "v1", kind: "drop_off", day, done_on: more.delivered === true ? day : null },
    { id: "v2", kind: "pickup", day: null, done_on: null },
  ];
  const equipment = planEquipment({ rental: week, visits, equipment: [] }, day);
  return { id, status: "booked", visits, equipment: equipment.map((one) => ({ ...one, unit: more.unit ?? null })) };
};
const conflicts = (equipment: Equipment, ...jobs: RentedJob[]) => conflictsOf(equipment, jobs, december);

describe("conflicts", () => {
  it("are none while the stock is enough", () => {
    expect(
      conflicts(trailers("in_service", "in_service"), rented("A", "2026-12-01"), rented("B", "2026-12-08")),
    ).toEqual([]);
  });

  it("25: show a booking that an overdue unit runs into, with both jobs", () => {
    const late = rented("A", "2026-12-01", { delivered: true, unit: "T15-01" });
    const swept = { ...late, equipment: sweepOverdue(late.equipment, late.visits, week, "2026-12-09") };
    expect(conflicts(trailers("in_service"), rented("B", "2026-12-10"), swept)).toEqual([
      { kind: "short", type: "trailer-15", day: "2026-12-10", stock: 1, held: 2, jobs: ["A", "B"] },
    ]);
  });

  it("30: show each day on which units are promised that went to maintenance", () => {
    const found = conflicts(
      trailers("in_service", "maintenance"),
      rented("A", "2026-12-01"),
      rented("B", "2026-12-07"),
    );
    expect(found.map((one) => "day" in one && one.day)).toEqual(["2026-12-07", "2026-12-08"]);
    expect(found[0]).toMatchObject({ kind: "short", stock: 1, held: 2, jobs: ["A", "B"] });
  });

  it("27: show a unit that two jobs have, and one that was delivered without its number", () => {
    const one = rented("A", "2026-12-01", { delivered: true, unit: "T15-02" });
    const two = rented("B", "2026-12-08", { delivered: true, unit: "T15-02" });
    const none = rented("C", "2026-12-20", { delivered: true });
    expect(conflicts(trailers("in_service", "in_service"), two, none, one)).toEqual([
      { kind: "unit", unit: "T15-02", day: "2026-12-08", jobs: ["A", "B"] },
      { kind: "no_unit", job: "C" },
    ]);
  });

  it("ignore what is planned, back, cancelled or a sample", () => {
    const out = rented("A", "2026-12-01", { delivered: true });
    const back = out.visits.map((visit) => ({ ...visit, done_on: "2026-12-01" }));
    const jobs: RentedJob[] = [
      rented("B", "2026-12-01"),
      { ...out, visits: back, equipment: planEquipment({ rental: week, visits: back, equipment: [] }, "2026-12-01") },
      { ...out, status: "cancelled" },
      { ...out, sample: true },
    ];
    expect(conflicts(trailers("in_service"), ...jobs)).toEqual([]);
    expect(conflicts(trailers("in_service"), ...jobs, out)).toContainEqual({ kind: "no_unit", job: "A" });
  });
});

describe("free units", () => {
  const weekFrom = (day: Day) => daysFrom(day, addDays(day, week.days));
  const freeOf = (stock: number) => (day: Day) => stock - (day >= "2026-12-01" && day <= "2026-12-08" ? 1 : 0);
  const opening = (day: Day, left = 3): Opening => ({ day, start: "08:00", end: "12:00", left });
  const openings = daysFrom("2026-12-01", "2026-12-31").map((day) => opening(day));

  it("are those of the day with the fewest", () => {
    expect(freeOver(daysFrom("2026-12-07", "2026-12-10"), freeOf(3))).toBe(2);
    expect(freeOver(daysFrom("2026-12-09", "2026-12-10"), freeOf(3))).toBe(3);
    expect(freeOver(["2026-12-01"], freeOf(0))).toBe(0);
  });

  it("limit the openings of a rental, as the places in the window do", () => {
    const left = (day: Day, places: number, stock: number) =>
      rentalOpenings([opening(day, places)], weekFrom, freeOf(stock))[0]?.left;
    expect([left("2026-12-08", 3, 2), left("2026-12-09", 3, 2), left("2026-12-09", 1, 2)]).toEqual([1, 2, 1]);
  });

  it("23: offer the first starts on which the whole rental fits", () => {
    const found = alternativesFrom("2026-12-08", openings, weekFrom, freeOf(1));
    expect(found).toEqual(
      ["2026-12-09", "2026-12-10", "2026-12-11", "2026-12-12"].map((day) => ({ ...opening(day), left: 1 })),
    );
  });

  it("offer no start after two weeks, and none before the wanted day", () => {
    const fullUntil = (last: Day) => (day: Day) => (day <= last ? 0 : 1);
    expect(alternativesFrom("2026-12-08", openings, weekFrom, fullUntil("2026-12-21"))).toEqual([
      { ...opening("2026-12-22"), left: 1 },
    ]);
    expect(alternativesFrom("2026-12-08", openings, weekFrom, fullUntil("2026-12-22"))).toEqual([]);
    expect(alternativesFrom(addDays("2026-12-31", 1), openings, weekFrom, () => 1)).toEqual([]);
  });
});

test("a job that waits for its drop-off day is in no conflict", () => {
  const visits: RentalVisit[] = [
    { id: "v1", kind: "drop_off", day: null, done_on: null },
    { id: "v2", kind: "pickup", day: null, done_on: null },
  ];
  const equipment = planEquipment({ rental: week, visits, equipment: [] }, "2026-12-01");
  expect(conflicts(trailers(), { id: "A", status: "booked", visits, equipment })).toEqual([]);
});
