import { expect, it } from "vitest";
import { column, daysShown, firstMonth, monthAfter, weekStartOf } from "./month.ts";
import { partOf, stayOf } from "./stay.ts";

it("counts months over the end of a year", () => {
  expect(monthAfter("2026-12", 1)).toBe("2027-01");
  expect(monthAfter("2026-01", -1)).toBe("2025-12");
});

it("shows five weeks from this week on for the present month, and each later month as a whole", () => {
  expect(daysShown("2026-11", "2026-11-30", 0)).toEqual({ from: "2026-11-29", to: "2027-01-02" });
  expect(daysShown("2026-12", "2026-11-30", 0)).toEqual({ from: "2026-12-01", to: "2026-12-31" });
  expect(daysShown("2028-02", "2026-11-30", 0).to).toBe("2028-02-29");
});

it("stays on the present month until the chosen day is past what it shows", () => {
  expect(firstMonth("", "2026-11-30", 0)).toBe("2026-11");
  expect(firstMonth("2026-12-04", "2026-11-30", 0)).toBe("2026-11");
  expect(firstMonth("2027-01-15", "2026-11-30", 0)).toBe("2027-01");
});

it("puts a day in the column of its weekday", () => {
  expect(column("2026-12-01", 0)).toBe(2);
  expect(column("2026-12-01", 1)).toBe(1);
  expect(column("2026-11-29", 1)).toBe(6);
});

it("starts a week on the day that the region's calendars do", () => {
  expect(["en-US", "es-MX", "en-GB", "de-DE", "en"].map(weekStartOf)).toEqual([0, 0, 1, 1, 1]);
});

it("2: paints a rental of 10 days, with 7 included, from its drop-off to its due date", () => {
  const stay = stayOf("2026-12-04", 10, { included_days: 7 });
  expect(stay).toEqual({ from: "2026-12-04", included_until: "2026-12-11", until: "2026-12-14" });
  expect(["03", "04", "05", "11", "12", "13", "14", "15"].map((day) => partOf(stay, `2026-12-${day}`))).toEqual([
    null,
    "from",
    "in",
    "in",
    "extra",
    "extra",
    "to",
    null,
  ]);
});

it("counts the delivery day if the terms do", () => {
  const terms = { included_days: 7, count_delivery_day: true };
  expect(stayOf("2026-12-04", 10, terms)).toMatchObject({ included_until: "2026-12-10", until: "2026-12-13" });
});

it("includes no day after the due date of a shorter rental", () => {
  expect(stayOf("2026-12-04", 3, { included_days: 7 })).toMatchObject({
    included_until: "2026-12-07",
    until: "2026-12-07",
  });
});
