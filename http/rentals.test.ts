import { beforeEach, describe, expect, it } from "vitest";
import { addDays, daysFrom, type Day } from "../domain/day.ts";
import { rentalRules } from "../domain/price/price-book.fixture.ts";
import type { RentalRules } from "../domain/rental/rental-rules.ts";
import { at, createTestApp, freshKey, goodBooking, owner, textAt, type TestApp } from "../test/harness/test-app.ts";

const morning = { start: "08:00", end: "12:00" };
const first = "2026-12-01";
const trailer = "trailer-15";

let app: TestApp;
/** Opens a business with some trailers, open every day, whose clock stands at Dec 1, 06:00. */
const openWith = async (stock: number, rules: Partial<RentalRules> = {}): Promise<void> => {
  app = await createTestApp({
    settings: (settings) => ({
      ...settings,
      hours: { ...settings.hours, sun: settings.hours.mon },
      services: settings.services.map((one) =>
        one.id === trailer ? { ...one, rental: { ...rentalRules, ...rules } } : one,
      ),
    }),
  });
  app.clock.advance({ days: 6, hours: 21 });
  const units = Array.from({ length: stock }, (_, index) => ({
    id: `T15-0${index + 1}`,
    state: "in_service" as const,
  }));
  await app.services.equipment.change(() => ({ types: [{ id: trailer, name: "Trailer", units }] }));
};
const book = (day: Day, more: object = {}) =>
  app.call("POST", "/api/v1/bookings", {
    body: { ...goodBooking, day, window: morning, ...more },
    headers: { "idempotency-key": freshKey() },
  });
const booked = async (day: Day, more: object = {}) => {
  const answer = await book(day, more);
  expect(answer.status, JSON.stringify(answer.body)).toBe(201);
  return { id: textAt(answer.body, "job", "id"), token: textAt(answer.body, "tracking_token") };
};
const job = async (id: string) => (await app.call("GET", `/api/v1/jobs/${id}`, { as: owner })).body;
const report = (id: string, visit: string, body: object) =>
  app.call("POST", `/api/v1/jobs/${id}/visits/${visit}/state`, { as: owner, body });
const change = async (method: string, id: string, path: string, body: object) =>
  app.call(method, `/api/v1/jobs/${id}${path}`, {
    as: owner,
    body,
    headers: { "if-match": `"${String(at(await job(id), "rev"))}"` },
  });
const conflicts = async () => at((await app.call("GET", "/api/v1/equipment", { as: owner })).body, "conflicts");
/** How many trailers are held on each of the days. */
const held = async (from: Day, to: Day): Promise<number[]> => {
  await app.services.jobs.drain();
  const days = await app.services.jobs.capacity(from, to);
  return days.map(({ resources }) => resources.find(({ id }) => id === trailer)?.out ?? 0);
};
const openings = async (from: Day, to: Day, more = "") => {
  const answer = await app.call("GET", `/api/v1/availability?service=${trailer}&from=${from}&to=${to}${more}`);
  return { answer, days: (at(answer.body, "days") ?? []) as { day: Day; windows: { left: number }[] }[] };
};
const leftOn = async (day: Day, more = "") => (await openings(day, day, more)).days[0]?.windows[0]?.left;

