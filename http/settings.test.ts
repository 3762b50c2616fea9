import { describe, expect, it, test } from "vitest";
import type { Settings } from "../domain/settings.ts";
import { at, createTestApp, freshKey, goodBooking, owner } from "../test/harness/test-app.ts";

type App = Awaited<ReturnType<typeof createTestApp>>;

/** Sends all settings with one change, as the page does. */
const put = async (app: App, change: (settings: Settings) => object) => {
  const read = await app.call("GET", "/api/v1/settings", { as: owner });
  const { rev, crews: _crews, ...settings } = read.body as Settings;
  return await app.call("PUT", "/api/v1/settings", {
    as: owner,
    headers: { "if-match": `"${rev}"` },
    body: { ...settings, ...change(read.body as Settings) },
  });
};
const business = (change: object) => (settings: Settings) => ({ business: { ...settings.business, ...change } });
const booking = (change: object) => (settings: Settings) => ({ booking: { ...settings.booking, ...change } });
const errorsOf = (body: unknown) => at(body, "errors") as { field: string; message: string }[];

describe("an unusable setting is refused before it is saved", () => {
  test.each<[string, (settings: Settings) => object, string]>([
    ["a zone that only Intl knows", business({ time_zone: "PST" }), "/business/time_zone"],
    ["a zone without summer time", business({ time_zone: "EST" }), "/business/time_zone"],
    ["an offset for a zone", business({ time_zone: "+05:00" }), "/business/time_zone"],
    ["no zone", business({ time_zone: "" }), "/business/time_zone"],
    ["a currency that does not exist", business({ currency: "ZZZ" }), "/business/currency"],
    ["a currency in small letters", business({ currency: "usd" }), "/business/currency"],
    ["a locale that is none", business({ locale: "en_US" }), "/business/locale"],
    ["a phone of another country", business({ phone: "06 12 34 56 78" }), "/business/phone"],
    ["a list of no postal codes", booking({ postal_codes: [] }), "/booking/postal_codes"],
    ["a postal code without a letter or digit", booking({ postal_codes: ["- -"] }), "/booking/postal_codes/0"],
    [
      "windows that overlap",
      ({ hours }) => ({
        hours: {
          ...hours,
          mon: [
            { start: "08:00", end: "12:00", capacity: 1 },
            { start: "11:00", end: "14:00", capacity: 1 },
          ],
        },
      }),
      "/hours/mon",
    ],
    [
      "a window that ends before it starts",
      ({ hours }) => ({ hours: { ...hours, mon: [{ start: "12:00", end: "08:00", capacity: 1 }] } }),
      "/hours/mon/0",
    ],
  ])("%s", async (_, change, field) => {
    const app = await createTestApp({ fresh: true });
    const refused = await put(app, change);
    expect([refused.status, errorsOf(refused.body).map((error) => error.field)]).toEqual([422, [field]]);
    expect((await app.services.settings.read()).rev).toBe(0);
    expect((await app.call("GET", "/api/v1/catalog")).status).toBe(200);
    expect(app.faults).toEqual([]);
  });

  it("suggests the nearest time zone", async () => {
    const refused = await put(await createTestApp(), business({ time_zone: "PST" }));
    expect(errorsOf(refused.body)[0]?.message).toBe(
      "Write the time zone as a region and a city, as in America/Los_Angeles.",
    );
  });
});

