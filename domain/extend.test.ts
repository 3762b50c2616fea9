import { describe, expect, it } from "vitest";
import { extendRental, type Extension } from "./extend.ts";
import { holdsOf } from "./rental/rental-period.ts";
import { deliveredJob, rentedJob } from "./rented-job.fixture.ts";

const at = "2026-12-04T18:00:00.000Z";
const today = "2026-12-04";
const paid: Extension["charge"] = { at, by: "Mark", agreed: { how: "link", name: null, at } };
const extend = (job = deliveredJob(), until = "2026-12-12", charge: Extension["charge"] = paid) =>
  extendRental(job, "customer", { until, charge }, today).next;
const thrown = (code: string, facts: object = {}) => expect.objectContaining({ code, facts });

describe("keeping a rental longer", () => {
  it("12: adds four days to seven at 8.25 %: 70,000 and 5,775 tax", () => {
    const { pricing, equipment } = extend();
    expect(pricing).toMatchObject({ subtotal_cents: 70_000, tax_cents: 5_775, total_cents: 75_775 });
    expect(pricing.amendments).toMatchObject([{ reason: "4 extra days", from_cents: 64_950, to_cents: 75_775 }]);
    expect(equipment).toMatchObject([{ from: "2026-12-01", until: "2026-12-12", allowed_days: 11 }]);
  });

  it("counts from the delivery, so overdue days are in it", () => {
    const { pricing } = extendRental(
      deliveredJob(),
      "office",
      { until: "2026-12-12", charge: paid },
      "2026-12-11",
    ).next;
    expect(pricing.lines).toContainEqual(expect.objectContaining({ code: "extra_days", quantity: 4 }));
  });

  it("gives days away without a charge", () => {
    const next = extend(deliveredJob(), "2026-12-10", null);
    expect(next).toMatchObject({ pricing: { total_cents: 64_950 }, equipment: [{ allowed_days: 9 }] });
  });

  it("clears a pickup before the last day, and keeps one after it", () => {
    expect(extend(deliveredJob({}, "2026-12-05")).visits[1]).toMatchObject({ day: null, state: "scheduled" });
    expect(extend(deliveredJob({}, "2026-12-14")).visits[1]).toMatchObject({ day: "2026-12-14" });
  });

  it("takes ready for pickup back", () => {
    const job = deliveredJob({ status: "ready_for_pickup" });
    const ready = {
      ...job,
      equipment: job.equipment?.map((one) => ({ ...one, ready_on: today, asked_for: today })) ?? [],
    };
    expect(extend(ready)).toMatchObject({ status: "booked", equipment: [{ ready_on: null, asked_for: null }] });
  });

  it("refuses a day that is past or paid for, and more days than the business rents it out", () => {
    expect(() => extend(deliveredJob(), "2026-12-03")).toThrow(expect.objectContaining({ code: "invalid" }));
    expect(() => extend(deliveredJob(), "2026-12-08")).toThrow(expect.objectContaining({ code: "invalid" }));
    expect(() => extend(deliveredJob(), "2027-01-01")).toThrow(thrown("too_long", { latest: "2026-12-31" }));
    expect(extend(deliveredJob(), "2026-12-31").equipment).toMatchObject([{ allowed_days: 30 }]);
  });

  it("is the office's before the delivery", () => {
    expect(() => extend(rentedJob())).toThrow(
      thrown("transition_not_allowed", { from: "booked", to: "booked", stage: "scheduled" }),
    );
    const { next } = extendRental(rentedJob(), "office", { until: "2026-12-10", charge: null }, today);
    expect(holdsOf(next.equipment ?? [], next).at(-1)).toMatchObject({ day: "2026-12-10" });
  });
});
