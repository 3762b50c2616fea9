import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import { depositOf } from "./deposit.ts";
import { withAmount } from "./price-line.ts";
import { lineAmount, partOf, tonsOf } from "./rounding.ts";
import { rateAt, taxLines } from "./tax.ts";

test("the amount of a line is rounded half up", () => {
  expect(lineAmount(0.5, 1)).toBe(1);
  expect(lineAmount(0.499, 1)).toBe(0);
  expect(lineAmount(2.5, 4_999)).toBe(12_498);
  expect(lineAmount(0.192, 6_500)).toBe(1_248);
});

test("4: a part is rounded half up", () => {
  expect([partOf(1_000, 82_500), partOf(2_000, 77_750), partOf(14_900, 75_000)]).toEqual([83, 156, 1_118]);
});

test("a part is exact up to the limit of one job", () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 100_000_000 }), fc.integer({ min: 0, max: 1_000_000 }), (base, ppm) => {
      expect(partOf(base, ppm)).toBe(Number((BigInt(base) * BigInt(ppm) * 2n + 1_000_000n) / 2_000_000n));
    }),
  );
});

test("17: tons of pounds are rounded down to a thousandth", () => {
  expect([tonsOf(6_800), tonsOf(4_385), tonsOf(1)]).toEqual([3.4, 2.192, 0]);
});

test("a discount rounds its size, and then takes the minus", () => {
  const discount = (unit: number) =>
    withAmount({ kind: "discount", code: "d", label: "D", quantity: 0.5, unit_cents: unit, taxable: true });
  expect(discount(333)).toMatchObject({ unit_cents: -333, amount_cents: -167 });
  expect(discount(-333)).toEqual(discount(333));
});

describe("tax", () => {
  const line = (amount: number, taxable = true) =>
    ({
      kind: "option",
      code: "x",
      label: "X",
      quantity: 1,
      unit_cents: amount,
      amount_cents: amount,
      taxable,
    }) as const;
  const rate = { label: "Sales tax", rate_ppm: 82_500 };
  const taxOf = (...lines: ReturnType<typeof line>[]) => taxLines(lines, rate).map((one) => one.amount_cents);

  it("5: is rounded once, on the sum", () => {
    expect(taxOf(line(333), line(333), line(333))).toEqual([82]);
  });

  it("6: is on the taxable lines only", () => {
    expect(taxOf(line(60_000), line(4_500, false))).toEqual([4_950]);
  });

  it("is zero if discounts exceed the taxable lines, and no line without a rate", () => {
    expect(taxOf(line(100), line(-200), line(500, false))).toEqual([0]);
    expect(taxLines([line(100)], null)).toEqual([]);
  });

  it("has the rate of the first list with the service address, else the default", () => {
    const tax = {
      label: "Sales tax",
      rate_ppm: 82_500,
      by_postal_code: [
        { postal_codes: ["92036", "92122"], rate_ppm: 77_500 },
        { postal_codes: ["92122", "92101"], rate_ppm: 88_750 },
        { postal_codes: ["97201"], rate_ppm: 0 },
      ],
    };
    const rates = ["92122-1234", "92101", "90001", null].map((code) => rateAt(tax, code)?.rate_ppm);
    expect(rates).toEqual([77_500, 88_750, 82_500, 82_500]);
    expect(rateAt(tax, "97201")).toBeNull();
  });
});

test("a deposit is at most the total, and none below 50 cents", () => {
  expect(depositOf({ policy: "ask", amount_cents: 10_000 }, 8_000)).toBe(8_000);
  expect(depositOf({ policy: "require", percent_ppm: 250_000 }, 73_069)).toBe(18_267);
  expect([
    depositOf({ policy: "ask", amount_cents: 50 }, 8_000),
    depositOf({ policy: "ask", amount_cents: 49 }, 8_000),
  ]).toEqual([50, 0]);
  expect(depositOf({ policy: "none", amount_cents: 10_000 }, 8_000)).toBe(0);
});
