import { describe, expect, it } from "vitest";
import { amend, withLines, withOverage } from "./amend.ts";
import { finalTotals, type PricedJob } from "./final-work.ts";
import { bookWith, junkRemoval, rentalRules, saturday, saturdayTenPercent, trailer } from "./price-book.fixture.ts";
import { priceJob } from "./price-job.ts";
import { freeze, unpriced } from "./pricing.ts";
import { swapLine } from "../rental/rental-price.ts";
import { rentalFor } from "../rental/rental-rules.ts";

const at = "2026-12-01T18:00:00.000Z";
const change = { id: "a2", at, by: "Ana", reason: "Swap" };
const where = { postal_code: "92104", day: saturday };
const book = bookWith(82_500, { surcharges: [saturdayTenPercent] });
const quarter = freeze(
  priceJob(book, junkRemoval, {
    ...where,
    items: [
      { id: "quarter-load", quantity: 1 },
      { id: "stairs", quantity: 2 },
    ],
  }),
  at,
);
const junkJob: PricedJob = { ...where, pricing: quarter, service: junkRemoval, name: "Junk removal" };
const codesOf = (totals: { lines: { code: string; amount_cents: number }[] }) =>
  totals.lines.map(({ code, amount_cents: cents }) => [code, cents]);

describe("the price of the real work by items", () => {
  it("has the new load, the surcharge that the job has, and the frozen rate", () => {
    const dearer = { ...book, tax: { ...book.tax, rate_ppm: 90_000 } };
    const totals = finalTotals(dearer, junkJob, { items: [{ id: "half-load", quantity: 1 }] });
    expect(codesOf(totals)).toEqual([
      ["half-load", 34_900],
      ["saturday", 3_490],
      ["tax", 3_167],
    ]);
  });

  it("adds no surcharge that the job did not have, and keeps one that is gone from the price book", () => {
    const other = { ...saturdayTenPercent, id: "weekend", label: "Weekend" };
    const totals = finalTotals({ ...book, surcharges: [other] }, junkJob, {
      items: [{ id: "half-load", quantity: 1 }],
    });
    expect(codesOf(totals).slice(0, 2)).toEqual([
      ["half-load", 34_900],
      ["saturday", 1_990],
    ]);
  });

  it("uses the locked price of what the job has, and the present price of the rest", () => {
    const service = {
      ...junkRemoval,
      groups: junkRemoval.groups.map((group) => ({
        ...group,
        options: group.options.map((option) => ({ ...option, unit_cents: option.unit_cents + 1_000 })),
      })),
    };
    const items = [
      { id: "quarter-load", quantity: 1 },
      { id: "stairs", quantity: 3 },
      { id: "mattress", quantity: 1 },
    ];
    const totals = finalTotals(book, { ...junkJob, service }, { items });
    expect(codesOf(totals).slice(0, 3)).toEqual([
      ["quarter-load", 14_900],
      ["stairs", 7_500],
      ["mattress", 3_500],
    ]);
  });

  it("keeps the base, the swaps, the extra days and the overage of a rental", () => {
    const ten = freeze(priceJob(book, trailer, { ...where, items: [], days: 10 }), at);
    const swapped = amend(ten, withLines(ten, [swapLine(rentalFor(rentalRules), ten)]), change, null);
    const over = {
      kind: "overage",
      code: "o1",
      label: "Extra tons",
      quantity: 1,
      unit_cents: 6_500,
      taxable: true,
    } as const;
    const pricing = { ...swapped, ...withOverage(swapped, [over]) };
    const service = { ...trailer, price: { kind: "flat", amount_cents: 70_000 } as const };
    const job = { ...where, pricing, service, name: "Trailer" };
    const totals = finalTotals({ ...book, surcharges: [] }, job, { items: [{ id: "tire", quantity: 2 }] });
    expect(codesOf(totals).slice(0, -1)).toEqual([
      ["base", 60_000],
      ["extra_days", 7_500],
      ["swap", 60_000],
      ["tire", 3_000],
      ["saturday", 6_750],
      ["o1", 6_500],
    ]);
  });

  it("keeps a discount, unless the office writes lines beside the items", () => {
    const discount = {
      kind: "discount",
      code: "line-1",
      label: "Regular",
      quantity: 1,
      unit_cents: 2_000,
      taxable: true,
    } as const;
    const pricing = { ...quarter, ...withLines(quarter, [discount]) };
    const items = [{ id: "half-load", quantity: 1 }];
    expect(codesOf(finalTotals(book, { ...junkJob, pricing }, { items }))).toContainEqual(["line-1", -2_000]);
    const lines = [{ label: "Neighbor", kind: "discount", quantity: 1, unit_cents: 1_000 } as const];
    const both = finalTotals(book, { ...junkJob, pricing }, { items, lines });
    expect(both.lines.filter(({ kind }) => kind === "discount")).toMatchObject([
      { label: "Neighbor", amount_cents: -1_000 },
    ]);
  });

  it("needs items or lines, and lines for a service that is gone", () => {
    expect(() => finalTotals(book, junkJob, {})).toThrow(expect.objectContaining({ code: "invalid" }));
    expect(() => finalTotals(book, { ...junkJob, service: null }, { items: [] })).toThrow(
      expect.objectContaining({ fields: [expect.objectContaining({ field: "/items", code: "unknown_service" })] }),
    );
  });
});

describe("the price of the real work by lines", () => {
  it("replaces everything but the overage, and a line that keeps its label keeps its code", () => {
    const swapped = amend(
      quarter,
      withOverage(quarter, [
        { kind: "overage", code: "o1", label: "Trip fee", quantity: 1, unit_cents: 5_000, taxable: true },
      ]),
      change,
      null,
    );
    const lines = [
      { label: "Piano", quantity: 1, unit_cents: 20_000 },
      { label: "Quarter load", quantity: 1, unit_cents: 15_000 },
    ];
    const totals = finalTotals(book, { ...junkJob, pricing: swapped, service: null }, { lines });
    expect(codesOf(totals).slice(0, 3)).toEqual([
      ["line-1", 20_000],
      ["quarter-load", 15_000],
      ["o1", 5_000],
    ]);
    expect(totals.tax_cents).toBe(3_300);
  });

  it("gives two lines with one label two codes", () => {
    const line = { label: "Piano", quantity: 1, unit_cents: 20_000 };
    const first = finalTotals(book, junkJob, { lines: [line, line] });
    expect(codesOf(first).map(([code]) => code)).toEqual(["line-1", "line-2", "tax"]);
    const again = finalTotals(book, { ...junkJob, pricing: { ...quarter, ...first } }, { lines: [line, line, line] });
    expect(codesOf(again).map(([code]) => code)).toEqual(["line-1", "line-2", "line-3", "tax"]);
  });

  it("takes the rate of the address for a job without a price", () => {
    const pricing = freeze(unpriced("USD"), at);
    const lines = [{ label: "Cleanout", quantity: 1, unit_cents: 100_000 }];
    expect(finalTotals(book, { ...junkJob, pricing }, { lines })).toMatchObject({
      tax: { rate_ppm: 82_500 },
      tax_cents: 8_250,
    });
    expect(finalTotals(book, { ...junkJob, pricing: { ...quarter, tax: null } }, { lines })).toMatchObject({
      tax: null,
      tax_cents: 0,
    });
  });
});
