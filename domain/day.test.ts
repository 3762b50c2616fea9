import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  addDays,
  dayIn,
  dayRangeFault,
  daysBetween,
  daysFrom,
  instantIn,
  isDay,
  isTime,
  lastDay,
  weekdayOf,
} from "./day.ts";

const anyDay = fc
  .date({ min: new Date("2000-01-01"), max: new Date("2099-12-31"), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));

describe("days", () => {
  it("knows the days that exist", () => {
    expect(["2026-11-27", "2028-02-29", "2026-12-31"].every(isDay)).toBe(true);
    expect(["2026-02-30", "2027-02-29", "2026-13-01", "2026-1-1", "20261127", "2026-11-27T00:00", ""].some(isDay)).toBe(
      false,
    );
  });

  it("knows the times that exist", () => {
    expect(["00:00", "23:59", "08:30"].every(isTime)).toBe(true);
    expect(["24:00", "8:00", "08:60", "0800"].some(isTime)).toBe(false);
  });

  it("adds and counts calendar days", () => {
    fc.assert(
      fc.property(anyDay, fc.integer({ min: -400, max: 400 }), (day, count) => {
        expect(daysBetween(day, addDays(day, count))).toBe(count);
        expect(isDay(addDays(day, count))).toBe(true);
      }),
    );
    expect(daysFrom("2026-12-30", "2027-01-02")).toEqual(["2026-12-30", "2026-12-31", "2027-01-01", "2027-01-02"]);
    expect(weekdayOf("2026-11-27")).toBe("fri");
  });

  it("counts the days of a range, even if the year after it has five digits", () => {
    expect(daysFrom("9999-12-30", "9999-12-31")).toEqual(["9999-12-30", "9999-12-31"]);
    expect(daysFrom("0000-01-01", "0000-01-02")).toEqual(["0000-01-01", "0000-01-02"]);
    expect(daysFrom("2026-11-27", "2026-11-26")).toEqual([]);
    expect(() => daysFrom("2026-11-27", "9999-12-31")).toThrow(RangeError);
  });

  it("accepts days from 2000 to five years after today", () => {
    expect(lastDay("2026-11-27")).toBe("2031-11-27");
    expect(lastDay("2028-02-29")).toBe("2033-02-28");
    const taken = ["1999-12-31", "2000-01-01", "2031-11-27", "2031-11-28", "9999-12-31"].map(
      (day) => dayRangeFault(day, "2026-11-27") === null,
    );
    expect(taken).toEqual([false, true, true, false, false]);
  });
});

describe("the two days of the daylight saving change", () => {
  const hours = (zone: string, day: string) =>
    (Date.parse(instantIn(zone, addDays(day, 1), "00:00")) - Date.parse(instantIn(zone, day, "00:00"))) / 3_600_000;

  it.each([
    ["America/Los_Angeles", "2026-03-08", 23],
    ["America/Los_Angeles", "2026-11-01", 25],
    ["Australia/Adelaide", "2026-10-04", 23],
    ["Australia/Adelaide", "2026-04-05", 25],
    ["Australia/Adelaide", "2026-06-01", 24],
  ])("%s %s has %d hours", (zone, day, length) => {
    expect(hours(zone, day)).toBe(length);
  });

  it("have an 8 o'clock window at 8 o'clock", () => {
    expect(instantIn("America/Los_Angeles", "2026-03-08", "08:00")).toBe("2026-03-08T15:00:00.000Z");
    expect(instantIn("America/Los_Angeles", "2026-11-01", "08:00")).toBe("2026-11-01T16:00:00.000Z");
    expect(instantIn("Australia/Adelaide", "2026-10-04", "08:00")).toBe("2026-10-03T21:30:00.000Z");
    expect(instantIn("Australia/Adelaide", "2026-04-05", "08:00")).toBe("2026-04-04T22:30:00.000Z");
  });

  it("take the later reading in spring and the first in fall", () => {
    expect(instantIn("America/Los_Angeles", "2026-03-08", "02:30")).toBe("2026-03-08T10:30:00.000Z");
    expect(instantIn("America/Los_Angeles", "2026-11-01", "01:30")).toBe("2026-11-01T08:30:00.000Z");
  });

  it("contain every instant of the day", () => {
    for (const zone of ["America/Los_Angeles", "Australia/Adelaide", "UTC"]) {
      fc.assert(
        fc.property(anyDay, (day) => {
          expect(dayIn(zone, Date.parse(instantIn(zone, day, "00:00")))).toBe(day);
          expect(dayIn(zone, Date.parse(instantIn(zone, day, "23:59")))).toBe(day);
        }),
      );
    }
  });
});
