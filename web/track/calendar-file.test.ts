import ICAL from "ical.js";
import { describe, expect, it } from "vitest";
import { calendarFile } from "./calendar-file.ts";
import { sampleTracked } from "./tracked.sample.ts";

const eventOf = (text: string | null) => {
  const file = new ICAL.Component(ICAL.parse(text ?? ""));
  const found = file.getFirstSubcomponent("vevent");
  if (found === null) throw new Error("The file has no event");
  return new ICAL.Event(found);
};

const morning = { start: "08:00", end: "12:00" };
const on = (day: string | null, window: typeof morning | null) =>
  sampleTracked({ day, window, visits: [{ kind: "service", day, window, state: "scheduled" }] });

describe("the calendar file of a visit", () => {
  it("has the window in UTC", () => {
    const event = eventOf(calendarFile(sampleTracked()));
    expect([event.uid, event.sequence, event.summary]).toEqual([
      "v1.261127-7K3Q@store-1",
      1,
      "Coastline Hauling: 15-yard dump trailer",
    ]);
    expect([event.startDate.toString(), event.endDate.toString()]).toEqual([
      "2026-11-27T16:00:00Z",
      "2026-11-27T20:00:00Z",
    ]);
  });

  it("keeps the business's hours on the days on which the clock changes", () => {
    const start = (day: string) => eventOf(calendarFile(on(day, morning))).startDate.toString();
    expect(["2027-03-13", "2027-03-14", "2027-11-07"].map(start)).toEqual([
      "2027-03-13T16:00:00Z",
      "2027-03-14T15:00:00Z",
      "2027-11-07T16:00:00Z",
    ]);
  });

  it("is a whole day without a window, and no file without a day", () => {
    const event = eventOf(calendarFile(on("2026-11-27", null)));
    expect([event.startDate.isDate, event.startDate.toString()]).toEqual([true, "2026-11-27"]);
    expect(calendarFile(on(null, null))).toBeNull();
  });

  it("is taken out by the file of a cancelled job", () => {
    const file = calendarFile(sampleTracked({ status: "cancelled", day: null, window: null }));
    expect(file).toContain("METHOD:CANCEL");
    expect(file).toContain("STATUS:CANCELLED");
    expect(eventOf(file).startDate.toString()).toBe("2026-11-27T16:00:00Z");
  });

  it("folds long lines at 75 octets and has no link", () => {
    const text = calendarFile(sampleTracked({ service: "Ñandú 👍 removal, ".repeat(9) })) ?? "";
    for (const line of text.split("\r\n")) expect(new TextEncoder().encode(line).length).toBeLessThanOrEqual(75);
    expect(eventOf(text).summary).toContain("Ñandú 👍 removal, Ñandú");
    expect(text).not.toContain("http");
  });
});
