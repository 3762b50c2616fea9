import { expect, it } from "vitest";
import { createFormat } from "../shared/format.ts";
import { priceNotes } from "./price-notes.ts";
import { sampleTracked } from "./tracked.sample.ts";

const format = createFormat("en-US", "America/Los_Angeles");
const notes = (change: object) => priceNotes({ ...sampleTracked().pricing, ...change }, format);
const amendment = { at: "2026-12-01T05:00:00.000Z", by: "Coastline Hauling", reason: "One ton more", from_cents: 60_000, to_cents: 65_000 }; // prettier-ignore
const line = (label: string, amount_cents: number) => ({ label, quantity: 1, unit_cents: amount_cents, amount_cents });

it("says that a price is locked only while nothing changed it", () => {
  expect(notes({})).toEqual(["Price locked Nov 20"]);
  expect(notes({ amendments: [amendment] })).toEqual([
    "$600.00 → $650.00: One ton more",
    // On the business's day, which is not yet the first in Los Angeles.
    "We changed the price on Nov 30",
  ]);
  const again = { ...amendment, at: "2026-12-03T20:00:00.000Z", from_cents: 65_000, to_cents: 64_000 };
  expect(notes({ amendments: [amendment, again] }).at(-1)).toBe("We changed the price on Dec 3");
});

it("lists what the price is made of where it is made of several things", () => {
  expect(notes({ lines: [line("Sofa", 8_900), line("Fridge", 11_900)] })).toEqual([
    "1 × Sofa · $89.00",
    "1 × Fridge · $119.00",
    "Price locked Nov 20",
  ]);
});
