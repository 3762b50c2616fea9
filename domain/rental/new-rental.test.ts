import { expect, test } from "vitest";
import { rentalRules } from "../price/price-book.fixture.ts";
import { sampleSettings } from "../settings.ts";
import { newRental } from "./new-rental.ts";

const settings = { ...sampleSettings("UTC"), closed_days: ["2026-12-08"] };
const window = { start: "08:00", end: "12:00" };
const first = { day: "2026-12-01", window, crew: "dana" };
const on = (change: Partial<typeof rentalRules>, days?: number) =>
  newRental({ ...rentalRules, ...change }, days, first, { settings, today: "2026-11-20" });

test("22: a new rental has a drop-off, a pickup on request, and its unit from the drop-off to the planned end", () => {
  const { rental, visits, equipment } = on({});
  expect(rental).toMatchObject({ days: 7, equipment_type: "trailer-15" });
  expect(visits).toEqual([
    { id: "v1", kind: "drop_off", ...first, state: "scheduled" },
    { id: "v2", kind: "pickup", day: null, window: null, crew: null, state: "scheduled" },
  ]);
  expect(equipment).toMatchObject([{ id: "e1", type: "trailer-15", from: "2026-12-01", until: "2026-12-08" }]);
});

test("a scheduled pickup is on the first open day on or after the planned end", () => {
  const day = (days: number) => on({ pickup: "scheduled" }, days).visits[1]?.day;
  // December 8 is closed, and Sundays have no windows.
  expect([day(6), day(7), day(12)]).toEqual(["2026-12-07", "2026-12-09", "2026-12-14"]);
  expect(on({ pickup: "scheduled" }, 7).equipment[0]?.until).toBe("2026-12-09");
  const never = { ...settings, hours: { ...settings.hours, mon: [], tue: [], wed: [], thu: [], fri: [], sat: [] } };
  const closed = newRental({ ...rentalRules, pickup: "scheduled" }, 7, first, { settings: never, today: "2026-11-20" });
  expect(closed.visits[1]?.day).toBe("2026-12-08");
});

test("a rental without a day holds nothing", () => {
  const open = { day: null, window: null, crew: null };
  const { equipment, visits } = newRental({ ...rentalRules, pickup: "scheduled" }, 10, open, {
    settings,
    today: "2026-11-20",
  });
  expect([equipment, visits.map(({ day }) => day)]).toEqual([[], [null, null]]);
});
