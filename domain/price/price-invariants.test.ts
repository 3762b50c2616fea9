import fc from "fast-check";
import { expect, it } from "vitest";
import { chargeOverage } from "../rental/charge-overage.ts";
import { amend, withLines } from "./amend.ts";
import { finalTotals } from "./final-work.ts";
import { setFinalPrice } from "./on-site-price.ts";
import { answerPending } from "./pending-price.ts";
import { bookWith, junkRemoval, saturday, saturdayTenPercent } from "./price-book.fixture.ts";
import { priceJob } from "./price-job.ts";
import { freeze, type Pricing } from "./pricing.ts";
import { partOf } from "./rounding.ts";

const at = "2026-12-05T18:00:00.000Z";
const where = { postal_code: "92104", day: saturday };
const book = bookWith(88_750, { surcharges: [saturdayTenPercent] });
const start = freeze(priceJob(book, junkRemoval, { ...where, items: [], not_sure: ["load"] }), at);

const cents = fc.integer({ min: 1, max: 90_000 });
const quantity = fc.integer({ min: 1, max: 20_000 }).map((thousandths) => thousandths / 1000);
const handLine = fc.record({
  label: fc.constantFrom("Piano", "Stairs", "Dump fee"),
  quantity,
  unit_cents: cents,
  taxable: fc.boolean(),
  kind: fc.constantFrom("option", "add_on", "surcharge", "discount"),
});
const load = fc.constantFrom("quarter-load", "half-load", "three-quarter-load", "full-load");

/** A change of a price. It may be refused, and then changes nothing. */
type Step = (pricing: Pricing, id: string) => Pricing;
const changeOf = (id: string) => ({ id, at, by: "Ana", reason: "Test" });
const jobOf = (pricing: Pricing) => ({ ...where, pricing, service: junkRemoval, name: "Junk removal" });

const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ id: load, setter: fc.constantFrom("office", "crew") }).map(({ id: loaded, setter }): Step => {
    const items = [{ id: loaded, quantity: 1 }];
    return (pricing, id) =>
      setFinalPrice(pricing, finalTotals(book, jobOf(pricing), { items }), changeOf(id), setter, null);
  }),
  fc.array(handLine, { minLength: 1, maxLength: 4 }).map(
    (lines): Step =>
      (pricing, id) =>
        setFinalPrice(pricing, finalTotals(book, jobOf(pricing), { lines }), changeOf(id), "office", null),
  ),
  handLine.map((line): Step => (pricing, id) => {
    const draft = { ...line, code: "swap", kind: "option" } as const;
    return amend(pricing, withLines(pricing, [draft]), changeOf(id), null);
  }),
  handLine.map((line): Step => (pricing, id) => {
    const { kind: _kind, ...add } = line;
    return chargeOverage({ overage: null, pricing }, { decisions: [], add: [add] }, changeOf(id)).pricing;
  }),
  fc.boolean().map((agree): Step => (pricing) => {
    const { pending } = pricing;
    const answer = { change: pending?.id ?? "", total_cents: pending?.total_cents ?? 0, agree, name: "Mark" };
    const answered = answerPending(pricing, answer, at);
    return answered === "unchanged" ? pricing : answered;
  }),
);

const sum = (amounts: number[]): number => amounts.reduce((total, one) => total + one, 0);

/** Checks what is true of every price of a job. */
const assertSound = (pricing: Pricing): void => {
  const { lines, subtotal_cents: subtotal, tax_cents: tax, total_cents: total } = pricing;
  expect(sum(lines.map(({ amount_cents: amount }) => amount))).toBe(total);
  expect(subtotal + tax).toBe(total);
  const taxable = lines.filter((line) => line.taxable).map(({ amount_cents: amount }) => amount);
  expect(tax).toBe(partOf(Math.max(0, sum(taxable)), pricing.tax?.rate_ppm ?? 0));
  expect(lines.filter(({ kind }) => kind === "tax")).toHaveLength(1);
  expect(pricing.amendments.at(-1)?.to_cents ?? start.total_cents).toBe(total);
  // Each amendment begins where the one before ended.
  const ends = [start.total_cents, ...pricing.amendments.map(({ to_cents: to }) => to)];
  expect(pricing.amendments.map(({ from_cents: from }) => from)).toEqual(ends.slice(0, -1));
};

it("5: lines sum to the total, the tax follows from them, and the last amendment is the total, after any changes", () => {
  let applied = 0;
  fc.assert(
    fc.property(fc.array(step, { maxLength: 12 }), (steps) => {
      let pricing = start;
      for (const [index, change] of steps.entries()) {
        try {
          pricing = change(pricing, `a${index}`);
          applied += 1;
        } catch (error) {
          // A discount below zero, an answer that no price waits for, and a price above the limit are refused.
          expect(error).toMatchObject({ code: expect.stringMatching(/^(invalid|transition_not_allowed)$/) });
        }
        assertSound(pricing);
      }
    }),
    { seed: 20_261_205, numRuns: 300 },
  );
  expect(applied).toBeGreaterThan(500);
});
