import ICAL from "ical.js";
import { beforeEach, describe, expect, it } from "vitest";
import { visitTime } from "../notify/calendar.ts";
import { createTestApp, freshKey, owner, textAt, type TestApp } from "../test/harness/test-app.ts";

let app: TestApp;

beforeEach(async () => {
  app = await createTestApp({ limits: true });
});

const make = async (body: object = {}) => {
  const made = await app.call("POST", "/api/v1/calendars", { as: owner, body: { name: "Crew 1", ...body } });
  expect(made.status).toBe(201);
  return { id: textAt(made.body, "id"), path: new URL(textAt(made.body, "url")).pathname };
};
const read = async (path: string, headers: Record<string, string> = {}) => await app.call("GET", path, { headers });
const eventsIn = (text: string) =>
  new ICAL.Component(ICAL.parse(text)).getAllSubcomponents("vevent").map((one) => new ICAL.Event(one));
const book = async (change: object = {}): Promise<string> => {
  const made = await app.call("POST", "/api/v1/jobs", {
    as: owner,
    body: {
      service: "junk-removal",
      items: [{ id: "half-load", quantity: 1 }],
      day: "2026-11-27",
      window: { start: "08:00", end: "12:00" },
      crew: "crew-1",
      customer: { name: "Begoña Núñez 🚚", phone: "(619) 555-0142" },
      location: { street: "4127 Utah St", city: "San Diego", state: "CA", postal_code: "92104", notes: "Gate 4411" },
      ...change,
    },
    headers: { "idempotency-key": freshKey() },
  });
  expect(made.status).toBe(201);
  return textAt(made.body, "id");
};
const later = () => app.clock.advance({ minutes: 6 });

describe("a calendar", () => {
  it("has the visits, with as much as its owner chose", async () => {
    const id = await book();
    const [minimal, full] = [await make(), await make({ details: "full" })];
    const [few] = eventsIn((await read(minimal.path)).text);
    expect(few).toMatchObject({ summary: "Junk removal", location: "4127 Utah St", description: null, sequence: 1 });
    expect(few?.uid).toMatch(new RegExp(`^v1\\.${id}@.{12}$`));
    expect([few?.startDate.toString(), few?.endDate.toString()]).toEqual([
      "2026-11-27T16:00:00Z",
      "2026-11-27T20:00:00Z",
    ]);
    const { text } = await read(full.path);
    const [all] = eventsIn(text);
    expect(all?.location).toBe("4127 Utah St, San Diego, CA 92104");
    for (const part of ["Begoña Núñez 🚚", "+16195550142", "Gate 4411"]) expect(all?.description).toContain(part);
    const job = await app.call("GET", `/api/v1/jobs/${id}`, { as: owner });
    for (const secret of [textAt(job.body, "tracking_token"), "$", "track/#"]) expect(text).not.toContain(secret);
  });

  it("folds its lines at 75 octets and never inside a letter", async () => {
    await book({ customer: { name: "ñ🚚".repeat(35) } });
    const { text, headers } = await read((await make({ details: "full" })).path);
    expect(headers.get("content-type")).toBe("text/calendar; charset=utf-8");
    for (const line of text.split("\r\n")) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
    expect(text).not.toContain("\uFFFD");
    expect(eventsIn(text)[0]?.description).toContain("ñ🚚".repeat(35));
  });

  it("updates the same entry after a move, and crosses out a cancelled one for 14 days", async () => {
    const id = await book();
    const { path } = await make();
    const [first] = eventsIn((await read(path)).text);
    await app.call("PATCH", `/api/v1/jobs/${id}`, {
      as: owner,
      body: { day: "2026-11-28" },
      headers: { "if-match": '"1"' },
    });
    later();
    const [moved] = eventsIn((await read(path)).text);
    expect([moved?.uid, moved?.sequence, moved?.startDate.toString()]).toEqual([first?.uid, 2, "2026-11-28T16:00:00Z"]);
    await app.call("POST", `/api/v1/jobs/${id}/status`, { as: owner, body: { status: "cancelled", reason: "Rain" } });
    later();
    expect((await read(path)).text).toContain("STATUS:CANCELLED");
  });

  it("has one crew, or all", async () => {
    await app.call("POST", "/api/v1/crews", { as: owner, body: { id: "crew-2", name: "Crew 2" } });
    await book();
    await book({ crew: "crew-2", window: { start: "12:00", end: "16:00" } });
    const count = async (body: object) => eventsIn((await read((await make(body)).path)).text).length;
    expect([await count({}), await count({ crew: "crew-1" }), await count({ crew: "crew-2" })]).toEqual([2, 1, 1]);
    const refused = await app.call("POST", "/api/v1/calendars", { as: owner, body: { name: "None", crew: "nobody" } });
    expect(refused.status).toBe(422);
  });

  it.each([
    ["2027-03-14", "2027-03-14T15:00:00.000Z"],
    ["2026-11-01", "2026-11-01T16:00:00.000Z"],
  ])("has the right hour on %s, when the clocks change", (day, start) => {
    expect(visitTime("America/Los_Angeles", day, { start: "08:00", end: "12:00" })).toMatchObject({ start });
  });

  it("is a whole day for a visit at any time", async () => {
    await book({ window: undefined });
    const { text } = await read((await make()).path);
    expect(text).toContain("DTSTART;VALUE=DATE:20261127");
  });

  it("answers 304 while nothing changed", async () => {
    const id = await book();
    const { path } = await make();
    const first = await read(path);
    const etag = first.headers.get("etag") ?? "";
    expect((await read(path, { "if-none-match": etag })).status).toBe(304);
    await app.call("PATCH", `/api/v1/jobs/${id}`, {
      as: owner,
      body: { notes: "Later" },
      headers: { "if-match": '"1"' },
    });
    // The calendar is kept for five minutes.
    expect((await read(path, { "if-none-match": etag })).status).toBe(304);
    later();
    expect((await read(path, { "if-none-match": etag })).status).toBe(200);
  });

  it("is read at most 60 times an hour", async () => {
    const { path } = await make();
    for (let count = 0; count < 60; count += 1) expect((await read(path)).status).toBe(200);
    const refused = await read(path);
    expect([refused.status, Number(refused.headers.get("retry-after")) > 3_000]).toEqual([429, true]);
    app.clock.advance({ hours: 1 });
    expect((await read(path)).status).toBe(200);
  });

  it("answers the same for an unknown address and a revoked one, and leaves it in no log", async () => {
    const { id, path } = await make();
    await read(path);
    expect((await app.call("DELETE", `/api/v1/calendars/${id}`, { as: owner })).status).toBe(204);
    const answers = [];
    for (const gone of [path, "/api/v1/calendar/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA.ics", "/api/v1/calendar/x.ics"]) {
      const { status, text, body } = await read(gone);
      answers.push([status, text.replaceAll(textAt(body, "request_id"), "")]);
    }
    expect(new Set(answers.map(String)).size).toBe(1);
    expect(answers[0]?.[0]).toBe(404);
    expect(app.log.at(-1)?.route).toBe("/api/v1/calendar/{secret}.ics");
    expect(JSON.stringify(app.log)).not.toContain(path.slice(-36, -4));
    const stored = await app.objects.get("access/00000001");
    if (stored.outcome === "found") expect(new TextDecoder().decode(stored.body)).not.toContain(path.slice(-36, -4));
  });
});
