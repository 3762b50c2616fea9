import { beforeEach, describe, expect, it } from "vitest";
import { addDays } from "../domain/day.ts";
import { at, createTestApp, crewOne, freshKey, goodBooking, owner, textAt } from "../test/harness/test-app.ts";

/** Tests requests that are well-formed but break a business rule. The clock shows Tuesday, 2026-11-24, 9 AM. */

type TestApp = Awaited<ReturnType<typeof createTestApp>>;
let app: TestApp;
beforeEach(async () => {
  app = await createTestApp();
});

const today = "2026-11-24";
const afternoon = { start: "12:00", end: "16:00" };
const book = (change: object = {}) =>
  app.call("POST", "/api/v1/bookings", {
    body: { ...goodBooking, ...change },
    headers: { "idempotency-key": freshKey() },
  });
const create = async (change: object): Promise<string> => {
  const { service, location } = goodBooking;
  const body = { service, location, customer: { name: "Mark" }, ...change };
  return textAt((await app.call("POST", "/api/v1/jobs", { as: owner, body })).body, "id");
};
const patch = (id: string, body: object) =>
  app.call("PATCH", `/api/v1/jobs/${id}`, { as: owner, body, headers: { "if-match": '"1"' } });
const errorsOf = (body: unknown) => at(body, "errors");

describe("the lead time", () => {
  it("refuses a window that begins in half an hour, and accepts one that begins in three hours", async () => {
    expect((await book({ day: today, window: afternoon })).status).toBe(201);
    app.clock.advance({ hours: 2, minutes: 30 });
    const late = await book({ day: today, window: afternoon });
    expect([late.status, errorsOf(late.body)]).toMatchObject([422, [{ field: "/window", code: "too_soon" }]]);
  });

  it("accepts a booking exactly two hours before its window, and refuses it a millisecond later", async () => {
    app.clock.advance({ hours: 1 });
    expect((await book({ day: today, window: afternoon })).status).toBe(201);
    app.clock.advance({ seconds: 1 / 1_000 });
    const late = await book({ day: today, window: afternoon });
    expect([late.status, errorsOf(late.body)]).toMatchObject([422, [{ field: "/window", code: "too_soon" }]]);
  });

  it("refuses a move to a window that is too soon", async () => {
    const { body } = await book();
    app.clock.advance({ hours: 2, minutes: 30 });
    const moved = await app.call("POST", "/api/v1/tracking/reschedule", {
      body: { day: today, window: afternoon },
      headers: { authorization: `Bearer ${textAt(body, "tracking_token")}` },
    });
    expect([moved.status, errorsOf(moved.body)]).toMatchObject([422, [{ field: "/window", code: "too_soon" }]]);
  });
});

describe("the alternatives to a full window", () => {
  const morning = { start: "08:00", end: "12:00" };
  const open = [{ ...morning, capacity: 1 }];
  const until = (first: string, last: string): string[] =>
    first > last ? [] : [first, ...until(addDays(first, 1), last)];
  /** One opening on `day` and one on `other`. All other days are closed. */
  const offeredFor = async (day: string, other: string) => {
    app = await createTestApp({
      settings: (settings) => ({
        ...settings,
        hours: { mon: open, tue: open, wed: open, thu: open, fri: open, sat: open, sun: open },
        closed_days: until(today, "2027-01-20").filter((one) => one !== day && one !== other),
      }),
    });
    expect((await book({ day, window: morning })).status).toBe(201);
    const full = await book({ day, window: morning });
    expect([full.status, at(full.body, "code")]).toEqual([409, "window_full"]);
    return at(full.body, "alternatives");
  };

  it.each([
    ["three weeks from today, where the full day is within a week", "2026-11-27", "2026-12-15", "2026-12-16"],
    ["a week before the full day", "2026-12-10", "2026-12-03", "2026-12-02"],
    ["two weeks after the full day, where it is further ahead", "2026-12-10", "2026-12-24", "2026-12-25"],
  ])("extend to %s", async (_, day, within, beyond) => {
    expect(await offeredFor(day, within)).toEqual([{ day: within, ...morning, left: 1 }]);
    expect(await offeredFor(day, beyond)).toEqual([]);
  });
});

it("shows a crew its job of today, but not its job of tomorrow", async () => {
  const now = await create({ day: today, crew: "crew-1" });
  const tomorrow = await create({ day: "2026-11-25", crew: "crew-1" });
  const statusOf = async (id: string) => (await app.call("GET", `/api/v1/jobs/${id}`, { as: crewOne })).status;
  expect([await statusOf(now), await statusOf(tomorrow)]).toEqual([200, 404]);
});

