import { describe, expect, it } from "vitest";
import { addDays, type Day } from "../day.ts";
import { rentalRules } from "../price/price-book.fixture.ts";
import { planEquipment, type RentalVisit } from "./plan-equipment.ts";
import { holdsOf, type RentalPeriod } from "./rental-period.ts";
import { rentalFor, type Rental } from "./rental-rules.ts";

const week = rentalFor(rentalRules);
const visit = (id: string, kind: RentalVisit["kind"], change: Partial<RentalVisit> = {}): RentalVisit => ({
  id,
  kind,
  day: null,
  done_on: null,
  ...change,
});
const dropOff = (day: Day | null, done: Day | null = null) => visit("v1", "drop_off", { day, done_on: done });
const pickup = (day: Day | null = null, done: Day | null = null) => visit("v3", "pickup", { day, done_on: done });

const plan = (visits: RentalVisit[], more: { rental?: Rental; equipment?: RentalPeriod[]; today?: Day } = {}) =>
  planEquipment({ rental: more.rental ?? week, equipment: more.equipment ?? [], visits }, more.today ?? "2026-11-24");
/** The days that the periods hold, and how many units on each. */
const held = (periods: RentalPeriod[]) => {
  const days = new Map<Day, number>();
  for (const { day, resource } of holdsOf(periods, { status: "booked" }))
    if (resource === "trailer-15") days.set(day, (days.get(day) ?? 0) + 1);
  return Object.fromEntries(days);
};
const each = (from: Day, to: Day): Record<Day, number> => {
  const days: Record<Day, number> = {};
  for (let day = from; day <= to; day = addDays(day, 1)) days[day] = 1;
  return days;
};

describe("a rental period", () => {
  it("22: holds from the drop-off through the last paid day, both included", () => {
    const [period] = plan([dropOff("2026-12-01"), pickup()]);
    expect(period).toEqual({
      id: "e1",
      type: "trailer-15",
      unit: null,
      from: "2026-12-01",
      until: "2026-12-08",
      delivered_by: "v1",
      removed_by: "v3",
      ready_on: null,
      asked_for: null,
      allowed_days: 7,
      net_tons: null,
      ticket: null,
    });
    expect(held(plan([dropOff("2026-12-01"), pickup()]))).toEqual(each("2026-12-01", "2026-12-08"));
  });

  it("is one day shorter if the day of the delivery counts", () => {
    const rental = { ...week, count_delivery_day: true };
    expect(plan([dropOff("2026-12-01"), pickup()], { rental })).toMatchObject([{ until: "2026-12-07" }]);
  });

  it("has the days that the customer booked", () => {
    const rental = rentalFor(rentalRules, 10);
    expect(plan([dropOff("2026-12-01"), pickup()], { rental })).toMatchObject([
      { until: "2026-12-11", allowed_days: 10 },
    ]);
  });

  it("does not exist before its drop-off has a day", () => {
    expect(plan([dropOff(null), pickup()])).toEqual([]);
  });

  it("28: moves with its drop-off and keeps its length", () => {
    const equipment = plan([dropOff("2026-12-01"), pickup()]);
    expect(plan([dropOff("2026-12-03"), pickup()], { equipment })).toMatchObject([
      { from: "2026-12-03", until: "2026-12-10" },
    ]);
  });

  it("33: begins on the day of the report, and ends as many days later", () => {
    const equipment = plan([dropOff("2026-12-01"), pickup()]);
    const late = plan([dropOff("2026-12-01", "2026-12-02"), pickup()], { equipment, today: "2026-12-02" });
    expect(held(late)).toEqual(each("2026-12-02", "2026-12-09"));
  });

  it("29: ends on the day of the pickup, earlier or later", () => {
    const on = (day: Day) => plan([dropOff("2026-12-01", "2026-12-01"), pickup(day)], { today: "2026-12-02" });
    expect(held(on("2026-12-04"))).toEqual(each("2026-12-01", "2026-12-04"));
    expect(held(on("2026-12-10"))).toEqual(each("2026-12-01", "2026-12-10"));
  });

  it("23: frees the day of the pickup when the pickup is done", () => {
    const done = plan([dropOff("2026-12-01", "2026-12-01"), pickup("2026-12-08", "2026-12-08")]);
    expect(held(done)).toEqual(each("2026-12-01", "2026-12-07"));
    const sameDay = plan([dropOff("2026-12-01", "2026-12-01"), pickup(null, "2026-12-01")]);
    expect([sameDay.length, held(sameDay)]).toEqual([1, {}]);
  });

  it("keeps its unit, weight and paid days when it is planned again", () => {
    const [period] = plan([dropOff("2026-12-01"), pickup()]);
    if (period === undefined) throw new RangeError("It was planned");
    const known = {
      ...period,
      unit: "T15-02",
      allowed_days: 9,
      net_tons: 3.4,
      ticket: "88213",
      ready_on: "2026-12-05",
    };
    const again = plan([dropOff("2026-12-02"), pickup()], { equipment: [known] });
    expect(again).toEqual([{ ...known, from: "2026-12-02", until: "2026-12-11" }]);
  });

  it("holds its unit beside its type, each day once", () => {
    const [period] = plan([dropOff("2026-12-01"), pickup("2026-12-02")]);
    if (period === undefined) throw new RangeError("It was planned");
    expect(holdsOf([{ ...period, unit: "T15-02" }], { status: "booked" })).toEqual(
      ["2026-12-01", "2026-12-02"].flatMap((day) =>
        ["trailer-15", "unit/T15-02"].map((resource) => ({ visit: "v1", day, resource })),
      ),
    );
  });

  it("holds its type alone while its unit is not known", () => {
    expect(holdsOf(plan([dropOff("2026-12-01"), pickup("2026-12-01")]), { status: "booked" })).toEqual([
      { visit: "v1", day: "2026-12-01", resource: "trailer-15" },
    ]);
  });

  it("35: holds nothing for a sample or a cancelled job", () => {
    const periods = plan([dropOff("2026-12-01"), pickup()]);
    expect(holdsOf(periods, { status: "booked", sample: true })).toEqual([]);
    expect(holdsOf(periods, { status: "cancelled" })).toEqual([]);
  });
});