describe("a rental of two trailers", () => {
  beforeEach(() => openWith(2));

  it("22: holds a trailer from the day of the drop-off to the planned end", async () => {
    await booked(first);
    expect(await held(first, "2026-12-09")).toEqual([1, 1, 1, 1, 1, 1, 1, 1, 0]);
  });

  it("books as many days as the customer asks for, up to the longest", async () => {
    await booked(first, { days: 10 });
    expect(await held("2026-12-10", "2026-12-12")).toEqual([1, 1, 0]);
    expect((await book(first, { days: 31 })).body).toMatchObject({ code: "too_long" });
  });

  it("has as many openings as places and free trailers over the whole rental", async () => {
    expect(await leftOn(first)).toBe(2);
    await booked("2026-12-08");
    expect([await leftOn(first), await leftOn(first, "&days=6"), await leftOn("2026-12-16")]).toEqual([1, 2, 2]);
    await booked(first);
    await booked(first, { days: 6 });
    expect([await leftOn(first), await leftOn(first, "&days=3")]).toEqual([0, 0]);
  });

  it("answers for at most 62 days, and 92 with the days of the rental", async () => {
    expect((await openings(first, addDays(first, 62))).answer.body).toMatchObject({ code: "range_too_wide" });
    expect((await openings(first, addDays(first, 61))).days).toHaveLength(62);
    expect((await openings(first, addDays(first, 61), "&days=30")).days).toHaveLength(62);
    expect((await openings(first, addDays(first, 62), "&days=30")).answer.body).toMatchObject({
      code: "range_too_wide",
    });
    expect((await openings(first, first, "&days=31")).answer.body).toMatchObject({ code: "too_long" });
    for (const days of ["0", "1.5", "63", "x"])
      expect((await openings(first, first, `&days=${days}`)).answer.status, days).toBe(422);
  });

  it("27: gives a unit to one of two crews, and the other saves without it", async () => {
    const [one, two] = [await booked(first), await booked(first)];
    const done = await Promise.all([one, two].map(({ id }) => report(id, "v1", { state: "done", unit: "T15-02" })));
    expect(done.filter(({ status }) => status === 200)).toHaveLength(1);
    const [winner, loser] = done[0]?.status === 200 ? [one, two] : [two, one];
    const refused = done.find(({ status }) => status === 409);
    expect(refused?.body).toMatchObject({ code: "unit_in_use", unit: "T15-02", job: winner.id });
    expect((await report(loser.id, "v1", { state: "done" })).status).toBe(200);
    expect(await conflicts()).toEqual([{ kind: "no_unit", job: loser.id }]);
    const listed = await app.call("GET", "/api/v1/equipment", { as: owner });
    expect(at(listed.body, "types", "0")).toMatchObject({
      out: 2,
      units: [
        { state: "available" },
        { state: "out", job: winner.id, customer: "Mark", since: first, overdue_days: 0 },
      ],
    });
  });

  it("30: shows each day on which a trailer is promised that went to maintenance", async () => {
    const [one, two] = [await booked(first), await booked("2026-12-07")];
    await app.call("PATCH", "/api/v1/equipment/units/T15-01", { as: owner, body: { state: "maintenance" } });
    const jobs = [one.id, two.id].toSorted();
    expect(await conflicts()).toEqual(
      ["2026-12-07", "2026-12-08"].map((day) => ({ kind: "short", type: trailer, day, stock: 1, held: 2, jobs })),
    );
    expect(await held("2026-12-07", "2026-12-08")).toEqual([2, 2]);
    expect(await leftOn("2026-12-09")).toBe(0);
  });

  it("shows in the calendar how many are held", async () => {
    await booked(first);
    const answer = await app.call("GET", `/api/v1/equipment/calendar?from=2026-12-08&to=2026-12-09`, { as: owner });
    expect(at(answer.body, "days")).toEqual([
      { day: "2026-12-08", types: [{ id: trailer, stock: 2, held: 1 }] },
      { day: "2026-12-09", types: [{ id: trailer, stock: 2, held: 0 }] },
    ]);
  });

  it("a type that a job holds is not removed, nor one that a service rents out", async () => {
    const remove = () => app.call("DELETE", `/api/v1/equipment/types/${trailer}`, { as: owner });
    expect((await remove()).body).toMatchObject({ code: "invalid", errors: [{ code: "in_use" }] });
    await booked(first);
    await app.services.settings.change((now) => ({
      ...now,
      services: now.services.filter(({ id }) => id !== trailer),
    }));
    expect((await remove()).body).toMatchObject({ code: "invalid", errors: [{ code: "in_use" }] });
  });
});

