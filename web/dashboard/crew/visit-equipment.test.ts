import { expect, it } from "vitest";
import { nothingReported } from "../job/visit.sample.ts";
import { deliveredUnits, takesUnit } from "./visit-equipment.ts";

const visit = (id: string, kind: "service" | "drop_off" | "swap" | "pickup", equipment?: object) => ({
  ...nothingReported,
  id,
  kind,
  day: null,
  window: null,
  crew: null,
  state: "scheduled" as const,
  ...(equipment === undefined
    ? {}
    : { equipment: { type: "trailer-15", delivers: null, removes: null, same_unit: false, ...equipment } }),
});
const job = (kind: "service" | "drop_off" | "swap" | "pickup", equipment?: object) => ({
  visits: [visit("v1", kind, equipment)],
  unit_choices: ["T15-01", "T15-04"],
});

it("a drop-off offers the planned unit first, else the first free one", () => {
  expect(deliveredUnits(job("drop_off", {}), "v1")).toEqual({ choices: ["T15-01", "T15-04"], likely: "T15-01" });
  expect(deliveredUnits(job("swap", { delivers: "T15-04" }), "v1")).toEqual({
    choices: ["T15-04", "T15-01"],
    likely: "T15-04",
  });
});

it("a pickup, a unit that comes back and a job without a rental offer none", () => {
  expect(deliveredUnits(job("pickup", {}), "v1")).toBeNull();
  expect(deliveredUnits(job("swap", { same_unit: true }), "v1")).toBeNull();
  expect(deliveredUnits(job("service"), "v1")).toBeNull();
  expect(deliveredUnits(undefined, "v1")).toBeNull();
});

it("a swap and a pickup take a unit, so their load is weighed", () => {
  expect((["drop_off", "swap", "pickup"] as const).map((kind) => takesUnit(job(kind, {}), "v1"))).toEqual([
    false,
    true,
    true,
  ]);
  expect(takesUnit(job("service"), "v1")).toBe(false);
});
