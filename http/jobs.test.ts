import { describe, expect, it } from "vitest";
import {
  at,
  createTestApp,
  crewOne,
  freshKey,
  goodBooking,
  owner,
  textAt,
  type Answered,
} from "../test/harness/test-app.ts";

type TestApp = Awaited<ReturnType<typeof createTestApp>>;

const mark = {
  service: "trailer-15",
  day: "2026-11-27",
  customer: { name: "Mark" },
  location: goodBooking.location,
  pricing: { kind: "flat", amount_cents: 60_000, currency: "USD" },
};
const create = (app: TestApp, body: object = mark, key?: string) =>
  app.call("POST", "/api/v1/jobs", { as: owner, body, headers: key === undefined ? {} : { "idempotency-key": key } });
const idOf = (answer: Answered) => textAt(answer.body, "id");
const patch = (app: TestApp, id: string, rev: number | string, body: object) =>
  app.call("PATCH", `/api/v1/jobs/${id}`, {
    as: owner,
    body,
    headers: typeof rev === "number" ? { "if-match": `"${rev}"` } : { "if-match": rev },
  });
const list = async (app: TestApp, query = "") => {
  const answer = await app.call("GET", `/api/v1/jobs${query}`, { as: owner });
  const items = at(answer.body, "items");
  return Array.isArray(items) ? items.map((item: unknown) => textAt(item, "id")) : answer;
};

it("returns 304 for a job with an unchanged revision", async () => {
  const app = await createTestApp();
  const id = idOf(await create(app));
  const read = (etag: string) =>
    app.call("GET", `/api/v1/jobs/${id}`, { as: owner, headers: { "if-none-match": etag } });
  const [older, same] = [await read('"0"'), await read('"1"')];
  expect([older.status, older.headers.get("etag")]).toEqual([200, '"1"']);
  expect([same.status, same.text]).toEqual([304, ""]);
  for (const { headers } of [older, same]) expect(headers.get("cache-control")).toBe("private, no-cache");
});

describe("a job that the office creates", () => {
  it("has the customer, the address and the flat price", async () => {
    const app = await createTestApp();
    const answer = await create(app);
    expect(answer.status).toBe(201);
    expect(answer.headers.get("etag")).toBe('"1"');
    expect(answer.body).toMatchObject({
      status: "booked",
      source: "dispatch",
      pricing: { kind: "flat", total_cents: 60_000 },
      visits: [{ day: "2026-11-27", window: null }],
    });
    expect(textAt(answer.body, "tracking_url")).toContain(`#${textAt(answer.body, "tracking_token")}`);
  });

  it("has lines, each rounded half up", async () => {
    const app = await createTestApp();
    const lines = [
      { label: "Concrete, tons", quantity: 2.125, unit_cents: 4_900 },
      { label: "Trip", quantity: 1, unit_cents: 7_500 },
    ];
    const answer = await create(app, { ...mark, pricing: { kind: "itemized", lines, currency: "USD" } });
    expect(at(answer.body, "pricing")).toMatchObject({
      total_cents: 17_913,
      lines: [{ amount_cents: 10_413 }, { amount_cents: 7_500 }],
    });
  });

  it("is created once per idempotency key", async () => {
    const app = await createTestApp();
    const key = freshKey();
    const [first, second] = await Promise.all([create(app, mark, key), create(app, mark, key)]);
    expect(second.body).toEqual(first.body);
    expect(await list(app)).toHaveLength(1);
  });

  it("is refused with an unknown crew, a past day or another currency", async () => {
    const app = await createTestApp();
    for (const [spoiled, field] of [
      [{ crew: "crew-9" }, "/crew"],
      [{ day: "2026-11-23" }, "/day"],
      [{ pricing: { kind: "flat", amount_cents: 1, currency: "EUR" } }, "/pricing/currency"],
    ] as const) {
      expect((await create(app, { ...mark, ...spoiled })).body).toMatchObject({ code: "invalid", errors: [{ field }] });
    }
  });
});

describe("If-Match", () => {
  it("is required, and `*` is refused", async () => {
    const app = await createTestApp();
    const id = idOf(await create(app));
    const none = await app.call("PATCH", `/api/v1/jobs/${id}`, { as: owner, body: { notes: "x" } });
    expect([none.status, (await patch(app, id, "*", { notes: "x" })).status]).toEqual([428, 428]);
  });

  it("refuses the second of two editors and returns the current job", async () => {
    const app = await createTestApp();
    const id = idOf(await create(app));
    expect((await patch(app, id, 1, { notes: "Park on the street side" })).status).toBe(200);
    const second = await patch(app, id, 1, { notes: "Mine" });
    expect(second).toMatchObject({
      status: 412,
      body: { code: "stale", current: { rev: 2, notes: "Park on the street side" } },
    });
    expect(second.headers.get("etag")).toBe('"2"');
    expect((await patch(app, id, '"nonsense"', { notes: "x" })).status).toBe(412);
  });

  it("keeps the revision if nothing changes", async () => {
    const app = await createTestApp();
    const id = idOf(await create(app));
    const answer = await patch(app, id, 1, { day: "2026-11-27", notes: null });
    expect([answer.status, at(answer.body, "rev")]).toEqual([200, 1]);
  });
});

