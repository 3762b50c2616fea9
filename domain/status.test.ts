import { momentIn } from "./moment.ts";
import { describe, expect, it } from "vitest";
import { realJob } from "./full-job.fixture.ts";
import { marksJob } from "./job.fixture.ts";
import type { Job, Status, Visit, VisitState } from "./job.ts";
import type { Change } from "./history.ts";
import { setStatus, stageOf } from "./status.ts";
import { setVisitState } from "./visit-report.ts";

const at = "2026-11-27T18:00:00.000Z";
const now = momentIn("America/Los_Angeles", at);
const done = (change: Change | "unchanged"): Job => {
  if (change === "unchanged") throw new Error("It should have changed");
  return change.next;
};
const applied = (change: Change | "unchanged"): Change => {
  if (change === "unchanged") throw new Error("Nothing changed");
  return change;
};
const as = (status: Status): Job => ({ ...marksJob(), status });
const all: Status[] = ["requested", "quoted", "booked", "ready_for_pickup", "in_progress", "completed", "cancelled"];
const allowed: Record<Status, Status[]> = {
  requested: ["cancelled"],
  quoted: ["cancelled"],
  booked: ["ready_for_pickup", "in_progress", "cancelled"],
  ready_for_pickup: ["booked", "in_progress", "cancelled"],
  in_progress: ["completed", "ready_for_pickup", "cancelled"],
  completed: [],
  cancelled: [],
};

describe("the status of a job", () => {
  for (const from of all) {
    for (const to of all) {
      it(`${from} → ${to}`, () => {
        const set = () => setStatus(as(from), to, { reason: "because" }, now);
        if (from === to) expect(set()).toBe("unchanged");
        else if (allowed[from].includes(to)) expect(done(set()).status).toBe(to);
        else
          expect(set).toThrow(
            expect.objectContaining({ code: "transition_not_allowed", facts: expect.objectContaining({ from, to }) }),
          );
      });
    }
  }

  it("needs a reason for cancelling and for going back", () => {
    for (const [from, to] of [
      ["booked", "cancelled"],
      ["in_progress", "ready_for_pickup"],
    ] as const) {
      expect(() => setStatus(as(from), to, {}, now)).toThrow(expect.objectContaining({ code: "invalid" }));
    }
  });

  it("moves the last visit and records the end", () => {
    const started = done(setStatus(as("booked"), "in_progress", {}, now));
    expect(started.visits[0]?.state).toBe("on_site");
    const completed = done(setStatus(started, "completed", {}, now));
    expect([completed.visits[0]?.state, completed.ended_at]).toEqual(["done", at]);
  });
});

describe("the state of a visit", () => {
  const visit = (id: string, kind: Visit["kind"], state: VisitState = "scheduled"): Visit => ({
    id,
    kind,
    day: "2026-11-27",
    window: null,
    crew: null,
    state,
  });
  const rental = () => marksJob([visit("v1", "drop_off"), visit("v2", "pickup")]);

  it("moves the status only for the last visit", () => {
    const dropped = done(setVisitState(rental(), "v1", { state: "done" }, now));
    expect([dropped.status, stageOf(dropped)]).toEqual(["booked", "on_site"]);
    const driving = done(setVisitState(dropped, "v2", { state: "en_route" }, now));
    expect([driving.status, stageOf(driving)]).toEqual(["in_progress", "en_route"]);
    const there = done(setVisitState(driving, "v2", { state: "on_site" }, now));
    expect([there.status, stageOf(there)]).toEqual(["in_progress", "on_site"]);
    expect(done(setVisitState(there, "v2", { state: "done" }, now))).toMatchObject({
      status: "completed",
      ended_at: at,
    });
  });

  it("returns the job to ready after a failed attempt, which needs a reason", () => {
    const there = done(setVisitState(marksJob(), "v1", { state: "on_site" }, now));
    expect(() => setVisitState(there, "v1", { state: "attempted" }, now)).toThrow(
      expect.objectContaining({ code: "invalid" }),
    );
    const attempted = done(setVisitState(there, "v1", { state: "attempted", reason: "Gate locked" }, now));
    expect([attempted.status, stageOf(attempted)]).toEqual(["ready_for_pickup", "attempted"]);
  });

  it("cannot skip a status", () => {
    expect(() => setVisitState(marksJob(), "v1", { state: "done" }, now)).toThrow(
      expect.objectContaining({
        code: "transition_not_allowed",
        facts: { from: "booked", to: "completed", stage: "scheduled" },
      }),
    );
    expect(() => setVisitState(rental(), "v9", { state: "done" }, now)).toThrow(
      expect.objectContaining({ code: "not_found" }),
    );
  });

  it("gives the stage of the work", () => {
    expect(stageOf(marksJob())).toBe("scheduled");
    expect(stageOf(marksJob([{ ...visit("v1", "service"), day: null }]))).toBe("unscheduled");
    expect(stageOf(as("ready_for_pickup"))).toBe("ready");
    expect(stageOf(as("cancelled"))).toBe("cancelled");
  });
});

