import { expect, test } from "vitest";
import { wordsIn } from "./words.ts";

const place = { zone: "America/Los_Angeles", locale: "en-US" };
const [english, spanish] = [wordsIn("en", place), wordsIn("es", place)];

test("days", () => {
  expect(english.day("2026-12-01")).toBe("Tue, Dec 1");
  expect(spanish.day("2026-12-01")).toBe("mar 1 dic");
  expect(english.relativeDay("2026-12-01", "2026-11-30")).toBe("tomorrow");
  expect(spanish.relativeDay("2026-12-01", "2026-12-01")).toBe("hoy");
  expect(english.relativeDay("2026-12-02", "2026-11-30")).toBe("Wed, Dec 2");
});

test("windows and times", () => {
  expect(english.window({ start: "08:00", end: "12:00" })).toBe("8am-12pm");
  expect(english.window({ start: "00:00", end: "13:30" })).toBe("12am-1:30pm");
  expect([english.window(null), spanish.window(null)]).toEqual(["any time", "a cualquier hora"]);
  expect(english.time("2026-12-01T18:40:00.000Z")).toBe("10:40am");
});

test("money has no spaces that a text cannot carry", () => {
  expect(english.money(124_900, "USD")).toBe("$1,249.00");
  expect(wordsIn("en", { zone: "UTC", locale: "fr-CA" }).money(124_900, "CAD")).toBe("1 249,00 $");
  expect(english.money(600, "JPY")).toBe("¥600");
});
