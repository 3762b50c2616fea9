import { describe, expect, it } from "vitest";
import { amend, withOverage } from "../price/amend.ts";
import { bookWith, rentalRules, trailer } from "../price/price-book.fixture.ts";
import { priceJob } from "../price/price-job.ts";
import { freeze } from "../price/pricing.ts";
import { tonsOf } from "../price/rounding.ts";
import { daysOverage, tonsOverage, tripOverage, type Overage, type Proposal } from "./overage.ts";
import { decideOverage, overageLines, propose, type OverageDecision } from "./overage-review.ts";
import type { RentalPeriod } from "./rental-period.ts";
import { rentalFor } from "./rental-rules.ts";

const at = "2026-12-11T18:00:00.000Z";
const stamp = { by: "Ana", at };
const week = rentalFor(rentalRules);
const period = (change: Partial<RentalPeriod> = {}): RentalPeriod => ({
  id: "e1",
  type: "trailer-15",
  unit: "T15-02",
  from: "2026-12-01",
  until: "2026-12-10",
  delivered_by: "v1",
  removed_by: "v2",
  ready_on: null,
  asked_for: null,
  allowed_days: 7,
  net_tons: null,
  ticket: null,
  ...change,
});
const extra = (proposal: Proposal | null) => proposal && [proposal.quantity, proposal.amount_cents];

describe("days", () => {
  const days = (change: Partial<RentalPeriod> = {}, rental = week) =>
    daysOverage(period(change), "2026-12-01", "2026-12-11", rental);

  it("16: are counted to the pickup", () => {
    expect(days()).toEqual({
      kind: "days",
      of: "e1",
      label: "Extra days",
      quantity: 3,
      unit_cents: 2_500,
      amount_cents: 7_500,
      basis: { used: 10, included: 7 },
    });
    expect(extra(days())).toEqual([3, 7_500]);
    expect(extra(days({}, { ...week, count_delivery_day: true }))).toEqual([4, 10_000]);
  });

  it("16: end when the customer said that the unit is ready, or on the day that they asked for", () => {
    expect(extra(days({ ready_on: "2026-12-09" }))).toEqual([1, 2_500]);
    expect(extra(days({ ready_on: "2026-12-06", asked_for: "2026-12-10" }))).toEqual([2, 5_000]);
    expect(extra(days({ ready_on: "2026-12-20" }))).toEqual([3, 7_500]);
    expect(days({ ready_on: "2026-12-08" })).toBeNull();
  });

  it("are not proposed if each of them is paid, or costs nothing", () => {
    expect(days({ allowed_days: 10 })).toBeNull();
    expect(days({}, { ...week, extra_day_cents: 0 })).toBeNull();
  });
});

describe("tons", () => {
  it("17: are those above the included ones, to a thousandth", () => {
    expect(tonsOverage(period({ net_tons: tonsOf(6_800) }), week)).toEqual({
      kind: "tons",
      of: "e1",
      label: "Extra tons",
      quantity: 1.4,
      unit_cents: 6_500,
      amount_cents: 9_100,
      basis: { used: 3.4, included: 2 },
    });
    expect(extra(tonsOverage(period({ net_tons: tonsOf(4_385) }), week))).toEqual([0.192, 1_248]);
  });

  it("19: are counted for each period by itself", () => {
    const both = [period({ net_tons: 3.4 }), period({ id: "e2", net_tons: 1.9 })];
    expect(both.map((one) => tonsOverage(one, week))).toMatchObject([{ of: "e1", amount_cents: 9_100 }, null]);
    expect(tonsOverage(period(), week)).toBeNull();
  });
});

it("20: a trip fee is proposed only if the customer's side stopped the visit", () => {
  const codes = ["blocked", "locked", "overfilled", "prohibited", "nobody_home", "not_ready"];
  for (const code of codes) expect(extra(tripOverage({ id: "v2", code }, 12_500))).toEqual([1, 12_500]);
  for (const code of ["weather", "truck", "our_schedule", "other"])
    expect(tripOverage({ id: "v2", code }, 12_500)).toBeNull();
  expect(tripOverage({ id: "v2", code: "blocked" }, null)).toBeNull();
});

