import { describe, expect, it } from "vitest";
import { sampleEquipment, startingEquipment } from "./starting-equipment.ts";

const unitsOf = (equipment: ReturnType<typeof startingEquipment>) =>
  equipment.types.map(({ id, units }) => [id, units.map((unit) => unit.id)]);

describe("the equipment of a store that never had its own", () => {
  it("has as many units as an earlier version counted, under the ids of the services", () => {
    const services = [{ id: "trailer-15", name: "Trailer" }];
    const starting = startingEquipment({ services, old_stock: { "trailer-15": 2, roll_off: 1 } });
    expect(unitsOf(starting)).toEqual([
      ["trailer-15", ["TRAILER-15-01", "TRAILER-15-02"]],
      ["roll_off", ["ROLL-OFF-01"]],
    ]);
    expect(starting.types).toMatchObject([
      { name: "Trailer", units: [{ state: "in_service" }, {}] },
      { name: "roll_off" },
    ]);
  });

  it("gives each unit an id of its own, of at most 16 characters", () => {
    const starting = startingEquipment({
      services: [],
      old_stock: { "long-container-a": 500, "long-container-b": 500 },
    });
    const ids = starting.types.flatMap(({ units }) => units.map(({ id }) => id));
    expect(new Set(ids).size).toBe(400);
    for (const id of ids) expect(id).toMatch(/^[A-Z0-9][A-Z0-9-]{0,15}$/);
  });

  it("is the sample trailers if a service rents them out, else nothing", () => {
    const services = [{ id: "trailer", name: "Trailer", rental: { equipment_type: "trailer-15" } }];
    expect(startingEquipment({ services })).toEqual(sampleEquipment);
    expect(unitsOf(startingEquipment({ services, old_stock: { "trailer-15": 1 } }))).toHaveLength(1);
    expect(startingEquipment({ services: [{ id: "junk", name: "Junk", rental: null }] })).toEqual({ types: [] });
  });
});