describe("setting the status", () => {
  it("moves the last visit of a job without a rental and leaves the first one as it is", () => {
    const { rental: _rental, equipment: _equipment, ...plain } = realJob();
    const visits = realJob().visits.map((visit) => ({ ...visit, state: "scheduled" as const }));
    const begun = applied(
      setStatus({ ...plain, visits }, "in_progress", {}, momentIn("America/Los_Angeles", "2026-12-04T20:00:00.000Z")),
    );
    expect(begun.next.visits.map(({ state }) => state)).toEqual(["scheduled", "on_site"]);
    const done = applied(
      setStatus(begun.next, "completed", {}, momentIn("America/Los_Angeles", "2026-12-04T22:00:00.000Z")),
    );
    expect(done.next.visits.map(({ state }) => state)).toEqual(["scheduled", "done"]);
    expect(done.next.ended_at).toBe("2026-12-04T22:00:00.000Z");
    const stopped = applied(
      setStatus(
        begun.next,
        "ready_for_pickup",
        { reason: "Gate locked" },
        momentIn("America/Los_Angeles", "2026-12-04T22:00:00.000Z"),
      ),
    );
    expect(stopped.what).toBe("attempted");
    expect(stopped.next.visits.map(({ state }) => state)).toEqual(["scheduled", "attempted"]);
    expect(stopped.next.ended_at).toBeNull();
  });

  it("records the end and the reason of a cancelled job", () => {
    const cancelled = applied(
      setStatus(realJob(), "cancelled", { reason: "No longer needed", equipment_returned: true }, now),
    );
    expect(cancelled).toMatchObject({ what: "cancelled", reason: "No longer needed", next: { ended_at: at } });
    expect(cancelled.next.visits).toEqual(realJob().visits);
    expect(() => setStatus(realJob(), "cancelled", {}, now)).toThrow(
      expect.objectContaining({ fields: [expect.objectContaining({ field: "/reason", code: "reason_required" })] }),
    );
  });
});

describe("the two visits of a rental", () => {
  const at = "2026-12-04T22:00:00.000Z";
  const now = momentIn("America/Los_Angeles", at);
  const both = (state: "scheduled" | "done") =>
    realJob({ status: "booked", visits: realJob().visits.map((visit) => ({ ...visit, state })) });

  it("stay done; done again changes nothing", () => {
    const refused = expect.objectContaining({ code: "transition_not_allowed" });
    expect(() => setVisitState(realJob({ status: "booked" }), "v1", { state: "on_site" }, now)).toThrow(refused);
    expect(() => setVisitState(both("done"), "v2", { state: "attempted", reason: "Gate locked" }, now)).toThrow(
      refused,
    );
    expect(setVisitState(realJob(), "v1", { state: "done" }, now)).toBe("unchanged");
    expect(() => setVisitState(realJob(), "v9", { state: "done" }, now)).toThrow(
      expect.objectContaining({ code: "not_found" }),
    );
  });

  it("the first leaves the status as it is; the last moves it and ends the job", () => {
    const first = applied(setVisitState(both("scheduled"), "v1", { state: "done" }, now));
    expect(first).toMatchObject({ what: "dropped_off", next: { status: "booked", ended_at: null } });
    const last = applied(setVisitState({ ...first.next, status: "in_progress" }, "v2", { state: "done" }, now));
    expect(last).toMatchObject({ what: "completed", next: { status: "completed", ended_at: at } });
    const attempted = applied(
      setVisitState({ ...first.next, status: "in_progress" }, "v2", { state: "attempted", reason: "Gate locked" }, now),
    );
    expect(attempted).toMatchObject({
      what: "attempted",
      reason: "Gate locked",
      next: { status: "ready_for_pickup", ended_at: null },
    });
  });
});
