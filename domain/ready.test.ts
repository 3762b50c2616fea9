import { describe, expect, it } from "vitest";
import { realJob } from "./full-job.fixture.ts";
import { marksJob } from "./job.fixture.ts";
import type { Job } from "./job.ts";
import { momentIn } from "./moment.ts";
import { readyByCustomer, type Ready } from "./ready.ts";
import { holdsOf } from "./rental/rental-period.ts";
import { deliveredJob, rentedJob } from "./rented-job.fixture.ts";

const on = (today: string) => momentIn("America/Los_Angeles", `${today}T18:00:00.000Z`);
const soon: Ready = { day: null, window: null };
const ready = (job: Job, said: Ready, today = "2026-12-03"): Job => {
  const change = readyByCustomer(job, said, on(today));
  return change === "unchanged" ? job : change.next;
};
const heldDays = (job: Job) => holdsOf(job.equipment ?? [], job).map(({ day }) => day);

describe("a customer who is ready for pickup", () => {
  it("29: chooses Dec 4, which releases Dec 5 to 8", () => {
    const next = ready(deliveredJob(), { day: "2026-12-04", window: null });
    expect(heldDays(next)).toEqual(["2026-12-01", "2026-12-02", "2026-12-03", "2026-12-04"]);
    expect(next).toMatchObject({
      status: "ready_for_pickup",
      visits: [{}, { day: "2026-12-04", window: null }],
      equipment: [{ ready_on: "2026-12-03", asked_for: "2026-12-04" }],
    });
  });

  it("leaves the day to the office, and holds on until then", () => {
    const next = ready(deliveredJob(), soon);
    expect(heldDays(next)).toHaveLength(8);
    expect(next).toMatchObject({
      status: "ready_for_pickup",
      equipment: [{ ready_on: "2026-12-03", asked_for: null }],
    });
  });

  it("changes nothing by saying it again, also with the same day", () => {
    const said = { day: "2026-12-04", window: null };
    const next = ready(deliveredJob(), said);
    expect(readyByCustomer(next, soon, on("2026-12-03"))).toBe("unchanged");
    expect(readyByCustomer(next, said, on("2026-12-03"))).toBe("unchanged");
    expect(() => readyByCustomer(next, { day: "2026-12-05", window: null }, on("2026-12-03"))).toThrow(
      expect.objectContaining({ code: "transition_not_allowed" }),
    );
  });

  it("keeps it longer instead of choosing a day that is not paid for, unless it is overdue", () => {
    const late = { day: "2026-12-09", window: null };
    expect(() => ready(deliveredJob(), late)).toThrow(
      expect.objectContaining({ code: "use_extend", facts: { latest: "2026-12-08" } }),
    );
    expect(ready(deliveredJob(), late, "2026-12-09").visits[1]).toMatchObject({ day: "2026-12-09" });
  });

  it("cannot be ready before the delivery, except for an imported job", () => {
    expect(() => ready(rentedJob(), soon)).toThrow(
      expect.objectContaining({
        code: "transition_not_allowed",
        facts: { from: "booked", to: "ready_for_pickup", stage: "scheduled" },
      }),
    );
    const imported = { ...marksJob(), source: "import" as const };
    expect(ready(imported, soon).status).toBe("ready_for_pickup");
    expect(() => ready(realJob({ status: "completed" }), soon)).toThrow("The job is over");
  });
});
