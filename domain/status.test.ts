import { describe, expect, it } from "vitest";
import { marksJob } from "./job.fixture.ts";
import type { Job, Status, Visit, VisitState } from "./job.ts";
import type { Change } from "./history.ts";
import { setStatus, setVisitState, stageOf, tellReady } from "./status.ts";

const at = "2026-11-27T18:00:00.000Z";
const done = (change: Change | "unchanged"): Job => {
  if (change === "unchanged") throw new Error("It should have changed");
  return change.next;
};
const as = (status: Status): Job => ({ ...marksJob(), status });
const all: Status[] = ["booked", "ready_for_pickup", "in_progress", "completed", "cancelled"];
const allowed: Record<Status, Status[]> = {
  booked: ["ready_for_pickup", "in_progress", "cancelled"],
  ready_for_pickup: ["in_progress", "cancelled"],
  in_progress: ["completed", "ready_for_pickup", "cancelled"],
  completed: [],
  cancelled: [],
};

describe("the status machine", () => {
  for (const from of all) {
    for (const to of all) {
      it(`${from} → ${to}`, () => {
        const set = () => setStatus(as(from), to, "because", at);
        if (from === to) expect(set()).toBe("unchanged");
        else if (allowed[from].includes(to)) expect(done(set()).status).toBe(to);
        else expect(set).toThrow(expect.objectContaining({ code: "transition_not_allowed", facts: { from, to } }));
      });
    }
  }

  it("wants a reason for cancelling and for going back", () => {
    for (const [from, to] of [
      ["booked", "cancelled"],
      ["in_progress", "ready_for_pickup"],
    ] as const) {
      expect(() => setStatus(as(from), to, undefined, at)).toThrow(expect.objectContaining({ code: "invalid" }));
    }
  });

  it("takes the last visit along, and notes the end", () => {
    const started = done(setStatus(as("booked"), "in_progress", undefined, at));
    expect(started.visits[0]?.state).toBe("on_site");
    const completed = done(setStatus(started, "completed", undefined, at));
    expect([completed.visits[0]?.state, completed.ended_at]).toEqual(["done", at]);
  });

  it("lets the customer say ready only before the crew has begun", () => {
    expect(done(tellReady(as("booked"), undefined, at)).status).toBe("ready_for_pickup");
    expect(tellReady(as("ready_for_pickup"), undefined, at)).toBe("unchanged");
    for (const from of ["in_progress", "completed", "cancelled"] as const) {
      expect(() => tellReady(as(from), undefined, at)).toThrow(
        expect.objectContaining({ code: "transition_not_allowed" }),
      );
    }
  });
});

describe("visits", () => {
  const visit = (id: string, kind: Visit["kind"], state: VisitState = "scheduled"): Visit => ({
    id,
    kind,
    day: "2026-11-27",
    window: null,
    crew: null,
    state,
  });
  const rental = () => marksJob([visit("v1", "drop_off"), visit("v2", "pickup")]);

  it("moves the status by the last visit only", () => {
    const dropped = done(setVisitState(rental(), "v1", "done", undefined, at));
    expect([dropped.status, stageOf(dropped)]).toEqual(["booked", "on_site"]);
    const driving = done(setVisitState(dropped, "v2", "en_route", undefined, at));
    expect([driving.status, stageOf(driving)]).toEqual(["in_progress", "en_route"]);
    const there = done(setVisitState(driving, "v2", "on_site", undefined, at));
    expect([there.status, stageOf(there)]).toEqual(["in_progress", "on_site"]);
    expect(done(setVisitState(there, "v2", "done", undefined, at))).toMatchObject({
      status: "completed",
      ended_at: at,
    });
  });

  it("goes back to ready after an attempt, with its reason", () => {
    const there = done(setVisitState(marksJob(), "v1", "on_site", undefined, at));
    expect(() => setVisitState(there, "v1", "attempted", undefined, at)).toThrow(
      expect.objectContaining({ code: "invalid" }),
    );
    const attempted = done(setVisitState(there, "v1", "attempted", "Gate locked", at));
    expect([attempted.status, stageOf(attempted)]).toEqual(["ready_for_pickup", "attempted"]);
  });

  it("skips no status", () => {
    expect(() => setVisitState(marksJob(), "v1", "done", undefined, at)).toThrow(
      expect.objectContaining({ code: "transition_not_allowed", facts: { from: "booked", to: "completed" } }),
    );
    expect(() => setVisitState(rental(), "v9", "done", undefined, at)).toThrow(
      expect.objectContaining({ code: "not_found" }),
    );
  });

  it("says where the work is", () => {
    expect(stageOf(marksJob())).toBe("scheduled");
    expect(stageOf(marksJob([{ ...visit("v1", "service"), day: null }]))).toBe("unscheduled");
    expect(stageOf(as("ready_for_pickup"))).toBe("ready");
    expect(stageOf(as("cancelled"))).toBe("cancelled");
  });
});
