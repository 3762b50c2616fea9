import { describe, expect, it } from "vitest";
import { UnreadableDocument } from "../store/job-store.ts";
import { damageLog } from "../test/harness/damage-log.ts";
import { at, createTestApp, goodBooking, owner, textAt } from "../test/harness/test-app.ts";

it("a damaged day gives 503 without details, its key is in the log, and other days work", async () => {
  const app = await createTestApp();
  const book = (day: string) =>
    app.call("POST", "/api/v1/jobs", {
      as: owner,
      body: {
        service: "trailer-15",
        customer: { name: "Mark" },
        location: goodBooking.location,
        day,
        window: { start: "08:00", end: "12:00" },
      },
    });
  expect((await book("2026-11-27")).status).toBe(201);
  await damageLog(app.objects, "days/2026-11-27");

  const answer = await app.call("GET", "/api/v1/board?day=2026-11-27", { as: owner });
  expect(answer.status).toBe(503);
  expect(answer.body).toMatchObject({ code: "store_unavailable" });
  expect(JSON.stringify(answer.body)).not.toMatch(/2026-11-27|days\/|JSON|Syntax/);
  expect(app.faults).toContainEqual(
    expect.objectContaining({ name: "UnreadableDocument", key: "days/2026-11-27/00000002" }),
  );
  expect(app.faults.some((fault) => fault instanceof UnreadableDocument)).toBe(true);

  expect((await book("2026-11-27")).status).toBe(503);
  expect((await app.call("GET", "/api/v1/board?day=2026-11-28", { as: owner })).status).toBe(200);
  expect((await app.call("GET", "/api/v1/availability?service=trailer-15&from=2026-11-27&to=2026-11-30")).status).toBe(
    200,
  );
  expect((await book("2026-11-28")).status).toBe(201);
});

describe("while one day is damaged", () => {
  const damaged = "2026-11-27";
  const open = async () => {
    const app = await createTestApp();
    const make = async (day: string | undefined, name: string) => {
      const when = day === undefined ? {} : { day, window: { start: "08:00", end: "12:00" } };
      const body = { service: "trailer-15", customer: { name }, location: goodBooking.location, ...when };
      return textAt((await app.call("POST", "/api/v1/jobs", { as: owner, body })).body, "id");
    };
    const lost = await make(damaged, "Lost");
    const kept = await make("2026-11-28", "Kept");
    const waits = await make(undefined, "Waits");
    // One job of the damaged home day has its visit on a readable day.
    const moved = await make(damaged, "Moved");
    const to = { day: "2026-11-28", window: { start: "08:00", end: "12:00" } };
    await app.call("PATCH", `/api/v1/jobs/${moved}`, { as: owner, headers: { "if-match": '"1"' }, body: to });
    await app.services.jobs.drain();
    await damageLog(app.objects, `days/${damaged}`);
    const list = async (query: string) => {
      const answer = await app.call("GET", `/api/v1/jobs${query}`, { as: owner });
      const items = at(answer.body, "items");
      const ids = Array.isArray(items) ? items.map((job: unknown) => at(job, "id")) : [];
      return { status: answer.status, ids, unreadable: at(answer.body, "unreadable") };
    };
    return { app, list, lost, kept, waits, moved };
  };

  it("the job list, a range and a search return the other days and name the damaged one", async () => {
    const { list, kept, waits } = await open();
    expect(await list("")).toEqual({ status: 200, ids: [kept, waits], unreadable: [damaged] });
    expect(await list(`?from=${damaged}&to=2026-11-30`)).toEqual({ status: 200, ids: [kept], unreadable: [damaged] });
    expect(await list("?q=Kept")).toEqual({ status: 200, ids: [kept], unreadable: [damaged] });
    expect(await list(`?day=${damaged}`)).toEqual({ status: 200, ids: [], unreadable: [damaged] });
    expect(await list("?crew=none")).toMatchObject({ status: 200, unreadable: [damaged] });
  });

  it("a list names a damaged home day, and a complete list names none", async () => {
    const { list, kept } = await open();
    expect(await list("?day=2026-11-28")).toEqual({ status: 200, ids: [kept], unreadable: [damaged] });
    expect(await list("?day=2026-11-29")).toEqual({ status: 200, ids: [], unreadable: undefined });
  });

  it("the board of the next day and availability work", async () => {
    const { app, kept, moved } = await open();
    const board = await app.call("GET", "/api/v1/board?day=2026-11-28", { as: owner });
    expect(board.status).toBe(200);
    expect(at(board.body, "lanes", "0", "visits")).toHaveLength(2);
    expect([
      at(board.body, "lanes", "0", "visits", "0", "job"),
      at(board.body, "lanes", "0", "visits", "1", "job"),
    ]).toEqual([kept, moved].toSorted());
  });

  it("the activity list returns the other days, even if the day's activity document is damaged", async () => {
    const { app, kept } = await open();
    const done = async () => {
      const { status, body } = await app.call("GET", "/api/v1/activity", { as: owner });
      const items = at(body, "items");
      const jobs = Array.isArray(items) ? items.map((entry: unknown) => at(entry, "job", "id")) : [];
      return { status, jobs, unreadable: at(body, "unreadable") };
    };
    const first = await done();
    expect(first).toMatchObject({ status: 200, unreadable: [damaged] });
    expect(first.jobs).toContain(kept);
    await app.objects.put("activity/2026-11-23/00000001", new TextEncoder().encode("{"), "absent");
    const second = await done();
    expect(second).toMatchObject({ status: 200, unreadable: ["2026-11-23", damaged] });
    expect(second.jobs).toContain(kept);
  });

  it("a read of all jobs returns the other days and names the damaged one", async () => {
    const { app, kept, waits } = await open();
    const days: string[] = [];
    const ids: string[] = [];
    for await (const { id } of app.services.jobs.all(undefined, (day) => void days.push(day))) ids.push(id);
    expect(days).toEqual([damaged]);
    expect(ids.toSorted()).toEqual([kept, waits].toSorted());
  });

  it("a customer with a booking on the damaged day can book again", async () => {
    const app = await createTestApp({ limits: true });
    const book = (day: string, key: string) =>
      app.call("POST", "/api/v1/bookings", {
        body: { ...goodBooking, day, window: { start: "08:00", end: "12:00" } },
        headers: { "idempotency-key": `unreadable-${key}` },
      });
    expect((await book(damaged, "0001-0001")).status).toBe(201);
    await damageLog(app.objects, `days/${damaged}`);
    expect((await book("2026-11-28", "0001-0002")).status).toBe(201);
  });
});