describe("a swap", () => {
  const swap = (change: Partial<RentalVisit>) => [
    dropOff("2026-12-01", "2026-12-01"),
    visit("v2", "swap", change),
    pickup(),
  ];

  it("26: holds two units on its day, or one if the same unit comes back", () => {
    const exchange = plan(swap({ day: "2026-12-05" }), { today: "2026-12-02" });
    expect(held(exchange)).toEqual({ ...each("2026-12-01", "2026-12-12"), "2026-12-05": 2 });
    const same = plan(swap({ day: "2026-12-05", same_unit: true }), { today: "2026-12-02" });
    expect(held(same)).toEqual(each("2026-12-01", "2026-12-12"));
  });

  it("begins a period with the included days, whatever the customer booked first", () => {
    const rental = rentalFor(rentalRules, 10);
    expect(plan(swap({ day: "2026-12-05" }), { rental, today: "2026-12-02" })).toMatchObject([
      { id: "e1", allowed_days: 10, until: "2026-12-05", delivered_by: "v1", removed_by: "v2" },
      { id: "e2", allowed_days: 7, until: "2026-12-12", delivered_by: "v2", removed_by: "v3" },
    ]);
  });

  it("holds nothing more until it has a day", () => {
    expect(held(plan(swap({})))).toEqual(each("2026-12-01", "2026-12-08"));
  });

  it("frees the old unit on the day that it is done", () => {
    const done = plan(swap({ day: "2026-12-05", done_on: "2026-12-06" }), { today: "2026-12-06" });
    expect(held(done)).toEqual(each("2026-12-01", "2026-12-13"));
  });

  it("is refused beyond twelve periods", () => {
    const visits = (count: number) => [
      dropOff("2026-12-01"),
      ...Array.from({ length: count }, (_, at) => visit(`s${at}`, "swap", { day: "2026-12-05" })),
      pickup(),
    ];
    expect(plan(visits(11))).toHaveLength(12);
    expect(() => plan(visits(12))).toThrow(expect.objectContaining({ code: "invalid" }));
  });
});
