import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { DomainError } from "./domain-error.ts";
import { amend, amountOf, freeze, fromCents, priceByHand, priceService } from "./pricing.ts";
import { sampleSettings } from "./settings.ts";

const [trailer, junk] = sampleSettings("UTC").services;
if (trailer === undefined || junk === undefined) throw new Error("The samples have these");

describe("amounts", () => {
  it("rounds half up, to the cent", () => {
    expect(amountOf(0.5, 1)).toBe(1);
    expect(amountOf(0.499, 1)).toBe(0);
    expect(amountOf(2.5, 4_999)).toBe(12_498);
    expect(amountOf(0.333, 10_000)).toBe(3_330);
  });

  it("is exact for every quantity with at most three decimals", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 1_000_000 }),
        fc.integer({ min: 0, max: 10_000_000 }),
        (thousandths, unit) => {
          const exact = (BigInt(thousandths) * BigInt(unit) * 2n + 1_000n) / 2_000n;
          expect(amountOf(thousandths / 1000, unit)).toBe(Number(exact));
        },
      ),
    );
  });
});

describe("the price of a service", () => {
  it("is flat for a flat service", () => {
    expect(priceService(trailer, [], "USD")).toEqual({
      kind: "flat",
      currency: "USD",
      total_cents: 60_000,
      lines: [{ label: "15-yard dump trailer", quantity: 1, unit_cents: 60_000, amount_cents: 60_000 }],
    });
  });

  it("is the sum of its lines", () => {
    const price = priceService(
      junk,
      [
        { id: "half-load", quantity: 1 },
        { id: "stairs", quantity: 2 },
      ],
      "USD",
    );
    expect(price).toMatchObject({ kind: "itemized", total_cents: 39_900 });
  });

  it("is at least the minimum, with a line for the difference", () => {
    const price = priceService(junk, [{ id: "stairs", quantity: 1 }], "USD");
    expect(price.total_cents).toBe(14_900);
    expect(price.lines.at(-1)).toEqual({
      label: "Minimum charge",
      quantity: 1,
      unit_cents: 12_400,
      amount_cents: 12_400,
    });
  });

  it("throws without items and for an item that the service does not offer", () => {
    expect(() => priceService(junk, [], "USD")).toThrow(DomainError);
    expect(() => priceService(junk, [{ id: "piano", quantity: 1 }], "USD")).toThrow("not offered");
  });

  it("has a lowest price for the catalog", () => {
    expect(fromCents(trailer)).toBe(60_000);
    expect(fromCents(junk)).toBe(14_900);
  });
});

describe("a price that was set by hand", () => {
  it("has the currency of the business and a limit", () => {
    expect(priceByHand({ kind: "flat", amount_cents: 60_000, currency: "USD" }, "Trailer", "USD").total_cents).toBe(
      60_000,
    );
    expect(() => priceByHand({ kind: "flat", amount_cents: 1, currency: "EUR" }, "Trailer", "USD")).toThrow("USD");
    const lines = [{ label: "Gold", quantity: 1000, unit_cents: 1_000_000 }];
    expect(() => priceByHand({ kind: "itemized", lines, currency: "USD" }, "Trailer", "USD")).toThrow(
      "more than one job",
    );
  });

  it("becomes an amendment with its author and reason", () => {
    const frozen = freeze(priceService(trailer, [], "USD"), "2026-11-20T10:00:00.000Z");
    const next = priceByHand({ kind: "flat", amount_cents: 65_000, currency: "USD" }, "Trailer", "USD");
    const amended = amend(frozen, next, "Ana", "Two extra days", "2026-11-22T10:00:00.000Z");
    expect(amended).toMatchObject({ total_cents: 65_000, frozen_at: "2026-11-20T10:00:00.000Z" });
    expect(amended.amendments).toEqual([
      { at: "2026-11-22T10:00:00.000Z", by: "Ana", reason: "Two extra days", from_cents: 60_000, to_cents: 65_000 },
    ]);
  });
});
