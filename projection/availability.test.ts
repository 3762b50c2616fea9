import { describe, expect, it } from "vitest";
import type { DayCapacity } from "../domain/capacity.ts";
import { coastline } from "../domain/full-job.fixture.ts";
import type { Settings } from "../domain/settings.ts";
import { availabilityOf, bookableDays, nearestFree } from "./availability.ts";

// Tuesday, 9 AM in San Diego.
const now = Date.parse("2026-11-24T17:00:00Z");
const day = (date: string, change: Partial<DayCapacity> = {}): DayCapacity => ({
  day: date,
  windows: [
    { start: "08:00", end: "12:00", capacity: 3, taken: 1 },
    { start: "12:00", end: "16:00", capacity: 3, taken: 3 },
  ],
  resources: [{ id: "trailer-15", stock: 4, out: 4 }],
  closed: false,
  ...change,
});
const booking = (change: Partial<Settings["booking"]>): Settings => {
  const settings = coastline();
  return { ...settings, booking: { ...settings.booking, ...change } };
};
const offered = (days: DayCapacity[], settings = coastline(), at = now) => availabilityOf(days, settings, at);

describe("availability", () => {
  it("has the openings of each window, and not what is taken", () => {
    expect(offered([day("2026-11-25")])).toEqual([
      {
        day: "2026-11-25",
        windows: [
          { start: "08:00", end: "12:00", left: 2 },
          { start: "12:00", end: "16:00", left: 0 },
        ],
      },
    ]);
  });

  it("has no openings in an overfull window", () => {
    const windows = [{ start: "08:00", end: "12:00", capacity: 1, taken: 3 }];
    expect(offered([day("2026-11-25", { windows })])[0]?.windows).toEqual([{ start: "08:00", end: "12:00", left: 0 }]);
  });

  it("has no windows on a closed day, a past day and a day beyond the horizon", () => {
    const settings = booking({ days_ahead: 10 });
    const windowsOn = (date: string, change: Partial<DayCapacity> = {}) =>
      offered([day(date, change)], settings)[0]?.windows.length;
    expect(windowsOn("2026-11-25", { closed: true })).toBe(0);
    expect([windowsOn("2026-11-23"), windowsOn("2026-11-24")]).toEqual([0, 2]);
    expect([windowsOn("2026-12-04"), windowsOn("2026-12-05")]).toEqual([2, 0]);
    expect(bookableDays(settings, now)).toEqual({ first: "2026-11-24", last: "2026-12-04" });
  });

  it("has no openings within the lead time; a window that starts at its end has", () => {
    const windows = [{ start: "12:00", end: "16:00", capacity: 3, taken: 0 }];
    const leftWith = (lead_time_hours: number, at = now) =>
      offered([day("2026-11-24", { windows })], booking({ lead_time_hours }), at)[0]?.windows[0]?.left;
    expect([leftWith(3), leftWith(3, now + 1), leftWith(4)]).toEqual([3, 0, 0]);
  });

  it("uses the day of the business, not of the server", () => {
    const late = Date.parse("2026-11-25T07:59:00Z");
    expect(bookableDays(coastline(), late).first).toBe("2026-11-24");
    expect(bookableDays(coastline(), late + 60_000).first).toBe("2026-11-25");
  });
});

describe("the alternatives to a full window", () => {
  const days = [
    { day: "2026-11-25", windows: [{ start: "08:00", end: "12:00", left: 1 }] },
    {
      day: "2026-11-26",
      windows: [
        { start: "08:00", end: "12:00", left: 0 },
        { start: "12:00", end: "16:00", left: 2 },
      ],
    },
    { day: "2026-11-27", windows: [{ start: "08:00", end: "12:00", left: 1 }] },
    { day: "2026-11-30", windows: [{ start: "08:00", end: "12:00", left: 9 }] },
  ];

  it("are the nearest windows with openings, in order of time", () => {
    expect(nearestFree(days, { day: "2026-11-26", start: "08:00" }, 3)).toEqual([
      { day: "2026-11-25", start: "08:00", end: "12:00", left: 1 },
      { day: "2026-11-26", start: "12:00", end: "16:00", left: 2 },
      { day: "2026-11-27", start: "08:00", end: "12:00", left: 1 },
    ]);
    expect(nearestFree(days, { day: "2026-11-26", start: "08:00" }, 1).map(({ day }) => day)).toEqual(["2026-11-26"]);
    expect(nearestFree(days, { day: "2026-12-01", start: "08:00" }, 1).map(({ day }) => day)).toEqual(["2026-11-30"]);
    expect(nearestFree([], { day: "2026-11-26", start: "08:00" }, 3)).toEqual([]);
  });
});
