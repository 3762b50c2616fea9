import { describe, expect, it } from "vitest";
import type { Job } from "../../../http/api-client.ts";
import { nothingReported } from "../job/visit.sample.ts";
import type { Pricing } from "../price/price-draft.ts";
import { hasLoad, isComplete, lineChange, nextPrice, priceStep, steppedBy, type PriceGroup } from "./price-step.ts";
import { customerNamed } from "../job/customer.sample.ts";

const load: PriceGroup = {
  id: "load",
  label: "Load size",
  kind: "choice",
  options: [
    { id: "half-load", label: "Half load", unit_cents: 34_900 },
    { id: "full-load", label: "Full load", unit_cents: 59_900 },
  ],
};
const addOns: PriceGroup = {
  id: "add-ons",
  label: "Add-ons",
  kind: "add_on",
  options: [{ id: "stairs", label: "Stairs", unit_cents: 2_500 }],
};
const groups = [load, addOns];
type Line = Pricing["lines"][number];
const line = (code: string, amount: number, change: Partial<Line> = {}): Line => ({
  id: code,
  kind: "option",
  code,
  label: code,
  quantity: 1,
  unit_cents: amount,
  amount_cents: amount,
  taxable: true,
  ...change,
});
const price = (lines: Line[], change: Partial<Pricing> = {}): Pricing => ({
  kind: "itemized",
  state: "firm",
  currency: "USD",
  subtotal_cents: 0,
  tax_cents: 0,
  total_cents: lines.reduce((total, { amount_cents: amount }) => total + amount, 0),
  deposit_cents: 0,
  tax: null,
  estimate: null,
  lines,
  frozen_at: "2026-11-20T16:00:00.000Z",
  amendments: [],
  pending: null,
  ...change,
});
const half = price([line("half-load", 34_900)]);
const waits = (total: number) => ({
  id: "p2",
  at: "2026-11-27T16:05:00.000Z",
  by: "Dana",
  reason: "The load on site",
  lines: [line("full-load", 59_900)],
  total_cents: total,
});
const arrived = "2026-11-27T16:00:00.000Z";
const change = (at: string) => ({ id: "p1", at, by: "Ana", reason: "", from_cents: 0, to_cents: 0, agreed: null });

const jobWith = (pricing: Pricing | undefined, priceGroups: PriceGroup[] | undefined): Job => ({
  id: "261127-7K3Q",
  rev: 3,
  status: "in_progress",
  stage: "on_site",
  service: { id: "junk-removal", name: "Junk removal" },
  customer: customerNamed("Maria"),
  location: { street: "4127 Utah St", city: "San Diego", postal_code: "92104" },
  items: [],
  visits: [
    {
      ...nothingReported,
      id: "v1",
      kind: "service",
      day: "2026-11-27",
      window: null,
      crew: "crew-1",
      state: "on_site",
      reported_at: arrived,
    },
  ],
  crew: "crew-1",
  notes: null,
  link: "live",
  source: "dispatch",
  created_at: arrived,
  updated_at: arrived,
  ...(pricing === undefined ? {} : { pricing }),
  ...(priceGroups === undefined ? {} : { price_groups: priceGroups }),
});

describe("the final price of a visit", () => {
  it("is asked for only if this crew may set it and the service has a load to choose", () => {
    expect(priceStep(undefined, "v1")).toBe("none");
    expect(priceStep(jobWith(half, undefined), "v1")).toBe("none");
    expect(priceStep(jobWith(undefined, groups), "v1")).toBe("none");
    expect(priceStep(jobWith(half, groups), "v1")).toBe("open");
    expect(priceStep(jobWith(half, [addOns]), "v1")).toBe("set");
    expect([hasLoad(groups), hasLoad([addOns])]).toEqual([true, false]);
  });

  it("is set by a change after the crew arrived, and not by an earlier one", () => {
    const before = price(half.lines, { amendments: [change("2026-11-26T16:00:00.000Z")] });
    const after = price(half.lines, { amendments: [change("2026-11-27T16:05:00.000Z")] });
    expect(priceStep(jobWith(before, groups), "v1")).toBe("open");
    expect(priceStep(jobWith(after, groups), "v1")).toBe("set");
    expect(priceStep(jobWith(price(half.lines, { pending: waits(59_900) }), groups), "v1")).toBe("waiting");
  });
});

describe("a preview", () => {
  it("needs a yes if its price waits, and shows the lines and the tax of that price", () => {
    const next = nextPrice(price(half.lines, { pending: waits(64_842) }), half);
    expect(next).toMatchObject({ total_cents: 64_842, tax_cents: 4_942, needsYes: true });
    expect(next.lines.map(({ code }) => code)).toEqual(["full-load"]);
  });

  it("needs no yes within the promised price, even if an earlier price still waits", () => {
    const estimate = { low_cents: 14_900, high_cents: 59_900, options: [] };
    expect(nextPrice(price([line("half-load", 34_900)]), price([], { estimate }))).toMatchObject({
      total_cents: 34_900,
      tax_cents: 0,
      needsYes: false,
    });
  });

  it("is asked for once every choice has an option", () => {
    expect(isComplete(groups, [{ id: "stairs" }])).toBe(false);
    expect(isComplete(groups, [{ id: "half-load" }])).toBe(true);
    expect(isComplete([addOns], [])).toBe(true);
  });

  it("says which lines are new and which load they replace", () => {
    expect(lineChange(line("half-load", 34_900), half, groups)).toEqual({ kind: "same" });
    expect(lineChange(line("full-load", 59_900), half, groups)).toEqual({ kind: "instead_of", label: "half-load" });
    expect(lineChange(line("stairs", 2_500), half, groups)).toEqual({ kind: "new" });
    expect(lineChange(line("half-load", 69_800, { quantity: 2 }), half, groups)).toEqual({ kind: "new" });
  });
});

it("counts up to the most and down to none", () => {
  expect(steppedBy(undefined, 1)).toBe("1");
  expect(steppedBy("0", -1)).toBe("0");
  expect(steppedBy("1.25", 1)).toBe("2.25");
  expect(steppedBy("10", 1, 10)).toBe("10");
  expect(steppedBy("x", 1)).toBe("1");
});
