import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { addDays, daysFrom } from "../../domain/day.ts";
import { dateOf, endOf, layout, monthOf, monthsOf, shardOf, windowKey, windowOf } from "./layout.ts";

const day = fc.integer({ min: 0, max: 3_000 }).map((offset) => addDays("2024-01-01", offset));

describe("where things lie", () => {
  test("a range is each of its days once, by month", () => {
    fc.assert(
      fc.property(day, fc.integer({ min: 0, max: 120 }), (from, length) => {
        const to = addDays(from, length);
        const days = daysFrom(from, to);
        const found = monthsOf(from, to).flatMap(({ month, first, last }) =>
          days.filter((one) => monthOf(one) === month && dateOf(one) >= first && dateOf(one) <= last),
        );
        expect(found).toEqual(days);
      }),
    );
    expect(monthsOf("2026-12-31", "2027-01-01")).toEqual([
      { month: "2026-12", first: "31", last: "31" },
      { month: "2027-01", first: "01", last: "01" },
    ]);
    expect(monthsOf("2026-12-02", "2026-12-01")).toEqual([]);
  });

  test("a day's counters lie between its first and its last key, and no other day's do", () => {
    const key = layout.counter("2026-11-27", { start: "08:00", end: "12:00" }, 0);
    expect(key.pk).toBe(layout.day("2026-11-27").pk);
    expect(key.sk > "27" && key.sk < endOf("27")).toBe(true);
    expect(key.sk < endOf("26") || key.sk > "28").toBe(false);
    expect(layout.out("trailer-15", "2026-11").sk > endOf("31")).toBe(true);
    expect(windowOf(windowKey({ start: "08:00", end: "12:00" }))).toEqual({ start: "08:00", end: "12:00" });
  });

  test("a job's pages and messages lie behind it, and before every longer id", () => {
    const page = layout.page("261127-7K3Q", 0);
    expect(page.pk).toBe(layout.job("261127-7K3Q").pk);
    expect(page.sk.startsWith("261127-7K3Q#")).toBe(true);
    const [ninth, tenth] = [layout.send("261127-7K3Q", 9, 0), layout.send("261127-7K3Q", 10, 0)];
    expect(ninth.sk < tenth.sk).toBe(true);
    expect(layout.send("261127-7K3QA", 1, 0).sk < endOf("261127-7K3Q#send#")).toBe(false);
  });

  test("the share of an id never changes, and ids spread", () => {
    expect([shardOf("261127-7K3Q", 8), shardOf("261127-0F4M", 8), shardOf("", 8)]).toEqual([1, 2, 5]);
    const counts = Array.from({ length: 8 }, () => 0);
    for (let index = 0; index < 8_000; index += 1) {
      const shard = shardOf(`261127-${index.toString(32).toUpperCase()}`, 8);
      counts[shard] = (counts[shard] ?? 0) + 1;
    }
    expect(Math.min(...counts)).toBeGreaterThan(800);
    expect(Math.max(...counts)).toBeLessThan(1_200);
  });
});
