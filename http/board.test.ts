import { describe, expect, it } from "vitest";
import type { DayRecord } from "../store/jobs/day/day-record.ts";
import { decodeEntry, encodeEntry, linesOf } from "../store/jobs/log/entry.ts";
import { at, createTestApp, crewOne, goodBooking, owner, textAt } from "../test/harness/test-app.ts";

type TestApp = Awaited<ReturnType<typeof createTestApp>>;
const create = async (app: TestApp, more: object) => {
  const body = { service: "trailer-15", customer: { name: "Mark" }, location: goodBooking.location, ...more };
  return textAt((await app.call("POST", "/api/v1/jobs", { as: owner, body })).body, "id");
};
const board = (app: TestApp, as = owner, query = "?day=2026-11-27", etag?: string) =>
  app.call("GET", `/api/v1/board${query}`, { as, headers: etag === undefined ? {} : { "if-none-match": etag } });
const friday = { day: "2026-11-27", window: { start: "08:00", end: "12:00" } };
const jobsIn = (value: unknown) => (Array.isArray(value) ? value.map((card: unknown) => at(card, "job")) : value);

describe("the board", () => {
  it("shows windows and crews on an empty day, with the unassigned lane first", async () => {
    const app = await createTestApp();
    expect((await board(app)).body).toMatchObject({
      day: "2026-11-27",
      today: "2026-11-24",
      business: { time_zone: "America/Los_Angeles", locale: "en-US", currency: "USD" },
      closed: false,
      windows: [
        { start: "08:00", capacity: 3, taken: 0 },
        { start: "12:00", capacity: 3, taken: 0 },
      ],
      lanes: [
        { crew: null, visits: [] },
        { crew: { id: "crew-1", name: "Crew 1" }, visits: [] },
      ],
      trays: { unscheduled: [], ready: [], late: [] },
    });
  });

  it("puts each visit in the lane of its crew, and each job without a day in one tray", async () => {
    const app = await createTestApp();
    const theirs = await create(app, { ...friday, crew: "crew-1" });
    const nobodys = await create(app, friday);
    const unscheduled = await create(app, {});
    await app.call("POST", `/api/v1/jobs/${nobodys}/status`, { as: owner, body: { status: "ready_for_pickup" } });
    const { body } = await board(app);
    expect(jobsIn(at(body, "lanes", "0", "visits"))).toEqual([nobodys]);
    expect(jobsIn(at(body, "lanes", "1", "visits"))).toEqual([theirs]);
    expect(jobsIn(at(body, "trays", "ready"))).toEqual([nobodys]);
    expect(jobsIn(at(body, "trays", "unscheduled"))).toEqual([unscheduled]);
    expect(at(body, "windows", "0", "taken")).toBe(2);
    expect(at(body, "counts")).toEqual({
      visits: 2,
      done: 0,
      unassigned: 1,
      unscheduled: 1,
      ready: 1,
      late: 0,
      requests: 0,
      out: 0,
      attention: 0,
    });
  });

  it("shows a moved job on its new day only", async () => {
    const app = await createTestApp();
    const id = await create(app, friday);
    await app.call("PATCH", `/api/v1/jobs/${id}`, {
      as: owner,
      headers: { "if-match": '"1"' },
      body: { day: "2026-11-28" },
    });
    expect(jobsIn(at((await board(app)).body, "lanes", "0", "visits"))).toEqual([]);
    expect(jobsIn(at((await board(app, owner, "?day=2026-11-28")).body, "lanes", "0", "visits"))).toEqual([id]);
    await app.call("PATCH", `/api/v1/jobs/${id}`, {
      as: owner,
      headers: { "if-match": '"2"' },
      body: { crew: "crew-1" },
    });
    expect(at((await board(app, owner, "?day=2026-11-28")).body, "lanes", "1", "visits", "0")).toMatchObject({
      job: id,
      rev: 3,
    });
  });

  it("shows unfinished visits of yesterday until they are done", async () => {
    const app = await createTestApp();
    const id = await create(app, { ...friday, crew: "crew-1" });
    app.clock.advance({ days: 4 });
    await app.services.jobs.sweep();
    const late = async () => jobsIn(at((await board(app, owner, "")).body, "trays", "late"));
    expect(await late()).toEqual([id]);
    for (const state of ["en_route", "done"])
      await app.call("POST", `/api/v1/jobs/${id}/visits/v1/state`, { as: crewOne, body: { state } });
    expect(await late()).toEqual([]);
  });

  it("returns 304 while the board is unchanged", async () => {
    const app = await createTestApp();
    const id = await create(app, friday);
    const etag = (await board(app)).headers.get("etag") ?? "";
    expect(await board(app, owner, undefined, etag)).toMatchObject({ status: 304, text: "" });
    const changes = [
      () =>
        app.call("PATCH", `/api/v1/jobs/${id}`, {
          as: owner,
          headers: { "if-match": '"1"' },
          body: { crew: "crew-1" },
        }),
      () => create(app, {}),
      () => app.call("PATCH", "/api/v1/crews/crew-1", { as: owner, body: { name: "Dana" } }),
      () => app.call("PUT", "/api/v1/days/2026-11-27/capacity", { as: owner, body: { windows: [], closed: true } }),
      () => Promise.resolve(app.clock.advance({ days: 1 })),
    ];
    let last = etag;
    for (const change of changes) {
      await change();
      const answer = await board(app, owner, undefined, last);
      expect(answer.status).toBe(200);
      last = answer.headers.get("etag") ?? "";
    }
  });

  it("shows a crew only its own lane, without prices", async () => {
    const app = await createTestApp();
    await app.call("POST", "/api/v1/crews", { as: owner, body: { id: "crew-2", name: "Luis" } });
    const theirs = await create(app, { ...friday, crew: "crew-1" });
    await create(app, { ...friday, crew: "crew-2", customer: { name: "Okafor" } });
    await create(app, { customer: { name: "Whitfield" } });
    const answer = await board(app, crewOne);
    expect(answer.body).toMatchObject({
      lanes: [{ crew: { id: "crew-1" }, visits: [{ job: theirs, total_cents: null }] }],
      trays: { unscheduled: [], ready: [], late: [] },
    });
    expect(answer.text).not.toMatch(/Okafor|Whitfield|60000/);
  });

  it("shows crews prices on the board and in the job if the owner allows it", async () => {
    const app = await createTestApp();
    const id = await create(app, { day: "2026-11-24", crew: "crew-1" });
    const seen = async () => [
      at((await board(app, crewOne, "")).body, "lanes", "0", "visits", "0", "total_cents"),
      at((await app.call("GET", `/api/v1/jobs/${id}`, { as: crewOne })).body, "pricing", "total_cents"),
    ];
    expect(await seen()).toEqual([null, undefined]);
    await app.services.settings.change((now) => ({ ...now, booking: { ...now.booking, crews_see_prices: true } }));
    expect(await seen()).toEqual([60_000, 60_000]);
  });
});

it("advises the office, but not a crew, about a day with more jobs than a bucket is suited for", async () => {
  const app = await createTestApp();
  const first = await create(app, friday);
  const got = await app.objects.get("days/2026-11-27/00000001");
  if (got.outcome !== "found") throw new Error("The day was not written");
  const { header, records, sum } = decodeEntry<DayRecord>("days/2026-11-27", got.body);
  const line = linesOf(records.filter((record) => "job" in record));
  const lines = Array.from({ length: 1_000 }, (_, index) =>
    line.replaceAll(first, `261127-${String(index).padStart(4, "0")}`),
  );
  const next = encodeEntry({ ...header, n: 2, write: "many", prev: sum }, lines.join(""));
  await app.objects.put("days/2026-11-27/00000002", next.bytes, "absent");
  expect((await board(app)).body).toMatchObject({ advice: [{ code: "crowded_day", jobs: 1_001 }] });
  expect((await board(app, crewOne)).body).not.toHaveProperty("advice");
  expect((await board(app, owner, "?day=2026-11-28")).body).not.toHaveProperty("advice");
});
