import { beforeEach, describe, expect, it } from "vitest";
import { rentalRules } from "../domain/price/price-book.fixture.ts";
import { sampleEquipment } from "../domain/rental/starting-equipment.ts";
import type { Settings } from "../domain/settings.ts";
import { at, createTestApp, crewOne, goodBooking, owner, textAt, type TestApp } from "../test/harness/test-app.ts";

let app: TestApp;
beforeEach(async () => {
  app = await createTestApp({ settings: withTrailers });
  await app.services.equipment.change(() => sampleEquipment);
});

/** The day of the test app. */
const today = "2026-11-24";
const morning = { start: "08:00", end: "12:00" };

const booked = async (more: object = {}) => {
  const body = { service: "junk-removal", customer: { name: "Mark" }, location: goodBooking.location, ...more };
  const answer = await app.call("POST", "/api/v1/jobs", {
    as: owner,
    body: { items: [{ id: "quarter-load" }], ...body },
  });
  expect(answer.status, JSON.stringify(answer.body)).toBe(201);
  return textAt(answer.body, "id");
};
/** A trailer for Mark, booked for today. */
const rented = () => booked({ service: "trailer-15", items: [], day: today, window: morning, crew: "crew-1" });
const withTrailers = (settings: Settings): Settings => ({
  ...settings,
  services: settings.services.map((service) =>
    service.id === "trailer-15" ? { ...service, rental: rentalRules, trip_fee_cents: 12_500 } : service,
  ),
});
const job = async (id: string) => (await app.call("GET", `/api/v1/jobs/${id}`, { as: owner })).body;
const patch = async (id: string, visit: string, body: object) => {
  const rev = Number(at(await job(id), "rev"));
  return app.call("PATCH", `/api/v1/jobs/${id}/visits/${visit}`, {
    as: owner,
    body,
    headers: { "if-match": `"${rev}"` },
  });
};
const add = async (id: string, body: object) => {
  const rev = Number(at(await job(id), "rev"));
  return app.call("POST", `/api/v1/jobs/${id}/visits`, { as: owner, body, headers: { "if-match": `"${rev}"` } });
};
const report = (id: string, visit: string, body: object) =>
  app.call("POST", `/api/v1/jobs/${id}/visits/${visit}/state`, { as: crewOne, body });

describe("a visit in the answer for a job", () => {
  it("has null where nothing was reported, and its equipment on a rental", async () => {
    const id = await rented();
    expect(at(await job(id), "visits", "0")).toMatchObject({
      position: null,
      arrival_estimate: null,
      done_on: null,
      attempt: null,
      note: null,
      equipment: { type: "trailer-15", delivers: null, removes: null, same_unit: false },
    });
    expect(at(await job(await booked()), "visits", "0")).not.toHaveProperty("equipment");
  });
});

describe("the visits of a job", () => {
  it("gain a swap before the pickup, and lose it again", async () => {
    const id = await rented();
    const added = await add(id, { kind: "swap", day: "2026-12-01", note: "Bring tarps" });
    expect(added.status).toBe(201);
    expect(added.body).toMatchObject({ visits: [{ kind: "drop_off" }, { kind: "swap", note: "Bring tarps" }, {}] });
    expect(added.body).toMatchObject({ equipment: [{ until: "2026-12-01" }, { from: "2026-12-01" }] });
    expect(at(added.body, "pricing")).toMatchObject({
      total_cents: 120_000,
      amendments: [{ by: "Ana", agreed: null }],
    });
    const visit = textAt(added.body, "visits", "1", "id");
    const remove = (rev: number) =>
      app.call("DELETE", `/api/v1/jobs/${id}/visits/${visit}`, { as: owner, headers: { "if-match": `"${rev}"` } });
    expect((await remove(1)).status).toBe(412);
    const removed = await remove(Number(at(added.body, "rev")));
    expect(removed.body).toMatchObject({ visits: [{ kind: "drop_off" }, { kind: "pickup" }] });
    expect(at(removed.body, "pricing", "total_cents")).toBe(60_000);
    expect(at((await add(id, { kind: "swap", charge: false })).body, "pricing", "total_cents")).toBe(60_000);
    expect((await add(id, { kind: "pickup" })).body).toMatchObject({ code: "transition_not_allowed" });
  });

  it("36: are put between two others, also by two people at the same time", async () => {
    const [a, b] = [
      await booked({ day: today, window: morning, crew: "crew-1" }),
      await booked({ day: today, window: morning, crew: "crew-1" }),
    ].toSorted();
    const [x, y] = [
      await booked({ day: today, crew: "crew-1" }),
      await booked({ day: today, crew: "crew-1" }),
    ].toSorted();
    if (a === undefined || b === undefined || x === undefined || y === undefined) throw new RangeError("Four jobs");
    const place = { after: { job: a, visit: "v1" } };
    const both = await Promise.all([patch(x, "v1", { place }), patch(y, "v1", { place })]);
    expect(both.map(({ status }) => status)).toEqual([200, 200]);
    const board = await app.call("GET", `/api/v1/board?day=${today}`, { as: owner });
    const positions = await Promise.all([a, x, y, b].map(async (id) => at(await job(id), "visits", "0", "position")));
    expect(positions[0]).toBeNull();
    expect(positions[1]).toBeGreaterThan(480);
    expect(board.status).toBe(200);
  });

  it("answer with the lane if the neighbor left it", async () => {
    const [a, b] = [await booked({ day: today, crew: "crew-1" }), await booked({ day: today, crew: "crew-1" })];
    const gone = await patch(b, "v1", { place: { before: { job: "261127-ZZZZ", visit: "v1" } } });
    expect(gone).toMatchObject({ status: 422, body: { code: "neighbor_gone", lane: [{ job: a, visit: "v1" }] } });
  });

  it("37: go to another crew by their window, without a position", async () => {
    const [a, b] = [await booked({ day: today, crew: "crew-1" }), await booked({ day: today, crew: "crew-1" })];
    expect((await patch(b, "v1", { place: { before: { job: a, visit: "v1" } } })).body).toMatchObject({
      visits: [{ position: expect.any(Number) }],
    });
    expect((await patch(b, "v1", { crew: null })).body).toMatchObject({ visits: [{ crew: null, position: null }] });
    expect((await patch(b, "v1", { crew: "crew-9" })).body).toMatchObject({ code: "invalid" });
  });
});

