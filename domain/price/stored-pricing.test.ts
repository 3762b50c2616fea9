import { expect, test } from "vitest";
import { flatPrice } from "./flat-price.fixture.ts";
import { freeze } from "./pricing.ts";
import { readStoredPricing, type OldPricing } from "./stored-pricing.ts";

const at = "2026-12-01T18:00:00.000Z";
const stairs = { label: "Stairs, each flight", quantity: 1, unit_cents: 2_500, amount_cents: 2_500 };
const minimum = { label: "Minimum charge", quantity: 1, unit_cents: 12_400, amount_cents: 12_400 };
const old: OldPricing = {
  kind: "itemized",
  currency: "USD",
  total_cents: 14_900,
  lines: [stairs, minimum],
  frozen_at: at,
  amendments: [],
};

test("an older price reads as firm and without tax, with the same total", () => {
  expect(readStoredPricing(old)).toEqual({
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
  const lines = [{ label: "Trailer", quantity: 1, unit_cents: 65_000, amount_cents: 65_000 }];
  const step = { at, by: "Ana", reason: "One ton more", from_cents: 60_000, to_cents: 65_000 };
  expect(readStoredPricing({ ...old, kind: "flat", lines, total_cents: 65_000, amendments: [step] })).toMatchObject({
    lines: [{ kind: "base", code: "base", label: "Trailer" }],
    amendments: [{ ...step, id: "a1", agreed: null }],
    pending: null,
  });
});

test("a present price is returned as it is", () => {
  const pricing = freeze(flatPrice(60_000), at);
  expect(readStoredPricing(pricing)).toBe(pricing);
});