describe("a rental of one trailer", () => {
  beforeEach(() => openWith(1));

  it("23: is refused while the trailer is out, with later starts, and a pickup that is done frees its day", async () => {
    const one = await booked(first);
    await report(one.id, "v1", { state: "done", unit: "T15-01" });
    const refused = await book("2026-12-08");
    expect(refused.body).toMatchObject({ code: "equipment_unavailable", equipment_type: trailer, day: "2026-12-08" });
    const starts = (at(refused.body, "alternatives") as { day: Day }[]).map(({ day }) => day);
    expect([starts[0], starts.length]).toEqual(["2026-12-09", 4]);
    app.clock.advance({ days: 7, hours: 3 });
    await change("PATCH", one.id, "/visits/v2", { day: "2026-12-08" });
    await report(one.id, "v2", { state: "on_site" });
    const back = await report(one.id, "v2", { state: "done" });
    expect(back.status, JSON.stringify(back.body)).toBe(200);
    await booked("2026-12-08", { window: { start: "12:00", end: "16:00" } });
  });

  it("a full window is reported before missing equipment", async () => {
    await booked(first);
    await app.services.jobs.setCapacity("2026-12-02", [{ ...morning, capacity: 0 }], false);
    expect((await book("2026-12-02")).body).toMatchObject({ code: "window_full" });
    expect(await held("2026-12-09", "2026-12-09")).toEqual([0]);
  });

  it("25: is held through tomorrow each night that it is late, and the booking that it meets stays", async () => {
    const late = await booked(first);
    await report(late.id, "v1", { state: "done", unit: "T15-01" });
    const next = await booked("2026-12-10");
    app.clock.advance({ days: 7 });
    for (const [until, entries] of [
      ["2026-12-10", 1],
      ["2026-12-11", 2],
      ["2026-12-12", 3],
    ] as const) {
      app.clock.advance({ days: 1 });
      for (let time = 0; time < 2; time += 1) await app.services.jobs.sweep();
      const body = await job(late.id);
      expect(at(body, "equipment", "0", "until")).toBe(until);
      const history = at(body, "history") as { what: string; by: { kind: string } }[];
      expect(history.filter(({ what, by }) => what === "overdue" && by.kind === "system")).toHaveLength(entries);
    }
    expect(at(await job(next.id), "status")).toBe("booked");
    const jobs = [late.id, next.id].toSorted();
    expect(await conflicts()).toMatchObject([
      { kind: "short", day: "2026-12-11", stock: 1, held: 2, jobs },
      { kind: "short", day: "2026-12-12", stock: 1, held: 2, jobs },
    ]);
    const undone = await change("POST", late.id, "/undo", {});
    expect(at(undone.body, "stage")).toBe("scheduled");
  });

  it("28: holds other days after the customer moves the drop-off", async () => {
    const one = await booked("2026-12-02");
    const moved = await app.call("POST", "/api/v1/tracking/reschedule", {
      headers: { authorization: `Bearer ${one.token}` },
      body: { day: "2026-12-04", window: morning },
    });
    expect(moved.status, JSON.stringify(moved.body)).toBe(200);
    expect(await held("2026-12-02", "2026-12-12")).toEqual([0, 0, 1, 1, 1, 1, 1, 1, 1, 1, 0]);
  });

  it("31: is not brought back by undo after the trailer went out again", async () => {
    const one = await booked(first);
    await report(one.id, "v1", { state: "done", unit: "T15-01" });
    await report(one.id, "v2", { state: "on_site" });
    const back = await report(one.id, "v2", { state: "done" });
    expect(back.status, JSON.stringify(back.body)).toBe(200);
    const two = await booked("2026-12-02");
    const before = await job(one.id);
    const undone = await change("POST", one.id, "/undo", {});
    expect(undone.status).toBe(409);
    expect(["equipment_unavailable", "unit_in_use"]).toContain(at(undone.body, "code"));
    expect(await job(one.id)).toEqual(before);
    expect(await held("2026-12-01", "2026-12-02")).toEqual([0, 1]);
    expect(at(await job(two.id), "status")).toBe("booked");
  });

  it("33: a late drop-off is never refused, and the day that it takes shows as a conflict", async () => {
    const one = await booked(first);
    const two = await booked("2026-12-09");
    app.clock.advance({ days: 1 });
    expect((await report(one.id, "v1", { state: "done", unit: "T15-01" })).status).toBe(200);
    expect(await held(first, "2026-12-09")).toEqual([0, 1, 1, 1, 1, 1, 1, 1, 2]);
    const jobs = [one.id, two.id].toSorted();
    expect(await conflicts()).toEqual([{ kind: "short", type: trailer, day: "2026-12-09", stock: 1, held: 2, jobs }]);
  });

  it("34: the office starts the pickup of a rental that was not delivered", async () => {
    const one = await booked(first);
    const started = await app.call("POST", `/api/v1/jobs/${one.id}/status`, {
      as: owner,
      body: { status: "in_progress" },
    });
    expect(started.body).toMatchObject({ visits: [{ state: "done", done_on: first }, { state: "on_site" }] });
    expect(at(started.body, "equipment", "0", "from")).toBe(first);
  });

  it("35: a sample rental holds nothing", async () => {
    await app.call("POST", "/api/v1/sample-day", { as: owner, headers: { "idempotency-key": freshKey() } });
    expect(await held(first, addDays(first, 9))).toEqual(daysFrom(first, addDays(first, 9)).map(() => 0));
  });
});

