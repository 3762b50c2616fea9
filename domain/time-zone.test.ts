import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { dayIn, instantIn } from "./day.ts";
import { isTimeZone, isUsableZone, nearestZone, zoneOfMachine } from "./time-zone.ts";

describe("the time zones that the settings accept", () => {
  test.each(["America/Los_Angeles", "America/Argentina/Buenos_Aires", "Europe/Kyiv", "US/Pacific", "UTC", "Etc/UTC"])(
    "accept %s, and clocks know it",
    (zone) => {
      expect(isTimeZone(zone)).toBe(true);
      expect(dayIn(zone, Date.UTC(2026, 10, 27, 12))).toBe("2026-11-27");
    },
  );

  test.each([
    ["PST", "America/Los_Angeles"],
    ["pdt", "America/Los_Angeles"],
    ["EST", "America/New_York"],
    ["EST5EDT", "America/New_York"],
    ["Central Time", "America/Chicago"],
    ["los angeles", "America/Los_Angeles"],
    ["Japan", "Asia/Tokyo"],
    ["JST", "Asia/Tokyo"],
    ["GMT", "UTC"],
    ["", null],
    ["Mars/Base", null],
    ["Etc/Unknown", null],
    ["+05:00", null],
    ["GMT+5", null],
    ["../etc/passwd", null],
  ])("refuse %j, and the nearest zone is %j", (typed, nearest) => {
    expect(isTimeZone(typed)).toBe(false);
    expect(nearestZone(typed)).toBe(nearest);
  });

  test.each([
    ["mst mdt mt mountain", "America/Denver"],
    ["akst akdt alaska", "America/Anchorage"],
    ["hst hawaii", "Pacific/Honolulu"],
    ["ast adt atlantic", "America/Halifax"],
    ["nst ndt newfoundland", "America/St_Johns"],
    ["arizona", "America/Phoenix"],
    ["bst", "Europe/London"],
    ["cet cest", "Europe/Paris"],
    ["eet eest", "Europe/Athens"],
    ["ist", "Asia/Kolkata"],
    ["aest aedt", "Australia/Sydney"],
    ["acst acdt", "Australia/Adelaide"],
    ["awst", "Australia/Perth"],
    ["nzst nzdt", "Pacific/Auckland"],
  ])("%s: the nearest zone is %s", (typed, nearest) => {
    for (const word of typed.split(" ")) expect(nearestZone(word)).toBe(nearest);
  });

  test("are zones for which no clock throws", () => {
    const words = fc.oneof(
      fc.constantFrom(...Intl.supportedValuesOf("timeZone")),
      fc.constantFrom("PST", "CST", "IST", "AST", "SystemV/PST8PDT", "Etc/GMT+5", "Etc/GMT-14", "US/Pacific-New"),
      fc.string({ maxLength: 30 }),
      fc.stringMatching(/^[A-Z][a-z]{2,8}\/[A-Z][a-z_]{2,9}$/),
    );
    fc.assert(
      fc.property(words, (zone) => {
        fc.pre(isTimeZone(zone) || isUsableZone(zone));
        const noon = instantIn(zone, "2026-03-08", "12:00");
        expect(dayIn(zone, Date.parse(noon))).toBe("2026-03-08");
        expect(new Intl.DateTimeFormat("sv", { timeZone: zone }).format(new Date(noon))).toBe("2026-03-08");
      }),
    );
  });
});

// What `Intl` reports for a machine, by its TZ: "" → Etc/Unknown, ":/etc/localtime" → nothing, "GMT+5" → an offset.
test.each([
  ["America/Los_Angeles", "America/Los_Angeles"],
  ["UTC", "UTC"],
  ["Etc/Unknown", null],
  ["+05:00", null],
  ["+00:00", null],
  [undefined, null],
])("a machine with the zone %j starts a store in %j", (reported, zone) => {
  expect(zoneOfMachine(reported)).toBe(zone);
});