describe("the review", () => {
  const ten = freeze(
    priceJob(bookWith(82_500), trailer, { items: [], days: 10, postal_code: null, day: "2026-12-01" }),
    at,
  );
  const used = period({ net_tons: 3.4 });
  const [tons, days] = [{ kind: "tons", of: "e1" } as const, { kind: "days", of: "e1" } as const];
  const found = (overage: Overage | null): Overage => overage ?? expect.fail("There is a proposal");
  const weigh = (overage: Overage | null, net_tons: number) =>
    propose(overage, tons, tonsOverage({ ...used, net_tons }, week));
  const open = () => found(propose(weigh(null, 3.4), days, daysOverage(used, "2026-12-01", "2026-12-11", week)));
  const decide = (overage: Overage, ...decisions: OverageDecision[]) => decideOverage(overage, decisions, stamp);

  it("18: accepts the tons and waives the days, changes the price once, and closes", () => {
    expect(open()).toMatchObject({
      state: "open",
      items: [
        { id: "o1", kind: "tons" },
        { id: "o2", kind: "days" },
      ],
    });
    const half = decide(open(), { id: "o1", action: "accept" });
    expect(half.state).toBe("open");
    const closed = decide(half, { id: "o2", action: "waive", reason: "Snow" });
    expect(closed).toMatchObject({
      state: "closed",
      items: [
        { state: "accepted", ...stamp },
        { state: "waived", reason: "Snow" },
      ],
    });
    const totals = withOverage(ten, overageLines(closed, true));
    expect(totals).toMatchObject({ subtotal_cents: 76_600, tax_cents: 6_320, total_cents: 82_920 });
    const change = { id: "w9", at, by: "Ana", reason: "Weight" };
    expect(amend(ten, totals, change, null).amendments).toMatchObject([{ from_cents: 73_069, to_cents: 82_920 }]);
  });

  it("20: an accepted trip fee is taxed as the service is", () => {
    const base = freeze(priceJob(bookWith(82_500), trailer, { items: [], postal_code: null, day: "2026-12-01" }), at);
    const fee = tripOverage({ id: "v2", code: "blocked" }, trailer.trip_fee_cents);
    const accepted = decide(found(propose(null, { kind: "trip", of: "v2" }, fee)), { id: "o1", action: "accept" });
    expect(withOverage(base, overageLines(accepted, true))).toMatchObject({ tax_cents: 5_981, total_cents: 78_481 });
  });

  it("edits an item, and needs a reason to edit or to waive", () => {
    const edited = decide(open(), { id: "o1", action: "edit", quantity: 1, reason: "Wet load" });
    expect(edited.items[0]).toMatchObject({ state: "edited", quantity: 1, amount_cents: 6_500, reason: "Wet load" });
    expect(overageLines(edited, true)).toMatchObject([{ kind: "overage", code: "o1", quantity: 1, unit_cents: 6_500 }]);
    const cheaper = decide(open(), { id: "o1", action: "edit", unit_cents: 5_000, reason: "Regular" });
    expect(cheaper.items[0]).toMatchObject({ quantity: 1.4, amount_cents: 7_000 });
    for (const action of ["edit", "waive"] as const) {
      expect(() => decide(open(), { id: "o1", action, reason: " " })).toThrow(
        expect.objectContaining({ fields: [expect.objectContaining({ field: "/decisions/0/reason" })] }),
      );
    }
  });

  it("refuses an item that is unknown or already decided", () => {
    const half = decide(open(), { id: "o1", action: "accept" });
    for (const id of ["o1", "o9"]) {
      expect(() => decide(half, { id, action: "accept" })).toThrow(
        expect.objectContaining({ fields: [expect.objectContaining({ field: "/decisions/0/id", code: "unknown" })] }),
      );
    }
  });

  it("refuses two decisions about one item", () => {
    expect(() => decide(open(), { id: "o1", action: "accept" }, { id: "o1", action: "waive", reason: "Snow" })).toThrow(
      expect.objectContaining({ fields: [expect.objectContaining({ field: "/decisions/1/id" })] }),
    );
  });

  it("21: opens again for a corrected weight, and the accepted line stays until the office decides again", () => {
    const decided = decide(open(), { id: "o1", action: "accept" }, { id: "o2", action: "waive", reason: "Snow" });
    const again = found(weigh(decided, 3));
    expect(again).toMatchObject({
      state: "open",
      items: [
        { id: "o1", state: "accepted" },
        { id: "o2", state: "waived" },
        { id: "o3", quantity: 1, state: "proposed" },
      ],
    });
    expect(overageLines(again, true)).toMatchObject([{ code: "o1" }]);
    const closed = decide(again, { id: "o3", action: "accept" });
    expect([closed.state, closed.items.map(({ id }) => id)]).toEqual(["closed", ["o2", "o3"]]);
    expect(overageLines(closed, true)).toMatchObject([{ code: "o3", quantity: 1 }]);
    // The first weight was right after all.
    expect(weigh(again, 3.4)).toEqual(decided);
  });

  it("replaces a proposal that is not decided, and removes one that no longer applies", () => {
    expect(found(weigh(open(), 3)).items.map(({ id, quantity }) => [id, quantity])).toEqual([
      ["o2", 3],
      ["o3", 1],
    ]);
    expect(found(weigh(open(), 2)).items).toMatchObject([{ id: "o2", kind: "days" }]);
    expect(weigh(weigh(null, 3.4), 2)).toBeNull();
    expect(weigh(null, 1)).toBeNull();
  });

  it("has at most thirty items", () => {
    const trips = (count: number) =>
      Array.from({ length: count }, (_, index) => `v${index}`).reduce<Overage | null>(
        (overage, of) => propose(overage, { kind: "trip", of }, tripOverage({ id: of, code: "blocked" }, 1)),
        null,
      );
    expect(trips(30)?.items).toHaveLength(30);
    expect(() => trips(31)).toThrow(
      expect.objectContaining({ code: "invalid", fields: [expect.objectContaining({ field: "/overage" })] }),
    );
  });
});
