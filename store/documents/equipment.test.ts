import { describe, expect, test } from "vitest";
import { rentalRules } from "../../domain/price/price-book.fixture.ts";
import { addUnit, changeUnit } from "../../domain/rental/change-equipment.ts";
import type { Equipment } from "../../domain/rental/equipment.ts";
import type { RentalRules } from "../../domain/rental/rental-rules.ts";
import { sampleSettings, type Settings } from "../../domain/settings.ts";
import { openMemory, worlds, type DocumentsWorld } from "./documents-world.case.ts";
import { openDocuments } from "./open-documents.ts";

const open = (world: DocumentsWorld) =>
  openDocuments({ ...world.open(), timeZone: "America/Los_Angeles", findJob: () => Promise.resolve(null) });
const trailers: Equipment = { types: [{ id: "trailer-15", name: "Trailer", units: [] }] };
const unitsOf = ({ types }: Equipment) => types.flatMap(({ units }) => units.map(({ id }) => id)).toSorted();

/** Settings of an earlier version, which counted the units of a service. */
const countedSettings = () => {
  const { rev: _own, ...settings } = sampleSettings("America/Los_Angeles");
  const price = { kind: "flat" as const, amount_cents: 60_000 };
  return { ...settings, services: [{ id: "roll-off", name: "Roll-off", price, stock: 2 }] };
};

describe.each(worlds)("on %s", (_, openWorld) => {
  test("two editors who add a unit at the same time both keep theirs", async () => {
    const world = await openWorld();
    const [one, two] = [open(world).equipment, open(world).equipment];
    await one.change(() => trailers);
    await Promise.all([
      one.change((now) => addUnit(now, "trailer-15", { id: "T15-01" })),
      two.change((now) => addUnit(now, "trailer-15", { id: "T15-02" })),
    ]);
    const stored = await open(world).equipment.read();
    expect([stored.rev, unitsOf(stored)]).toEqual([3, ["T15-01", "T15-02"]]);
  });

  test("a refused change changes nothing", async () => {
    const world = await openWorld();
    const { equipment } = open(world);
    await equipment.change(() => trailers);
    const retire = equipment.change((now) => changeUnit(now, "T15-09", { state: "retired" }));
    await expect(retire).rejects.toMatchObject({ code: "not_found" });
    expect(await open(world).equipment.read()).toEqual({ rev: 1, ...trailers });
  });
});

describe("equipment that an earlier version counted in its settings", () => {
  test("is read from the settings, and is not part of a copy", async () => {
    const { settings, equipment } = open(openMemory());
    await settings.adopt(countedSettings());
    expect(unitsOf(await equipment.read())).toEqual(["ROLL-OFF-01", "ROLL-OFF-02"]);
    expect(await equipment.stored()).toBeNull();
    expect((await equipment.change((now) => addUnit(now, "roll-off", { id: "R3" }))).rev).toBe(1);
    expect(unitsOf(await equipment.read())).toContain("R3");
  });

  test("stays when the settings no longer say it, and any other change of the settings writes nothing", async () => {
    const world = openMemory();
    const { settings, equipment } = open(world);
    await settings.adopt(countedSettings());
    await settings.change((now) => ({ ...now, closed_days: ["2026-12-25"] }));
    expect(await equipment.stored()).toBeNull();
    await settings.change(({ old_stock: _stock, ...now }) => now);
    expect(unitsOf(await open(world).equipment.read())).toEqual(["ROLL-OFF-01", "ROLL-OFF-02"]);
  });
});

describe("equipment that follows the settings", () => {
  const rentedOut = (rental: RentalRules | null) => (now: Settings) => ({
    ...now,
    services: now.services.map((service) => (service.id === "trailer-15" ? { ...service, rental } : service)),
  });

  test("has the units of a rental that the owner switches on", async () => {
    const { settings, equipment } = open(openMemory());
    const { rev: _own, ...plain } = rentedOut(null)(sampleSettings("America/Los_Angeles"));
    await settings.adopt(plain);
    expect(unitsOf(await equipment.read())).toEqual([]);
    await settings.change(rentedOut(rentalRules));
    expect(unitsOf(await equipment.read())).toEqual(["T15-01", "T15-02", "T15-03", "T15-04"]);
    expect(await equipment.stored()).toBeNull();
  });

  test("has the units that a client of an earlier version counts", async () => {
    const { settings, equipment } = open(openMemory());
    await settings.change((now) => ({ ...now, old_stock: { "roll-off": 2 } }));
    expect(unitsOf(await equipment.read())).toEqual(expect.arrayContaining(["ROLL-OFF-01", "ROLL-OFF-02"]));
    await settings.change((now) => ({ ...now, old_stock: { "roll-off": 3 } }));
    expect(unitsOf(await equipment.read())).toContain("ROLL-OFF-03");
  });

  test("keeps the units of a rental that the owner switches off, and adds what the same change counts", async () => {
    const { settings, equipment } = open(openMemory());
    await settings.change((now) => ({ ...rentedOut(null)(now), old_stock: { "roll-off": 1 } }));
    expect(unitsOf(await equipment.read())).toEqual(["ROLL-OFF-01", "T15-01", "T15-02", "T15-03", "T15-04"]);
    expect(await equipment.stored()).not.toBeNull();
  });
});
