import { expect, test } from "vitest";
import { sampleSettings } from "../../../domain/settings.ts";
import { business } from "./business.ts";
import { inputOf } from "./save-section.ts";

const settings = sampleSettings("America/Los_Angeles");
const yen = { ...settings.business, currency: "JPY" };

test("a new currency goes to the server with what the owner chose for the prices", () => {
  expect(inputOf(business.write(settings, { ...yen, currency_change: "keep_numbers" }))).toMatchObject({
    business: yen,
    currency_change: "keep_numbers",
  });
});

test("without a new currency nothing is said of prices", () => {
  expect(business.write(settings, { ...settings.business, currency_change: "clear_prices" })).toEqual(settings);
});

test("undoing a new currency brings back each price to the cent", () => {
  const saved = { ...settings, rev: 1, business: { ...yen, name: "Coastline" }, services: [] };
  expect(business.restore?.(saved, settings)).toEqual({
    ...saved,
    business: settings.business,
    services: settings.services,
    currency_change: "restated",
  });
});

test("undoing anything else leaves services as they are now", () => {
  const saved = { ...settings, rev: 1, business: { ...settings.business, name: "Coastline" }, services: [] };
  expect(business.restore?.(saved, settings)).toEqual({ ...saved, business: settings.business });
});
