import { expect, it } from "vitest";
import type { Window } from "./day.ts";
import { overlap } from "./window.ts";

const window = (start: string, end: string): Window => ({ start, end });
const morning = window("08:00", "12:00");
const afternoon = window("12:00", "16:00");

it.each([
  [morning, morning, true],
  [morning, window("08:30", "12:00"), true],
  [morning, window("09:00", "10:00"), true],
  [morning, window("11:59", "12:01"), true],
  [morning, afternoon, false],
  [window("08:00", "08:00"), morning, false],
  [window("08:00", "08:00"), window("08:00", "08:00"), true],
])("%j and %j share time: %j", (a, b, expected) => {
  expect(overlap(a, b)).toBe(expected);
  expect(overlap(b, a)).toBe(expected);
});
