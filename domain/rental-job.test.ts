import { describe, expect, it } from "vitest";
import { rentalRules } from "./price/price-book.fixture.ts";
import { marksJob } from "./job.fixture.ts";
import { applyChange, atRevision, undo, type Change } from "./history.ts";
import type { Job } from "./job.ts";
import { momentIn, type Moment } from "./moment.ts";
import { moveByCustomer, moveJob } from "./move.ts";
import { amend, withLines } from "./price/amend.ts";
import { decideOverage } from "./rental/overage-review.ts";
import { extensionLine } from "./rental/rental-price.ts";
import { readyByCustomer } from "./ready.ts";
import { holdsOf } from "./rental/rental-period.ts";
import { rentalFor } from "./rental/rental-rules.ts";
import { settleRental } from "./rental/settle-rental.ts";
import { setStatus, stageOf } from "./status.ts";
import { addVisit, patchVisit, removeVisit } from "./visit-list.ts";
import { setVisitState } from "./visit-report.ts";
import { weighVisit } from "./weigh.ts";

const zone = "America/Los_Angeles";
const on = (day: string): Moment => momentIn(zone, `${day}T18:00:00.000Z`);
const morning = { start: "08:00", end: "12:00" };
const by = { kind: "dispatcher", name: "Ana" } as const;

/** A trailer that was booked for December 1, for 7 days. */
const rental = (rules = rentalFor(rentalRules)): Job => {
  const visits: Job["visits"] = [
    { id: "v1", kind: "drop_off", day: "2026-12-01", window: morning, crew: "dana", state: "scheduled" },
    { id: "v2", kind: "pickup", day: null, window: null, crew: null, state: "scheduled" },
  ];
  return settleRental({ ...marksJob(visits), rental: rules }, "2026-11-24");
};
const applied = (job: Job, change: Change | "unchanged", day = "2026-12-01"): Job => {
  if (change === "unchanged") throw new Error("Nothing changed");
  return applyChange(job, change, { id: `w${job.rev}`, at: on(day).at, by });
};
const report = (job: Job, visit: string, state: "en_route" | "on_site" | "done", day: string, unit?: string): Job =>
  applied(job, setVisitState(job, visit, { state, ...(unit === undefined ? {} : { unit }) }, on(day)), day);
const delivered = (day = "2026-12-01"): Job => report(rental(), "v1", "done", day, "T15-02");
const pickedUp = (day: string): Job => report(report(delivered(), "v2", "on_site", day), "v2", "done", day);
const held = (job: Job): string[] =>
  holdsOf(job.equipment ?? [], job)
    .filter(({ resource }) => resource === "trailer-15")
    .map(({ day }) => day.slice(5));
const not = (code: string) => expect.objectContaining({ code });

describe("a report about a rental", () => {
  it("of the drop-off names the unit and starts its stay on the day of the report", () => {
    const job = delivered("2026-12-02");
    expect(job.equipment).toMatchObject([{ unit: "T15-02", from: "2026-12-02", until: "2026-12-09" }]);
    expect(job.visits[0]).toMatchObject({ state: "done", done_on: "2026-12-02" });
    expect(job).toMatchObject({ status: "booked", history: [{}, { what: "dropped_off" }] });
    expect(stageOf(job)).toBe("on_site");
  });

  it("of the pickup frees its day and proposes the extra days", () => {
    expect(held(pickedUp("2026-12-08"))).toEqual(held(delivered()).slice(0, -1));
    expect(pickedUp("2026-12-08")).not.toHaveProperty("overage");
    expect(pickedUp("2026-12-11").overage).toMatchObject({
      state: "open",
      items: [{ kind: "days", of: "e1", quantity: 3, amount_cents: 7500, state: "proposed" }],
    });
  });

  it("refuses a unit for a visit that delivers none", () => {
    const there = report(delivered(), "v2", "on_site", "2026-12-08");
    expect(() => setVisitState(there, "v2", { state: "done", unit: "T15-03" }, on("2026-12-08"))).toThrow(
      not("invalid"),
    );
  });

  it("that a phone sends later counts on the day when it happened", () => {
    const at = "2026-12-02T06:30:00.000Z"; // 22:30 on December 1
    const job = applied(rental(), setVisitState(rental(), "v1", { state: "done", at }, on("2026-12-02")));
    expect(job.visits[0]).toMatchObject({ done_on: "2026-12-01", reported_at: at });
    const late = (when: string) => () => setVisitState(rental(), "v1", { state: "done", at: when }, on("2026-12-02"));
    expect(late("2026-12-02T18:00:01.000Z")).toThrow(not("invalid"));
    expect(late("2026-11-30T17:59:59.000Z")).toThrow(not("invalid"));
    const there = applied(rental(), setVisitState(rental(), "v1", { state: "on_site" }, on("2026-12-01")));
    expect(() =>
      setVisitState(there, "v1", { state: "done", at: "2026-12-01T17:59:00.000Z" }, on("2026-12-02")),
    ).toThrow(not("invalid"));
  });

  it("20: of a failed pickup proposes the trip fee only for the customer's reasons", () => {
    const failed = (code: "blocked" | "truck") => {
      const there = report(delivered(), "v2", "on_site", "2026-12-08");
      return applied(there, setVisitState(there, "v2", { state: "attempted", code }, on("2026-12-08"), 12_500));
    };
    expect(failed("blocked").overage?.items).toMatchObject([{ kind: "trip", of: "v2", amount_cents: 12_500 }]);
    expect(failed("blocked")).toMatchObject({ status: "ready_for_pickup" });
    expect(failed("blocked").visits[1]).toMatchObject({ attempt: { code: "blocked", reason: "" } });
    expect(failed("truck")).not.toHaveProperty("overage");
  });
});

