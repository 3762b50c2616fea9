import { momentIn } from "./moment.ts";
import { describe, expect, it } from "vitest";
import { editJob } from "./edit.ts";
import { realJob } from "./full-job.fixture.ts";
import type { Change } from "./history.ts";

const changed = (change: Change | "unchanged"): Change => {
  if (change === "unchanged") throw new Error("Nothing changed");
  return change;
};

const now = momentIn("America/Los_Angeles", "2026-11-30T00:00:00.000Z");

describe("an edit of a job", () => {
  const edit = (change: Parameters<typeof editJob>[1]) =>
    changed(editJob(realJob({ status: "booked" }), change, "Ana", now));

  it("that removes the day removes the window; a new day keeps the window, and a new window keeps the day", () => {
    const visit = (change: Parameters<typeof editJob>[1]) => {
      const { day, window } = edit(change).next.visits[1] ?? {};
      return [day, window?.start];
    };
    expect(visit({ day: null })).toEqual([null, undefined]);
    expect(visit({ day: "2026-12-07" })).toEqual(["2026-12-07", "12:00"]);
    expect(visit({ window: { start: "08:00", end: "12:00" } })).toEqual(["2026-12-04", "08:00"]);
    expect(visit({ window: null })).toEqual(["2026-12-04", undefined]);
    expect(edit({ day: null }).what).toBe("moved");
  });

  it("throws for a window without a day, and names the field", () => {
    const undated = realJob({
      status: "booked",
      visits: realJob().visits.map((visit) => ({ ...visit, day: null, window: null })),
    });
    expect(() => editJob(undated, { window: { start: "08:00", end: "12:00" } }, "Ana", now)).toThrow(
      expect.objectContaining({
        code: "invalid",
        fields: [expect.objectContaining({ field: "/day", code: "day_required" })],
      }),
    );
  });

  it("changes only the fields in it; the same edit again changes nothing", () => {
    const before = realJob({ status: "booked" });
    const { email, ...customer } = before.customer ?? { name: "" };
    expect(email).toBe("mark@example.com");
    const renamed = edit({ customer: { name: "Marc", email: null }, notes: "" });
    expect(renamed.next).toEqual({ ...before, customer: { ...customer, name: "Marc" }, notes: null });
    expect(renamed.what).toBe("edited");
    expect(editJob(before, { customer: { name: "Mark Soderblom" }, notes: "Call first" }, "Ana", now)).toBe(
      "unchanged",
    );
    expect(edit({ crew: null }).what).toBe("assigned");
    expect(edit({ crew: null }).next.visits.map(({ crew }) => crew)).toEqual(["dana", null]);
  });

  it("replaces items as a whole, and merges the address", () => {
    const items = [{ id: "sofa", label: "Sofa", quantity: 1 }];
    expect(edit({ items }).next).toEqual({ ...realJob({ status: "booked" }), items });
    const location = { street: "1 Elm St", notes: null };
    expect(edit({ location }).next.location).toEqual({
      street: "1 Elm St",
      city: "San Diego",
      state: "CA",
      postal_code: "92122",
    });
  });

  it("of the price needs a reason, and records author, amounts and time", () => {
    const pricing = { kind: "flat", amount_cents: 70_000, currency: "USD" } as const;
    expect(() => edit({ pricing })).toThrow(
      expect.objectContaining({ fields: [expect.objectContaining({ field: "/reason" })] }),
    );
    const priced = edit({ pricing, reason: "More weight" });
    expect([priced.what, priced.reason]).toEqual(["priced", "More weight"]);
    // The job keeps its frozen rate of 8.3333 %.
    expect(priced.next.pricing).toMatchObject({ subtotal_cents: 70_000, tax_cents: 5_833, total_cents: 75_833 });
    expect(priced.next.pricing.amendments.at(-1)).toEqual({
      id: "a2",
      at: "2026-11-30T00:00:00.000Z",
      by: "Ana",
      reason: "More weight",
      from_cents: 65_000,
      to_cents: 75_833,
      agreed: null,
    });
    expect(editJob(priced.next, { pricing, reason: "Again" }, "Ana", now)).toBe("unchanged");
  });
});
