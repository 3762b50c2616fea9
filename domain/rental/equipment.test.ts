import { expect, test } from "vitest";
import { stockOf, type Unit } from "./equipment.ts";

const unit = (id: string, state: Unit["state"] = "in_service"): Unit => ({ id, state });

test("the stock of a type is its units in service, and that of a unit is one or none", () => {
  const units = [unit("T15-01"), unit("T15-02", "maintenance"), unit("T15-03", "retired"), unit("T15-04")];
  const stock = stockOf({ types: [{ id: "trailer-15", name: "15-yard dump trailer", units }] });
  expect(["trailer-15", "unit/T15-01", "unit/T15-02", "unit/T15-03"].map(stock)).toEqual([2, 1, 0, 0]);
});

test("a unit that is not named has a stock of one, and an unknown type has none", () => {
  expect(["unit/T15-09", "trailer-20"].map(stockOf({ types: [] }))).toEqual([1, 0]);
});
