import { describe, expect, it, test } from "vitest";
import {
  friday,
  junkRemoval,
  saturday,
  saturdayTenPercent,
  singleItem,
  trailer,
} from "../domain/price/price-book.fixture.ts";
import type { PricedService } from "../domain/price/price-book.ts";
import { sampleEquipment } from "../domain/rental/starting-equipment.ts";
import { newService, type Settings } from "../domain/settings.ts";
import { at, createTestApp, freshKey, goodBooking, owner, textAt, type TestApp } from "../test/harness/test-app.ts";

/** The examples of the price book's specification, by their numbers, through the calls of the API. */

const zip = { ...goodBooking.location, postal_code: "92122" };
const window = { start: "08:00", end: "12:00" };
const estate: PricedService = { ...singleItem, id: "estate", name: "Estate cleanout", price: { kind: "quote" } };

const open = async (change: Partial<Settings> = {}, rate_ppm = 82_500): Promise<TestApp> => {
  const app = await createTestApp({
    settings: (now) => ({
      ...now,
      services: [trailer, junkRemoval, singleItem, estate].map((service) => newService(service)),
      tax: { label: "Sales tax", rate_ppm, by_postal_code: [] },
      ...change,
    }),
  });
  await app.services.equipment.change(() => sampleEquipment);
  return app;
};
const quote = async (app: TestApp, body: object) => await app.call("POST", "/api/v1/quotes", { body });
const book = async (app: TestApp, body: object) =>
  await app.call("POST", "/api/v1/bookings", { body, headers: { "idempotency-key": freshKey() } });
const create = async (app: TestApp, body: object) =>
  await app.call("POST", "/api/v1/jobs", {
    as: owner,
    body: { service: "trailer-15", customer: { name: "Mark" }, location: zip, ...body },
  });
const pricingOf = async (app: TestApp, body: object): Promise<unknown> => {
  const answer = await quote(app, { postal_code: "92122", day: friday, ...body });
  expect(answer.status).toBe(200);
  return at(answer.body, "pricing");
};
const one = (id: string, quantity = 1) => ({ id, quantity });
const lines = (...own: object[]) => ({ pricing: { kind: "itemized", currency: "USD", lines: own } });