describe("a crew", () => {
  it("reports the unit, the arrival and the weight, and proposes what is above the price", async () => {
    const id = await rented();
    const arrival = { arrives_in_minutes: 20 };
    expect((await report(id, "v1", { state: "en_route", ...arrival })).body).toMatchObject({ stage: "en_route" });
    const later = await app.call("POST", `/api/v1/jobs/${id}/visits/v1/arrival`, {
      as: crewOne,
      body: { arrives_in_minutes: 40 },
    });
    expect(at(later.body, "visits", "0", "arrival_estimate")).toEqual(expect.any(String));
    expect((await report(id, "v1", { state: "done", unit: "T99" })).body).toMatchObject({ code: "invalid" });
    expect(at(await job(id), "unit_choices")).toEqual(["T15-01", "T15-02", "T15-03", "T15-04"]);
    const done = await report(id, "v1", { state: "done", unit: "T15-02" });
    expect(at(await job(await rented()), "unit_choices")).toEqual(["T15-01", "T15-03", "T15-04"]);
    expect(done.body).toMatchObject({
      stage: "on_site",
      equipment: [{ unit: "T15-02", from: today }],
      visits: [
        { done_on: today, arrival_estimate: null, equipment: { delivers: "T15-02" } },
        { equipment: { removes: "T15-02" } },
      ],
    });
    await patch(id, "v2", { day: today, crew: "crew-1" });
    const weigh = (body: object) => app.call("POST", `/api/v1/jobs/${id}/visits/v2/weight`, { as: crewOne, body });
    expect((await weigh({ net_tons: 3.4 })).body).toMatchObject({ code: "transition_not_allowed" });
    await report(id, "v2", { state: "on_site" });
    await report(id, "v2", { state: "done" });
    expect((await weigh({ net_pounds: 6800, ticket: "88213" })).body).toMatchObject({ equipment: [{ net_tons: 3.4 }] });
    expect(await job(id)).toMatchObject({
      status: "completed",
      overage: { state: "open", items: [{ kind: "tons", amount_cents: 9100 }] },
    });
    expect((await weigh({ net_tons: 3.4, net_pounds: 1 })).body).toMatchObject({ code: "invalid" });
  });

  it("38: asks for a return visit, and only the office sets its day", async () => {
    const id = await booked({ day: today, crew: "crew-1" });
    await report(id, "v1", { state: "on_site" });
    const again = { state: "done", return_visit: { reason: "A second load" } };
    const dated = { ...again, return_visit: { ...again.return_visit, day: "2026-12-01" } };
    expect((await report(id, "v1", dated)).body).toMatchObject({ code: "role_not_allowed" });
    expect((await report(id, "v1", again)).body).toMatchObject({
      status: "booked",
      visits: [{ state: "done" }, { kind: "service", state: "scheduled", day: null, note: "A second load" }],
    });
  });

  it("undoes a tap on the way by mistake, and nothing that the office changed", async () => {
    const id = await booked({ day: today, crew: "crew-1" });
    await report(id, "v1", { state: "en_route", arrives_in_minutes: 20 });
    expect((await report(id, "v1", { state: "scheduled" })).body).toMatchObject({
      status: "booked",
      visits: [{ state: "scheduled", arrival_estimate: null }],
    });
    expect((await report(id, "v1", { state: "scheduled" })).body).toMatchObject({ status: "booked" });
    await report(id, "v1", { state: "en_route" });
    await patch(id, "v1", { note: "Ring twice" });
    const refused = await report(id, "v1", { state: "scheduled" });
    expect([refused.status, refused.body]).toMatchObject([409, { code: "transition_not_allowed" }]);
    await report(id, "v1", { state: "on_site" });
    expect((await report(id, "v1", { state: "scheduled" })).status).toBe(409);
  });

  it("says why a visit failed by a code", async () => {
    const id = await booked({ day: today, crew: "crew-1" });
    await report(id, "v1", { state: "en_route" });
    expect((await report(id, "v1", { state: "attempted" })).body).toMatchObject({ code: "invalid" });
    expect((await report(id, "v1", { state: "attempted", code: "locked" })).body).toMatchObject({
      stage: "attempted",
      visits: [{ attempt: { code: "locked", reason: "" } }],
    });
  });
});

describe("the status of a rental", () => {
  it("32: is not cancelled while the trailer is out, unless it is back", async () => {
    const id = await rented();
    await report(id, "v1", { state: "done", unit: "T15-02" });
    const cancel = (more: object) =>
      app.call("POST", `/api/v1/jobs/${id}/status`, {
        as: owner,
        body: { status: "cancelled", reason: "Sold", ...more },
      });
    expect((await cancel({})).body).toMatchObject({ code: "transition_not_allowed", stage: "on_site" });
    expect((await cancel({ equipment_returned: true })).body).toMatchObject({
      status: "cancelled",
      equipment: [{ until: today }],
    });
  });
});