describe("a store with an unusable time zone", () => {
  const withZone = async (zone: string) => {
    const before = await createTestApp();
    // Saved as by an older version, without the check.
    await before.services.settings.change((now) => ({ ...now, business: { ...now.business, time_zone: zone } }));
    return await createTestApp({ objects: before.objects });
  };

  it("accepts bookings, and reports which zone it uses and how to set it", async () => {
    const app = await withZone("PST");
    const query = "service=trailer-15&from=2026-11-27&to=2026-11-27";
    expect((await app.call("GET", `/api/v1/availability?${query}`)).status).toBe(200);
    const headers = { "idempotency-key": freshKey() };
    expect((await app.call("POST", "/api/v1/bookings", { body: goodBooking, headers })).status).toBe(201);
    expect(at((await app.call("GET", "/api/v1/catalog")).body, "business", "time_zone")).toBe("America/Los_Angeles");
    expect(app.faults.map(String)).toEqual([
      `UnusableSetting: The store's time zone is "PST", which no clock knows, so Tailboard uses America/Los_Angeles for now. Set the right one: tailboard settings set business.time_zone=America/Los_Angeles`,
    ]);
  });

  it("is correct after its owner saves a zone, even the substitute", async () => {
    const app = await withZone("PST");
    expect((await put(app, business({ time_zone: "America/Los_Angeles" }))).status).toBe(200);
    const again = await createTestApp({ objects: app.objects });
    expect((await again.services.settings.read()).business.time_zone).toBe("America/Los_Angeles");
    expect(again.faults).toEqual([]);
  });

  it("uses UTC if no zone is near", async () => {
    const app = await withZone("Mars/Base");
    expect(at((await app.call("GET", "/api/v1/catalog")).body, "business", "time_zone")).toBe("UTC");
    expect(String(app.faults[0])).toContain('"Mars/Base"');
  });
});

it("fills in settings that are newer than the store when it reads them", async () => {
  const before = await createTestApp();
  await before.services.settings.change(({ booking: { link_days: _days, ...booking }, ...now }) => ({
    ...now,
    booking: booking as Settings["booking"],
  }));
  const app = await createTestApp({ objects: before.objects });
  expect(at((await app.call("GET", "/api/v1/settings", { as: owner })).body, "booking", "link_days")).toBe(30);
});

describe("a new currency", () => {
  const amounts = ({ services }: Settings) =>
    services.flatMap(({ price, groups }) => [
      price.kind === "flat" ? price.amount_cents : price.kind === "itemized" ? price.minimum_cents : 0,
      ...groups.flatMap(({ options }) => options.map(({ unit_cents: cents }) => cents)),
    ]);
  const before = [
    [60_000, 2_500, 1_500],
    [14_900, 14_900, 34_900, 47_900, 59_900, 2_500, 2_500, 4_000, 3_500],
    [8_900, 8_900, 8_900, 11_900, 34_900],
    [0],
  ].flat();

  it("with other decimals requires `currency_change`", async () => {
    const app = await createTestApp();
    const refused = await put(app, business({ currency: "JPY" }));
    expect([refused.status, errorsOf(refused.body)[0]?.field]).toEqual([422, "/currency_change"]);
    const kept = await app.services.settings.read();
    expect([kept.business.currency, amounts(kept)]).toEqual(["USD", before]);
  });

  it("keeps the numbers: $600 becomes ¥600, and $149.50 becomes ¥150", async () => {
    const app = await createTestApp({
      settings: (now) => ({
        ...now,
        services: now.services.map((service) =>
          service.id === "junk-removal" ? { ...service, price: { kind: "itemized", minimum_cents: 14_950 } } : service,
        ),
      }),
    });
    const changed = await put(app, (now) => ({
      ...business({ currency: "JPY" })(now),
      currency_change: "keep_numbers",
    }));
    expect(changed.status).toBe(200);
    expect(amounts(changed.body as Settings).slice(0, 5)).toEqual([600, 25, 15, 150, 149]);
    expect(at((await app.call("GET", "/api/v1/catalog")).body, "services", "0", "price", "from_cents")).toBe(600);
    const back = await put(app, (now) => ({ ...business({ currency: "KWD" })(now), currency_change: "keep_numbers" }));
    expect(amounts(back.body as Settings)[0]).toBe(600_000);
  });

  it("clears the prices, and offers no service without a price", async () => {
    const app = await createTestApp();
    const changed = await put(app, (now) => ({
      ...business({ currency: "JPY" })(now),
      currency_change: "clear_prices",
    }));
    expect(new Set(amounts(changed.body as Settings))).toEqual(new Set([0]));
    expect(at((await app.call("GET", "/api/v1/catalog")).body, "services")).toEqual([]);
  });

  it("keeps restated amounts as they are", async () => {
    const app = await createTestApp();
    const changed = await put(app, (now) => ({ ...business({ currency: "JPY" })(now), currency_change: "restated" }));
    expect(amounts(changed.body as Settings)).toEqual(before);
  });

  it("with the same decimals keeps the numbers without `currency_change`", async () => {
    const app = await createTestApp();
    const changed = await put(app, business({ currency: "EUR" }));
    expect([changed.status, amounts(changed.body as Settings)]).toEqual([200, before]);
  });

  it("refuses a price that is too high in it, and names the field", async () => {
    const app = await createTestApp({
      settings: (now) => ({
        ...now,
        services: now.services.map((service, index) =>
          index === 0 ? { ...service, price: { kind: "flat", amount_cents: 50_000_000 } } : service,
        ),
      }),
    });
    const refused = await put(app, (now) => ({
      ...business({ currency: "KWD" })(now),
      currency_change: "keep_numbers",
    }));
    expect([refused.status, errorsOf(refused.body)[0]?.field]).toEqual([422, "/services/0/price/amount_cents"]);
  });

  it("leaves jobs in the currency they were priced in, even if their price changes", async () => {
    const app = await createTestApp();
    const headers = { "idempotency-key": freshKey() };
    const booked = await app.call("POST", "/api/v1/bookings", { body: goodBooking, headers });
    await put(app, (now) => ({ ...business({ currency: "JPY" })(now), currency_change: "keep_numbers" }));
    const path = `/api/v1/jobs/${String(at(booked.body, "job", "id"))}`;
    expect(at((await app.call("GET", path, { as: owner })).body, "pricing")).toMatchObject({
      currency: "USD",
      total_cents: 60_000,
    });
    const patched = await app.call("PATCH", path, {
      as: owner,
      headers: { "if-match": '"1"' },
      body: { pricing: { kind: "flat", amount_cents: 65_000, currency: "USD" }, reason: "Stairs" },
    });
    expect(at(patched.body, "pricing")).toMatchObject({ currency: "USD", total_cents: 65_000 });
  });
});

