import { describe, expect, it } from "vitest";
import { createFormat, dayAfter, sentenceCase, windowText, telLink } from "./format.ts";

const format = createFormat("en-US", "America/Los_Angeles");

describe("money", () => {
  it("leaves out zero cents, except in full amounts", () => {
    expect(format.money(60_000, "USD")).toBe("$600");
    expect(format.money(14_950, "USD")).toBe("$149.50");
    expect(format.fullMoney(60_000, "USD")).toBe("$600.00");
  });
  it("knows currencies without cents", () => {
    expect(createFormat("en-US", "Asia/Tokyo").money(60_000, "JPY")).toBe("¥60,000");
  });
});

describe("days", () => {
  it("are written as on screen, in every time zone of the reader", () => {
    expect(format.day("2026-11-27")).toBe("Fri, Nov 27");
    expect(format.date("2026-11-27")).toBe("Nov 27");
    expect(format.weekday("2026-11-27")).toBe("Fri");
  });
  it("are counted over daylight saving and leap days", () => {
    expect(dayAfter("2026-10-31", 1)).toBe("2026-11-01");
    expect(dayAfter("2026-11-01", 1)).toBe("2026-11-02");
    expect(dayAfter("2028-02-28", 1)).toBe("2028-02-29");
    expect(dayAfter("2026-01-01", -1)).toBe("2025-12-31");
  });
  it("are the business's day at an instant", () => {
    const late = Date.parse("2026-11-28T05:30:00Z");
    expect(format.dayOf(late)).toBe("2026-11-27");
    expect(createFormat("en-AU", "Australia/Adelaide").dayOf(late)).toBe("2026-11-28");
  });
  it("keep the page's language if the business has another", () => {
    expect(createFormat("es-MX", "America/Mexico_City").day("2026-11-27")).toBe("Fri, Nov 27");
  });
});

describe("windows", () => {
  it.each([
    ["08:00", "12:00", "8 AM–noon"],
    ["12:00", "16:00", "noon–4 PM"],
    ["08:00", "10:30", "8–10:30 AM"],
    ["13:00", "17:00", "1–5 PM"],
    ["10:00", "14:00", "10 AM–2 PM"],
    ["00:00", "06:00", "midnight–6 AM"],
  ])("%s to %s", (start, end, text) => expect(windowText({ start, end })).toBe(text));
  it("begin a line with a capital", () => expect(sentenceCase("noon–4 PM")).toBe("Noon–4 PM"));
});

describe("moments", () => {
  const now = Date.parse("2026-11-27T22:05:00Z");
  it("name today and yesterday, else the date", () => {
    expect(format.time(now)).toBe("2:05 PM");
    expect(format.time(Date.parse("2026-11-27T20:00:00Z"))).toBe("noon");
    expect(format.moment(Date.parse("2026-11-27T17:12:00Z"), now)).toBe("Today 9:12 AM");
    expect(format.moment(Date.parse("2026-11-26T17:12:00Z"), now)).toBe("Yesterday 9:12 AM");
    expect(format.moment(Date.parse("2026-11-20T17:12:00Z"), now)).toBe("Nov 20");
    expect(format.moment(Date.parse("2026-11-26T05:03:00Z"), now)).toBe("Nov 25");
    expect(format.moment(Date.parse("2026-11-27T04:30:00Z"), now)).toBe("Yesterday 8:30 PM");
  });
});

it.each([
  ["+16195550142", "tel:+16195550142"],
  ["+16195550142;ext=44", "tel:+16195550142,44"],
])("the business's number %s is dialed as %s", (phone, link) => expect(telLink(phone)).toBe(link));
