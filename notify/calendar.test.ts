import ICAL from "ical.js";
import { expect, test } from "vitest";
import { calendarText, visitTime, type CalendarEvent } from "./calendar.ts";

const zone = "America/Los_Angeles";
const visit: CalendarEvent = {
  uid: "v1.261127-7K3Q@store-1",
  sequence: 3,
  changed_at: "2026-11-20T10:00:00.000Z",
  summary: "Coastline Hauling: Junk removal",
  time: visitTime(zone, "2026-11-27", { start: "08:00", end: "12:00" }),
};

const read = (text: string) => {
  const calendar = new ICAL.Component(ICAL.parse(text));
  return {
    method: calendar.getFirstPropertyValue("method"),
    events: calendar.getAllSubcomponents("vevent").map((event) => new ICAL.Event(event)),
  };
};
const only = (event: CalendarEvent) => {
  const [found] = read(calendarText([event])).events;
  if (found === undefined) throw new Error("The file has one entry");
  return found;
};

test("a visit is one entry in UTC, and a move updates it by its id and sequence", () => {
  const event = only(visit);
  expect([event.uid, event.sequence, event.summary]).toEqual(["v1.261127-7K3Q@store-1", 3, visit.summary]);
  expect([event.startDate.toString(), event.endDate.toString()]).toEqual([
    "2026-11-27T16:00:00Z",
    "2026-11-27T20:00:00Z",
  ]);
  expect(only({ ...visit, sequence: 4 }).sequence).toBeGreaterThan(event.sequence);
});

test("a visit at any time is a whole day", () => {
  const event = only({ ...visit, time: visitTime(zone, "2026-11-27", null) });
  expect(event.startDate.isDate).toBe(true);
  expect([event.startDate.toString(), event.endDate.toString()]).toEqual(["2026-11-27", "2026-11-28"]);
});

test.each([
  ["2027-03-14", "2027-03-14T15:00:00Z"],
  ["2027-11-07", "2027-11-07T16:00:00Z"],
])("on %s, when clocks change, the visit begins at 8 on the wall", (day, start) => {
  const event = only({ ...visit, time: visitTime(zone, day, { start: "08:00", end: "12:00" }) });
  expect(event.startDate.toString()).toBe(start);
});

test("a cancellation names its method and state", () => {
  const text = calendarText([{ ...visit, cancelled: true }], { method: "CANCEL" });
  expect(read(text).method).toBe("CANCEL");
  expect(text).toContain("STATUS:CANCELLED\r\n");
});

test.each(["ñ", "🚚", "é🚛 ", "a"])("a long text of %j has lines of at most 75 octets and is read back", (letter) => {
  for (let length = 60; length < 90; length += 1) {
    const summary = letter.repeat(length).trim();
    const text = calendarText([{ ...visit, summary }]);
    const lines = text.split("\r\n");
    expect(lines.at(-1)).toBe("");
    expect(Math.max(...lines.map((line) => new TextEncoder().encode(line).length))).toBeLessThanOrEqual(75);
    expect(only({ ...visit, summary }).summary).toBe(summary);
  }
});

test("text stays text: a value cannot begin another property", () => {
  const location = "12 Elm St; gate, back\\yard\nATTENDEE:x\u0007";
  const text = calendarText([{ ...visit, location }]);
  expect(text).not.toMatch(/^ATTENDEE/mu);
  expect(only({ ...visit, location }).location).toBe("12 Elm St; gate, back\\yard\nATTENDEE:x");
});

test("a feed has a name and says how often to read it", () => {
  const text = calendarText([visit], { name: "Crew 1", refresh: "PT1H" });
  for (const line of ["X-WR-CALNAME:Crew 1", "REFRESH-INTERVAL;VALUE=DURATION:PT1H", "X-PUBLISHED-TTL:PT1H"])
    expect(text.split("\r\n")).toContain(line);
  expect(read(text).method).toBeNull();
});
