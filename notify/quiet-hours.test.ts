import { describe, expect, test } from "vitest";
import { endOfQuiet, usualQuietHours } from "./quiet-hours.ts";

const zone = "America/Los_Angeles";
const at = (local: string, offset = "-08:00") => Date.parse(`${local}${offset}`);

describe("endOfQuiet", () => {
  test.each([
    ["2026-12-01T19:59:59", null],
    ["2026-12-01T20:00:00", "2026-12-02T16:00:00.000Z"],
    ["2026-12-02T03:00:00", "2026-12-02T16:00:00.000Z"],
    ["2026-12-02T07:59:59", "2026-12-02T16:00:00.000Z"],
    ["2026-12-02T08:00:00", null],
  ])("at %s", (local, end) => {
    expect(endOfQuiet(at(local), zone, usualQuietHours)).toBe(end);
  });

  test("follows the wall clock on the days when clocks change", () => {
    expect(endOfQuiet(at("2027-03-13T22:00:00"), zone, usualQuietHours)).toBe("2027-03-14T15:00:00.000Z");
    expect(endOfQuiet(at("2027-11-06T22:00:00", "-07:00"), zone, usualQuietHours)).toBe("2027-11-07T16:00:00.000Z");
  });

  test("knows hours within one day, and none", () => {
    expect(endOfQuiet(at("2026-12-01T12:30:00"), zone, { from: "12:00", to: "13:00" })).toBe(
      "2026-12-01T21:00:00.000Z",
    );
    expect(endOfQuiet(at("2026-12-01T22:00:00"), zone, { from: "08:00", to: "08:00" })).toBeNull();
  });
});
