import { describe, expect, test } from "vitest";
import {
  chosenTypes,
  figuresOf,
  levelOf,
  shortagesOf,
  stripsOf,
  type Fleet,
  type RentedJob,
  type Unit,
  type UnitFilter,
} from "./fleet.ts";
import { customerNamed } from "../job/customer.sample.ts";

const days = ["2026-12-03", "2026-12-04", "2026-12-05", "2026-12-06"];
const yard: Unit = { id: "T15-01", state: "available", note: null };
const out: Unit = {
  ...yard,
  id: "T15-02",
  state: "out",
  job: "A",
  customer: "Park",
  since: "2026-11-24",
  until: "2026-12-04",
};
const late: Unit = { ...out, id: "T15-04", overdue_days: 2 };
const shop: Unit = { ...yard, id: "T15-05", state: "maintenance", note: "Axle" };
const promise = (unit: string, from: string, until: string): RentedJob => ({
  id: "B",
  status: "booked",
  customer: customerNamed("Ruiz"),
  visits: [],
  equipment: [
    {
      id: "e1",
      type: "trailer-15",
      unit,
      from,
      until,
      delivered_by: "v1",
      removed_by: "v2",
      ready_on: null,
      asked_for: null,
      allowed_days: 7,
      net_tons: null,
      ticket: null,
    },
  ],
});

describe("the bars of a unit", () => {
  test("are cut to the shown days", () => {
    expect(stripsOf(out, [], days)).toEqual([{ from: 0, to: 1, kind: "out", name: "Park" }]);
    expect(stripsOf(late, [], days)).toMatchObject([{ kind: "overdue" }]);
    expect(stripsOf(shop, [], days)).toEqual([{ from: 0, to: 3, kind: "shop", name: "Axle" }]);
    expect(stripsOf(yard, [], days)).toEqual([]);
  });

  test("are also the jobs that the unit is promised to", () => {
    const jobs = [promise("T15-01", "2026-12-05", "2026-12-12"), promise("T15-01", "2026-12-07", "2026-12-12")];
    expect(stripsOf(yard, jobs, days)).toEqual([{ from: 2, to: 3, kind: "promised", name: "Ruiz" }]);
    expect(stripsOf(out, jobs, days)).toHaveLength(1);
  });
});

const fleet: Fleet = {
  types: [{ id: "trailer-15", name: "15-yard trailer", stock: 3, out: 2, units: [yard, out, late, shop] }],
  conflicts: [
    { kind: "short", type: "trailer-15", day: "2026-12-04", stock: 1, held: 2, jobs: ["A", "B"] },
    { kind: "short", type: "trailer-15", day: "2026-12-05", stock: 1, held: 2, jobs: ["A", "B"] },
    { kind: "no_unit", job: "C" },
  ],
};

test("the figures count units by where they are", () => {
  expect(figuresOf(fleet, "2026-12-03", "2026-12-06")).toEqual({
    out: 2,
    stock: 3,
    overdue: [late],
    due: 1,
    ready: 0,
    shop: 1,
  });
  expect([2, 1, 0, -1].map(levelOf)).toEqual(["many", "one", "none", "none"]);
});

describe("the list", () => {
  const ready: Unit = { ...out, id: "T15-06", until: "2026-12-09", ready_on: "2026-12-02", customer: "Kim" };
  const types = [
    {
      ...fleet.types[0],
      id: "trailer-15",
      name: "15-yard trailer",
      stock: 5,
      out: 3,
      units: [yard, out, late, shop, ready],
    },
    { id: "box", name: "Box", stock: 1, out: 0, units: [{ ...yard, id: "B-01" }] },
  ];
  const ids = (filter: UnitFilter, search = "") =>
    chosenTypes(types, { filter, search }, { today: "2026-12-03", week: "2026-12-06" }).flatMap(({ units }) =>
      units.map(({ id }) => id),
    );

  test.each<[UnitFilter, string[]]>([
    ["all", ["T15-01", "T15-02", "T15-04", "T15-05", "T15-06", "B-01"]],
    ["out", ["T15-02", "T15-04", "T15-06"]],
    ["due", ["T15-02"]],
    ["overdue", ["T15-04"]],
    ["ready", ["T15-06"]],
  ])("shows the units of the filter %s", (filter, expected) => {
    expect(ids(filter)).toEqual(expected);
  });

  test("finds a unit by its number and its customer, and leaves out types without one", () => {
    expect(ids("all", " b-0 ")).toEqual(["B-01"]);
    expect(ids("out", "kim")).toEqual(["T15-06"]);
    expect(chosenTypes(types, { filter: "overdue", search: "kim" }, { today: "", week: "" })).toEqual([]);
  });

  test("counts the units that are ready", () => {
    expect(figuresOf({ types, conflicts: [] }, "2026-12-03", "2026-12-06").ready).toBe(1);
  });
});

test("a shortage is said once for a type, with the late unit and the job that could move", () => {
  expect(shortagesOf(fleet)).toEqual([
    { type: fleet.types[0], day: "2026-12-04", missing: 1, more: 1, late, job: "B" },
  ]);
  expect(shortagesOf({ ...fleet, conflicts: [] })).toEqual([]);
});