describe("the status of a rental", () => {
  it("34: in progress marks the drop-off done, and the stay begins today", () => {
    const job = applied(rental(), setStatus(rental(), "in_progress", {}, on("2026-11-30")), "2026-11-30");
    expect(job.visits).toMatchObject([{ state: "done", done_on: "2026-11-30" }, { state: "on_site" }]);
    expect(job.equipment).toMatchObject([{ from: "2026-11-30" }]);
  });

  it("ready is refused to the customer before the delivery, and marks it done for the office", () => {
    const soon = { day: null, window: null };
    expect(() => readyByCustomer(rental(), soon, on("2026-12-01"))).toThrow(not("transition_not_allowed"));
    expect(applied(delivered(), readyByCustomer(delivered(), soon, on("2026-12-04"))).equipment).toMatchObject([
      { ready_on: "2026-12-04" },
    ]);
    const office = applied(rental(), setStatus(rental(), "ready_for_pickup", {}, on("2026-12-02")));
    expect([office.visits[0]?.state, office.equipment?.[0]?.ready_on]).toEqual(["done", "2026-12-02"]);
  });

  it("booked again forgets that it was ready", () => {
    const ready = applied(delivered(), setStatus(delivered(), "ready_for_pickup", {}, on("2026-12-04")));
    const kept = applied(ready, setStatus(ready, "booked", {}, on("2026-12-05")));
    expect([kept.status, kept.equipment?.[0]?.ready_on]).toEqual(["booked", null]);
  });

  it("32: cancelled needs the equipment back", () => {
    const cancel = (more: object) => setStatus(delivered(), "cancelled", { reason: "Sold", ...more }, on("2026-12-03"));
    expect(() => cancel({})).toThrow(/T15-02 is still at Soderblom Ave, San Diego/);
    const job = applied(delivered(), cancel({ equipment_returned: true }), "2026-12-03");
    expect([job.status, job.equipment?.[0]?.until, held(job)]).toEqual(["cancelled", "2026-12-03", []]);
    expect(applied(rental(), setStatus(rental(), "cancelled", { reason: "Sold" }, on("2026-11-30"))).status).toBe(
      "cancelled",
    );
  });
});

