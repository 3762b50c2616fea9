import { expect, test } from "vitest";
import { UsageError } from "../command-error.ts";
import { readPrice } from "./price.ts";

test.each([
  [{ flat: "600" }, { kind: "flat", amount_cents: 60_000, currency: "USD" }],
  [
    { line: ["Half load x2 = 45.00", "Stairs=25", "Box x 10 x0.5 = $3.10", "Neighbor = -20"] },
    {
      kind: "itemized",
      currency: "USD",
      lines: [
        { label: "Half load", quantity: 2, unit_cents: 4_500 },
        { label: "Stairs", quantity: 1, unit_cents: 2_500 },
        { label: "Box x 10", quantity: 0.5, unit_cents: 310 },
        { label: "Neighbor", quantity: 1, unit_cents: 2_000, kind: "discount" },
      ],
    },
  ],
  [{}, undefined],
])("reads %j as a price", (options, price) => {
  expect(readPrice(options, "USD")).toEqual(price);
});

test.each([
  { flat: "six" },
  { flat: "-1" },
  { flat: "1.005" },
  { flat: "1", line: ["a=1"] },
  { line: ["Stairs"] },
  { line: ["a = b"] },
  { line: ["a = --1"] },
])("refuses %j as a price", (options) => {
  expect(() => readPrice(options, "USD")).toThrow(UsageError);
});
