import { describe, expect, it } from "vitest";
import { assertCan, can, situationOf, type CanJob, type Situation } from "./can.ts";
import type { Status, Visit } from "./job.ts";
import { rentalFor } from "./rental/rental-rules.ts";
import { rentalRules } from "./price/price-book.fixture.ts";
import type { RentalPeriod } from "./rental/rental-period.ts";

type V = CanJob["visits"][number];
const visit = (id: string, kind: Visit["kind"], state: Visit["state"] = "scheduled", day: string | null = null): V => ({
  id,
  kind,
  state,
  day,
});
const period: RentalPeriod = {
  id: "e1",
  type: "trailer-15",
  unit: null,
  from: "2026-12-01",
  until: "2026-12-08",
  delivered_by: "v1",
  removed_by: "v2",
  ready_on: null,
  asked_for: null,
  allowed_days: 7,
  net_tons: null,
  ticket: null,
};
const rental = (status: Status, visits: V[], change: Partial<RentalPeriod> = {}): CanJob => ({
  status,
  visits,
  rental: rentalFor(rentalRules),
  equipment: [{ ...period, ...change }],
});
const work = (status: Status, state: Visit["state"], day: string | null = "2026-12-01"): CanJob => ({
  status,
  visits: [visit("v1", "service", state, day)],
});
const dropped = visit("v1", "drop_off", "done", "2026-12-01");

const jobs: Record<Situation, CanJob> = {
  requested: work("requested", "scheduled", null),
  quoted: work("quoted", "scheduled", null),
  unscheduled: work("booked", "scheduled", null),
  scheduled: rental("booked", [visit("v1", "drop_off", "scheduled", "2026-12-01"), visit("v2", "pickup")]),
  en_route: rental("booked", [visit("v1", "drop_off", "en_route", "2026-12-01"), visit("v2", "pickup")]),
  crew_on_site: rental("in_progress", [dropped, visit("v2", "pickup", "on_site", "2026-12-05")]),
  equipment_on_site: rental("booked", [dropped, visit("v2", "pickup")]),
  removal_scheduled: rental("booked", [dropped, visit("v2", "pickup", "scheduled", "2026-12-05")], {
    until: "2026-12-05",
  }),
  overdue: rental("booked", [dropped, visit("v2", "pickup")], { until: "2026-12-10" }),
  ready_on_site: rental("ready_for_pickup", [dropped, visit("v2", "pickup")]),
  ready: work("ready_for_pickup", "scheduled"),
  attempted_before_delivery: rental("booked", [visit("v1", "drop_off", "attempted", "2026-12-01"), visit("v2", "pickup")]), // prettier-ignore
  attempted_removal: rental("ready_for_pickup", [dropped, visit("v2", "pickup", "attempted", "2026-12-08")]),
  completed: rental("completed", [dropped, visit("v2", "pickup", "done", "2026-12-08")]),
  cancelled: work("cancelled", "scheduled"),
};

const customer: Record<Situation, string[]> = {
  requested: ["cancel"],
  quoted: ["approve", "decline"],
  unscheduled: ["reschedule", "cancel"],
  scheduled: ["reschedule", "cancel"],
  en_route: [],
  crew_on_site: [],
  equipment_on_site: ["ready", "extend", "swap"],
  removal_scheduled: ["ready", "reschedule", "extend", "swap"],
  overdue: ["ready", "extend"],
  ready_on_site: ["reschedule", "extend"],
  ready: ["reschedule", "cancel"],
  attempted_before_delivery: ["reschedule", "cancel"],
  attempted_removal: ["reschedule", "extend"],
  completed: ["book_again"],
  cancelled: ["book_again"],
};

describe("what a customer may do", () => {
  it.each(Object.keys(jobs) as Situation[])("45: %s", (situation) => {
    const job = jobs[situation];
    expect(situationOf(job)).toBe(situation);
    expect(can(job, "customer")).toEqual(customer[situation]);
  });

  it("does not depend on the clock while the sweep has not moved the end of the stay", () => {
    const { overdue } = jobs;
    expect(situationOf({ ...overdue, equipment: [period] })).toBe("equipment_on_site");
  });

  it("includes ready for an imported job, whose trailer may be there", () => {
    expect(can({ ...jobs.unscheduled, source: "import" }, "customer")).toEqual(["reschedule", "cancel", "ready"]);
    expect(can({ ...jobs.cancelled, source: "import" }, "customer")).toEqual(["book_again"]);
  });

  it("includes ready after a drop-off that was stored before rentals, and neither extend nor swap", () => {
    const old: CanJob = { status: "booked", visits: [dropped, visit("v2", "pickup")] };
    expect(can(old, "customer")).toEqual(["ready"]);
    expect(can({ ...old, status: "ready_for_pickup" }, "customer")).toEqual(["reschedule"]);
  });

  it("includes one swap at a time, and none if the service has none", () => {
    const out = jobs.equipment_on_site;
    const asked = { ...out, visits: [dropped, visit("v2", "swap"), visit("v3", "pickup")] };
    expect(can(asked, "customer")).toEqual(["extend"]);
    expect(can({ ...out, rental: rentalFor({ ...rentalRules, swap: "none" }) }, "customer")).toEqual([
      "ready",
      "extend",
    ]);
    expect(() => assertCan(asked, "customer", "swap")).toThrow("A swap is planned");
  });
});

describe("what the office and a crew may do", () => {
  const onSite = ["cancel", "assign", "report", "extend", "swap", "price", "overage"];
  const open = ["cancel", "move", ...onSite.slice(1)];
  it.each<[Situation, string[], string[]]>([
    ["requested", ["quote", "cancel"], []],
    ["quoted", ["quote", "approve", "cancel"], []],
    ["scheduled", open, ["start"]],
    ["crew_on_site", onSite, ["finish", "attempt", "price", "return_visit"]],
    ["equipment_on_site", open, []],
    ["removal_scheduled", open, ["start"]],
    ["completed", ["price", "overage", "undo"], ["weigh"]],
    ["cancelled", ["undo"], []],
  ])("45: %s", (situation, office, crew) => {
    expect(can(jobs[situation], "office")).toEqual(office);
    expect(can(jobs[situation], "crew")).toEqual(crew);
  });
});

it("45: refuses every action outside the table with the stage", () => {
  expect(() => assertCan(jobs.scheduled, "customer", "ready", "ready_for_pickup")).toThrow(
    expect.objectContaining({
      code: "transition_not_allowed",
      facts: { from: "booked", to: "ready_for_pickup", stage: "scheduled" },
    }),
  );
  expect(() => assertCan(jobs.equipment_on_site, "customer", "cancel")).toThrow("The equipment is on site");
  expect(() => assertCan(jobs.completed, "office", "extend")).toThrow("The job is over");
});
