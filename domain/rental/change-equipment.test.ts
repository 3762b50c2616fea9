import { describe, expect, it } from "vitest";
import { addType, addUnit, changeUnit, removeType, renameType, unitById } from "./change-equipment.ts";
import type { Equipment } from "./equipment.ts";

const none: Equipment = { types: [] };
const trailers = addType(none, { id: "trailer-15", name: "15-yard trailer" });
const one = addUnit(trailers, "trailer-15", { id: "T15-01" });
const unused = { services: [], hasJobs: false };
const refusal = (field: string, code: string) =>
  expect.objectContaining({ code: "invalid", fields: [expect.objectContaining({ field, code })] });
const missing = expect.objectContaining({ code: "not_found" });

describe("a type", () => {
  it("is added without units, and renamed", () => {
    expect(trailers).toEqual({ types: [{ id: "trailer-15", name: "15-yard trailer", units: [] }] });
    expect(renameType(one, "trailer-15", "Small trailer").types).toMatchObject([
      { name: "Small trailer", units: [{ id: "T15-01" }] },
    ]);
    expect(() => renameType(none, "trailer-15", "Small")).toThrow(missing);
  });

  it("is removed, and neither its id nor the ids of its units are used again", () => {
    const removed = removeType(one, "trailer-15", unused);
    expect(removed).toEqual({ types: [], removed: ["trailer-15", "T15-01"] });
    expect(() => addType(removed, { id: "trailer-15", name: "Again" })).toThrow(refusal("/id", "taken"));
    const other = addType(removed, { id: "trailer-20", name: "20-yard trailer" });
    expect(() => addUnit(other, "trailer-20", { id: "T15-01" })).toThrow(refusal("/id", "taken"));
    expect(() => removeType(none, "trailer-15", unused)).toThrow(missing);
  });

  it("stays while a service or a job uses it", () => {
    expect(() => removeType(one, "trailer-15", { services: ["Trailer"], hasJobs: false })).toThrow(
      refusal("/id", "in_use"),
    );
    expect(() => removeType(one, "trailer-15", { services: [], hasJobs: true })).toThrow(refusal("/id", "in_use"));
  });

  it("is one of at most 20, and at most 1,000 ids are ever removed", () => {
    const many = Array.from({ length: 20 }, (_, n) => n).reduce(
      (equipment, n) => addType(equipment, { id: `type-${n}`, name: "Type" }),
      none,
    );
    expect(() => addType(many, { id: "type-20", name: "Type" })).toThrow(refusal("/id", "too_many"));
    const full = { ...one, removed: Array.from({ length: 999 }, (_, n) => `old-${n}`) };
    expect(() => removeType(full, "trailer-15", unused)).toThrow(refusal("/id", "too_many"));
  });
});

describe("a unit", () => {
  it("is added in service, with or without a note", () => {
    expect(one.types[0]?.units).toEqual([{ id: "T15-01", state: "in_service" }]);
    const noted = addUnit(one, "trailer-15", { id: "T15-02", note: "New tires" });
    expect(noted.types[0]?.units[1]).toEqual({ id: "T15-02", state: "in_service", note: "New tires" });
    expect(() => addUnit(one, "trailer-15", { id: "T15-01" })).toThrow(refusal("/id", "taken"));
    expect(() => addUnit(one, "trailer-20", { id: "T20-01" })).toThrow(missing);
  });

  it("changes its state and its note apart, and stays listed when it is retired", () => {
    const broken = changeUnit(one, "T15-01", { state: "maintenance", note: "Axle" });
    expect(unitById(broken, "T15-01").unit).toEqual({ id: "T15-01", state: "maintenance", note: "Axle" });
    const retired = changeUnit(broken, "T15-01", { state: "retired" });
    expect(unitById(retired, "T15-01").unit).toEqual({ id: "T15-01", state: "retired", note: "Axle" });
    expect(unitById(changeUnit(retired, "T15-01", { note: null }), "T15-01").unit).not.toHaveProperty("note");
    expect(() => changeUnit(one, "T15-09", { state: "retired" })).toThrow(missing);
  });

  it("is one of at most 200 over all types", () => {
    const full = Array.from({ length: 199 }, (_, n) => n).reduce(
      (equipment, n) => addUnit(equipment, "trailer-15", { id: `U${n}` }),
      addType(one, { id: "trailer-20", name: "20-yard trailer" }),
    );
    expect(() => addUnit(full, "trailer-20", { id: "LAST" })).toThrow(refusal("/id", "too_many"));
  });
});
