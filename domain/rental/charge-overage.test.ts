import { describe, expect, it } from "vitest";
import { bookWith, trailer } from "../price/price-book.fixture.ts";
import { priceJob } from "../price/price-job.ts";
import { freeze } from "../price/pricing.ts";
import { chargeOverage } from "./charge-overage.ts";
import type { Overage, OverageItem } from "./overage.ts";

const at = "2026-12-11T18:00:00.000Z";
const stamp = { id: "a4", at, by: "Ana" };
const pricing = freeze(
  priceJob(bookWith(82_500), trailer, { items: [], days: 10, postal_code: null, day: "2026-12-01" }),
  at,
);
const item = (change: Partial<OverageItem>): OverageItem => ({
  id: "o1",
  kind: "tons",
  of: "e1",
  label: "Extra tons",
  quantity: 1.4,
  unit_cents: 6_500,
  amount_cents: 9_100,
  basis: { used: 3.4, included: 2 },
  state: "proposed",
  ...change,
});
const days = item({ id: "o2", kind: "days", label: "Extra days", quantity: 1, unit_cents: 2_500, amount_cents: 2_500 });
const overage: Overage = { state: "open", items: [item({}), days] };
const accept = { id: "o1", action: "accept" } as const;
const waive = { id: "o2", action: "waive", reason: "Snow" } as const;

describe("charging a review", () => {
  it("18: all decisions of one call are one amendment, and close the review", () => {
    const charged = chargeOverage({ overage, pricing }, { decisions: [accept, waive], add: [] }, stamp);
    expect(charged.overage.state).toBe("closed");
    expect(charged.pricing).toMatchObject({ subtotal_cents: 76_600, tax_cents: 6_320, total_cents: 82_920 });
    expect(charged.pricing.amendments).toEqual([
      { ...stamp, reason: "Overage: Extra tons", from_cents: 73_069, to_cents: 82_920, agreed: null },
    ]);
  });

  it("18: a waiver alone changes no price, also after an accepted item", () => {
    const waived = chargeOverage({ overage, pricing }, { decisions: [waive], add: [] }, stamp);
    expect(waived).toMatchObject({ overage: { state: "open" }, pricing });
    const first = chargeOverage({ overage, pricing }, { decisions: [accept], add: [] }, stamp);
    // A store may return the fields of a line in another order.
    const stored = {
      ...first.pricing,
      lines: first.pricing.lines.map((line) => Object.fromEntries(Object.entries(line).toReversed())),
    } as typeof pricing;
    expect(chargeOverage({ ...first, pricing: stored }, { decisions: [waive], add: [] }, stamp).pricing).toBe(stored);
  });

  it("6: what the office adds is charged without a decision, with its own tax", () => {
    const seven = freeze(priceJob(bookWith(82_500), trailer, { items: [], postal_code: null, day: null }), at);
    const add = [{ label: "Dump fee", quantity: 1, unit_cents: 4_500, taxable: false }];
    const charged = chargeOverage({ overage: null, pricing: seven }, { decisions: [], add }, stamp);
    expect(charged.pricing).toMatchObject({ tax_cents: 4_950, total_cents: 69_450 });
    expect(charged.overage).toEqual({
      state: "closed",
      items: [
        {
          ...add[0],
          id: "o1",
          kind: "other",
          of: "",
          amount_cents: 4_500,
          basis: null,
          state: "accepted",
          by: "Ana",
          at,
        },
      ],
    });
    const later = chargeOverage({ ...charged }, { decisions: [], add }, stamp);
    expect(later.overage.items.map(({ id }) => id)).toEqual(["o1", "o2"]);
  });

  it("has at most thirty items", () => {
    const add = Array.from({ length: 29 }, () => ({ label: "Tire", quantity: 1, unit_cents: 1 }));
    expect(() => chargeOverage({ overage, pricing }, { decisions: [], add }, stamp)).toThrow(
      expect.objectContaining({ fields: [expect.objectContaining({ field: "/overage", code: "too_many" })] }),
    );
  });
});