describe("moving a rental", () => {
  it("28: moves the whole stay before the delivery", () => {
    const moved = applied(rental(), moveByCustomer(rental(), "2026-12-03", morning, on("2026-11-30")));
    expect([held(moved)[0], held(moved).at(-1)]).toEqual(["12-03", "12-10"]);
    const planned = applied(rental(), patchVisit(rental(), "v2", { day: "2026-12-08" }, on("2026-11-30")));
    const both = applied(planned, moveJob(planned, "2026-12-03", morning, on("2026-11-30")));
    expect(both.visits.map(({ day }) => day)).toEqual(["2026-12-03", "2026-12-10"]);
  });

  it("29: a day for the pickup frees the days after it", () => {
    const job = applied(delivered(), moveJob(delivered(), "2026-12-04", null, on("2026-12-02")));
    expect(held(job)).toEqual(["12-01", "12-02", "12-03", "12-04"]);
    expect(() => moveJob(delivered(), "2026-11-30", null, on("2026-12-02"))).toThrow(not("invalid"));
  });

  it("takes an en-route crew back to where the job was", () => {
    const ready = applied(delivered(), setStatus(delivered(), "ready_for_pickup", {}, on("2026-12-04")));
    const driving = report(ready, "v2", "en_route", "2026-12-05");
    const moved = applied(driving, moveJob(driving, "2026-12-06", null, on("2026-12-05")));
    expect([moved.status, moved.visits[1]?.state]).toEqual(["ready_for_pickup", "scheduled"]);
    const there = report(driving, "v2", "on_site", "2026-12-05");
    expect(() => moveJob(there, "2026-12-06", null, on("2026-12-05"))).toThrow(not("transition_not_allowed"));
  });

  it("37: to another crew or day gives up the place in the lane", () => {
    const placed = applied(rental(), patchVisit(rental(), "v1", { position: 512.5 }, on("2026-11-30")));
    expect(placed.visits[0]?.position).toBe(512.5);
    expect(applied(placed, patchVisit(placed, "v1", { crew: "luis" }, on("2026-11-30"))).visits[0]).not.toHaveProperty(
      "position",
    );
    const both = applied(placed, patchVisit(placed, "v1", { crew: "luis", position: 3 }, on("2026-11-30")));
    expect(both.visits[0]).toMatchObject({ crew: "luis", position: 3 });
  });

  it.each([
    [{ day: "2026-12-03", crew: "luis", note: "Gate" }, "moved"],
    [{ crew: "luis", position: 3 }, "assigned"],
    [{ position: 3, note: "Gate" }, "edited"],
  ] as const)("a patch of %j is called %s", (patch, what) => {
    expect(patchVisit(rental(), "v1", patch, on("2026-11-30"))).toMatchObject({ what });
  });
});

describe("the list of visits", () => {
  const swap = (job: Job, change = {}) =>
    applied(job, addVisit(job, { kind: "swap", day: "2026-12-05", ...change }, on("2026-12-02"), null), "2026-12-02");

  it("26: a swap begins a stay of its own before the pickup", () => {
    const job = swap(delivered(), { unit: "T15-04" });
    expect(job.visits.map(({ id, kind }) => [id, kind])).toEqual([
      ["v1", "drop_off"],
      ["v3", "swap"],
      ["v2", "pickup"],
    ]);
    expect(job.equipment).toMatchObject([
      { unit: "T15-02", until: "2026-12-05", removed_by: "v3" },
      { unit: "T15-04", from: "2026-12-05", until: "2026-12-12", removed_by: "v2" },
    ]);
    const dumped = swap(
      report(rental(rentalFor({ ...rentalRules, swap: "dump_and_return" })), "v1", "done", "2026-12-01", "T15-02"),
    );
    expect(dumped.visits[1]?.same_unit).toBe(true);
    expect(dumped.equipment).toMatchObject([{ until: "2026-12-04" }, { unit: "T15-02", from: "2026-12-05" }]);
  });

  it("19: tons count for each stay alone", () => {
    const there = report(swap(delivered()), "v3", "done", "2026-12-05");
    const first = applied(there, weighVisit(there, "v3", { net_pounds: 6800, ticket: "88213" }));
    const taken = report(first, "v2", "on_site", "2026-12-08");
    const second = applied(taken, weighVisit(taken, "v2", { net_tons: 1.9 }));
    expect(second.equipment).toMatchObject([{ net_tons: 3.4, ticket: "88213" }, { net_tons: 1.9 }]);
    expect(second.overage?.items).toMatchObject([{ kind: "tons", of: "e1", amount_cents: 9100 }]);
    expect(() => weighVisit(second, "v1", { net_tons: 1 })).toThrow(not("transition_not_allowed"));
    expect(() => weighVisit(second, "v2", { net_tons: 1, net_pounds: 2000 })).toThrow(not("invalid"));
  });

  it("gives a swap up again, and never the drop-off or the pickup", () => {
    const job = swap(delivered());
    const removed = applied(job, removeVisit(job, "v3", "Ana", on("2026-12-02")));
    expect(removed.equipment).toEqual(delivered().equipment);
    for (const visit of ["v1", "v2"])
      expect(() => removeVisit(job, visit, "Ana", on("2026-12-02"))).toThrow(not("transition_not_allowed"));
    for (const kind of ["drop_off", "pickup", "service"] as const)
      expect(() => addVisit(job, { kind }, on("2026-12-02"), null)).toThrow(not("transition_not_allowed"));
  });

  it("has at most 12 visits", () => {
    const full = Array.from({ length: 10 }).reduce<Job>((job) => swap(job), delivered());
    expect(full.visits).toHaveLength(12);
    expect(() => swap(full)).toThrow(not("invalid"));
  });

  it("38: a return visit follows the one that is done", () => {
    const start = report(marksJob(), "v1", "on_site", "2026-12-01");
    const again = applied(
      start,
      setVisitState(start, "v1", { state: "done", return_visit: { reason: "Second load" } }, on("2026-12-01")),
    );
    expect(again).toMatchObject({ status: "booked", ended_at: null });
    expect(again.visits).toMatchObject([
      { id: "v1", state: "done" },
      { id: "v2", kind: "service", state: "scheduled", day: null, note: "Second load" },
    ]);
    const last = report(report(again, "v2", "on_site", "2026-12-02"), "v2", "done", "2026-12-02");
    expect(last.status).toBe("completed");
  });

  it("corrects the day of a report, and with it the stay", () => {
    const job = applied(
      pickedUp("2026-12-11"),
      patchVisit(pickedUp("2026-12-11"), "v2", { done_on: "2026-12-09" }, on("2026-12-12")),
    );
    expect(job.overage?.items).toMatchObject([{ kind: "days", quantity: 1 }]);
    expect(() => patchVisit(job, "v2", { done_on: "2026-12-20" }, on("2026-12-12"))).toThrow(not("invalid"));
    expect(() => patchVisit(delivered(), "v1", { day: "2026-12-02" }, on("2026-12-01"))).toThrow(
      not("transition_not_allowed"),
    );
  });
});

