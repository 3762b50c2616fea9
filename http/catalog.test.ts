import { expect, it } from "vitest";
import { sampleSettings, type Settings } from "../domain/settings.ts";
import { shownCatalog } from "./catalog.ts";

const settings = sampleSettings("America/Los_Angeles");
const versionOf = (change: Partial<Settings>) =>
  shownCatalog({ ...settings, ...change }, { deployed: false, texts: false }).version;
const version = versionOf({});
const [first, ...others] = settings.services;
if (first === undefined) throw new Error("There are samples");

it("has the same version for any order of fields and any change that customers cannot see", async () => {
  expect(version).toMatch(/^[\w-]{22}$/);
  const { text, version: number } = settings.terms;
  expect(versionOf({ terms: { text, version: number } })).toBe(version);
  expect(versionOf({ rev: 7, crews: [], hours: { ...settings.hours, mon: [] } })).toBe(version);
  expect(versionOf({ services: [{ ...first, trip_fee_cents: 12_500 }, ...others] })).toBe(version);
  expect(versionOf({ booking: { ...settings.booking, cutoff_hours: 9 } })).toBe(version);
});

it.each<[string, Partial<Settings>]>([
  ["a price", { services: [{ ...first, price: { kind: "flat", amount_cents: 60_001 } }, ...others] }],
  ["the terms", { terms: { ...settings.terms, text: `${settings.terms.text} No mattresses.` } }],
  ["a description", { services: [{ ...first, description: "5 days, 2 tons included." }, ...others] }],
  ["a service that is gone", { services: others }],
  ["the business's name", { business: { ...settings.business, name: "Coastline Hauling" } }],
])("has another version for %s", async (_, change) => expect(versionOf(change)).not.toBe(version));
