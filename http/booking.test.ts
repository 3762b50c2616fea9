import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { openView } from "../domain/sealed-view.ts";
import { isToken, tokenSecrets } from "../domain/token.ts";
import { MemoryObjectStore } from "../store/adapters/memory/memory-object-store.ts";
import type { ObjectStore } from "../store/port/object-store.ts";
import { overrideStore } from "../test/harness/override-store.ts";
import { FakeClock } from "../test/harness/fake-clock.ts";
import { at, createTestApp, crewOne, freshKey, goodBooking, owner, textAt } from "../test/harness/test-app.ts";

type TestApp = Awaited<ReturnType<typeof createTestApp>>;
const book = (app: TestApp, body: object = goodBooking, key = freshKey(), address = "127.0.0.1") =>
  app.call("POST", "/api/v1/bookings", { body, headers: { "idempotency-key": key }, address });

describe("a booking", () => {
  it("creates a job with a frozen price and a link with its token in the fragment", async () => {
    const app = await createTestApp();
    const answer = await book(app);
    expect(answer.status).toBe(201);
    const token = textAt(answer.body, "tracking_token");
    expect(isToken(token)).toBe(true);
    expect(at(answer.body, "tracking_url")).toBe(`http://localhost:4100/track/#${token}`);
    expect(at(answer.body, "job")).toMatchObject({
      status: "booked",
      stage: "scheduled",
      customer: { name: "Mark", phone: "+16195550100" },
      pricing: { kind: "flat", total_cents: 60_000, currency: "USD" },
      visits: [{ kind: "service", day: "2026-11-27", window: { start: "08:00", end: "12:00" }, state: "scheduled" }],
      source: "booking",
    });
    expect(app.faults).toEqual([]);
  });

  it("publishes its tracked view before the response, encrypted and without customer data", async () => {
    const app = await createTestApp();
    const token = textAt((await book(app)).body, "tracking_token");
    const { lookup } = await tokenSecrets(token);
    const got = await app.publicObjects.get(`t/${lookup}`);
    if (got.outcome !== "found") throw new Error("It should be there");
    const view = await openView(token, new Uint8Array(got.body));
    expect(JSON.parse(view ?? "null")).toMatchObject({ status: "booked", day: "2026-11-27" });
    for (const secret of ["Mark", "+16195550100", "Soderblom"]) expect(view).not.toContain(secret);
  });

  it("leaves nothing readable in the public store", async () => {
    const app = await createTestApp();
    const booked = await book(app);
    const listed = await app.publicObjects.list("");
    if (listed.outcome !== "listed") throw new Error("Memory lists");
    expect(listed.keys).toContainEqual(expect.stringMatching(/^t\//));
    let all = listed.keys.join(" ");
    for (const key of listed.keys) {
      const got = await app.publicObjects.get(key);
      if (got.outcome === "found") all += Buffer.from(got.body).toString("latin1");
    }
    for (const path of [
      "/api/v1/catalog",
      "/api/v1/openapi.json",
      "/healthz",
      "/api/v1/availability?service=trailer-15&from=2026-11-24&to=2026-12-24",
    ]) {
      all += (await app.call("GET", path)).text;
    }
    for (const secret of [
      "Mark",
      "6195550100",
      "Soderblom",
      textAt(booked.body, "tracking_token"),
      textAt(booked.body, "job", "id"),
    ]) {
      expect(all).not.toContain(secret);
    }
  });

  it("uses one opening", async () => {
    const app = await createTestApp();
    const left = async () =>
      at(
        (await app.call("GET", "/api/v1/availability?service=trailer-15&from=2026-11-27&to=2026-11-27")).body,
        "days",
        "0",
        "windows",
        "0",
        "left",
      );
    expect(await left()).toBe(3);
    await book(app);
    expect(await left()).toBe(2);
  });

  it("suggests the nearest open windows if its window is full", async () => {
    const app = await createTestApp();
    for (let count = 0; count < 3; count += 1) expect((await book(app)).status).toBe(201);
    const answer = await book(app);
    expect(answer).toMatchObject({ status: 409, body: { code: "window_full" } });
    expect(at(answer.body, "alternatives")).toEqual([
      { day: "2026-11-26", start: "08:00", end: "12:00", left: 3 },
      { day: "2026-11-26", start: "12:00", end: "16:00", left: 3 },
      { day: "2026-11-27", start: "12:00", end: "16:00", left: 3 },
      { day: "2026-11-28", start: "08:00", end: "12:00", left: 3 },
    ]);
  });

  it("never books an opening twice, even with many simultaneous requests", async () => {
    const app = await createTestApp();
    const answers = await Promise.all(Array.from({ length: 40 }, () => book(app)));
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([
      ...Array<number>(3).fill(201),
      ...Array<number>(37).fill(409),
    ]);
  });
});

describe("the catalog that the customer saw", () => {
  const release = "a1b2c3d4e5f6";
  const versionOf = async (app: TestApp) => textAt((await app.call("GET", "/api/v1/catalog")).body, "version");
  const seenOf = async (app: TestApp, booked: { body: unknown }, as = owner) =>
    at((await app.call("GET", `/api/v1/jobs/${textAt(booked.body, "job", "id")}`, { as })).body, "seen");
  const raise = (app: TestApp) =>
    app.services.settings.change((now) => ({
      ...now,
      services: now.services.map((service) => ({ ...service, price: { kind: "flat", amount_cents: 65_000 } as const })),
    }));

  it("is stored with the job, and only the office sees it", async () => {
    const app = await createTestApp();
    const seen = { release, catalog: await versionOf(app) };
    const booked = await book(app, { ...goodBooking, seen });
    expect(booked.status).toBe(201);
    expect(await seenOf(app, booked)).toEqual(seen);
    const id = textAt(booked.body, "job", "id");
    const patch = { crew: "crew-1", day: "2026-11-24", window: null };
    const moved = await app.call("PATCH", `/api/v1/jobs/${id}`, {
      body: patch,
      headers: { "if-match": '"1"' },
      as: owner,
    });
    expect(at(moved.body, "seen")).toEqual(seen);
    expect(at((await app.call("GET", `/api/v1/jobs/${id}`, { as: crewOne })).body, "id")).toBe(id);
    expect(await seenOf(app, booked, crewOne)).toBeUndefined();
    const tracked = await app.call("GET", "/api/v1/tracking", {
      headers: { authorization: `Bearer ${textAt(booked.body, "tracking_token")}` },
    });
    const listed = await app.call("GET", "/api/v1/jobs", { as: owner });
    for (const { status, text } of [tracked, listed]) {
      expect(status).toBe(200);
      expect(text).not.toContain(release);
    }
  });

  it("can be read after prices and terms have changed, and contains no customer data", async () => {
    const app = await createTestApp();
    const before = (await app.call("GET", "/api/v1/catalog")).body;
    const version = textAt(before, "version");
    await raise(app);
    expect(await versionOf(app)).not.toBe(version);
    // A new price of another service does not affect this booking.
    const booked = await book(app, { ...goodBooking, seen: { release, catalog: version } });
    expect(await seenOf(app, booked)).toEqual({ release, catalog: version });
    expect(at(booked.body, "job", "pricing", "total_cents")).toBe(65_000);
    expect(await app.services.catalogs.read(version)).toEqual(before);
    expect(JSON.stringify(await app.services.catalogs.read(version))).not.toMatch(/Mark|Soderblom|6195550100/);
  });

  it("is kept with a booking if the catalog was never requested, and never for an unknown version", async () => {
    const version = await versionOf(await createTestApp());
    const app = await createTestApp();
    expect(await app.services.catalogs.read(version)).toBeNull();
    await book(app, { ...goodBooking, seen: { release, catalog: version } });
    expect(at(await app.services.catalogs.read(version), "version")).toBe(version);
    const unknown = "0".repeat(22);
    const booked = await book(app, { ...goodBooking, seen: { release, catalog: unknown } });
    expect(await seenOf(app, booked)).toEqual({ release, catalog: unknown });
    expect(await app.services.catalogs.read(unknown)).toBeNull();
  });

  it("is optional in a booking", async () => {
    const app = await createTestApp();
    expect(await seenOf(app, await book(app))).toBeUndefined();
  });

  it("is not part of the fingerprint, so a retry with another version makes no second job", async () => {
    const app = await createTestApp();
    const key = freshKey();
    const catalog = await versionOf(app);
    const [first, second] = [
      await book(app, { ...goodBooking, seen: { release, catalog } }, key),
      await book(app, { ...goodBooking, seen: { release: "fffffffffff0", catalog } }, key),
    ];
    expect(second.body).toEqual(first.body);
    expect(await seenOf(app, second)).toEqual({ release, catalog });
  });

  it.each([
    ["a release that is a folder above", { release: "..", catalog: "0".repeat(22) }, "/seen/release"],
    ["a release that is a path", { release: "../x", catalog: "0".repeat(22) }, "/seen/release"],
    ["a release too long", { release: "x".repeat(65), catalog: "0".repeat(22) }, "/seen/release"],
    ["a version that is a path", { release, catalog: "../../users.json" }, "/seen/catalog"],
    ["a version too short", { release, catalog: "abc" }, "/seen/catalog"],
    ["half of it", { release }, "/seen/catalog"],
    ["more than it has", { release, catalog: "0".repeat(22), admin: true }, "/seen/admin"],
    ["a word", "yes", "/seen"],
  ])("%s is refused", async (_, seen, field) => {
    const app = await createTestApp();
    const answer = await book(app, { ...goodBooking, seen });
    expect(answer).toMatchObject({ status: 422, body: { code: "invalid", errors: [{ field }] } });
  });

  it("is served even if it cannot be kept, and no booking names a catalog that was not kept", async () => {
    const clock = new FakeClock();
    const objects = new MemoryObjectStore(() => clock.now());
    const put: ObjectStore["put"] = (key, ...rest) =>
      key.startsWith("catalogs/")
        ? Promise.resolve({ outcome: "unavailable", cause: new Error("full") })
        : objects.put(key, ...rest);
    const app = await createTestApp({ clock, objects: overrideStore(objects, { put }) });
    const catalog = await versionOf(app);
    expect(app.faults).toHaveLength(1);
    expect((await book(app, { ...goodBooking, seen: { release, catalog } })).status).toBe(503);
    expect((await book(app)).status).toBe(201);
  });
});

describe("an Idempotency-Key", () => {
  it("is required and must have the right format", async () => {
    const app = await createTestApp();
    const wrong: Record<string, string>[] = [
      {},
      { "idempotency-key": "short" },
      { "idempotency-key": "x".repeat(65) },
      { "idempotency-key": "sixteen chars ok?!" },
    ];
    for (const headers of wrong) {
      expect((await app.call("POST", "/api/v1/bookings", { body: goodBooking, headers })).status).toBe(422);
    }
  });

  it("makes one job of a double click, a reload and a retry, with the same response", async () => {
    const app = await createTestApp();
    const key = freshKey();
    const [first, second] = await Promise.all([book(app, goodBooking, key), book(app, goodBooking, key)]);
    const token = textAt(first.body, "tracking_token");
    await app.call("POST", "/api/v1/tracking/ready", { headers: { authorization: `Bearer ${token}` } });
    const third = await book(app, goodBooking, key);
    expect([second.body, third.body]).toEqual([first.body, first.body]);
    expect([first, second, third].map(({ status }) => status)).toEqual([201, 201, 201]);
    expect(third.headers.get("idempotency-replayed")).toBe("true");
    expect(at((await app.call("GET", "/api/v1/jobs", { as: owner })).body, "items")).toHaveLength(1);
  });

  it("is refused with another body, and can be used again after a refusal", async () => {
    const app = await createTestApp();
    const key = freshKey();
    const spoiled = { ...goodBooking, location: { ...goodBooking.location, street: "Other St" } };
    expect((await book(app, { ...goodBooking, service: "no-such" }, key)).status).toBe(422);
    expect((await book(app, goodBooking, key)).status).toBe(201);
    expect(await book(app, spoiled, key)).toMatchObject({ status: 422, body: { code: "idempotency_key_reused" } });
  });

  it("expires after a day", async () => {
    const app = await createTestApp();
    const key = freshKey();
    const later = { ...goodBooking, day: "2026-12-04" };
    const first = await book(app, later, key);
    app.clock.advance({ hours: 25 });
    const second = await book(app, later, key);
    expect([second.status, textAt(second.body, "job", "id") === textAt(first.body, "job", "id")]).toEqual([201, false]);
  });

  it("returns the job of yesterday after midnight", async () => {
    const clock = new FakeClock("2026-11-25T07:59:30Z");
    const app = await createTestApp({
      clock,
      settings: (now) => ({ ...now, services: now.services.map((service) => ({ ...service, needs_window: false })) }),
    });
    const { day: _day, window: _window, ...anyDay } = goodBooking;
    const key = freshKey();
    const first = await book(app, anyDay, key);
    clock.advance({ minutes: 5 });
    expect((await book(app, anyDay, key)).body).toEqual(first.body);
    expect(textAt(first.body, "job", "id")).toMatch(/^261124-/);
  });
});

describe("a quote", () => {
  const quote = (app: TestApp, body: object) => app.call("POST", "/api/v1/quotes", { body });

  it("fixes the price of the booking", async () => {
    const app = await createTestApp();
    const items = [
      { id: "half-load", quantity: 1 },
      { id: "stairs", quantity: 2 },
    ];
    const quoted = await quote(app, { service: "junk-removal", items, postal_code: "92122" });
    expect(at(quoted.body, "pricing", "total_cents")).toBe(39_900);
    const booked = await book(app, {
      ...goodBooking,
      service: "junk-removal",
      items,
      quote: textAt(quoted.body, "quote"),
    });
    expect(at(booked.body, "job", "pricing", "total_cents")).toBe(39_900);
  });

  it("is refused for another price, a changed catalog, a foreign signature or after it expires", async () => {
    const app = await createTestApp();
    const quoted = textAt((await quote(app, { service: "trailer-15" })).body, "quote");
    const dearer = { service: "junk-removal", items: [{ id: "full-load", quantity: 1 }] };
    expect(await book(app, { ...goodBooking, ...dearer, quote: quoted })).toMatchObject({
      status: 409,
      body: { code: "price_changed", pricing: { total_cents: 59_900 } },
    });
    expect(await book(app, { ...goodBooking, quote: `${quoted.slice(0, -2)}xx` })).toMatchObject({ status: 409 });
    await app.services.settings.change((now) => ({
      ...now,
      services: now.services.map((service) =>
        service.id === "trailer-15" ? { ...service, price: { kind: "flat", amount_cents: 65_000 } } : service,
      ),
    }));
    expect(await book(app, { ...goodBooking, quote: quoted })).toMatchObject({
      status: 409,
      body: { pricing: { total_cents: 65_000 } },
    });
    const fresh = textAt((await quote(app, { service: "trailer-15" })).body, "quote");
    app.clock.advance({ hours: 3 });
    expect((await book(app, { ...goodBooking, quote: fresh })).status).toBe(409);
  });
});

describe("a refused booking", () => {
  const invalidAt = async (body: object, field: string) => {
    const app = await createTestApp();
    const answer = await book(app, body);
    expect({ status: answer.status, body: answer.body }).toMatchObject({ status: 422, body: { code: "invalid" } });
    const errors = at(answer.body, "errors");
    expect(Array.isArray(errors) ? errors.map((error: unknown) => at(error, "field")) : []).toContain(field);
    expect(at((await app.call("GET", "/api/v1/jobs", { as: owner })).body, "items")).toEqual([]);
  };
  const { phone: _phone, ...noPhone } = goodBooking.customer;

  it.each([
    ["a day that does not exist", { ...goodBooking, day: "2026-02-30" }, "/day"],
    ["a past day", { ...goodBooking, day: "2026-11-23" }, "/day"],
    ["a day too far ahead", { ...goodBooking, day: "2027-11-27" }, "/day"],
    ["no day", { ...goodBooking, day: undefined, window: undefined }, "/day"],
    ["no window", { ...goodBooking, window: undefined }, "/window"],
    ["a window without a day", { ...goodBooking, day: undefined }, "/day"],
    ["a window that is not there", { ...goodBooking, window: { start: "03:00", end: "04:00" } }, "/window"],
    ["a window that ends before it starts", { ...goodBooking, window: { start: "12:00", end: "08:00" } }, "/window"],
    ["a window too soon", { ...goodBooking, day: "2026-11-24" }, "/window"],
    ["a service that is not there", { ...goodBooking, service: "moon-trip" }, "/service"],
    ["no terms", { ...goodBooking, terms_accepted: false }, "/terms_accepted"],
    ["no way to reach them", { ...goodBooking, customer: noPhone }, "/customer/phone"],
    ["a phone that is none", { ...goodBooking, customer: { name: "Mark", phone: "12" } }, "/customer/phone"],
    ["an email that is none", { ...goodBooking, customer: { name: "Mark", email: "mark" } }, "/customer/email"],
    [
      "no name but control characters",
      { ...goodBooking, customer: { ...goodBooking.customer, name: "\u0007\u202E " } },
      "/customer/name",
    ],
    [
      "a name too long",
      { ...goodBooking, customer: { ...goodBooking.customer, name: "x".repeat(81) } },
      "/customer/name",
    ],
    ["a number for a name", { ...goodBooking, customer: { ...goodBooking.customer, name: 7 } }, "/customer/name"],
    [
      "an unknown field deep inside",
      { ...goodBooking, customer: { ...goodBooking.customer, admin: true } },
      "/customer/admin",
    ],
    ["an item that is not offered", { ...goodBooking, items: [{ id: "gold", quantity: 1 }] }, "/items/0/id"],
    ["a quantity of four places", { ...goodBooking, items: [{ id: "gold", quantity: 0.0001 }] }, "/items/0/quantity"],
    ["the hidden field filled in", { ...goodBooking, website: "http://spam.example" }, "/website"],
  ])("is invalid with %s", async (_, body, field) => {
    await invalidAt(body, field);
  });

  it("names an address outside the service area", async () => {
    const app = await createTestApp({
      settings: (now) => ({ ...now, booking: { ...now.booking, postal_codes: ["92101"] } }),
    });
    expect(await book(app)).toMatchObject({ status: 422, body: { code: "outside_service_area" } });
  });

  it("suggests the nearest open days for a closed day", async () => {
    const app = await createTestApp();
    await app.call("PUT", "/api/v1/days/2026-11-27/capacity", { as: owner, body: { windows: [], closed: true } });
    const answer = await book(app);
    expect(answer).toMatchObject({ status: 409, body: { code: "window_full" } });
    expect(at(answer.body, "alternatives")).toHaveLength(4);
  });

  it("says that online booking is closed", async () => {
    const app = await createTestApp({ settings: (now) => ({ ...now, booking: { ...now.booking, open: false } }) });
    expect((await book(app)).status).toBe(422);
  });

  it("says so on a deployment until the owner has confirmed the sample settings", async () => {
    const app = await createTestApp({ deployed: true });
    const open = async () => at((await app.call("GET", "/api/v1/catalog")).body, "booking", "open");
    expect(await open()).toBe(false);
    expect(await book(app)).toMatchObject({ status: 422, body: { errors: [{ code: "closed" }] } });
    await app.services.settings.change((now) => ({ ...now, sample: false }));
    expect(await open()).toBe(true);
    expect((await book(app)).status).toBe(201);
  });
});

describe("a customer name", () => {
  it.each([
    "Zo\u00e9 O'Brien-N\u00fa\u00f1ez",
    "محمد علي",
    "🦺 Crew & Sons",
    "<script>alert(1)</script>",
    "Robert'); DROP TABLE jobs;--",
    "{{7*7}}",
    "=cmd|' /C calc'!A0",
  ])("keeps %j as text", async (name) => {
    const app = await createTestApp();
    const answer = await book(app, { ...goodBooking, customer: { ...goodBooking.customer, name } });
    expect(at(answer.body, "job", "customer", "name")).toBe(name.normalize("NFC"));
  });

  it("loses control and direction characters, and never fails", async () => {
    const app = await createTestApp({
      settings: (now) => ({
        ...now,
        hours: { ...now.hours, fri: [{ start: "08:00", end: "12:00", capacity: 1_000 }] },
      }),
    });
    await fc.assert(
      fc.asyncProperty(
        fc.string({ unit: "binary", maxLength: 200 }),
        fc.string({ unit: "grapheme", maxLength: 1_200 }),
        async (name, notes) => {
          const answer = await book(app, {
            ...goodBooking,
            customer: { ...goodBooking.customer, name },
            location: { ...goodBooking.location, notes },
          });
          expect([201, 422]).toContain(answer.status);
          expect(answer.text).not.toMatch(/[\p{Cc}\u202A-\u202E\u2066-\u2069]/u);
        },
      ),
      { numRuns: 60 },
    );
  });
});

describe("a store that fails", () => {
  it("gives 503 with Retry-After and none of its error text", async () => {
    const get = () => Promise.resolve({ outcome: "unavailable", cause: new Error("secret host") } as const);
    const app = await createTestApp({ objects: overrideStore(new MemoryObjectStore(() => 0), { get }), fresh: true });
    const answer = await app.call("GET", "/api/v1/catalog");
    expect(answer).toMatchObject({ status: 503, body: { code: "store_unavailable" } });
    expect(answer.headers.get("retry-after")).toBe("2");
    expect(answer.text).not.toContain("secret host");
    expect((await app.call("GET", "/healthz")).status).toBe(503);
  });
});
