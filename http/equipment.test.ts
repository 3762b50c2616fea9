import { describe, expect, it } from "vitest";
import { instantOf } from "../domain/clock.ts";
import { at, createTestApp, owner, type TestApp } from "../test/harness/test-app.ts";

const types = "/api/v1/equipment/types";

const openApp = async () => {
  const app = await createTestApp();
  const call = (method: string, path: string, body?: object) =>
    app.call(method, path, { as: owner, ...(body === undefined ? {} : { body }) });
  expect((await call("POST", types, { id: "roll-off", name: "Roll-off" })).status).toBe(201);
  return { app, call };
};
const rollOff = (body: unknown) => (at(body, "types") as { id: string }[]).find(({ id }) => id === "roll-off");
const stockOn = async ({ services }: TestApp, day: string) =>
  (await services.jobs.capacity(day, day))[0]?.resources.find(({ id }) => id === "roll-off")?.stock;

describe("equipment", () => {
  it("is added, listed and changed, and each day gets the new stock", async () => {
    const { app, call } = await openApp();
    const added = await call("POST", `${types}/roll-off/units`, { id: "R-01", note: "Green" });
    expect([added.status, added.body]).toEqual([201, { id: "R-01", state: "available", note: "Green" }]);
    await call("POST", `${types}/roll-off/units`, { id: "R-02" });
    expect(await stockOn(app, "2026-12-01")).toBe(2);
    const broken = await call("PATCH", "/api/v1/equipment/units/R-02", { state: "maintenance", note: "Axle" });
    expect([broken.status, broken.body]).toEqual([200, { id: "R-02", state: "maintenance", note: "Axle" }]);
    expect(await stockOn(app, "2026-12-01")).toBe(1);
    const renamed = await call("PATCH", `${types}/roll-off`, { name: "20-yard roll-off" });
    expect(renamed.body).toMatchObject({ id: "roll-off", name: "20-yard roll-off", stock: 1, out: 0 });
    const listed = await call("GET", "/api/v1/equipment");
    expect(rollOff(listed.body)).toEqual({
      id: "roll-off",
      name: "20-yard roll-off",
      stock: 1,
      out: 0,
      units: [
        { id: "R-01", state: "available", note: "Green" },
        { id: "R-02", state: "maintenance", note: "Axle" },
      ],
    });
    expect(at(listed.body, "conflicts")).toEqual([]);
  });

  it("is on days that a person set, whose hours stay", async () => {
    const { app, call } = await openApp();
    const window = { start: "09:00", end: "10:00", capacity: 1 };
    await call("PUT", "/api/v1/days/2026-12-02/capacity", { windows: [window], closed: false });
    await call("POST", `${types}/roll-off/units`, { id: "R-01" });
    expect(await stockOn(app, "2026-12-02")).toBe(1);
    expect((await app.services.jobs.capacity("2026-12-02", "2026-12-02"))[0]?.windows).toMatchObject([window]);
  });

  it("has a calendar of at most 62 days", async () => {
    const { call } = await openApp();
    await call("POST", `${types}/roll-off/units`, { id: "R-01" });
    const answer = await call("GET", "/api/v1/equipment/calendar?from=2026-12-01&to=2027-01-31");
    const days = at(answer.body, "days") as { day: string; types: unknown[] }[];
    expect(days).toHaveLength(62);
    expect(days[0]).toMatchObject({
      day: "2026-12-01",
      types: expect.arrayContaining([{ id: "roll-off", stock: 1, held: 0 }]),
    });
    const wide = await call("GET", "/api/v1/equipment/calendar?from=2026-12-01&to=2027-02-01");
    expect([wide.status, at(wide.body, "code")]).toEqual([422, "range_too_wide"]);
    const turned = await call("GET", "/api/v1/equipment/calendar?from=2026-12-02&to=2026-12-01");
    expect([turned.status, at(turned.body, "code")]).toEqual([422, "invalid"]);
  });

  it("is removed with its units, whose ids are not used again", async () => {
    const { call } = await openApp();
    await call("POST", `${types}/roll-off/units`, { id: "R-01" });
    expect((await call("DELETE", `${types}/roll-off`)).status).toBe(204);
    expect((await call("DELETE", `${types}/roll-off`)).status).toBe(404);
    const again = await call("POST", types, { id: "roll-off", name: "Roll-off" });
    expect([again.status, at(again.body, "errors", "0", "code")]).toEqual([422, "taken"]);
  });

  it("refuses an id that is not one of a unit, and one that is taken", async () => {
    const { call } = await openApp();
    for (const id of ["r-01", "-R", "R".repeat(17), ""])
      expect((await call("POST", `${types}/roll-off/units`, { id })).status).toBe(422);
    await call("POST", `${types}/roll-off/units`, { id: "R-01" });
    const taken = await call("POST", `${types}/roll-off/units`, { id: "R-01" });
    expect(at(taken.body, "errors", "0")).toMatchObject({ field: "/id", code: "taken" });
  });

  it("has its changes in the activity", async () => {
    const { app, call } = await openApp();
    await call("POST", `${types}/roll-off/units`, { id: "R-01" });
    await call("PATCH", "/api/v1/equipment/units/R-01", { state: "retired" });
    const acts = await app.services.activity.on(instantOf(app.clock.now()).slice(0, 10));
    expect(acts.acts.map(({ what, subject }) => [what, subject])).toEqual([
      ["equipment_type_added", "Roll-off"],
      ["unit_added", "R-01"],
      ["unit_changed", "R-01"],
    ]);
  });
});