describe("a patch", () => {
  it("changes only the fields that it names, and null removes a field", async () => {
    const app = await createTestApp();
    const id = idOf(
      await create(app, { ...mark, customer: { name: "Mark", phone: "619 555 0100", email: "m@example.com" } }),
    );
    const answer = await patch(app, id, 1, {
      customer: { phone: null },
      location: { notes: "Driveway, left side" },
      crew: "crew-1",
    });
    expect(answer.body).toMatchObject({
      rev: 2,
      customer: { name: "Mark", email: "m@example.com" },
      location: { street: "Soderblom Ave", notes: "Driveway, left side" },
      crew: "crew-1",
    });
    expect(at(answer.body, "customer", "phone")).toBeUndefined();
  });

  it("changes the price only with a reason, and keeps the first price", async () => {
    const app = await createTestApp();
    const id = idOf(await create(app));
    const pricing = { kind: "flat", amount_cents: 65_000, currency: "USD" };
    expect((await patch(app, id, 1, { pricing })).body).toMatchObject({
      code: "invalid",
      errors: [{ field: "/reason" }],
    });
    const answer = await patch(app, id, 1, { pricing, reason: "Two extra days" });
    expect(at(answer.body, "pricing")).toMatchObject({
      total_cents: 65_000,
      amendments: [{ by: "Ana", reason: "Two extra days", from_cents: 60_000, to_cents: 65_000 }],
    });
  });

  it("moves a job to a window, to a day without a window, and off the calendar", async () => {
    const app = await createTestApp();
    const id = idOf(await create(app, { ...mark, window: { start: "08:00", end: "12:00" } }));
    expect(at((await patch(app, id, 1, { day: "2026-11-28" })).body, "visits", "0")).toMatchObject({
      day: "2026-11-28",
      window: { start: "08:00" },
    });
    expect(at((await patch(app, id, 2, { window: null })).body, "visits", "0")).toMatchObject({
      day: "2026-11-28",
      window: null,
    });
    const off = await patch(app, id, 3, { day: null });
    expect(off.body).toMatchObject({ stage: "unscheduled", visits: [{ day: null, window: null }] });
    expect((await patch(app, id, 4, { window: { start: "08:00", end: "12:00" } })).status).toBe(422);
  });
});

describe("the list", () => {
  it("sorts by day, window and id, filters by day, crew, status and text, and pages", async () => {
    const app = await createTestApp();
    const noon = idOf(await create(app, { ...mark, window: { start: "12:00", end: "16:00" } }));
    const eight = idOf(await create(app, { ...mark, window: { start: "08:00", end: "12:00" }, crew: "crew-1" }));
    const later = idOf(
      await create(app, { ...mark, day: "2026-11-28", customer: { name: "Okafor", phone: "619 555 0199" } }),
    );
    const { day: _day, ...unscheduled } = mark;
    const open = idOf(await create(app, unscheduled));
    expect(await list(app)).toEqual([eight, noon, later, open]);
    expect(await list(app, "?day=2026-11-28")).toEqual([later]);
    expect(await list(app, "?from=2026-11-28&to=2026-11-30")).toEqual([later]);
    expect(await list(app, "?crew=crew-1")).toEqual([eight]);
    expect(await list(app, "?crew=none&day=2026-11-27")).toEqual([noon]);
    expect(await list(app, "?q=okaf")).toEqual([later]);
    expect(await list(app, "?q=5550199")).toEqual([later]);
    await app.call("POST", `/api/v1/jobs/${noon}/status`, { as: owner, body: { status: "ready_for_pickup" } });
    expect(await list(app, "?status=ready_for_pickup,cancelled")).toEqual([noon]);

    const pages: unknown[] = [];
    for (let cursor: unknown = ""; typeof cursor === "string";) {
      const answer = await app.call(
        "GET",
        `/api/v1/jobs?limit=2${cursor === "" ? "" : `&cursor=${encodeURIComponent(cursor)}`}`,
        { as: owner },
      );
      pages.push(at(answer.body, "items"));
      cursor = at(answer.body, "next_cursor");
    }
    expect(pages.flat().map((item) => textAt(item, "id"))).toEqual([eight, noon, later, open]);
  });

  it("contains no token, link or history", async () => {
    const app = await createTestApp();
    const created = await create(app);
    const answer = await app.call("GET", "/api/v1/jobs", { as: owner });
    expect(answer.text).not.toContain(textAt(created.body, "tracking_token"));
    expect(answer.text).not.toMatch(/tracking_|history/);
  });

  it("refuses ranges that are too wide, reversed or not days", async () => {
    const app = await createTestApp();
    const codeOf = async (query: string) =>
      at((await app.call("GET", `/api/v1/jobs${query}`, { as: owner })).body, "code");
    // The list of statuses has at most 100 characters; this one has exactly as many.
    const longest = [...Array<string>(13).fill("booked"), "completed"].join(",");
    expect([longest.length, await codeOf(`?status=${longest}`)]).toEqual([100, undefined]);
    expect(await codeOf("?from=2026-01-01&to=2026-12-31")).toBe("range_too_wide");
    for (const query of [
      "?from=2026-11-30&to=2026-11-01",
      "?day=2026-02-30",
      "?limit=0",
      "?limit=201",
      "?limit=0x10",
      "?limit=1e2",
      "?limit=x",
      "?status=lost",
      `?status=${[...Array<string>(5).fill("booked"), ...Array<string>(6).fill("completed"), "booked"].join(",")}`,
      "?q=a",
      "?cursor=%25",
      "?tip=1",
    ]) {
      expect(await codeOf(query), query).toBe("invalid");
    }
  });
});

