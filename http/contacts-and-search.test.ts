import { describe, expect, it, test } from "vitest";
import { at, createTestApp, freshKey, goodBooking, owner } from "../test/harness/test-app.ts";

type App = Awaited<ReturnType<typeof createTestApp>>;

const job = { service: "trailer-15", location: goodBooking.location, day: "2026-11-27" };
const create = (app: App, customer: object, location: object = job.location) =>
  app.call("POST", "/api/v1/jobs", { as: owner, body: { ...job, location, customer } });

describe("a phone number", () => {
  test.each([
    ["619-555-0142 ext. 44", "+16195550142;ext=44"],
    ["(619) 555-0142 x44", "+16195550142;ext=44"],
    ["619-555-0142 #44", "+16195550142;ext=44"],
    ["+1 619 555 0142;ext=44", "+16195550142;ext=44"],
    ["619\uFE0F-555\u200B-0142", "+16195550142"],
    ["6\uFE0F\u20E31\uFE0F\u20E39\uFE0F\u20E3 555 0142", "+16195550142"],
    ["+33 6 12 34 56 78", "+33612345678"],
  ])("%j is kept as %s", async (typed, kept) => {
    const created = await create(await createTestApp(), { name: "Mark", phone: typed });
    expect(at(created.body, "customer", "phone")).toBe(kept);
  });

  test.each(["06 12 34 56 78", "555-0142", "+1 061 234 5678", "12", "call me 619-555-0142", "1".repeat(30)])(
    "%j is refused",
    async (typed) => {
      const refused = await create(await createTestApp(), { name: "Mark", phone: typed });
      expect([refused.status, at(refused.body, "errors", "0", "field")]).toEqual([422, "/customer/phone"]);
    },
  );

  it("of its own country needs no country code", async () => {
    const app = await createTestApp({
      settings: (now) => ({ ...now, business: { ...now.business, locale: "fr-FR" } }),
    });
    expect(at((await create(app, { name: "Zoé", phone: "06 12 34 56 78" })).body, "customer", "phone")).toBe(
      "+33612345678",
    );
  });

  it("counts as one contact with any extension", async () => {
    const app = await createTestApp({ limits: true });
    const book = (phone: string, address: string) =>
      app.call("POST", "/api/v1/bookings", {
        body: { ...goodBooking, customer: { name: "Mark", phone }, filled_in_ms: 60_000 },
        headers: { "idempotency-key": freshKey() },
        address,
      });
    const statuses: number[] = [];
    for (const extension of ["", " ext 1", " x2", " #3"])
      statuses.push((await book(`619-555-0142${extension}`, `10.0.0.${statuses.length}`)).status);
    expect(statuses.slice(0, 3)).toEqual([201, 201, 201]);
    expect(statuses[3]).not.toBe(201);
  });
});

describe("search", () => {
  test.each([
    ["Müller", "muller"],
    ["Muller", "Müller"],
    ["O’Brien", "O'Brien"],
    ["Łódź Hauling", "lodz"],
    ["Weiß", "weiss"],
    ["Smith–Jones", "smith-jones"],
  ])("finds %s by %s", async (name, q) => {
    const app = await createTestApp();
    await create(app, { name });
    await create(app, { name: "Somebody Else" });
    const matches = await app.call("GET", `/api/v1/jobs?${new URLSearchParams({ q })}`, { as: owner });
    expect(at(matches.body, "items", "0", "customer", "name")).toBe(name);
    expect(at(matches.body, "items", "1")).toBeUndefined();
  });

  test.each([
    ["0142", 1],
    ["555-0142", 1],
    ["(619) 555-0142 ext 9", 1],
    ["014244", 0],
    ["'’", 0],
    ["--", 0],
  ])("for %s finds %i of one job with an extension", async (q, count) => {
    const app = await createTestApp();
    await create(app, { name: "Mark", phone: "619-555-0142 ext 44" });
    const matches = await app.call("GET", `/api/v1/jobs?${new URLSearchParams({ q })}`, { as: owner });
    expect(at(matches.body, "items", "length")).toBe(count);
  });

  it("finds a street by part of its name", async () => {
    const app = await createTestApp();
    await create(app, { name: "Mark" }, { ...job.location, street: "12 Cañón Rd" });
    const matches = await app.call("GET", "/api/v1/jobs?q=canon", { as: owner });
    expect(at(matches.body, "items", "0", "location", "street")).toBe("12 Cañón Rd");
  });

  it("finds a French number in national format", async () => {
    const app = await createTestApp();
    await create(app, { name: "Zoé", phone: "+33612345678" });
    const matches = await app.call("GET", "/api/v1/jobs?q=06%2012%2034%2056%2078", { as: owner });
    expect(at(matches.body, "items", "length")).toBe(1);
  });
});