describe("the service area", () => {
  const area = (codes: string[]) =>
    createTestApp({ settings: (now) => ({ ...now, booking: { ...now.booking, postal_codes: codes } }) });
  const book = (app: App, code: string) =>
    app.call("POST", "/api/v1/bookings", {
      body: { ...goodBooking, location: { ...goodBooking.location, postal_code: code } },
      headers: { "idempotency-key": freshKey() },
    });

  test.each([
    [["92122"], "92122-1234", 201],
    [["92122"], "92122 1234", 201],
    [["92122-0001"], "92122", 201],
    [["K1A 0B1"], "k1a0b1", 201],
    [["92122"], "92123-2122", 422],
  ])("%j and %s: %i", async (codes, code, status) => {
    const app = await area(codes);
    const quoted = await app.call("POST", "/api/v1/quotes", { body: { service: "trailer-15", postal_code: code } });
    expect(quoted.status).toBe(status === 201 ? 200 : status);
    expect((await book(app, code)).status).toBe(status);
  });

  it("is stored with each code once, in standard spelling", async () => {
    const app = await createTestApp();
    const changed = await put(app, booking({ postal_codes: ["92122-1234", "92122", " k1a 0b1"] }));
    expect(at(changed.body, "booking", "postal_codes")).toEqual(["92122", "K1A 0B1"]);
  });
});

it("refuses the crew id `none`, which stands for jobs without a crew", async () => {
  const app = await createTestApp();
  const refused = await app.call("POST", "/api/v1/crews", { as: owner, body: { id: "none", name: "Nobody" } });
  expect([refused.status, errorsOf(refused.body)[0]?.field]).toEqual([422, "/id"]);
  expect((await app.call("POST", "/api/v1/crews", { as: owner, body: { id: "none-2", name: "Dana" } })).status).toBe(
    201,
  );
});
