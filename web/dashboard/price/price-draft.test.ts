import { describe, expect, it } from "vitest";
import type { Settings } from "../../../http/api-client.ts";
import {
  draftItems,
  draftLines,
  itemsBody,
  lineFaults,
  linesBody,
  promiseOf,
  withChoice,
  type Pricing,
} from "./price-draft.ts";

const line = { id: "l1", code: "base", quantity: 1, taxable: true };
const lines: Pricing["lines"] = [
  { ...line, kind: "base", label: "Trailer", unit_cents: 60_000, amount_cents: 60_000 },
  { ...line, kind: "discount", label: "Regular", unit_cents: -2_000, amount_cents: -2_000 },
  { ...line, kind: "overage", label: "Extra tons", unit_cents: 6_500, amount_cents: 6_500 },
  { ...line, kind: "tax", label: "Sales tax", unit_cents: 5_321, amount_cents: 5_321 },
];

describe("the lines that the office can change", () => {
  it("are those without tax and overage, and a discount is above zero", () => {
    const draft = draftLines({ lines } as Pricing);
    expect(draft.map(({ label, cents }) => [label, cents])).toEqual([
      ["Trailer", 60_000],
      ["Regular", 2_000],
    ]);
    expect(linesBody(draft)[1]).toEqual({
      label: "Regular",
      quantity: 1,
      unit_cents: 2_000,
      kind: "discount",
      taxable: true,
    });
  });

  it("need a name and a quantity above zero", () => {
    const empty = { label: " ", quantity: "", cents: 0, kind: "option" } as const;
    expect(lineFaults([{ ...empty, label: "Piano", quantity: "1.5" }, empty])).toEqual({
      "lines.1.label": "Name this line.",
      "lines.1.quantity": "Enter a quantity above zero.",
    });
  });
});

describe("the items that the office can choose", () => {
  const load: Settings["services"][number]["groups"][number] = {
    id: "load",
    label: "Load",
    kind: "choice",
    options: [
      { id: "half-load", label: "Half load", unit_cents: 34_900 },
      { id: "full-load", label: "Full load", unit_cents: 59_900 },
    ],
  };
  const stairs = {
    ...load,
    id: "more",
    kind: "add_on" as const,
    options: [{ id: "stairs", label: "Stairs", unit_cents: 1 }],
  };

  it("are those of the service, with a quantity above zero", () => {
    const items = {
      ...draftItems({ items: [{ id: "stairs", label: "Stairs", quantity: 2 }] }),
      gone: "1",
      "half-load": "",
    };
    expect(itemsBody({ groups: [load, stairs] }, items)).toEqual([{ id: "stairs", quantity: 2 }]);
  });

  it("have one option of a choice", () => {
    const half = withChoice({ stairs: "2" }, load, "half-load");
    expect(withChoice(half, load, "full-load")).toEqual({ stairs: "2", "full-load": "1" });
    expect(withChoice(half, load, "")).toEqual({ stairs: "2" });
  });
});

it("the promise is the high end of an estimate, else the price", () => {
  expect(
    promiseOf({ total_cents: 18_836, estimate: { low_cents: 18_836, high_cents: 67_548, options: [] } } as never),
  ).toBe(67_548);
  expect(promiseOf({ total_cents: 64_950, estimate: null } as never)).toBe(64_950);
});