it("a rental with a delivery, a swap, an extension, a pickup and a review stays under 16 KB", () => {
  const charge = { by: "Ana", agreed: null };
  let job = report(rental(), "v1", "en_route", "2026-12-01");
  job = report(report(job, "v1", "on_site", "2026-12-01"), "v1", "done", "2026-12-01", "T15-02");
  job = applied(job, addVisit(job, { kind: "swap", day: "2026-12-05", unit: "T15-04" }, on("2026-12-02"), charge));
  job = report(report(job, "v3", "on_site", "2026-12-05"), "v3", "done", "2026-12-05");
  job = applied(job, weighVisit(job, "v3", { net_tons: 3.4, ticket: "88213" }));
  const price = withLines(job.pricing, extensionLine(rentalFor(rentalRules), 4, job.pricing));
  const extension = { id: "a2", at: on("2026-12-11").at, by: "Ana", reason: "4 extra days" };
  const equipment = (job.equipment ?? []).map((one) =>
    one.id === "e2" ? { ...one, allowed_days: 11, until: "2026-12-16" } : one,
  );
  job = applied(job, {
    next: { ...job, equipment, pricing: amend(job.pricing, price, extension, null) },
    what: "extended",
  });
  for (let night = 17; night < 20; night += 1) {
    const held = (job.equipment ?? []).map((one) => (one.id === "e2" ? { ...one, until: `2026-12-${night}` } : one));
    job = applied(job, { next: { ...job, equipment: held }, what: "overdue" });
  }
  job = applied(job, setStatus(job, "ready_for_pickup", {}, on("2026-12-19")));
  job = applied(job, moveJob(job, "2026-12-20", morning, on("2026-12-19")));
  job = report(
    report(report(job, "v2", "en_route", "2026-12-20"), "v2", "on_site", "2026-12-20"),
    "v2",
    "done",
    "2026-12-20",
  );
  job = applied(job, weighVisit(job, "v2", { net_tons: 3.4 }));
  if (job.overage === undefined) throw new RangeError("It has extra days and tons");
  const decisions = job.overage.items
    .filter(({ state }) => state === "proposed")
    .map(({ id }) => ({ id, action: "waive" as const, reason: "A good customer" }));
  const overage = decideOverage(job.overage, decisions, { by: "Ana", at: on("2026-12-21").at });
  job = applied(job, { next: { ...job, overage }, what: "overage_decided" });
  expect(JSON.stringify(job).length).toBeLessThan(16_384);
  expect(job.history.at(2)?.to).toHaveProperty(["visit/v1"]);
  expect(job.history.at(2)?.to).not.toHaveProperty("visits");
  expect(JSON.stringify({ ...atRevision(job, 1), updated_at: "" })).toEqual(
    JSON.stringify({ ...rental(), updated_at: "" }),
  );
});

it("undo skips overdue nights and keeps the unit reserved", () => {
  const noted = applied(delivered(), patchVisit(delivered(), "v1", { unit: "T15-03" }, on("2026-12-02")));
  const equipment = (noted.equipment ?? []).map((one) => ({ ...one, until: "2026-12-12" }));
  const late = applied(noted, { next: { ...noted, equipment }, what: "overdue" });
  expect(applied(late, undo(late)).equipment).toMatchObject([{ unit: "T15-02", until: "2026-12-12" }]);
});

it("undo takes back a report with its unit and its stay", () => {
  const job = delivered("2026-12-02");
  expect(applied(job, undo(job))).toMatchObject({ equipment: rental().equipment, visits: rental().visits });
});
