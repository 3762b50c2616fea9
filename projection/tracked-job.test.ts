import { describe, expect, it } from "vitest";
import { coastline, fullJob, realJob } from "../domain/full-job.fixture.ts";
import type { HistoryEntry, Job, Status, Visit } from "../domain/job.ts";
import { trackedJob } from "./tracked-job.ts";

const settings = coastline();
const tracked = (job: Job, under = settings) => trackedJob(job, under, { store: "store-1", language: "es" });
const visit = (change: Partial<Visit>): Visit => ({
  id: "v1",
  kind: "service",
  day: "2026-11-27",
  window: { start: "08:00", end: "12:00" },
  crew: "dana",
  state: "scheduled",
  ...change,
});
const entry = (what: HistoryEntry["what"], more: Partial<HistoryEntry> = {}): HistoryEntry => ({
  id: `w-${what}`,
  at: "2026-11-26T10:00:00.000Z",
  by: { kind: "dispatcher", name: "Ana" },
  what,
  from: {},
  to: {},
  ...more,
});

/** A job that rents nothing out. */
const work = (change: Partial<Job>): Job => {
  const { rental: _rental, equipment: _equipment, ...job } = realJob(change);
  return job;
};

describe("a job for its customer", () => {
  it("has exactly these fields: no phone number, street, notes, token, or history of the office", () => {
    expect(tracked(realJob())).toEqual({
      id: "261127-7K3Q",
      status: "ready_for_pickup",
      stage: "ready",
      service: "15-yard dump trailer",
      service_id: "trailer-15",
      day: "2026-12-04",
      window: { start: "12:00", end: "16:00" },
      crew_first_name: "Luis",
      pricing: {
        ...fullJob.pricing,
        amendments: [{ ...fullJob.pricing.amendments[0], by: "Coastline Hauling" }],
      },
      next: "collect_soon",
      can: ["reschedule", "extend", "message"],
      // Two hours before noon in San Diego.
      cutoff_at: "2026-12-04T18:00:00.000Z",
      timeline: [
        { at: "2026-11-20T10:00:00.000Z", what: "booked" },
        { at: "2026-11-27T17:00:00.000Z", what: "dropped_off" },
        { at: "2026-11-28T18:00:00.000Z", what: "priced" },
        { at: "2026-11-29T09:40:00.000Z", what: "ready_for_pickup" },
      ],
      visits: [
        { kind: "drop_off", day: "2026-11-27", window: { start: "08:00", end: "12:00" }, state: "done" },
        { kind: "pickup", day: "2026-12-04", window: { start: "12:00", end: "16:00" }, state: "scheduled" },
      ],
      arrival_estimate: "2026-12-04T21:05:00.000Z",
      rental: {
        type: "trailer-15",
        delivered_on: "2026-11-27",
        until: "2026-12-04",
        allowed_days: 7,
        count_delivery_day: false,
        extra_day_cents: 2_500,
        last_day: "2026-12-04",
        swap: "exchange",
      },
      messages: [],
      price_change: null,
      quote: null,
      calendar: { uid: "v2.261127-7K3Q@store-1", sequence: 5 },
      language: "es",
      business: {
        name: "Coastline Hauling",
        phone: "+16195550100",
        time_zone: "America/Los_Angeles",
        locale: "en-US",
      },
      updated_at: "2026-11-29T09:40:00.000Z",
      rev: 5,
      expires_at: null,
    });
  });

  it("has no value that belongs to the office", () => {
    const stored = JSON.stringify([realJob(), settings]);
    const text = JSON.stringify(tracked(realJob()));
    for (const secret of ["5550142", "mark@", "9126", "Gate", "Call first", "abcdefghij", "Ana", "Ortega", "old-77"]) {
      expect(stored).toContain(secret);
      expect(text).not.toContain(secret);
    }
  });

  it.each<[Status, Partial<Visit>, string, string, string[]]>([
    ["booked", { day: null, window: null }, "unscheduled", "schedule", ["reschedule", "cancel", "message"]],
    ["booked", {}, "scheduled", "crew_arrives", ["reschedule", "cancel", "message"]],
    ["booked", { state: "en_route" }, "en_route", "crew_on_the_way", ["message"]],
    ["booked", { state: "attempted" }, "attempted", "new_time", ["reschedule", "cancel", "message"]],
    ["ready_for_pickup", {}, "ready", "collect_soon", ["reschedule", "cancel", "message"]],
    ["ready_for_pickup", { state: "attempted" }, "attempted", "new_time", ["reschedule", "cancel", "message"]],
    ["in_progress", { state: "en_route" }, "en_route", "crew_on_the_way", ["message"]],
    ["in_progress", { state: "on_site" }, "on_site", "crew_working", ["message"]],
    ["completed", { state: "done" }, "completed", "nothing", ["book_again", "message"]],
    ["cancelled", {}, "cancelled", "nothing", ["book_again", "message"]],
  ])("%s, visit %j: stage %s, next %s, can %j", (status, change, stage, next, can) => {
    const ended = status === "completed" || status === "cancelled";
    const job = work({ status, visits: [visit(change)], ended_at: ended ? "2026-11-27T20:00:00.000Z" : null });
    expect(tracked(job)).toMatchObject({ status, stage, next, can });
    if (ended) expect(tracked(job).cutoff_at).toBeNull();
  });

  it("asks to fill a trailer that is on site, whatever the day of its pickup", () => {
    const pickup = visit({ id: "v2", kind: "pickup", day: null, window: null, crew: null });
    const job = realJob({ status: "booked", visits: [visit({ kind: "drop_off", state: "done" }), pickup] });
    expect(tracked(job)).toMatchObject({
      stage: "on_site",
      next: "fill_and_tell",
      day: null,
      window: null,
      crew_first_name: null,
      cutoff_at: null,
    });
  });

  it("shows the work in its timeline, but no edits of the office and nothing undone", () => {
    const quiet: HistoryEntry["what"][] = ["assigned", "edited", "messaged", "link_revoked", "link_replaced"];
    const shown = ["en_route", "on_site", "in_progress", "attempted", "completed", "cancelled", "moved"] as const;
    const begin = entry("imported", { id: "w0", at: "2026-11-25T00:00:00.000Z" });
    const timeline = (history: HistoryEntry[]) => tracked(realJob({ history })).timeline.map(({ what }) => what);
    expect(timeline([begin, ...quiet.map((what) => entry(what))])).toEqual(["booked"]);
    expect(timeline([begin, ...shown.map((what) => entry(what))])).toEqual(["booked", ...shown]);
    expect(timeline([begin, entry("moved"), entry("undone", { undoes: "w-moved" })])).toEqual(["booked"]);
  });

  it.each([
    ["Dana Whitfield", "Dana"],
    ["Reyes", "Reyes"],
    ["Crew 1", null],
    ["crew Dana", null],
    ["Truck 2", null],
    ["Dana 2", null],
    ["Dana #2", null],
    ["7", null],
  ])("of the crew %j it shows %j", (name, expected) => {
    const crews = [{ id: "dana", name, active: true }];
    const job = realJob({ status: "booked", visits: [visit({})] });
    expect(tracked(job, coastline({ crews })).crew_first_name).toBe(expected);
  });

  it("has the expiry of the link once the job is over", () => {
    const job: Job = realJob({ status: "completed", ended_at: "2026-12-04T22:00:00.000Z" });
    expect(tracked(job).expires_at).toBe("2027-01-03T22:00:00.000Z");
  });
});
