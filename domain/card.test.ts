import { describe, expect, it } from "vitest";
import { cardOf, shownCardOf } from "./card.ts";
import { fullJob, realJob } from "./full-job.fixture.ts";

const shown = {
  rev: 5,
  job: "261127-7K3Q",
  visit: "v2",
  kind: "pickup",
  day: "2026-12-04",
  window: { start: "12:00", end: "16:00" },
  crew: "luis",
  state: "scheduled",
  status: "ready_for_pickup",
  stage: "ready",
  // From the newest entry that changed the state, not from a booking or price entry.
  since: "2026-11-29T09:40:00.000Z",
  service: "15-yard dump trailer",
  customer: "Mark Soderblom",
  street: "9126 Soderblom Ave",
  city: "San Diego",
  total_cents: 65_000,
  currency: "USD",
  requested: { day: "2026-12-03", window: null },
  position: 512.5,
  rental: {
    type: "trailer-15",
    unit: "T15-02",
    from: "2026-11-27",
    until: "2026-12-04",
    allowed_days: 7,
    last_day: "2026-12-04",
  },
};

describe("a card", () => {
  it("has exactly these fields: no phone number, notes, token or history", () => {
    expect(cardOf(realJob(), "v2")).toEqual(shown);
    const { requested: _requested, position: _position, ...other } = shown;
    expect(cardOf(realJob(), "v1")).toEqual({
      ...other,
      visit: "v1",
      kind: "drop_off",
      day: "2026-11-27",
      window: { start: "08:00", end: "12:00" },
      crew: "dana",
      state: "done",
    });
    expect(cardOf(realJob({ sample: true }), "v2")).toEqual({ ...shown, sample: true });
  });

  it("of a swap names both units, and counts the days of the unit that it takes", () => {
    const { equipment } = fullJob;
    const first = { ...equipment[0], removed_by: "v2" };
    const second = { ...first, id: "e2", unit: "T15-04", from: "2026-12-01", delivered_by: "v2", removed_by: "v3" };
    const swap = { ...fullJob.visits[0], id: "v2", kind: "swap" as const, state: "scheduled" as const };
    const job = realJob({ visits: [fullJob.visits[0], swap], equipment: [first, second] });
    expect(cardOf(job, "v2").rental).toMatchObject({ unit: "T15-02", brings: "T15-04", from: "2026-11-27" });
    expect(cardOf(job, "v1").rental).not.toHaveProperty("brings");
  });

  it("says why a person has to look at the job while its overage is open", () => {
    const overage = { ...fullJob.overage, state: "open" as const, items: [] };
    expect(cardOf(realJob({ overage }), "v2").why).toBe("overage");
    expect(cardOf(realJob({ overage, status: "cancelled" }), "v2")).not.toHaveProperty("why");
  });

  it("says why a crew could not do the visit, until the visit has another state", () => {
    const [first, last] = fullJob.visits;
    const tried = { ...last, state: "attempted" as const };
    expect(cardOf(realJob({ visits: [first, tried] }), "v2").attempt).toEqual({
      code: "blocked",
      reason: "A car stood before it",
    });
    expect(cardOf(realJob(), "v2")).not.toHaveProperty("attempt");
  });

  it("dates its state from the last entry that changed it, else from when the job was made", () => {
    const history = fullJob.history.filter(({ what }) => what === "assigned" || what === "priced");
    expect(cardOf(realJob({ history: [...history] }), "v2").since).toBe("2026-11-20T10:00:00.000Z");
    const before = fullJob.history.slice(0, 4);
    expect(cardOf(realJob({ history: [...before] }), "v2").since).toBe("2026-11-27T17:00:00.000Z");
  });

  it("shows the next open visit, or the last for an unknown visit; without a customer the name is empty", () => {
    expect(shownCardOf(realJob()).visit).toBe("v2");
    expect(cardOf(realJob(), "v9").visit).toBe("v2");
    expect(cardOf(realJob({ customer: null }), "v2").customer).toBe("");
  });
});
