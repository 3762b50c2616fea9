import { describe, expect, it } from "vitest";
import type { Job } from "./job.ts";
import { momentIn } from "./moment.ts";
import { saturdayTenPercent } from "./price/price-book.fixture.ts";
import { holdsOf } from "./rental/rental-period.ts";
import { deliveredJob, rentedJob } from "./rented-job.fixture.ts";
import { rescheduleByCustomer } from "./reschedule.ts";
import { sampleSettings, type Settings } from "./settings.ts";

const at = "2026-11-28T18:00:00.000Z";
const morning = { start: "08:00", end: "12:00" };
const plain = sampleSettings("America/Los_Angeles");
const saturdays: Settings = { ...plain, surcharges: [saturdayTenPercent] };
const move = (job: Job, day: string, settings = plain) => {
  const yes = { at, by: "Mark", agreed: { how: "link" as const, name: null, at } };
  const change = rescheduleByCustomer(
    job,
    { day, window: morning },
    { settings, ...yes },
    momentIn("America/Los_Angeles", at),
  );
  return change === "unchanged" ? job : change.next;
};
const heldDays = (job: Job) => holdsOf(job.equipment ?? [], job).map(({ day }) => day);

describe("a customer who moves their job", () => {
  it("28: moves the drop-off from Dec 1 to Dec 3, and the whole rental with it", () => {
    const next = move(rentedJob(), "2026-12-03");
    expect(heldDays(next)).toEqual(["03", "04", "05", "06", "07", "08", "09", "10"].map((day) => `2026-12-${day}`));
    expect(next.pricing).toEqual(rentedJob().pricing);
  });

  it("pays the surcharges of the new day, and none of the old one", () => {
    const onSaturday = move(rentedJob(), "2026-12-05", saturdays);
    expect(onSaturday.pricing).toMatchObject({ subtotal_cents: 66_000, total_cents: 71_445 });
    expect(onSaturday.pricing.amendments).toMatchObject([{ reason: "Another day", from_cents: 64_950 }]);
    expect(move(onSaturday, "2026-12-07", saturdays).pricing.total_cents).toBe(64_950);
    expect(move(rentedJob(), "2026-12-02", saturdays).pricing.amendments).toEqual([]);
  });

  it("moves a pickup within the paid days, without another price", () => {
    const job = deliveredJob({}, "2026-12-07");
    expect(move(job, "2026-12-05", saturdays)).toMatchObject({
      visits: [{}, { day: "2026-12-05" }],
      pricing: { total_cents: 64_950 },
    });
    expect(() => move(job, "2026-12-09")).toThrow(expect.objectContaining({ code: "use_extend" }));
  });

  it("cannot move while nothing is to be moved, or after the cut-off", () => {
    expect(() => move(deliveredJob(), "2026-12-05")).toThrow(
      expect.objectContaining({ code: "transition_not_allowed" }),
    );
    const late = { ...plain, booking: { ...plain.booking, cutoff_hours: 240 } };
    expect(() => move(rentedJob(), "2026-12-05", late)).toThrow(expect.objectContaining({ code: "cutoff_passed" }));
  });
});
