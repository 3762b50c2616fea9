import { expect, test } from "vitest";
import { assertChoices, optionLines, type Choices } from "./choices.ts";
import { junkRemoval, singleItem, trailer } from "./price-book.fixture.ts";
import type { PricedService } from "./price-book.ts";

const of = (...list: [id: string, quantity: number][]): Choices => ({
  items: list.map(([id, quantity]) => ({ id, quantity })),
});
const faults = (service: PricedService, choices: Choices) => {
  try {
    assertChoices(service, choices);
  } catch (error) {
    return (error as { fields: { field: string; code: string }[] }).fields.map(({ field, code }) => [field, code]);
  }
  return [];
};

test.each<[string, PricedService, Choices, [string, string][]]>([
  ["two options of one choice", junkRemoval, of(["half-load", 1], ["full-load", 1]), [["/items/1/id", "one_choice"]]],
  ["no option of a choice", junkRemoval, of(["stairs", 1]), [["/items", "choice_required"]]],
  ["an unknown item", trailer, of(["tire", 1], ["piano", 1]), [["/items/1/id", "unknown_item"]]],
  ["a part of an add-on", trailer, of(["tire", 1.5]), [["/items/0/quantity", "whole_number"]]],
  ["more than one of a choice", junkRemoval, of(["half-load", 2]), [["/items/0/quantity", "quantity"]]],
  ["more than the most of an option", trailer, of(["tire", 11]), [["/items/0/quantity", "quantity"]]],
  ["more than the most, in two items", trailer, of(["tire", 6], ["tire", 5]), [["/items/1/quantity", "quantity"]]],
  ["more than the usual most of an add-on", trailer, of(["mattress", 21]), [["/items/0/quantity", "quantity"]]],
  ["four decimals", singleItem, of(["sofa", 1.0005]), [["/items/0/quantity", "quantity"]]],
  ["nothing", singleItem, of(["sofa", 0]), [["/items/0/quantity", "quantity"]]],
  [
    "only add-ons of an itemized service",
    { ...junkRemoval, groups: junkRemoval.groups.slice(1) },
    of(["stairs", 1]),
    [["/items", "items_required"]],
  ],
  [
    "an option and not sure",
    junkRemoval,
    { ...of(["half-load", 1]), not_sure: ["load"] },
    [["/not_sure/0", "one_choice"]],
  ],
  [
    "not sure of what has to be chosen",
    junkRemoval,
    { ...of(["half-load", 1]), not_sure: ["add-ons"] },
    [["/not_sure/0", "choice_required"]],
  ],
])("refuses %s", (_what, service, choices, expected) => {
  expect(faults(service, choices)).toEqual(expected);
});

test.each<[string, PricedService, Choices]>([
  ["a flat service without options", trailer, of()],
  ["the most of each option", trailer, of(["tire", 10], ["mattress", 20])],
  ["three decimals of a quantity", singleItem, of(["sofa", 0.125])],
  ["one option of a choice", junkRemoval, of(["full-load", 1])],
  ["not sure", junkRemoval, { items: [], not_sure: ["load"] }],
])("accepts %s", (_what, service, choices) => {
  expect(faults(service, choices)).toEqual([]);
});

test("a choice is made once, whatever the most of its option", () => {
  const [load] = junkRemoval.groups;
  if (load === undefined) throw new RangeError("The fixture has it");
  const options = load.options.map((option) => ({ ...option, max: 5 }));
  expect(faults({ ...junkRemoval, groups: [{ ...load, options }] }, of(["half-load", 2]))).toEqual([
    ["/items/0/quantity", "quantity"],
  ]);
});

test("a line names its option", () => {
  expect(optionLines(junkRemoval, of(["half-load", 1], ["stairs", 2]))).toEqual([
    {
      kind: "option",
      code: "half-load",
      label: "Half load",
      quantity: 1,
      unit_cents: 34_900,
      amount_cents: 34_900,
      taxable: true,
    },
    {
      kind: "add_on",
      code: "stairs",
      label: "Stairs, each flight",
      quantity: 2,
      unit_cents: 2_500,
      amount_cents: 5_000,
      taxable: true,
    },
  ]);
});

test("an option is taxable as its service is, unless it says otherwise", () => {
  const group = { id: "g", label: "G", kind: "quantity" } as const;
  const options = [
    { id: "a", label: "A", unit_cents: 100 },
    { id: "b", label: "B", unit_cents: 100, taxable: true },
  ];
  const service = { ...singleItem, taxable: false, groups: [{ ...group, options }] };
  expect(optionLines(service, of(["a", 1], ["b", 1])).map(({ taxable }) => taxable)).toEqual([false, true]);
});
