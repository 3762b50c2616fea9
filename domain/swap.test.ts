import { describe, expect, it } from "vitest";
import { momentIn } from "./moment.ts";
import { rentalFor } from "./rental/rental-rules.ts";
import { rentalRules } from "./price/price-book.fixture.ts";
import { holdsOf } from "./rental/rental-period.ts";
import { deliveredJob } from "./rented-job.fixture.ts";
import { swapByCustomer, type Swap } from "./swap.ts";
import { removeVisit } from "./visit-list.ts";

const at = "2026-12-03T18:00:00.000Z";
const charge = { by: "Mark", agreed: { how: "link" as const, name: null, at } };
const swap = (job = deliveredJob(), change: Partial<Swap> = {}) =>
  swapByCustomer(job, { day: null, window: null, ...change }, charge, momentIn("America/Los_Angeles", at)).next;

describe("a swap that a customer asks for", () => {
  it("13: costs the base price again: 120,000 and 9,900 tax", () => {
    expect(swap().pricing).toMatchObject({ subtotal_cents: 120_000, tax_cents: 9_900, total_cents: 129_900 });
  });

  it("takes its price line with it when the office removes it", () => {
    const next = removeVisit(swap(), "v3", "Ana", momentIn("America/Los_Angeles", at)).next;
    expect(next.pricing).toMatchObject({
      total_cents: 64_950,
      amendments: [{ to_cents: 129_900 }, { to_cents: 64_950 }],
    });
    expect(next.pricing.lines.some(({ code }) => code === "swap")).toBe(false);
  });

  it("holds nothing until it has a day", () => {
    const next = swap();
    expect(next.visits.map(({ id, kind }) => [id, kind])).toEqual([
      ["v1", "drop_off"],
      ["v3", "swap"],
      ["v2", "pickup"],
    ]);
    expect(holdsOf(next.equipment ?? [], next)).toHaveLength(8);
  });

  it("begins a new period on its day and the pickup before it has to be planned again", () => {
    const next = swap(deliveredJob({}, "2026-12-04"), { day: "2026-12-05", note: "Same side" });
    expect(next.equipment).toMatchObject([
      { from: "2026-12-01", until: "2026-12-05", removed_by: "v3" },
      { from: "2026-12-05", until: "2026-12-12", delivered_by: "v3", allowed_days: 7 },
    ]);
    expect(next.visits).toMatchObject([{}, { note: "Same side" }, { day: null }]);
  });

  it("26: counts one unit a day if the same unit comes back", () => {
    const rental = rentalFor({ ...rentalRules, swap: "dump_and_return" });
    const next = swap(deliveredJob({ rental }), { day: "2026-12-05" });
    const days = holdsOf(next.equipment ?? [], next).map(({ day }) => day);
    expect(days).toHaveLength(12);
    expect(new Set(days).size).toBe(12);
  });

  it("is refused while another swap is planned, and after the last paid day", () => {
    expect(() => swap(swap())).toThrow("A swap is planned");
    expect(() => swap(deliveredJob(), { day: "2026-12-09" })).toThrow(
      expect.objectContaining({ code: "use_extend", facts: { latest: "2026-12-08" } }),
    );
  });
});