describe("POST /quotes", () => {
  it("1: prices a week of a trailer", async () => {
    expect(await pricingOf(await open({}, 0), { service: "trailer-15" })).toMatchObject({
      kind: "flat",
      total_cents: 60_000,
      tax: null,
      lines: [{ kind: "base", code: "base", amount_cents: 60_000 }],
    });
  });

  it("2: prices ten days with tax and a deposit", async () => {
    const app = await open({ payments: { deposit: { policy: "ask", percent_ppm: 250_000 } } });
    expect(await pricingOf(app, { service: "trailer-15", days: 10 })).toMatchObject({
      subtotal_cents: 67_500,
      tax_cents: 5_569,
      total_cents: 73_069,
      deposit_cents: 18_267,
    });
  });

  it.each([
    [82_500, 1_000, 83],
    [77_750, 2_000, 156],
  ])("4: rounds the tax half up: at %i ppm, %i cents have %i cents of tax", async (rate_ppm, amount_cents, tax) => {
    const services = [newService({ ...trailer, price: { kind: "flat", amount_cents } })];
    const priced = await pricingOf(await open({ services }, rate_ppm), { service: "trailer-15" });
    expect(priced).toMatchObject({ tax_cents: tax, total_cents: amount_cents + tax });
  });

  it("4: rounds a percent half up: 7.5 % of 14,900 is 1,118", async () => {
    const app = await open({ surcharges: [{ ...saturdayTenPercent, percent_ppm: 75_000 }] }, 0);
    const quarter = { service: "junk-removal", items: [one("quarter-load")], day: saturday };
    expect(await pricingOf(app, quarter)).toMatchObject({ lines: [{}, { code: "saturday", amount_cents: 1_118 }] });
  });

  it("7: adds a fee by ZIP code and a percent by weekday, which ignores the fee", async () => {
    const far = { id: "far", label: "Far away", active: true, postal_codes: ["92122"], amount_cents: 2_500 };
    const app = await open({ surcharges: [far, saturdayTenPercent] });
    const quarter = { service: "junk-removal", items: [one("quarter-load")] };
    expect(await pricingOf(app, { ...quarter, day: saturday })).toMatchObject({
      subtotal_cents: 18_890,
      tax_cents: 1_558,
      total_cents: 20_448,
    });
    expect(await pricingOf(app, { ...quarter, postal_code: "97201" })).toMatchObject({ subtotal_cents: 14_900 });
  });

  it("8: prices items with tax", async () => {
    const items = [one("sofa", 2), one("fridge")];
    expect(await pricingOf(await open(), { service: "single-item", items })).toMatchObject({ total_cents: 32_150 });
  });

  it("9: fills up to the minimum", async () => {
    const services = [newService({ ...singleItem, price: { kind: "itemized", minimum_cents: 14_900 } })];
    const priced = await pricingOf(await open({ services }, 0), { service: "single-item", items: [one("sofa")] });
    expect(priced).toMatchObject({ lines: [{ code: "minimum", amount_cents: 6_000 }, { code: "sofa" }] });
  });

  it("10: gives a range to a customer who is not sure", async () => {
    const body = { service: "junk-removal", not_sure: ["load"], items: [one("stairs")] };
    expect(await pricingOf(await open(), body)).toMatchObject({
      state: "estimate",
      total_cents: 18_836,
      estimate: { low_cents: 18_836, high_cents: 67_548, options: [{ code: "quarter-load" }, {}, {}, {}] },
    });
  });

  it.each([
    ["two options of one choice", { items: [one("quarter-load"), one("half-load")] }, "/items/1/id", "one_choice"],
    ["no choice", { items: [one("stairs")] }, "/items", "choice_required"],
    ["an unknown option", { items: [one("quarter-load"), one("piano")] }, "/items/1/id", "unknown_item"],
    ["half an add-on", { items: [one("quarter-load"), one("stairs", 1.5)] }, "/items/1/quantity", "whole_number"],
    ["days without a rental", { items: [one("quarter-load")], days: 3 }, "/days", "not_a_rental"],
  ])("14: refuses %s", async (_, body, field, code) => {
    const refused = await quote(await open(), { service: "junk-removal", ...body });
    expect([refused.status, at(refused.body, "errors", "0")]).toMatchObject([422, { field, code }]);
  });

  it("refuses a service that is priced by hand, and more days than a rental has", async () => {
    const app = await open();
    const byHand = await quote(app, { service: "estate" });
    expect([byHand.status, at(byHand.body, "errors", "0", "code")]).toEqual([422, "quote_only"]);
    const long = await quote(app, { service: "trailer-15", days: 31 });
    expect(long).toMatchObject({ status: 422, body: { code: "too_long", max: 30 } });
    const booked = await book(app, { ...goodBooking, days: 31 });
    expect(booked).toMatchObject({ status: 422, body: { code: "too_long", latest: "2026-12-27" } });
  });
});

describe("a quote", () => {
  const booking = { ...goodBooking, day: friday, window, location: zip };

  it("15: of Friday is not the price of Saturday", async () => {
    const app = await open({ surcharges: [saturdayTenPercent] });
    const quoted = textAt(
      (await quote(app, { service: "trailer-15", postal_code: "92122", day: friday })).body,
      "quote",
    );
    const refused = await book(app, { ...booking, day: saturday, quote: quoted });
    expect(refused).toMatchObject({ status: 409, body: { code: "price_changed", pricing: { total_cents: 71_445 } } });
    expect((await book(app, { ...booking, quote: quoted })).status).toBe(201);
  });

  it.each<[string, object, Partial<Settings>]>([
    ["days", { days: 8 }, {}],
    ["the tax", {}, { tax: { label: "Sales tax", rate_ppm: 82_501, by_postal_code: [] } }],
    ["the name of the tax", {}, { tax: { label: "Tax", rate_ppm: 82_500, by_postal_code: [] } }],
    ["the deposit", {}, { payments: { deposit: { policy: "ask", amount_cents: 10_000 } } }],
    ["what is taxable", {}, { services: [newService({ ...trailer, taxable: false })] }],
  ])("does not hold for other %s", async (_, change, settings) => {
    const app = await open();
    const quoted = textAt(
      (await quote(app, { service: "trailer-15", postal_code: "92122", day: friday })).body,
      "quote",
    );
    await app.services.settings.change((now) => ({ ...now, ...settings }));
    expect(await book(app, { ...booking, ...change, quote: quoted })).toMatchObject({
      status: 409,
      body: { code: "price_changed" },
    });
  });

  it("of a range is kept with the job, and the rental with its days", async () => {
    const app = await open();
    const wish = { service: "junk-removal", not_sure: ["load"], items: [one("stairs")] };
    const quoted = textAt((await quote(app, { ...wish, postal_code: "92122", day: friday })).body, "quote");
    const booked = await book(app, { ...booking, ...wish, quote: quoted });
    expect(at(booked.body, "job", "pricing")).toMatchObject({ state: "estimate", estimate: { high_cents: 67_548 } });
    const rented = await book(app, { ...booking, days: 10 });
    expect(at(rented.body, "job")).toMatchObject({
      pricing: { total_cents: 73_069 },
      rental: { days: 10, included_days: 7 },
      equipment: [{ type: "trailer-15", from: friday, until: "2026-12-14", allowed_days: 10 }],
      visits: [{ kind: "drop_off" }, { kind: "pickup" }],
    });
  });
});

