import { describe, expect, it } from "vitest";
import { monthAfter, weeksOf } from "./month.ts";

describe("a month", () => {
  it("has its days in weeks from Monday on", () => {
    const weeks = weeksOf("2026-11");
    expect(weeks[0]).toEqual([null, null, null, null, null, null, "2026-11-01"]);
    expect(weeks.flat().filter((day) => day !== null)).toHaveLength(30);
    expect(weeks.every((week) => week.length === 7)).toBe(true);
    expect(
      weeksOf("2028-02")
        .flat()
        .filter((day) => day !== null),
    ).toHaveLength(29);
  });

  it("has a next and a last one across years", () => {
    expect([monthAfter("2026-12", 1), monthAfter("2026-01", -1)]).toEqual(["2027-01", "2025-12"]);
  });
});