describe("a day on which a trailer is missing", () => {
  /** One trailer: the first job has it on Dec 1 to 8, and the next one on Dec 9 to 16. */
  const meeting = async () => {
    await openWith(1);
    const one = await booked(first);
    await booked("2026-12-09");
    return one;
  };
  const starts = (body: unknown): unknown[] =>
    (at(body, "alternatives") as { day: Day; start: string }[]).map(({ day, start }) => `${day} ${start}`);
  const after = ["2026-12-17 08:00", "2026-12-17 12:00"];

  it("offers the customer who moves a drop-off the starts on which the whole rental fits", async () => {
    const { token } = await meeting();
    const moved = await app.call("POST", "/api/v1/tracking/reschedule", {
      headers: { authorization: `Bearer ${token}` },
      body: { day: "2026-12-03", window: morning },
    });
    expect(moved.body).toMatchObject({ code: "equipment_unavailable", equipment_type: trailer, day: "2026-12-09" });
    expect(starts(moved.body)).toEqual(after);
  });

  it("offers the office the same, for a visit and for a job", async () => {
    const { id } = await meeting();
    const move = { day: "2026-12-03", window: morning };
    for (const path of ["/visits/v1", ""]) {
      const moved = await change("PATCH", id, path, move);
      expect(moved.body).toMatchObject({ code: "equipment_unavailable" });
      expect(starts(moved.body)).toEqual(after);
    }
  });

  it("does not count the trailer that the job itself has", async () => {
    await openWith(1);
    await booked(first, { days: 1 });
    const { id } = await booked("2026-12-05");
    const moved = await change("PATCH", id, "/visits/v1", { day: "2026-12-02", window: morning });
    expect(moved.body).toMatchObject({ code: "equipment_unavailable", day: "2026-12-02" });
    expect(starts(moved.body)[0]).toBe("2026-12-03 08:00");
  });

  it("names the last day of a later pickup, and of a rental that is kept longer", async () => {
    await openWith(1);
    const one = await booked(first);
    await booked("2026-12-12");
    await report(one.id, "v1", { state: "done", unit: "T15-01" });
    const refused = { code: "equipment_unavailable", latest: "2026-12-11" };
    expect((await change("PATCH", one.id, "/visits/v2", { day: "2026-12-14" })).body).toMatchObject(refused);
    expect((await change("POST", one.id, "/extend", { until: "2026-12-14" })).body).toMatchObject(refused);
    const byLink = await app.call("POST", "/api/v1/tracking/extend", {
      headers: { authorization: `Bearer ${one.token}` },
      body: { until: "2026-12-14", total_cents: 75_000 },
    });
    expect(byLink.body).toMatchObject(refused);
    expect((await change("POST", one.id, "/extend", { until: "2026-12-11" })).status).toBe(200);
    // No later day than the one that is paid works now.
    expect((await change("POST", one.id, "/extend", { until: "2026-12-13" })).body).toMatchObject(refused);
  });

  it("offers later days for a swap", async () => {
    await openWith(2);
    const one = await booked(first);
    await booked(first);
    await report(one.id, "v1", { state: "done", unit: "T15-01" });
    const swapped = await change("POST", one.id, "/visits", { kind: "swap", day: "2026-12-05" });
    expect(swapped.body).toMatchObject({ code: "equipment_unavailable", day: "2026-12-05" });
    expect(starts(swapped.body).slice(0, 2)).toEqual(["2026-12-09 08:00", "2026-12-09 12:00"]);
  });
});

it("a pickup has openings whatever the trailers", async () => {
  await openWith(1);
  await booked(first);
  expect([await leftOn("2026-12-03"), await leftOn("2026-12-03", "&visit=pickup")]).toEqual([0, 3]);
  expect((await openings(first, first, "&visit=service")).answer.status).toBe(422);
});

it("26: an exchange needs a second trailer, and a trailer that is emptied and returned does not", async () => {
  await openWith(1);
  const one = await booked(first);
  await report(one.id, "v1", { state: "done", unit: "T15-01" });
  const exchange = await change("POST", one.id, "/visits", { kind: "swap", day: "2026-12-05" });
  expect(exchange.body).toMatchObject({ code: "equipment_unavailable", day: "2026-12-05" });
  await openWith(1, { swap: "dump_and_return" });
  const two = await booked(first);
  await report(two.id, "v1", { state: "done", unit: "T15-01" });
  const returned = await change("POST", two.id, "/visits", { kind: "swap", day: "2026-12-05", same_unit: true });
  expect(returned.status, JSON.stringify(returned.body)).toBe(201);
  expect(await held(first, "2026-12-13")).toEqual([1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0]);
});
