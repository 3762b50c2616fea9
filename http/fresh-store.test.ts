import { expect, test } from "vitest";
import { daysFrom } from "../domain/day.ts";
import type { Settings } from "../domain/settings.ts";
import { at, createTestApp, freshKey, goodBooking, owner, textAt } from "../test/harness/test-app.ts";

const friday = "2026-11-27";
const morning = { start: "08:00", end: "12:00" };
const afternoon = { start: "12:00", end: "16:00" };

const open = async () => {
  const app = await createTestApp({ fresh: true });
  const book = (more: object = {}) =>
    app.call("POST", "/api/v1/bookings", {
      body: { ...goodBooking, day: friday, window: morning, days: 10, ...more },
      headers: { "idempotency-key": freshKey() },
    });
  /** How many trailers are held on each day, with how many there are. */
  const held = async (from: string, to: string) => {
    await app.services.jobs.drain();
    const { body } = await app.call("GET", `/api/v1/equipment/calendar?from=${from}&to=${to}`, { as: owner });
    const days = daysFrom(from, to);
    return days.map((_, index) => [
      at(body, "days", String(index), "types", "0", "held"),
      at(body, "days", String(index), "types", "0", "stock"),
    ]);
  };
  return { app, book, held };
};

test("a fresh store rents its trailer out for ten days, and holds one of four", async () => {
  const { app, book, held } = await open();
  const booked = await book();
  expect(booked.status, booked.text).toBe(201);
  const id = textAt(booked.body, "job", "id");
  const { body: job } = await app.call("GET", `/api/v1/jobs/${id}`, { as: owner });
  expect(job).toMatchObject({
    rental: { equipment_type: "trailer-15", included_days: 7, days: 10 },
    visits: [{ kind: "drop_off", day: friday }, { kind: "pickup" }],
    pricing: { total_cents: 67_500 },
  });
  expect(await held(friday, "2026-12-08")).toEqual([...Array.from({ length: 11 }, () => [1, 4]), [0, 4]]);
});

test("a fresh store refuses the fifth trailer of a day", async () => {
  const { book, held } = await open();
  for (const window of [morning, morning, morning, afternoon]) expect((await book({ window })).status).toBe(201);
  expect((await book()).body).toMatchObject({ code: "window_full" });
  expect((await book({ window: afternoon })).body).toMatchObject({
    code: "equipment_unavailable",
    equipment_type: "trailer-15",
    day: friday,
  });
  expect(await held(friday, friday)).toEqual([[4, 4]]);
});

test("a rental that the owner switches on later has its trailers too", async () => {
  const app = await createTestApp();
  const { body: plain } = await app.call("GET", "/api/v1/equipment", { as: owner });
  expect(at(plain, "types")).toEqual([]);
  const fresh = await createTestApp({ fresh: true });
  const { services } = await fresh.services.settings.read();
  const { body } = await app.call("GET", "/api/v1/settings", { as: owner });
  const { rev, crews: _crews, ...settings } = body as Settings;
  const put = { ...settings, services };
  const headers = { "if-match": `"${rev}"` };
  expect((await app.call("PUT", "/api/v1/settings", { as: owner, body: put, headers })).status).toBe(200);
  const { body: equipment } = await app.call("GET", "/api/v1/equipment", { as: owner });
  expect(at(equipment, "types", "0", "units")).toHaveLength(4);
});
