import { describe, expect, it } from "vitest";
import { extensionLine, swapLine } from "../rental/rental-price.ts";
import { rentalFor } from "../rental/rental-rules.ts";
import { amend, nextAmendmentId, withLines } from "./amend.ts";
import { setFinalPrice, withFrozenOptions } from "./on-site-price.ts";
import { bookWith, junkRemoval, rentalRules, trailer } from "./price-book.fixture.ts";
import { priceJob } from "./price-job.ts";
import { freeze, unpriced, type Pricing, type Totals } from "./pricing.ts";

const at = "2026-12-01T18:00:00.000Z";
const change = { id: "w2", at, by: "Ana", reason: "More than planned" };
const book = bookWith(82_500);
const where = { postal_code: "92122", day: "2026-12-01" };
const rental = rentalFor(rentalRules);
const week = () => freeze(priceJob(book, trailer, { ...where, items: [] }), at);

describe("an extension and a swap", () => {
  it("12: four more days cost four days and their tax", () => {
    const totals = withLines(week(), extensionLine(rental, 4, week()));
    expect(week().total_cents).toBe(64_950);
    expect(totals).toMatchObject({ subtotal_cents: 70_000, tax_cents: 5_775, total_cents: 75_775 });
    expect(totals.lines.map(({ id, code }) => [id, code])).toEqual([
      ["l1", "base"],
      ["l2", "extra_days"],
      ["l3", "tax"],
    ]);
  });

  it("13: a swap costs the base price again, or its own price", () => {
    expect(withLines(week(), [swapLine(rental, week())])).toMatchObject({ tax_cents: 9_900, total_cents: 129_900 });
    const own = { ...rental, swap_cents: 40_000 };
    expect(withLines(week(), [swapLine(own, week())])).toMatchObject({ subtotal_cents: 100_000 });
  });

  it("keep the frozen rate, the deposit and the former total", () => {
    const changed = amend(week(), withLines(week(), [swapLine(rental, week())]), change, null);
    expect(changed).toMatchObject({
      kind: "itemized",
      tax: { rate_ppm: 82_500 },
      deposit_cents: 0,
      frozen_at: at,
      amendments: [{ ...change, from_cents: 64_950, to_cents: 129_900, agreed: null }],
    });
  });

  it("leave a flat price flat if it is still one amount", () => {
    expect(amend(week(), withLines(week(), []), change, null)).toMatchObject({ kind: "flat", total_cents: 64_950 });
  });

  it("have ids of one kind, which no amendment and no waiting price has", () => {
    const step = { ...change, from_cents: 1, to_cents: 2, agreed: null };
    const idAfter = (ids: string[], waiting: string | null = null) =>
      nextAmendmentId({
        ...week(),
        amendments: ids.map((id) => ({ ...step, id })),
        pending: waiting === null ? null : { ...change, id: waiting, lines: [], total_cents: 1 },
      });
    expect([idAfter([]), idAfter(["a1", "a2"]), idAfter(["a1"], "a2"), idAfter(["a1", "p4"])]).toEqual([
      "a1",
      "a3",
      "a3",
      "a5",
    ]);
  });

  it("change a price at most 50 times", () => {
    const step = { ...change, from_cents: 1, to_cents: 2, agreed: null };
    const full: Pricing = { ...week(), amendments: Array.from({ length: 50 }, () => step) };
    expect(() => amend(full, week(), change, null)).toThrow(
      expect.objectContaining({ fields: [expect.objectContaining({ field: "/pricing", code: "too_many" })] }),
    );
    expect(amend({ ...full, amendments: full.amendments.slice(1) }, week(), change, null).amendments).toHaveLength(50);
  });
});

describe("the final price on site", () => {
  const estimate = () =>
    freeze(priceJob(book, junkRemoval, { ...where, items: [{ id: "stairs", quantity: 1 }], not_sure: ["load"] }), at);
  const loaded = (): Totals =>
    priceJob(book, withFrozenOptions(junkRemoval, estimate()), {
      ...where,
      items: [
        { id: "three-quarter-load", quantity: 1 },
        { id: "stairs", quantity: 1 },
      ],
    });
  const higher = (): Totals => ({ ...loaded(), total_cents: 70_000 });

  it("11: needs no agreement up to the ceiling, and makes the estimate firm", () => {
    const final = setFinalPrice(estimate(), loaded(), change, "crew", null);
    expect(final).toMatchObject({
      state: "firm",
      estimate: null,
      tax_cents: 4_158,
      total_cents: 54_558,
      pending: null,
    });
    expect(final.amendments).toMatchObject([{ from_cents: 18_836, agreed: { how: "not_needed", name: null, at } }]);
  });

  it("11: waits if a crew asks for more without a yes", () => {
    const waiting = setFinalPrice(estimate(), higher(), change, "crew", null);
    expect(waiting).toMatchObject({ total_cents: 18_836, state: "estimate", amendments: [] });
    expect(waiting.pending).toMatchObject({ id: "w2", reason: "More than planned", total_cents: 70_000 });
    const again = setFinalPrice(waiting, { ...higher(), total_cents: 71_000 }, { ...change, id: "w3" }, "crew", null);
    expect(again.pending).toMatchObject({ id: "w3", total_cents: 71_000 });
  });

  it("applies with a yes, or from the office without one, and ends the wait", () => {
    const waiting = setFinalPrice(estimate(), higher(), change, "crew", null);
    const agreed = setFinalPrice(waiting, higher(), change, "crew", { how: "in_person", name: "Mark" });
    expect(agreed).toMatchObject({ total_cents: 70_000, pending: null });
    expect(agreed.amendments).toMatchObject([{ agreed: { how: "in_person", name: "Mark", at } }]);
    expect(setFinalPrice(waiting, higher(), change, "office", null).amendments).toMatchObject([{ agreed: null }]);
  });

  it("may be exactly the ceiling of a firm price", () => {
    const same = setFinalPrice(week(), week(), change, "crew", null);
    expect(same.amendments).toMatchObject([{ agreed: { how: "not_needed" } }]);
    expect(setFinalPrice(week(), { ...week(), total_cents: 64_951 }, change, "crew", null).pending).not.toBeNull();
  });

  it("uses the frozen prices of the options that the customer could not decide", () => {
    const [load, ...others] = junkRemoval.groups;
    if (load === undefined) throw new RangeError("The fixture has it");
    const options = load.options.map((option) => ({ ...option, unit_cents: option.unit_cents + 5_000 }));
    const dearer = { ...junkRemoval, groups: [{ ...load, options }, ...others] };
    expect(withFrozenOptions(dearer, estimate())).toEqual(junkRemoval);
    expect(withFrozenOptions(dearer, week())).toEqual(dearer);
  });
});

it("a job that waits for its price has no lines", () => {
  expect(unpriced("USD")).toEqual({
    kind: "itemized",
    state: "unpriced",
    currency: "USD",
    lines: [],
    subtotal_cents: 0,
    tax_cents: 0,
    total_cents: 0,
    deposit_cents: 0,
    tax: null,
    estimate: null,
  });
});
