import { describe, expect, it } from "vitest";
import type { Settings } from "../domain/settings.ts";
import { at, createTestApp, goodBooking, owner, textAt } from "../test/harness/test-app.ts";

type TestApp = Awaited<ReturnType<typeof createTestApp>>;

const friday = "2026-11-27";
let keys = 0;
const book = (app: TestApp, start: string, end: string) => {
  keys += 1;
  return app.call("POST", "/api/v1/bookings", {
    body: { ...goodBooking, day: friday, window: { start, end } },
    headers: { "idempotency-key": `capacity-${String(keys).padStart(8, "0")}` },
  });
};
const setHours = async (app: TestApp, ...fri: Settings["hours"]["fri"]) => {
  const { body } = await app.call("GET", "/api/v1/settings", { as: owner });
  const { rev, crews: _crews, ...wanted } = body as Settings;
  return await app.call("PUT", "/api/v1/settings", {
    as: owner,
    headers: { "if-match": `"${rev}"` },
    body: { ...wanted, hours: { ...wanted.hours, fri } },
  });
};
const board = async (app: TestApp) => (await app.call("GET", `/api/v1/board?day=${friday}`, { as: owner })).body;
const left = async (app: TestApp) => {
  const query = `?service=junk-removal&from=${friday}&to=${friday}`;
  return at((await app.call("GET", `/api/v1/availability${query}`)).body, "days", "0", "windows");
};

describe("closing a day", () => {
  it("returns the number of unfinished visits, without done, cancelled and sample jobs", async () => {
    const app = await createTestApp();
    const ids: string[] = [];
    for (let sold = 0; sold < 3; sold += 1)
      ids.push(textAt((await book(app, sold < 2 ? "08:00" : "12:00", sold < 2 ? "12:00" : "16:00")).body, "job", "id"));
    const size = (closed: boolean) =>
      app.call("PUT", `/api/v1/days/${friday}/capacity`, { as: owner, body: { windows: [], closed } });
    expect((await size(true)).body).toEqual({ day: friday, windows: [], resources: [], closed: true, stops: 3 });
    expect(at(await board(app), "windows")).toEqual([
      { start: "08:00", end: "12:00", capacity: 0, taken: 2, former: true },
      { start: "12:00", end: "16:00", capacity: 0, taken: 1, former: true },
    ]);
    const reason = "No longer needed";
    await app.call("POST", `/api/v1/jobs/${ids[0]}/status`, { as: owner, body: { status: "cancelled", reason } });
    expect((await size(true)).body).toMatchObject({ stops: 2 });
    for (const status of ["in_progress", "completed"])
      await app.call("POST", `/api/v1/jobs/${ids[1]}/status`, { as: owner, body: { status } });
    expect((await size(true)).body).toMatchObject({ stops: 1 });
    await app.call("POST", "/api/v1/sample-day", { as: owner, body: {} });
    expect((await size(true)).body).toMatchObject({ stops: 1 });
  });

  it("in the settings returns the newly closed days that still have visits", async () => {
    const app = await createTestApp();
    await book(app, "08:00", "12:00");
    const close = async (...closed_days: string[]) => {
      const { body } = await app.call("GET", "/api/v1/settings", { as: owner });
      const { rev, crews: _crews, ...wanted } = body as Settings;
      const headers = { "if-match": `"${rev}"` };
      return (await app.call("PUT", "/api/v1/settings", { as: owner, headers, body: { ...wanted, closed_days } })).body;
    };
    expect(await close("2026-11-28")).not.toHaveProperty("closed_with_stops");
    expect(await close("2026-11-28", friday)).toMatchObject({ closed_with_stops: [{ day: friday, stops: 1 }] });
    expect(await close("2026-11-28", friday, "2026-11-30")).not.toHaveProperty("closed_with_stops");
  });
});

describe("hours that change after bookings", () => {
  it("show the moved window as full on the board, to customers and for a booking", async () => {
    const app = await createTestApp();
    for (let sold = 0; sold < 3; sold += 1) expect((await book(app, "08:00", "12:00")).status).toBe(201);
    expect((await setHours(app, { start: "08:30", end: "12:00", capacity: 3 })).status).toBe(200);
    expect(at(await board(app), "windows")).toEqual([{ start: "08:30", end: "12:00", capacity: 3, taken: 3 }]);
    expect(await left(app)).toEqual([{ start: "08:30", end: "12:00", left: 0 }]);
    const refused = await book(app, "08:30", "12:00");
    expect(refused.status).toBe(409);
    expect(refused.body).toMatchObject({ code: "window_full" });
    expect(at(await board(app), "counts", "visits")).toBe(3);
  });

  it("count the visits of a split window in each part", async () => {
    const app = await createTestApp();
    await book(app, "08:00", "12:00");
    await book(app, "08:00", "12:00");
    await setHours(app, { start: "08:00", end: "10:00", capacity: 3 }, { start: "10:00", end: "12:00", capacity: 3 });
    expect(at(await board(app), "windows")).toEqual([
      { start: "08:00", end: "10:00", capacity: 3, taken: 2 },
      { start: "10:00", end: "12:00", capacity: 3, taken: 2 },
    ]);
    expect((await book(app, "10:00", "12:00")).status).toBe(201);
    expect((await book(app, "10:00", "12:00")).status).toBe(409);
    expect((await book(app, "08:00", "10:00")).status).toBe(201);
  });

  it("count the visits of merged windows in the new window", async () => {
    const app = await createTestApp();
    await book(app, "08:00", "12:00");
    await book(app, "12:00", "16:00");
    await setHours(app, { start: "08:00", end: "16:00", capacity: 3 });
    expect(await left(app)).toEqual([{ start: "08:00", end: "16:00", left: 1 }]);
    expect((await book(app, "08:00", "16:00")).status).toBe(201);
    expect((await book(app, "08:00", "16:00")).status).toBe(409);
  });

  it("show the visits of a removed window on the board, without openings", async () => {
    const app = await createTestApp();
    const job = textAt((await book(app, "08:00", "12:00")).body, "job", "id");
    await setHours(app, { start: "13:00", end: "17:00", capacity: 3 });
    expect(at(await board(app), "windows")).toEqual([
      { start: "13:00", end: "17:00", capacity: 3, taken: 0 },
      { start: "08:00", end: "12:00", capacity: 0, taken: 1, former: true },
    ]);
    expect(at(await board(app), "lanes", "0", "visits", "0", "job")).toBe(job);
    expect(await left(app)).toEqual([{ start: "13:00", end: "17:00", left: 3 }]);
    expect((await book(app, "08:00", "12:00")).status).not.toBe(201);
  });
});
