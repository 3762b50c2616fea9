import { expect, test } from "vitest";
import { priceByHand, totalsByHand, withTaxable } from "./hand-price.ts";
import { amend, withOverage } from "./amend.ts";
import { freeze } from "./pricing.ts";
import { leastPrice } from "./least-price.ts";
import { bookWith, junkRemoval, saturdayTenPercent, singleItem, trailer } from "./price-book.fixture.ts";

const book = bookWith(82_500, {
  surcharges: [{ ...saturdayTenPercent, weekdays: ["mon", "tue", "wed", "thu", "fri", "sat", "sun"] }],
  deposit: { policy: "ask", percent_ppm: 100_000 },
});
const here = { postal_code: "92122" };

test("one amount is a base line with tax, without surcharges", () => {
  expect(priceByHand(book, trailer, { kind: "flat", amount_cents: 60_000, currency: "USD" }, here)).toMatchObject({
    kind: "flat",
    state: "firm",
    currency: "USD",
    subtotal_cents: 60_000,
    tax_cents: 4_950,
    total_cents: 64_950,
    deposit_cents: 6_495,
    estimate: null,
    lines: [
      { kind: "base", code: "base", label: "15-yard dump trailer" },
      { kind: "tax", amount_cents: 4_950 },
    ],
  });
});

test("lines have the kind and the tax that the office chose, else those of the service", () => {
  const lines = [
    { label: "Dump fee", quantity: 1, unit_cents: 4_500, taxable: false },
    { label: "Neighbor", quantity: 1, unit_cents: 2_000, kind: "discount" },
    { label: "Load", quantity: 1.5, unit_cents: 20_000 },
  ] as const;
  const price = priceByHand(book, trailer, { kind: "itemized", lines, currency: "USD" }, here);
  expect(price.lines.map(({ kind, code, amount_cents: cents, taxable }) => [kind, code, cents, taxable])).toEqual([
    ["option", "line-1", 4_500, false],
    ["option", "line-3", 30_000, true],
    ["discount", "line-2", -2_000, true],
    ["tax", "tax", 2_310, false],
  ]);
  expect(price).toMatchObject({ kind: "itemized", subtotal_cents: 32_500, total_cents: 34_810 });
});

test("an exempt job has no tax, and a service may have a deposit of its own", () => {
  const own = { ...trailer, deposit: { policy: "require", amount_cents: 10_000 } } as const;
  const price = priceByHand(
    book,
    own,
    { kind: "flat", amount_cents: 60_000, currency: "USD" },
    { ...here, tax_exempt: true },
  );
  expect(price).toMatchObject({ tax: null, tax_cents: 0, total_cents: 60_000, deposit_cents: 10_000 });
});

test("a price by hand has the currency of the business", () => {
  const flat = { kind: "flat", amount_cents: 1, currency: "EUR" } as const;
  expect(() => priceByHand(book, trailer, flat, here)).toThrow("Prices here are in USD.");
});

test("a locked price keeps its rate and the charges of the review", () => {
  const first = priceByHand(book, trailer, { kind: "flat", amount_cents: 60_000, currency: "USD" }, here);
  const locked = freeze(first, "2026-12-01T18:00:00.000Z");
  const days = {
    kind: "overage",
    code: "o1",
    label: "Extra days",
    quantity: 1,
    unit_cents: 2_500,
    taxable: true,
  } as const;
  const reviewed = amend(locked, withOverage(locked, [days]), { id: "a1", at: "", by: "Ana", reason: "Days" }, null);
  const hand = withTaxable(
    { kind: "itemized", lines: [{ label: "Load", quantity: 1, unit_cents: 70_000 }], currency: "USD" },
    true,
  );
  expect(totalsByHand(reviewed, hand, "Trailer")).toMatchObject({
    subtotal_cents: 72_500,
    tax_cents: 5_981,
    lines: [{ label: "Load" }, { kind: "overage", label: "Extra days" }, { kind: "tax" }],
  });
  const untaxed = withTaxable({ kind: "flat", amount_cents: 50_000, currency: "USD" }, false);
  expect(totalsByHand(locked, untaxed, "Trailer")).toMatchObject({ tax_cents: 0, total_cents: 50_000 });
});

test("the least price is the amount, the cheapest choice or the cheapest item, and at least the minimum", () => {
  const [load, ...others] = junkRemoval.groups;
  if (load === undefined) throw new RangeError("The fixture has it");
  expect([trailer, junkRemoval, singleItem].map(leastPrice)).toEqual([60_000, 14_900, 8_900]);
  expect(leastPrice({ ...trailer, groups: [load] })).toBe(74_900);
  const free = { kind: "itemized", minimum_cents: 0 } as const;
  expect(leastPrice({ ...junkRemoval, price: free, groups: [load, ...others] })).toBe(14_900);
  expect(leastPrice({ ...singleItem, price: free })).toBe(8_900);
  expect(leastPrice({ ...singleItem, price: { kind: "itemized", minimum_cents: 9_900 } })).toBe(9_900);
  expect(leastPrice({ ...singleItem, groups: [] })).toBe(8_900);
  expect(leastPrice({ ...trailer, price: { kind: "quote" } })).toBeNull();
});
