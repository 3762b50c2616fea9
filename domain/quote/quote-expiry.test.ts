import { expect, it } from "vitest";
import { quoteEndsAt, validUntil } from "./quote-expiry.ts";

const pacific = "America/Los_Angeles";

it("41: a quote ends with its last day in the time zone of the business", () => {
  expect(new Date(quoteEndsAt({ valid_until: "2026-12-10" }, pacific)).toISOString()).toBe("2026-12-11T08:00:00.000Z");
  // Clocks go forward at 02:00 on that day, and in Kolkata midnight is not on a full hour of UTC.
  expect(new Date(quoteEndsAt({ valid_until: "2027-03-14" }, pacific)).toISOString()).toBe("2027-03-15T07:00:00.000Z");
  const kolkata = quoteEndsAt({ valid_until: "2026-12-10" }, "Asia/Kolkata");
  expect(new Date(kolkata).toISOString()).toBe("2026-12-10T18:30:00.000Z");
});

it("a quote is valid for the days of the settings", () => {
  expect(validUntil("2026-11-26", { valid_days: 14 })).toBe("2026-12-10");
});
