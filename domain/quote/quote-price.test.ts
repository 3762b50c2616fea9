import { describe, expect, it } from "vitest";
import { bookWith, junkRemoval, trailer } from "../price/price-book.fixture.ts";
import type { PricedService } from "../price/price-book.ts";
import { priceQuote } from "./quote-price.ts";

const book = bookWith(82_500, { deposit: { policy: "ask", percent_ppm: 250_000 } });
const cleanout: PricedService = {
  ...junkRemoval,
  id: "estate-cleanout",
  name: "Estate cleanout",
  price: { kind: "quote" },
  groups: [],
};
const where = { postal_code: "92104", day: null };
const lines = [
  { label: "Crew of three, one day", quantity: 1, unit_cents: 120_000 },
  { label: "Second truckload", quantity: 2, unit_cents: 30_000 },
];

describe("the price of a quote", () => {
  it("has the office's lines, their tax and the deposit of the settings", () => {
    const price = priceQuote(book, cleanout, { lines }, where);
    expect(price).toMatchObject({ kind: "itemized", state: "firm", subtotal_cents: 180_000, tax_cents: 14_850 });
    expect(price).toMatchObject({ total_cents: 194_850, deposit_cents: 48_713 });
    expect(price.lines.map(({ kind, label }) => [kind, label])).toEqual([
      ["option", "Crew of three, one day"],
      ["option", "Second truckload"],
      ["tax", "Sales tax"],
    ]);
  });

  it("has the deposit that the office names, up to the total", () => {
    expect(priceQuote(book, cleanout, { lines, deposit_cents: 0 }, where).deposit_cents).toBe(0);
    expect(priceQuote(book, cleanout, { lines, deposit_cents: 194_850 }, where).deposit_cents).toBe(194_850);
    expect(() => priceQuote(book, cleanout, { lines, deposit_cents: 194_851 }, where)).toThrow(
      expect.objectContaining({ fields: [expect.objectContaining({ field: "/deposit_cents", code: "too_much" })] }),
    );
  });

  it("takes options of the service, and lines beside them", () => {
    const withLoad = { ...cleanout, groups: junkRemoval.groups };
    const items = [{ id: "half-load", quantity: 1 }];
    expect(priceQuote(book, withLoad, { items }, where)).toMatchObject({ subtotal_cents: 34_900 });
    const price = priceQuote(
      book,
      withLoad,
      { items, lines: [{ label: "Regular", kind: "discount", quantity: 1, unit_cents: 2_000 }] },
      where,
    );
    expect(price).toMatchObject({
      subtotal_cents: 32_900,
      lines: [{ code: "half-load" }, { kind: "discount" }, { kind: "tax" }],
    });
    const unsure = priceQuote(book, withLoad, { not_sure: ["load"], deposit_cents: 16_129 }, where);
    expect(unsure).toMatchObject({ state: "estimate", estimate: { low_cents: 16_129, high_cents: 64_842 } });
  });

  it("prices a service with a price of its own by that price, with the days of the rental", () => {
    expect(priceQuote(book, trailer, { days: 10 }, where)).toMatchObject({ subtotal_cents: 67_500 });
    expect(priceQuote(book, trailer, { days: 10, lines }, where)).toMatchObject({ subtotal_cents: 180_000 });
  });

  it("needs a line for a service without a price", () => {
    for (const work of [{}, { lines: [] }, { days: 3 }])
      expect(() => priceQuote(book, cleanout, work, where)).toThrow(
        expect.objectContaining({ fields: [expect.objectContaining({ field: "/lines", code: "required" })] }),
      );
  });

  it("has no tax for a job that is exempt", () => {
    expect(priceQuote(book, cleanout, { lines }, { ...where, tax_exempt: true })).toMatchObject({
      tax: null,
      total_cents: 180_000,
    });
  });
});
