import { expect, test } from "vitest";
import { rentalRules, saturdayTenPercent } from "../../../domain/price/price-book.fixture.ts";
import { newService, sampleSettings } from "../../../domain/settings.ts";
import { notSure, previewDays, previewPrice, type PreviewChoice } from "./price-preview.ts";

const [trailer, junk, single, estate] = sampleSettings("America/Los_Angeles").services;
if (trailer === undefined || junk === undefined || single === undefined || estate === undefined)
  throw new RangeError("The samples have these");
const settings = {
  ...sampleSettings("America/Los_Angeles"),
  tax: { label: "Sales tax", rate_ppm: 82_500, by_postal_code: [{ postal_codes: ["97201"], rate_ppm: 0 }] },
  surcharges: [saturdayTenPercent],
};
const none: PreviewChoice = { option: "", day: null, postal_code: "", days: null };
const total = (service: typeof trailer, change: Partial<PreviewChoice> = {}) => {
  const price = previewPrice(settings, service, { ...none, ...change });
  return typeof price === "string" ? price : [price.total_cents, price.estimate?.high_cents ?? null];
};

test("the preview prices the first choice, the chosen one, or a range", () => {
  expect(total(junk)).toEqual([16_129, null]);
  expect(total(junk, { option: "half-load" })).toEqual([37_779, null]);
  expect(total(junk, { option: notSure })).toEqual([16_129, 64_842]);
});

test("the preview follows the day, the ZIP code and the days of a rental", () => {
  expect(total(trailer, { postal_code: "97201" })).toEqual([60_000, null]);
  expect(total(trailer, { postal_code: "97201", day: "2026-12-05" })).toEqual([66_000, null]);
  const rental = newService({ ...trailer, rental: rentalRules });
  expect(total(rental, { postal_code: "97201", days: 10 })).toEqual([67_500, null]);
  expect(total(rental, { days: 40 })).toBe("We rent this for at most 30 days.");
});

test("the preview says why a customer has no price", () => {
  expect(total(estate)).toBe("We price this after we see the work.");
  expect(total({ ...single, groups: [] })).toBe("Choose what we haul.");
  expect(total(single)).toEqual([9_634, null]);
});

test("the days of the preview are the next seven", () => {
  const days = previewDays(settings, Date.parse("2026-11-28T05:00:00Z"));
  expect([days.length, days[0], days[6]]).toEqual([7, "2026-11-28", "2026-12-04"]);
});
