import { describe, expect, it } from "vitest";
import { copyChangeForStaging, copyForStaging, fieldNames, show, type FieldTable } from "./field-table.ts";

interface Sofa {
  name: string;
  owner: string | null;
  color?: string;
  cents: number;
}

const fields = {
  name: { label: "Name", empty: "required", shownTo: ["staff", "public"], staging: "replace" },
  owner: { label: "Owner", empty: "null", shownTo: ["staff"], staging: "remove" },
  color: { label: "Color", empty: "left_out", shownTo: ["public"], staging: "remove" },
  cents: { label: "Price", empty: "required", shownTo: [], staging: "keep" },
} as const satisfies FieldTable<Sofa>;

const stored = { name: "Chesterfield", owner: "Mark", color: "green", cents: 100, smell: "smoke" };
const sofa: Sofa = stored;

describe("show", () => {
  it("copies exactly the fields of an audience, and no field outside the table", () => {
    expect(show(fields, "staff", sofa)).toEqual({ name: "Chesterfield", owner: "Mark" });
    expect(show(fields, "public", sofa)).toEqual({ name: "Chesterfield", color: "green" });
    expect(show(fields, "customer", sofa)).toEqual({});
  });

  it("keeps null, and leaves out an optional field without a value", () => {
    expect(show(fields, "staff", { ...sofa, owner: null })).toEqual({ name: "Chesterfield", owner: null });
    const { color: _color, ...plain } = sofa;
    expect(show(fields, "public", plain)).not.toHaveProperty("color");
  });
});

describe("a copy for staging", () => {
  const replacements = { name: (name: string) => name.length.toString() };

  it("keeps, replaces or removes each field, and drops fields outside the table", () => {
    expect(copyForStaging(fields, sofa, replacements)).toEqual({
      name: "12",
      owner: null,
      cents: 100,
    });
  });

  it("of a change has only the fields of the change", () => {
    const copy = (change: Partial<Sofa>) => copyChangeForStaging<Sofa, typeof fields>(fields, change, replacements);
    expect(copy({ owner: "Mark" })).toEqual({ owner: null });
    expect(copy({ color: "red" })).toEqual({});
  });
});

it("names fields in the order of the table", () => {
  expect(fieldNames<Sofa>(fields)).toEqual(["name", "owner", "color", "cents"]);
});
