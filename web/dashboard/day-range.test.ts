import { expect, test } from "vitest";
import { dayAfter } from "../shared/format.ts";
import { dayInRange, isDay, lastDay } from "./day-range.ts";

test("no step leads to a day that the API refuses", () => {
  const today = "2026-11-27";
  expect(lastDay(today)).toBe("2031-11-27");
  expect(lastDay("2028-02-29")).toBe("2033-02-28");
  expect(dayInRange(dayAfter("2031-11-27", 1), today)).toBe("2031-11-27");
  expect(dayInRange(dayAfter("9999-12-31", 1), today)).toBe("2031-11-27");
  expect(dayInRange("9999-12-31", today)).toBe("2031-11-27");
  expect(dayInRange(dayAfter("2000-01-01", -1), today)).toBe("2000-01-01");
  expect(dayInRange("0000-01-01", today)).toBe("2000-01-01");
  expect(dayInRange("2026-11-28", today)).toBe("2026-11-28");
});

test("a day in an address exists, in this century", () => {
  expect(["2026-11-27", "2028-02-29", "2099-12-31"].every(isDay)).toBe(true);
  expect(["2026-02-30", "2026-99-99", "0000-01-01", "9999-12-31", "2026-11-2", ""].some(isDay)).toBe(false);
});