describe("a crew", () => {
  it("sees its own job of today without price, email, link and history, and no job of another crew", async () => {
    const app = await createTestApp();
    const theirs = idOf(
      await create(app, {
        ...mark,
        day: "2026-11-24",
        crew: "crew-1",
        customer: { name: "Mark", phone: "619 555 0100", email: "m@example.com" },
      }),
    );
    const answer = await app.call("GET", `/api/v1/jobs/${theirs}`, { as: crewOne });
    expect(answer.body).toMatchObject({ customer: { name: "Mark", phone: "+16195550100" } });
    expect(answer.text).not.toMatch(/pricing|m@example\.com|tracking_|history/);

    await app.call("POST", "/api/v1/crews", { as: owner, body: { id: "crew-2", name: "Luis" } });
    await patch(app, theirs, 1, { crew: "crew-2" });
    for (const [method, path, body] of [
      ["GET", "", undefined],
      ["POST", "/status", { status: "in_progress" }],
      ["POST", "/visits/v1/state", { state: "en_route" }],
    ] as const) {
      expect((await app.call(method, `/api/v1/jobs/${theirs}${path}`, { as: crewOne, body })).status).toBe(404);
    }
  });

  it("can start, attempt and complete a job, but not cancel it", async () => {
    const app = await createTestApp();
    const id = idOf(await create(app, { ...mark, day: "2026-11-24", crew: "crew-1" }));
    const state = (to: string, reason?: string) =>
      app.call("POST", `/api/v1/jobs/${id}/visits/v1/state`, { as: crewOne, body: { state: to, reason } });
    expect((await state("en_route")).body).toMatchObject({ status: "in_progress", stage: "en_route" });
    expect((await state("attempted", "Gate locked")).body).toMatchObject({
      status: "ready_for_pickup",
      stage: "attempted",
    });
    expect((await state("on_site")).body).toMatchObject({ status: "in_progress" });
    expect((await state("done")).body).toMatchObject({ status: "completed" });
    const cancel = await app.call("POST", `/api/v1/jobs/${id}/status`, {
      as: crewOne,
      body: { status: "cancelled", reason: "x" },
    });
    expect([cancel.status, at(cancel.body, "code")]).toEqual([403, "role_not_allowed"]);
  });
});

describe("undo", () => {
  it("reverts the last change at the version in If-Match", async () => {
    const app = await createTestApp();
    const id = idOf(await create(app, { ...mark, window: { start: "08:00", end: "12:00" } }));
    await app.call("POST", `/api/v1/jobs/${id}/status`, {
      as: owner,
      body: { status: "cancelled", reason: "Mistake" },
    });
    const undo = (rev: number) =>
      app.call("POST", `/api/v1/jobs/${id}/undo`, { as: owner, headers: { "if-match": `"${rev}"` } });
    expect((await undo(1)).status).toBe(412);
    expect((await undo(2)).body).toMatchObject({
      status: "booked",
      rev: 3,
      history: [{ what: "booked" }, { what: "cancelled" }, { what: "undone" }],
    });
  });

  it("is refused if another customer has booked the opening", async () => {
    const app = await createTestApp({
      settings: (now) => ({ ...now, hours: { ...now.hours, fri: [{ start: "08:00", end: "12:00", capacity: 1 }] } }),
    });
    const slot = { ...mark, window: { start: "08:00", end: "12:00" } };
    const id = idOf(await create(app, slot));
    await app.call("POST", `/api/v1/jobs/${id}/status`, {
      as: owner,
      body: { status: "cancelled", reason: "Mistake" },
    });
    expect((await create(app, slot)).status).toBe(201);
    const answer = await app.call("POST", `/api/v1/jobs/${id}/undo`, { as: owner, headers: { "if-match": '"2"' } });
    expect(answer).toMatchObject({ status: 409, body: { code: "window_full" } });
  });
});

