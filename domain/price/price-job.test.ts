import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  bookWith,
  friday,
  junkRemoval,
  saturday,
  saturdayTenPercent,
  singleItem,
  trailer,
} from "./price-book.fixture.ts";
import type { PriceBook } from "./price-book.ts";
import { priceJob, type PriceRequest } from "./price-job.ts";
import { assertSeen, maxTotalCents, type Price } from "./pricing.ts";

const request = (change: Partial<PriceRequest> = {}): PriceRequest => ({
  items: [],
  postal_code: "92122",
  day: friday,
  ...change,
});
const one = (...ids: string[]) => ids.map((id) => ({ id, quantity: 1 }));
const amounts = ({ lines }: Price) => lines.map(({ kind, code, amount_cents: cents }) => [kind, code, cents]);

describe("a price of the price book", () => {
  it("1: is one base line for a flat service without tax", () => {
    const price = priceJob(bookWith(0), trailer, request());
    expect(price).toMatchObject({ kind: "flat", state: "firm", tax: null, tax_cents: 0, total_cents: 60_000 });
    expect(price.lines).toEqual([
      {
        id: "l1",
        kind: "base",
        code: "base",
        label: "15-yard dump trailer",
        quantity: 1,
        unit_cents: 60_000,
        amount_cents: 60_000,
        taxable: true,
      },
    ]);
  });

  it("2: adds days, tax and a deposit of the total", () => {
    const book = bookWith(82_500, { deposit: { policy: "ask", percent_ppm: 250_000 } });
    const price = priceJob(book, trailer, request({ days: 10 }));
    expect(price).toMatchObject({
      kind: "itemized",
      subtotal_cents: 67_500,
      tax_cents: 5_569,
      total_cents: 73_069,
      deposit_cents: 18_267,
      tax: { label: "Sales tax", rate_ppm: 82_500 },
    });
    expect(amounts(price)).toEqual([
      ["base", "base", 60_000],
      ["option", "extra_days", 7_500],
      ["tax", "tax", 5_569],
    ]);
  });

  it("3: adds a surcharge of a percent, subtracts a discount, and taxes what is left", () => {
    const book = bookWith(88_750, { surcharges: [saturdayTenPercent] });
    const discount = {
      kind: "discount",
      code: "discount",
      label: "Neighbor",
      quantity: 1,
      unit_cents: 2_000,
      taxable: true,
    } as const;
    const items = [{ id: "stairs", quantity: 2 }, ...one("mattress", "half-load")];
    const price = priceJob(book, junkRemoval, request({ items, day: saturday, added: [discount] }));
    expect(amounts(price)).toEqual([
      ["option", "half-load", 34_900],
      ["add_on", "stairs", 5_000],
      ["add_on", "mattress", 2_500],
      ["surcharge", "saturday", 4_240],
      ["discount", "discount", -2_000],
      ["tax", "tax", 3_962],
    ]);
    expect(price).toMatchObject({ subtotal_cents: 44_640, total_cents: 48_602 });
  });

  it("7: a percent ignores other surcharges, whatever their order", () => {
    const zip = { id: "far", label: "Far away", active: true, postal_codes: ["92036"], amount_cents: 2_500 };
    const asked = request({ items: one("quarter-load"), day: saturday, postal_code: "92036-1234" });
    for (const surcharges of [
      [zip, saturdayTenPercent],
      [saturdayTenPercent, zip],
    ]) {
      const price = priceJob(bookWith(82_500, { surcharges }), junkRemoval, asked);
      expect(price).toMatchObject({ subtotal_cents: 18_890, tax_cents: 1_558, total_cents: 20_448 });
    }
  });

  it("8: multiplies quantities", () => {
    const items = [{ id: "sofa", quantity: 2 }, ...one("fridge")];
    const price = priceJob(bookWith(82_500), singleItem, request({ items }));
    expect(price).toMatchObject({ subtotal_cents: 29_700, tax_cents: 2_450, total_cents: 32_150 });
  });

  it("9: fills up to the minimum with a base line", () => {
    const service = { ...singleItem, price: { kind: "itemized", minimum_cents: 14_900 } } as const;
    const price = priceJob(bookWith(0), service, request({ items: one("sofa") }));
    expect(amounts(price)).toEqual([
      ["base", "minimum", 6_000],
      ["option", "sofa", 8_900],
    ]);
  });

  it("10: is a range with tax if the customer is not sure", () => {
    const book = bookWith(82_500, { deposit: { policy: "ask", percent_ppm: 500_000 } });
    const price = priceJob(book, junkRemoval, request({ items: one("stairs"), not_sure: ["load"] }));
    expect(price).toMatchObject({ state: "estimate", subtotal_cents: 17_400, tax_cents: 1_436, total_cents: 18_836 });
    expect(price.estimate).toEqual({
      low_cents: 18_836,
      high_cents: 67_548,
      options: [
        { code: "quarter-load", label: "Quarter load", unit_cents: 14_900 },
        { code: "half-load", label: "Half load", unit_cents: 34_900 },
        { code: "three-quarter-load", label: "Three-quarter load", unit_cents: 47_900 },
        { code: "full-load", label: "Full load", unit_cents: 59_900 },
      ],
    });
    expect(price.deposit_cents).toBe(9_418);
  });

  it("15: of another day is refused with the price of that day", () => {
    const book = bookWith(0, { surcharges: [saturdayTenPercent] });
    const quoted = priceJob(book, trailer, request());
    const booked = priceJob(book, trailer, request({ day: saturday }));
    assertSeen(quoted, 60_000);
    expect(() => assertSeen(booked, quoted.total_cents)).toThrow(
      expect.objectContaining({ code: "price_changed", facts: { pricing: booked } }),
    );
    expect(booked.total_cents).toBe(66_000);
    expect(() => assertSeen(quoted, undefined)).toThrow(expect.objectContaining({ code: "price_changed" }));
  });

  it("has no tax line for a job that is exempt", () => {
    const price = priceJob(bookWith(82_500), trailer, request({ tax_exempt: true }));
    expect(price).toMatchObject({ tax: null, tax_cents: 0, total_cents: 60_000 });
    expect(price.lines).toHaveLength(1);
  });

  it("stays flat with a tax line", () => {
    expect(priceJob(bookWith(82_500), trailer, request())).toMatchObject({ kind: "flat", total_cents: 64_950 });
  });

  it("is the service's own deposit, if it has one", () => {
    const book = bookWith(0, { deposit: { policy: "ask", amount_cents: 5_000 } });
    const own = { ...trailer, deposit: { policy: "require", amount_cents: 10_000 } } as const;
    expect(
      [priceJob(book, trailer, request()), priceJob(book, own, request())].map((one) => one.deposit_cents),
    ).toEqual([5_000, 10_000]);
  });

  it("is never above the limit of one job, or below zero", () => {
    const dear = { ...trailer, price: { kind: "flat", amount_cents: maxTotalCents + 1 } } as const;
    const refusal = (field: string, code: string) =>
      expect.objectContaining({ code: "invalid", fields: [expect.objectContaining({ field, code })] });
    expect(() => priceJob(bookWith(0), dear, request())).toThrow(refusal("/pricing", "too_much"));
    const discount = { kind: "discount", code: "discount", label: "Gift", quantity: 1, taxable: true } as const;
    const less = (cents: number) =>
      priceJob(bookWith(82_500), trailer, request({ added: [{ ...discount, unit_cents: cents }] }));
    expect(less(60_000)).toMatchObject({ subtotal_cents: 0, tax_cents: 0, total_cents: 0 });
    expect(() => less(60_001)).toThrow(refusal("/lines", "below_zero"));
  });

  it("is refused for a service that is priced by hand, and for too many days", () => {
    const byHand = { ...trailer, price: { kind: "quote" } } as const;
    expect(() => priceJob(bookWith(0), byHand, request())).toThrow(
      expect.objectContaining({ fields: [expect.objectContaining({ field: "/service", code: "quote_only" })] }),
    );
    expect(() => priceJob(bookWith(0), trailer, request({ days: 31 }))).toThrow(
      expect.objectContaining({ code: "too_long", facts: { max: 30 } }),
    );
  });

  it("always sums its lines, with tax on the taxable ones only", () => {
    const quantity = fc.integer({ min: 1, max: 10_000 }).map((thousandths) => thousandths / 1000);
    const rate = fc.integer({ min: 0, max: 300_000 });
    fc.assert(
      fc.property(
        rate,
        fc.array(fc.tuple(fc.constantFrom("sofa", "fridge"), quantity), { minLength: 1, maxLength: 9 }),
        (ppm, list) => {
          const book: PriceBook = bookWith(ppm, { surcharges: [saturdayTenPercent] });
          const items = list.map(([id, quantity]) => ({ id, quantity }));
          const price = priceJob(book, singleItem, request({ items, day: saturday }));
          const sum = price.lines.reduce((total, line) => total + line.amount_cents, 0);
          expect([price.total_cents, price.subtotal_cents + price.tax_cents]).toEqual([sum, sum]);
          const exact = (BigInt(price.subtotal_cents) * BigInt(ppm) * 2n + 1_000_000n) / 2_000_000n;
          expect(price.tax_cents).toBe(Number(exact));
        },
      ),
    );
  });
});
