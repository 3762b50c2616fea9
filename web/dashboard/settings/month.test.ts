import { describe, expect, it } from "vitest";
import { firstDayOfWeek, monthAfter, weeksOf } from "./month.ts";

describe("a month", () => {
  it("has its days in weeks from Monday on", () => {
    const weeks = weeksOf("2026-11", 1);
    expect(weeks[0]).toEqual([null, null, null, null, null, null, "2026-11-01"]);
    expect(weeks.flat().filter((day) => day !== null)).toHaveLength(30);
    expect(weeks.every((week) => week.length === 7)).toBe(true);
    expect(
      weeksOf("2028-02", 1)
        .flat()
        .filter((day) => day !== null),
    ).toHaveLength(29);
  });

  it("has its days in weeks from Sunday on", () => {
    expect(weeksOf("2026-11", 0)[0]).toEqual([1, 2, 3, 4, 5, 6, 7].map((day) => `2026-11-0${day}`));
    expect(weeksOf("2026-12", 0)[0]).toEqual([null, null, ...[1, 2, 3, 4, 5].map((day) => `2026-12-0${day}`)]);
  });

  it.each([
    ["en-US", 0],
    ["en", 0],
    ["en-CA", 0],
    ["en-GB", 1],
    ["de-DE", 1],
  ])("in %s begins its weeks on day %i", (locale, day) => {
    expect(firstDayOfWeek(locale)).toBe(day);
  });

  it("has a next and a last one across years", () => {
    expect([monthAfter("2026-12", 1), monthAfter("2026-01", -1)]).toEqual(["2027-01", "2025-12"]);
  });
});
