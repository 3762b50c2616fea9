import { momentIn } from "./moment.ts";
import { describe, expect, it } from "vitest";
import { coastline, realJob } from "./full-job.fixture.ts";
import type { Job, Visit } from "./job.ts";
import { marksJob } from "./job.fixture.ts";
import { assignJob, beforeCutoff, cutoffOf, moveByCustomer, moveJob } from "./move.ts";

const now = momentIn("America/Los_Angeles", "2026-11-27T18:00:00.000Z");
const morning = { start: "08:00", end: "12:00" };
const job = (change: Partial<Visit> = {}, more: Partial<Job> = {}): Job =>
  realJob({
    status: "booked",
    visits: [
      { id: "v1", kind: "service", day: "2026-12-04", window: morning, crew: "dana", state: "scheduled", ...change },
    ],
    ...more,
  });
const settings = coastline();
const rules = (cutoff_hours: number, lead_time_hours: number) => ({
  ...settings,
  booking: { ...settings.booking, cutoff_hours, lead_time_hours },
});

describe("a move", () => {
  it("to the same day and window changes nothing; an attempted visit becomes scheduled again", () => {
    expect(moveJob(job(), "2026-12-04", { ...morning }, now)).toBe("unchanged");
    expect(moveJob(job({ state: "attempted" }), "2026-12-04", morning, now)).toMatchObject({
      what: "moved",
      next: { visits: [{ day: "2026-12-04", window: morning, state: "scheduled", crew: "dana" }] },
    });
  });

  it("changes the day, the window, or removes both", () => {
    expect(moveJob(job(), "2026-12-05", morning, now)).toMatchObject({ next: { visits: [{ day: "2026-12-05" }] } });
    expect(moveJob(job(), "2026-12-04", null, now)).toMatchObject({ next: { visits: [{ window: null }] } });
    expect(moveJob(job(), null, null, now)).toMatchObject({ next: { visits: [{ day: null, window: null }] } });
  });

  it("and an assignment throw for a job that is over", () => {
    const refused = expect.objectContaining({ code: "transition_not_allowed" });
    for (const status of ["completed", "cancelled"] as const) {
      expect(() => moveJob(job({}, { status }), "2026-12-05", morning, now)).toThrow(refused);
      expect(() => assignJob(job({}, { status }), "luis")).toThrow(refused);
    }
    expect(assignJob(job(), "dana")).toBe("unchanged");
    expect(assignJob(job(), null)).toMatchObject({ what: "assigned", next: { visits: [{ crew: null }] } });
  });
});

describe("the cut-off for changes by the customer", () => {
  it("is cutoff_hours before the window or the day; the lead time does not matter", () => {
    const [visit] = job().visits;
    if (visit === undefined) throw new RangeError("There is a visit");
    expect(cutoffOf(visit, rules(3, 48))).toBe("2026-12-04T13:00:00.000Z");
    expect(cutoffOf({ ...visit, window: null }, rules(3, 48))).toBe("2026-12-04T05:00:00.000Z");
    expect(cutoffOf({ ...visit, day: null, window: null }, rules(3, 48))).toBeNull();
  });

  it("allows a change at the cut-off, and none one millisecond later", () => {
    beforeCutoff(job(), rules(3, 48), "2026-12-04T13:00:00.000Z");
    expect(() => beforeCutoff(job(), rules(3, 48), "2026-12-04T13:00:00.001Z")).toThrow(
      expect.objectContaining({ code: "cutoff_passed" }),
    );
    beforeCutoff(job({ day: null, window: null }), rules(3, 48), "2030-01-01T00:00:00.000Z");
  });

  it("does not apply to a visit that failed", () => {
    const [visit] = job({ state: "attempted" }).visits;
    expect(visit && cutoffOf(visit, rules(3, 48))).toBeNull();
  });
});

it("a customer moves a visit that has a day, even if an older version kept the requested time", () => {
  const booked = marksJob();
  const visits = booked.visits.map((visit) => ({ ...visit, requested: { day: "2026-11-26", window: morning } }));
  const change = moveByCustomer({ ...booked, visits }, "2026-12-04", morning, now);
  expect(change).toMatchObject({ what: "moved", next: { visits: [{ day: "2026-12-04", window: morning }] } });
});