describe("POST /jobs", () => {
  test("3: lines of the office have kinds: options, a surcharge and a discount", async () => {
    const app = await open({}, 88_750);
    const created = await create(
      app,
      lines(
        { label: "Half load", quantity: 1, unit_cents: 34_900 },
        { label: "Stairs", quantity: 2, unit_cents: 2_500, kind: "add_on" },
        { label: "Mattress", quantity: 1, unit_cents: 2_500, kind: "add_on" },
        { label: "Neighbor", quantity: 1, unit_cents: 2_000, kind: "discount" },
        { label: "Saturday", quantity: 1, unit_cents: 4_240, kind: "surcharge" },
      ),
    );
    expect(at(created.body, "pricing")).toMatchObject({
      subtotal_cents: 44_640,
      tax_cents: 3_962,
      total_cents: 48_602,
    });
  });

  test("5: tax is rounded once, on the sum", async () => {
    const line = { label: "Bag", quantity: 1, unit_cents: 333 };
    expect(at((await create(await open(), lines(line, line, line))).body, "pricing")).toMatchObject({ tax_cents: 82 });
  });

  test("6: a line of the office may be free of tax", async () => {
    const base = { label: "Trailer", quantity: 1, unit_cents: 60_000, kind: "base" };
    const fee = { label: "Dump fee", quantity: 1, unit_cents: 4_500, taxable: false };
    expect(at((await create(await open(), lines(base, fee))).body, "pricing")).toMatchObject({
      tax_cents: 4_950,
      total_cents: 69_450,
    });
  });

  test("the tax is that of the job's ZIP code, and none for an exempt job", async () => {
    const by_postal_code = [{ postal_codes: ["92122"], rate_ppm: 77_500 }];
    const app = await open({ tax: { label: "Sales tax", rate_ppm: 82_500, by_postal_code } });
    expect(at((await create(app, {})).body, "pricing", "tax_cents")).toBe(4_650);
    const exempt = await create(app, { tax_exempt: { reason: "School district" } });
    expect(exempt.body).toMatchObject({
      tax_exempt: { reason: "School district" },
      pricing: { tax: null, total_cents: 60_000 },
    });
  });

  test("the office may ask for the deposit or waive it, and cannot require it yet", async () => {
    const app = await open({ payments: { deposit: { policy: "none", amount_cents: 10_000 } } });
    const deposit = async (choice: object) => at((await create(app, choice)).body, "pricing", "deposit_cents");
    expect([await deposit({}), await deposit({ deposit: "ask" })]).toEqual([0, 10_000]);
    await app.services.settings.change((now) => ({
      ...now,
      payments: { deposit: { policy: "ask", amount_cents: 10_000 } },
    }));
    expect([await deposit({}), await deposit({ deposit: "waive" })]).toEqual([10_000, 0]);
    const refused = await create(app, { deposit: "require" });
    expect([refused.status, at(refused.body, "errors", "0", "code")]).toEqual([422, "payments_off"]);
  });

  test("a discount below zero is refused", async () => {
    const refused = await create(await open(), lines({ label: "Gift", quantity: 1, unit_cents: 1, kind: "discount" }));
    expect([refused.status, at(refused.body, "errors", "0", "code")]).toEqual([422, "below_zero"]);
  });
});

test("PATCH of a price is an amendment without agreement, at the frozen rate", async () => {
  const app = await open();
  const created = await create(app, {});
  const id = textAt(created.body, "id");
  await app.services.settings.change((now) => ({ ...now, tax: { ...now.tax, rate_ppm: 90_000 } }));
  const patched = await app.call("PATCH", `/api/v1/jobs/${id}`, {
    as: owner,
    headers: { "if-match": '"1"' },
    body: { pricing: { kind: "flat", amount_cents: 70_000, currency: "USD" }, reason: "Longer way" },
  });
  expect(at(patched.body, "pricing")).toMatchObject({
    subtotal_cents: 70_000,
    total_cents: 75_775,
    amendments: [{ id: "a1", from_cents: 64_950, to_cents: 75_775, reason: "Longer way", agreed: null }],
    pending: null,
  });
});