describe("settings", () => {
  const put = (app: TestApp, body: object, rev: number) =>
    app.call("PUT", "/api/v1/settings", { as: owner, body, headers: { "if-match": `"${rev}"` } });
  const current = async (app: TestApp) => {
    const { body } = await app.call("GET", "/api/v1/settings", { as: owner });
    const { rev, crews: _crews, ...input } = body as { rev: number; crews: unknown; hours: Record<string, unknown> };
    return { rev, input };
  };

  it("change hours on days with bookings, but not on days with their own capacity", async () => {
    const app = await createTestApp();
    await create(app, { ...mark, window: { start: "08:00", end: "12:00" } });
    await app.call("PUT", "/api/v1/days/2026-12-04/capacity", {
      as: owner,
      body: { windows: [{ start: "09:00", end: "10:00", capacity: 1 }] },
    });
    const { rev, input } = await current(app);
    const answer = await put(
      app,
      { ...input, hours: { ...input.hours, fri: [{ start: "08:00", end: "12:00", capacity: 9 }] } },
      rev,
    );
    expect(answer.status).toBe(200);
    const windows = async (day: string) =>
      at(
        (await app.call("GET", `/api/v1/availability?service=trailer-15&from=${day}&to=${day}`)).body,
        "days",
        "0",
        "windows",
      );
    expect(await windows("2026-11-27")).toEqual([{ start: "08:00", end: "12:00", left: 8 }]);
    expect(await windows("2026-12-04")).toEqual([{ start: "09:00", end: "10:00", left: 1 }]);
    expect((await put(app, input, rev)).status).toBe(412);
  });

  it("are refused with overlapping windows, unknown zones or currencies, duplicate ids, or services without items", async () => {
    const app = await createTestApp();
    const { rev, input } = await current(app);
    const business = { name: "X", phone: null, time_zone: "Mars/Olympus", currency: "dollars", locale: "not a tag" };
    const overlapping = [
      { start: "08:00", end: "12:00", capacity: 1 },
      { start: "11:00", end: "13:00", capacity: 1 },
    ];
    const answer = await put(app, { ...input, business, hours: { ...input.hours, mon: overlapping } }, rev);
    const errors = at(answer.body, "errors");
    const fields = Array.isArray(errors) ? errors.map((error: unknown) => at(error, "field")) : [];
    expect(fields).toEqual(
      expect.arrayContaining(["/business/time_zone", "/business/currency", "/business/locale", "/hours/mon"]),
    );
  });
});

describe("the log", () => {
  it("has a fixed set of fields, without a name, phone, street, token, path or query", async () => {
    const app = await createTestApp();
    const booked = await app.call("POST", "/api/v1/bookings", {
      body: goodBooking,
      headers: { "idempotency-key": freshKey() },
    });
    const token = textAt(booked.body, "tracking_token");
    const id = textAt(booked.body, "job", "id");
    await app.call("GET", "/api/v1/tracking", { headers: { authorization: `Bearer ${token}` } });
    await app.call("GET", `/api/v1/jobs/${id}`, { as: owner });
    await app.call("GET", `/api/v1/jobs?q=Soderblom`, { as: owner });
    await app.call("GET", `/api/v1/${token}`);
    for (const record of app.log) {
      expect(Object.keys(record).toSorted()).toEqual([
        "at",
        "code",
        "method",
        "ms",
        "request_id",
        "role",
        "route",
        "status",
      ]);
    }
    const text = JSON.stringify(app.log);
    for (const secret of ["Mark", "Ana", "555", "Soderblom", token, id]) expect(text).not.toContain(secret);
    expect(app.log.map(({ route }) => route)).toContain("/api/v1/jobs/{id}");
    expect(app.log.at(-1)).toMatchObject({ route: "-", status: 404, code: "not_found" });
  });
});

describe("the published documents", () => {
  it("are OpenAPI 3.1 and name every call with its problems", async () => {
    const app = await createTestApp();
    const { body } = await app.call("GET", "/api/v1/openapi.json");
    expect(at(body, "openapi")).toBe("3.1.0");
    const paths = at(body, "paths");
    expect(Object.keys(paths as object)).toContain("/api/v1/jobs/{id}/visits/{visit_id}/state");
    expect(at(paths, "/api/v1/bookings", "post", "responses", "409", "description")).toBe(
      "window_full, equipment_unavailable, price_changed",
    );
  });
});