it("lists at most 93 days", async () => {
  const list = (to: string) => app.call("GET", `/api/v1/jobs?from=2026-11-01&to=${to}`, { as: owner });
  expect((await list("2027-02-01")).status).toBe(200);
  const wide = await list("2027-02-02");
  expect([wide.status, at(wide.body, "code")]).toEqual([422, "range_too_wide"]);
});

it("says whether a postal code is served, without a list", async () => {
  app = await createTestApp({
    settings: (settings) => ({ ...settings, booking: { ...settings.booking, postal_codes: ["92122"] } }),
  });
  const served = async (code: string) => {
    const { status, body } = await app.call("GET", `/api/v1/area?postal_code=${code}`);
    return [status, at(body, "served")];
  };
  expect(await served("92122-1234")).toEqual([200, true]);
  expect(await served("92123")).toEqual([200, false]);
  expect((await app.call("GET", "/api/v1/area")).status).toBe(422);
});

it("quotes no price outside the service area", async () => {
  app = await createTestApp({
    settings: (settings) => ({ ...settings, booking: { ...settings.booking, postal_codes: ["92122"] } }),
  });
  const quote = (postal_code: string) =>
    app.call("POST", "/api/v1/quotes", { body: { service: "trailer-15", postal_code } });
  expect((await quote("92122")).status).toBe(200);
  const outside = await quote("10001");
  expect([outside.status, at(outside.body, "code")]).toEqual([422, "outside_service_area"]);
});

it("refuses a crew's change of a job that the office just gave to another crew", async () => {
  await app.services.settings.change((now) => ({
    ...now,
    crews: [...now.crews, { id: "crew-2", name: "Crew 2", active: true }],
  }));
  const id = await create({ day: today, crew: "crew-1" });
  const { jobs } = app.services;
  const change = jobs.change.bind(jobs);
  // The office reassigns the job between the read and the change.
  jobs.change = async (...request) => {
    jobs.change = change;
    expect((await patch(id, { crew: "crew-2" })).status).toBe(200);
    return await change(...request);
  };
  const start = await app.call("POST", `/api/v1/jobs/${id}/status`, { as: crewOne, body: { status: "in_progress" } });
  expect([start.status, at(start.body, "code")]).toEqual([404, "not_found"]);
  const { body } = await app.call("GET", `/api/v1/jobs/${id}`, { as: owner });
  expect([at(body, "status"), at(body, "crew")]).toEqual(["booked", "crew-2"]);
});

it("refuses to move a job to a past day, an unknown window or an unknown crew", async () => {
  const id = await create({ day: "2026-11-27" });
  for (const [body, error] of [
    [{ day: "2026-11-23" }, { field: "/day", code: "past" }],
    [
      { day: "2026-11-27", window: { start: "05:00", end: "06:00" } },
      { field: "/window", code: "unknown_window" },
    ],
    [{ crew: "nobody" }, { field: "/crew", code: "unknown_crew" }],
  ] as const) {
    const answer = await patch(id, body);
    expect([answer.status, errorsOf(answer.body)]).toMatchObject([422, [error]]);
  }
});

it("refuses a move to a day without the window of the job, and still accepts a note for that job", async () => {
  const id = await create({ day: "2026-11-27", window: afternoon });
  const noted = await app.call("PATCH", `/api/v1/jobs/${id}`, {
    as: owner,
    body: { notes: "Gate code 4411" },
    headers: { "if-match": '"1"' },
  });
  expect([noted.status, at(noted.body, "notes")]).toEqual([200, "Gate code 4411"]);
  const sunday = await app.call("PATCH", `/api/v1/jobs/${id}`, {
    as: owner,
    body: { day: "2026-11-29" },
    headers: { "if-match": '"2"' },
  });
  expect([sunday.status, errorsOf(sunday.body)]).toMatchObject([422, [{ field: "/window", code: "unknown_window" }]]);
});

it("replaces a link once when two people replace it simultaneously, and leaves no old link open", async () => {
  const { body } = await book();
  const id = textAt(body, "job", "id");
  const replace = () => app.call("POST", `/api/v1/jobs/${id}/link`, { as: owner, body: { action: "replace" } });
  const answers = await Promise.all([replace(), replace()]);
  expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 412]);
  const old = await app.call("GET", "/api/v1/tracking", {
    headers: { authorization: `Bearer ${textAt(body, "tracking_token")}` },
  });
  expect(old.status).toBe(404);
});
