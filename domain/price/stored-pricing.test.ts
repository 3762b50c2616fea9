import fc from "fast-check";
import { expect, test } from "vitest";
import { freeze, priceByHand, priceService } from "../pricing.ts";
import { newService, sampleSettings } from "../settings.ts";
import { bookWith, friday } from "./price-book.fixture.ts";
import { priceJob } from "./price-job.ts";
import { readStoredPricing, readStoredService } from "./stored-pricing.ts";

const at = "2026-12-01T18:00:00.000Z";
const [trailer, junk] = sampleSettings("UTC").services;
if (trailer === undefined || junk === undefined) throw new RangeError("The samples have these");

test("a stored price reads as firm and without tax, with the same total", () => {
  const stored = freeze(priceService(junk, [{ id: "stairs", quantity: 1 }], "USD"), at);
  const [stairs, minimum] = stored.lines;
  expect(readStoredPricing(stored)).toEqual({
    kind: "itemized",
    state: "firm",
    currency: "USD",
    tax: null,
    subtotal_cents: 14_900,
    tax_cents: 0,
    total_cents: 14_900,
    deposit_cents: 0,
    estimate: null,
    lines: [
      { ...stairs, id: "l1", kind: "option", code: "line-1", taxable: true },
      { ...minimum, id: "l2", kind: "base", code: "minimum", taxable: true },
    ],
    frozen_at: at,
    amendments: [],
    pending: null,
  });
});

test("the first line of a flat price is its base, and each amendment has no agreement", () => {
  const flat = freeze(priceByHand({ kind: "flat", amount_cents: 65_000, currency: "USD" }, "Trailer", "USD"), at);
  const step = { at, by: "Ana", reason: "One ton more", from_cents: 60_000, to_cents: 65_000 };
  expect(readStoredPricing({ ...flat, amendments: [step] })).toMatchObject({
    lines: [{ kind: "base", code: "base", label: "Trailer" }],
    amendments: [{ ...step, id: "a1", agreed: null }],
    pending: null,
  });
});

test("a stored service prices the same choices to the same cent", () => {
  const items = fc.uniqueArray(fc.record({ id: fc.stringMatching(/^[a-z]{1,6}$/), unit_cents: fc.nat(100_000) }), {
    selector: ({ id }) => id,
    minLength: 1,
    maxLength: 6,
  });
  const price = fc.oneof(
    fc.record({ kind: fc.constant("flat" as const), amount_cents: fc.nat(100_000) }),
    fc.record({ kind: fc.constant("itemized" as const), minimum_cents: fc.nat(100_000) }),
  );
  const quantity = fc.integer({ min: 1, max: 9_999 }).map((thousandths) => thousandths / 1000);
  fc.assert(
    fc.property(items, price, fc.array(quantity, { minLength: 6, maxLength: 6 }), (list, kind, quantities) => {
      const labelled = list.map((item) => ({ ...item, label: item.id }));
      const service = newService({ id: "s", name: "S", price: kind, items: labelled });
      const choices = list.map(({ id }, index) => ({ id, quantity: quantities[index] ?? 1 }));
      const before = priceService(service, choices, "USD");
      const now = priceJob(bookWith(0), readStoredService(service), { items: choices, postal_code: null, day: friday });
      expect([now.total_cents, now.kind]).toEqual([before.total_cents, before.kind]);
    }),
  );
});

test("a stored flat service without items has no groups", () => {
  expect(readStoredService(trailer)).toMatchObject({ groups: [], rental: null, taxable: true, deposit: null });
});
