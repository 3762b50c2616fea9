import { expect, test } from "vitest";
import { UsageError } from "../command-error.ts";
import { readDay, readHours, readWindow } from "./when.ts";

// 2026-11-27 is a Friday.
test.each([
  ["today", "2026-11-27"],
  ["Tomorrow", "2026-11-28"],
  ["yesterday", "2026-11-26"],
  ["friday", "2026-11-27"],
  ["sat", "2026-11-28"],
  ["thursday", "2026-12-03"],
  ["2026-02-30", "2026-02-30"],
  ["someday", "someday"],
])("reads %s as %s", (text, day) => {
  expect(readDay(text, "2026-11-27")).toBe(day);
});

test("reads windows and hours", () => {
  expect(readWindow("8:00-12:00")).toEqual({ start: "08:00", end: "12:00" });
  expect(readHours("08:00-12:00x3, 12:00-16:00 x 2")).toEqual([
    { start: "08:00", end: "12:00", capacity: 3 },
    { start: "12:00", end: "16:00", capacity: 2 },
  ]);
  expect(readHours("closed")).toEqual([]);
  expect(() => readWindow("morning")).toThrow(UsageError);
  expect(() => readHours("08:00-12:00")).toThrow("has no capacity");
});
