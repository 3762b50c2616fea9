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

describe("the calendar file of a visit", () => {
  it("has the window in UTC, and the same id after a move", () => {
    const event = eventOf(calendarFile(sampleTracked(), "book.example"));
    expect([event.uid, event.sequence, event.summary]).toEqual([
      "261127-7K3Q@book.example",
      1,
      "15-yard dump trailer, Coastline Hauling",
    ]);
    expect([event.startDate.toString(), event.endDate.toString()]).toEqual([
      "2026-11-27T16:00:00Z",
      "2026-11-27T20:00:00Z",
    ]);
    const moved = eventOf(calendarFile(sampleTracked({ day: "2026-11-28", rev: 2 }), "book.example"));
    expect([moved.uid, moved.sequence]).toEqual(["261127-7K3Q@book.example", 2]);
  });

  it("keeps the business's hours on the days on which the clock changes", () => {
    const start = (day: string) => eventOf(calendarFile(sampleTracked({ day }), "h")).startDate.toString();
    expect(["2027-03-13", "2027-03-14", "2027-11-07"].map(start)).toEqual([
      "2027-03-13T16:00:00Z",
      "2027-03-14T15:00:00Z",
      "2027-11-07T16:00:00Z",
    ]);
  });

  it("is a whole day without a window, and no file without a day", () => {
    const event = eventOf(calendarFile(sampleTracked({ window: null }), "h"));
    expect([event.startDate.isDate, event.startDate.toString()]).toEqual([true, "2026-11-27"]);
    expect(calendarFile(sampleTracked({ day: null }), "h")).toBeNull();
  });

  it("folds long lines at 75 octets and has no link", () => {
    const text = calendarFile(sampleTracked({ service: "Ñandú 👍 removal, ".repeat(9) }), "h") ?? "";
    for (const line of text.split("\r\n")) expect(new TextEncoder().encode(line).length).toBeLessThanOrEqual(75);
    expect(eventOf(text).summary).toContain("Ñandú 👍 removal, Ñandú");
    expect(text).not.toContain("http");
  });
});
