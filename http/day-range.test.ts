import { beforeAll, describe, expect, it } from "vitest";
import { at, createTestApp, freshKey, goodBooking, owner, textAt } from "../test/harness/test-app.ts";

/** Days at and beyond the limits of the API. The test clock shows 2026-11-24. */

type TestApp = Awaited<ReturnType<typeof createTestApp>>;
let app: TestApp;
let token: string;
let job: string;

beforeAll(async () => {
  app = await createTestApp();
  const booked = await app.call("POST", "/api/v1/bookings", {
    body: goodBooking,
    headers: { "idempotency-key": freshKey() },
  });
  token = textAt(booked.body, "tracking_token");
  job = textAt(booked.body, "job", "id");
});

const beyond = ["0000-01-01", "1999-12-31", "2031-11-25", "2099-12-31", "9999-12-31"];

describe.each(beyond)("%s", (day) => {
  it.each([
    ["availability", `/api/v1/availability?service=junk-removal&from=${day}&to=${day}`, ["/from", "/to"]],
    ["the job list by day", `/api/v1/jobs?day=${day}`, ["/day"]],
    ["the job list by range", `/api/v1/jobs?from=${day}&to=${day}`, ["/from", "/to"]],
    ["the board", `/api/v1/board?day=${day}`, ["/day"]],
    ["what was done", `/api/v1/activity?from=${day}&to=${day}`, ["/from", "/to"]],
  ])("is refused by %s, with its field", async (_, path, fields) => {
    const answer = await app.call("GET", path, { as: owner });
    expect(answer.status).toBe(422);
    expect(at(answer.body, "errors")).toMatchObject(fields.map((field) => ({ field })));
    expect(answer.text).toMatch(/Choose a day from 2000-01-01 to /);
  });

  it("is refused for a job, a booking, a move, a day's capacity and a closed day", async () => {
    const headers = { "if-match": '"1"', "idempotency-key": freshKey() };
    const settings = at((await app.call("GET", "/api/v1/settings", { as: owner })).body);
    const { rev: _rev, crews: _crews, ...input } = settings as Record<string, unknown>;
    const window = goodBooking.window;
    for (const [method, path, body, field] of [
      ["POST", "/api/v1/jobs", { ...goodJob, day }, "/day"],
      ["POST", "/api/v1/bookings", { ...goodBooking, day }, "/day"],
      ["POST", "/api/v1/quotes", { service: "trailer-15", day }, "/day"],
      ["PATCH", `/api/v1/jobs/${job}`, { day }, "/day"],
      ["PUT", `/api/v1/days/${day}/capacity`, { windows: [], closed: true }, "/day"],
      ["PUT", "/api/v1/settings", { ...input, closed_days: ["2026-12-25", day] }, "/closed_days/1"],
      ["POST", "/api/v1/tracking/reschedule", { day, window }, "/day"],
    ] as const) {
      const answer = await app.call(method, path, {
        as: owner,
        body,
        headers: { ...headers, authorization: `Bearer ${token}` },
      });
      expect([path, answer.status]).toEqual([path, 422]);
      expect(at(answer.body, "errors")).toMatchObject([{ field }]);
    }
  });
});

const goodJob = { service: "trailer-15", customer: { name: "Mark" }, location: goodBooking.location };

it("responds quickly to a day that would make a day loop endless", async () => {
  const began = performance.now();
  const answer = await app.call("GET", "/api/v1/availability?service=junk-removal&from=9999-12-31&to=9999-12-31");
  expect(answer.status).toBe(422);
  expect(at(answer.body, "errors")).toMatchObject([{ field: "/from" }, { field: "/to" }]);
  expect(performance.now() - began).toBeLessThan(1_000);
});

it("accepts the first and the last day of the range", async () => {
  for (const day of ["2000-01-01", "2031-11-24"]) {
    const answer = await app.call("GET", `/api/v1/availability?service=junk-removal&from=${day}&to=${day}`);
    expect([answer.status, at(answer.body, "days")]).toMatchObject([200, [{ day, windows: [] }]]);
  }
});
