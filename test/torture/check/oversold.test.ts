import { expect, test } from "vitest";
import { capacity, resource, stock } from "../world.ts";
import { oversold } from "./oversold.ts";

const day = "2026-12-11";
const window = { start: "14:00", end: "16:00" };
const visits = (count: number) =>
  Array.from({ length: count }, (_, index) => ({
    job: `261208-000${index}`,
    visit: "v1",
    kind: "visit" as const,
    window,
    resource: null,
  }));

test("a window with more visits than its capacity is oversold", () => {
  expect(oversold(day, [], visits(capacity))).toEqual([]);
  expect(oversold(day, [], visits(capacity + 1))).toEqual([`${day} 14:00-16:00: ${capacity + 1} of ${capacity}`]);
});

test("a second reservation of the same visit does not count", () => {
  expect(oversold(day, [], [...visits(capacity), ...visits(1)])).toEqual([]);
});

test("a unit is at one job at a time", () => {
  const out = (count: number) => visits(count).map((one) => ({ ...one, window: null, resource: "unit/T15-01" }));
  expect(oversold(day, [], out(1))).toEqual([]);
  expect(oversold(day, [], out(2))).toEqual([`${day} out unit/T15-01: 2 of 1`]);
});

test("equipment is oversold above its stock", () => {
  const out = (count: number) => visits(count).map((one) => ({ ...one, window: null, resource }));
  expect(oversold(day, [], out(stock))).toEqual([]);
  expect(oversold(day, [], out(stock + 1))).toEqual([`${day} out ${resource}: ${stock + 1} of ${stock}`]);
});
