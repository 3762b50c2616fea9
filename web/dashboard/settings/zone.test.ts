import { describe, expect, it } from "vitest";
import { findZones, zonesOf } from "./zone.ts";

const zones = zonesOf(Intl.supportedValuesOf("timeZone"));
const first = (typed: string) => findZones(zones, typed)[0]?.id;

describe("a time zone", () => {
  it.each([
    ["los ang", "America/Los_Angeles"],
    ["new y", "America/New_York"],
    ["america/chicago", "America/Chicago"],
    ["America/Los_Angeles", "America/Los_Angeles"],
    ["denver", "America/Denver"],
  ])("%s", (typed, id) => expect(first(typed)).toBe(id));

  it("is found by what people call it", () => {
    expect([first("pacific time"), first("eastern"), first("mountain time")]).toEqual([
      "America/Los_Angeles",
      "America/New_York",
      "America/Denver",
    ]);
    expect(findZones(zones, "nowhere at all")).toEqual([]);
    expect(findZones(zones, "  ")).toEqual([]);
  });
});
