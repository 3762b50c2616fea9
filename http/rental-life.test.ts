import { describe, expect, it } from "vitest";
import { daysFrom, type Day } from "../domain/day.ts";
import { rentalRules } from "../domain/price/price-book.fixture.ts";
import type { RentalRules } from "../domain/rental/rental-rules.ts";
import { at, createTestApp, freshKey, goodBooking, owner, textAt } from "../test/harness/test-app.ts";

/** What a rental costs after it was booked, by the examples of its specification, through the calls of the API. */

const trailer = "trailer-15";
const morning = { start: "08:00", end: "12:00" };
const first = "2026-12-01";

/** One rental of a week from Dec 1 at 8.25 % tax: 64,950. The clock stands at Dec 1, 06:00. */
class Rented {
  readonly #app: Awaited<ReturnType<typeof createTestApp>>;
  readonly #id: string;
  readonly #token: string;
  #today = 1;

  private constructor(app: Awaited<ReturnType<typeof createTestApp>>, id: string, token: string) {
    this.#app = app;
    this.#id = id;
    this.#token = token;
  }

  static async book(rules: Partial<RentalRules> = {}): Promise<Rented> {
    const app = await createTestApp({
      settings: (settings) => ({
        ...settings,
        hours: { ...settings.hours, sun: settings.hours.mon },
        tax: { ...settings.tax, rate_ppm: 82_500 },
        services: settings.services.map((one) =>
          one.id === trailer ? { ...one, rental: { ...rentalRules, ...rules }, trip_fee_cents: 12_500 } : one,
        ),
      }),
    });
    app.clock.advance({ days: 6, hours: 21 });
    const units = ["T15-01", "T15-02"].map((id) => ({ id, state: "in_service" as const }));
    await app.services.equipment.change(() => ({ types: [{ id: trailer, name: "Trailer", units }] }));
    const answer = await app.call("POST", "/api/v1/bookings", {
      body: { ...goodBooking, day: first, window: morning },
      headers: { "idempotency-key": freshKey() },
    });
    expect(answer.status, answer.text).toBe(201);
    return new Rented(app, textAt(answer.body, "job", "id"), textAt(answer.body, "tracking_token"));
  }

  static async deliver(rules: Partial<RentalRules> = {}): Promise<Rented> {
    const rented = await Rented.book(rules);
    await rented.report("v1", { state: "done", unit: "T15-01" });
    return rented;
  }

  /** Moves the clock to a day of December, 06:00. */
  waitFor(december: number): void {
    this.#app.clock.advance({ days: december - this.#today });
    this.#today = december;
  }

  async job(): Promise<unknown> {
    return (await this.#app.call("GET", `/api/v1/jobs/${this.#id}`, { as: owner })).body;
  }

  /** A change by the office, with the revision that it sees. */
  async office(method: string, path: string, body: object) {
    const headers = { "if-match": `"${String(at(await this.job(), "rev"))}"` };
    return await this.#app.call(method, `/api/v1/jobs/${this.#id}${path}`, { as: owner, body, headers });
  }

  async report(visit: string, body: object): Promise<unknown> {
    const answer = await this.office("POST", `/visits/${visit}/state`, body);
    expect(answer.status, answer.text).toBe(200);
    return answer.body;
  }

  /** The crew arrives for the pickup, and takes the trailer. */
  async pickUp(): Promise<unknown> {
    await this.report("v2", { state: "on_site" });
    return await this.report("v2", { state: "done" });
  }

  async weigh(visit: string, body: object): Promise<unknown> {
    const answer = await this.office("POST", `/visits/${visit}/weight`, body);
    expect(answer.status, answer.text).toBe(200);
    return answer.body;
  }

  async decide(id: string, action: string, more: object = {}) {
    return await this.office("POST", "/overage", { decisions: [{ id, action, ...more }] });
  }

  byLink(path: string, body: object) {
    const headers = { authorization: `Bearer ${this.#token}` };
    return this.#app.call("POST", `/api/v1/tracking/${path}`, { headers, body });
  }

  /** How many trailers are held on each of the days. */
  async held(from: Day, to: Day): Promise<number[]> {
    await this.#app.services.jobs.drain();
    const days = await this.#app.services.jobs.capacity(from, to);
    expect(days.map(({ day }) => day)).toEqual(daysFrom(from, to));
    return days.map(({ resources }) => resources.find(({ id }) => id === trailer)?.out ?? 0);
  }
}

describe("keeping a trailer longer", () => {
  it("12: costs four days and their tax, and another total changes nothing and holds nothing", async () => {
    const rented = await Rented.deliver();
    const before = await rented.job();
    const wrong = await rented.byLink("extend", { until: "2026-12-12", total_cents: 75_774 });
    expect([wrong.status, wrong.body]).toMatchObject([
      409,
      { code: "price_changed", pricing: { subtotal_cents: 70_000, tax_cents: 5_775, total_cents: 75_775 } },
    ]);
    expect(await rented.job()).toEqual(before);
    expect(await rented.held("2026-12-08", "2026-12-12")).toEqual([1, 0, 0, 0, 0]);
    const kept = await rented.byLink("extend", { until: "2026-12-12", total_cents: 75_775 });
    expect(kept.status, kept.text).toBe(200);
    expect(at(await rented.job(), "pricing")).toMatchObject({
      total_cents: 75_775,
      amendments: [{ from_cents: 64_950, to_cents: 75_775, agreed: { how: "link" } }],
    });
    expect(await rented.held("2026-12-08", "2026-12-13")).toEqual([1, 1, 1, 1, 1, 0]);
  });
});

describe("a swap", () => {
  it("13: costs the base price again and its tax", async () => {
    const rented = await Rented.deliver();
    const swap = { day: "2026-12-05", window: morning };
    const asked = await rented.byLink("swap", swap);
    expect([asked.status, at(asked.body, "pricing", "total_cents")]).toEqual([409, 129_900]);
    const swapped = await rented.byLink("swap", { ...swap, total_cents: 129_900 });
    expect(swapped.status, swapped.text).toBe(200);
    expect(at(await rented.job(), "pricing")).toMatchObject({
      subtotal_cents: 120_000,
      tax_cents: 9_900,
      total_cents: 129_900,
    });
  });

  it("19: has tons of its own: only the first trailer is above its included tons", async () => {
    const rented = await Rented.deliver();
    await rented.office("POST", "/visits", { kind: "swap", day: "2026-12-05" });
    rented.waitFor(5);
    await rented.report("v3", { state: "done", unit: "T15-02" });
    await rented.weigh("v3", { net_tons: 3.4 });
    rented.waitFor(9);
    await rented.pickUp();
    expect(at(await rented.weigh("v2", { net_tons: 1.9 }), "overage")).toMatchObject({
      state: "open",
      items: [{ kind: "tons", of: "e1", quantity: 1.4, amount_cents: 9_100 }],
    });
  });
});

describe("the days past the paid ones", () => {
  const daysOf = (job: unknown) => at(job, "overage", "items", "0");

  it("16: are counted from the delivery to the pickup", async () => {
    const rented = await Rented.deliver();
    rented.waitFor(11);
    expect(daysOf(await rented.pickUp())).toMatchObject({
      kind: "days",
      quantity: 3,
      amount_cents: 7_500,
      basis: { used: 10, included: 7 },
    });
  });

  it("16: are one more if the owner counts the day of the delivery", async () => {
    const rented = await Rented.deliver({ count_delivery_day: true });
    rented.waitFor(11);
    expect(daysOf(await rented.pickUp())).toMatchObject({ quantity: 4, amount_cents: 10_000 });
  });

  it("16: end on the day on which the customer says that the trailer is ready", async () => {
    const rented = await Rented.deliver();
    rented.waitFor(9);
    expect((await rented.byLink("ready", {})).status).toBe(200);
    rented.waitFor(11);
    expect(daysOf(await rented.pickUp())).toMatchObject({
      quantity: 1,
      amount_cents: 2_500,
      basis: { used: 8, included: 7 },
    });
  });
});

describe("the weight of a load", () => {
  const returned = async (): Promise<Rented> => {
    const rented = await Rented.deliver();
    rented.waitFor(8);
    await rented.pickUp();
    return rented;
  };

  it.each([
    [6_800, 3.4, 1.4, 9_100],
    [4_385, 2.192, 0.192, 1_248],
  ])("17: of %i pounds is %d tons, %d above the included ones", async (net_pounds, tons, over, cents) => {
    const weighed = await (await returned()).weigh("v2", { net_pounds });
    expect(at(weighed, "equipment", "0", "net_tons")).toBe(tons);
    expect(at(weighed, "overage", "items")).toMatchObject([{ kind: "tons", quantity: over, amount_cents: cents }]);
  });

  it("proposes what the disposal site charged, without tax, and again if it is corrected", async () => {
    const rented = await returned();
    const fee = { facility: "Miramar", fee_cents: 4_500 };
    const weighed = await rented.weigh("v2", { net_tons: 2, ...fee });
    expect(at(weighed, "equipment", "0")).toMatchObject(fee);
    expect(at(weighed, "overage", "items")).toMatchObject([
      { kind: "fee", of: "e1", label: "Disposal fee, Miramar", amount_cents: 4_500, taxable: false, basis: null },
    ]);
    const corrected = await rented.weigh("v2", { net_tons: 2, fee_cents: 5_000 });
    expect(at(corrected, "equipment", "0")).toMatchObject({ facility: "Miramar", fee_cents: 5_000 });
    expect(at(corrected, "overage", "items")).toMatchObject([{ kind: "fee", amount_cents: 5_000 }]);
    const charged = await rented.decide("o2", "accept");
    expect(at(charged.body, "pricing")).toMatchObject({ tax_cents: 4_950, total_cents: 69_950 });
    expect((await rented.office("POST", "/visits/v2/weight", { net_tons: 2, fee_cents: -1 })).status).toBe(422);
  });

  it("21: corrected after the office accepted it opens the review again, and the price stays until then", async () => {
    const rented = await returned();
    await rented.weigh("v2", { net_tons: 3.4 });
    const accepted = await rented.decide("o1", "accept");
    expect(at(accepted.body, "pricing", "subtotal_cents")).toBe(69_100);
    const corrected = await rented.weigh("v2", { net_tons: 3 });
    expect(at(corrected, "overage")).toMatchObject({
      state: "open",
      items: [
        { id: "o1", state: "accepted", amount_cents: 9_100 },
        { id: "o2", state: "proposed", amount_cents: 6_500 },
      ],
    });
    expect(at(corrected, "pricing", "subtotal_cents")).toBe(69_100);
    const decided = await rented.decide("o2", "accept");
    expect(decided.body).toMatchObject({ overage: { state: "closed", items: [{ id: "o2" }] } });
    expect(at(decided.body, "pricing", "subtotal_cents")).toBe(66_500);
  });
});

describe("a pickup that failed", () => {
  const failed = async (code: string): Promise<Rented> => {
    const rented = await Rented.deliver();
    rented.waitFor(8);
    await rented.report("v2", { state: "on_site" });
    await rented.report("v2", { state: "attempted", code, reason: "No way in" });
    return rented;
  };

  it("20: proposes the trip fee if a car is in the way, and the fee is taxed", async () => {
    const rented = await failed("blocked");
    expect(at(await rented.job(), "overage", "items")).toMatchObject([{ kind: "trip", amount_cents: 12_500 }]);
    const charged = await rented.decide("o1", "accept");
    expect(at(charged.body, "pricing")).toMatchObject({
      subtotal_cents: 72_500,
      tax_cents: 5_981,
      total_cents: 78_481,
    });
  });

  it("20: proposes nothing if the truck broke down", async () => {
    const rented = await failed("truck");
    expect(at(await rented.job(), "stage")).toBe("attempted");
    expect(at(await rented.job(), "overage")).toBeUndefined();
  });
});

describe("the office", () => {
  const setUp = async (rules: Partial<RentalRules> = {}) => {
    const app = await createTestApp({
      settings: (settings) => ({
        ...settings,
        services: settings.services.map((one) =>
          one.id === trailer ? { ...one, rental: { ...rentalRules, ...rules } } : one,
        ),
      }),
    });
    await app.services.equipment.change(() => ({
      types: [{ id: trailer, name: "Trailer", units: [{ id: "T15-01", state: "in_service" }] }],
    }));
    const { location } = goodBooking;
    const create = (body: object) =>
      app.call("POST", "/api/v1/jobs", { as: owner, body: { customer: { name: "Mark" }, location, ...body } });
    const change = (method: string, job: unknown, path: string, body: object) =>
      app.call(method, `/api/v1/jobs/${textAt(job, "id")}${path}`, {
        as: owner,
        body,
        headers: { "if-match": `"${String(at(job, "rev"))}"` },
      });
    return { app, create, change };
  };

  it("makes a rental of a job, and holds its trailer, until a crew begins", async () => {
    const { app, create, change } = await setUp();
    const items = [{ id: "quarter-load", quantity: 1 }];
    const made = await create({ service: "junk-removal", items, day: first, window: morning });
    const rented = await change("PATCH", made.body, "", { service: trailer });
    expect([rented.status, rented.body]).toMatchObject([
      200,
      { visits: [{ kind: "drop_off", day: first }, { kind: "pickup" }], equipment: [{ until: "2026-12-08" }] },
    ]);
    const second = await create({ service: "junk-removal", items, day: first, window: morning });
    const full = await change("PATCH", second.body, "", { service: trailer });
    expect([full.status, at(full.body, "code")]).toEqual([409, "equipment_unavailable"]);
    await change("POST", rented.body, "/visits/v1/state", { state: "done", unit: "T15-01" });
    const now = await app.call("GET", `/api/v1/jobs/${textAt(made.body, "id")}`, { as: owner });
    const late = await change("PATCH", now.body, "", { service: "junk-removal" });
    expect([late.status, at(late.body, "errors")]).toMatchObject([422, [{ field: "/service", code: "work_begun" }]]);
  });

  it("plans the pickup of a quote that is approved, if the owner schedules pickups", async () => {
    const { create, change } = await setUp({ pickup: "scheduled" });
    const quoted = await create({ service: trailer, as_quote: true });
    expect(quoted.body).toMatchObject({ status: "quoted" });
    const approval = { name: "Mark", how: "phone", day: first, window: morning };
    const approved = await change("POST", quoted.body, "/approve", approval);
    expect(approved.body).toMatchObject({
      status: "booked",
      visits: [{ day: first }, { kind: "pickup", day: "2026-12-08" }],
      equipment: [{ from: first, until: "2026-12-08" }],
    });
  });

  it("names the unit of a new rental, and sees which job has it", async () => {
    const { create } = await setUp();
    const rental = { service: trailer, day: first, window: morning };
    const made = await create({ ...rental, unit: "T15-01" });
    expect(at(made.body, "equipment")).toMatchObject([{ unit: "T15-01" }]);
    const faultOf = async (body: object) => at((await create(body)).body, "errors", "0", "field");
    expect(await faultOf({ ...rental, unit: "T15-09" })).toBe("/unit");
    expect(await faultOf({ service: trailer, unit: "T15-01" })).toBe("/unit");
    expect(await faultOf({ service: "junk-removal", items: [{ id: "quarter-load" }], unit: "T15-01" })).toBe("/unit");
    const again = await create({ ...rental, day: "2026-12-09", unit: "T15-01" });
    expect(again.status).toBe(201);
  });
});

it("the catalog says whether the day of the delivery counts", async () => {
  const app = await createTestApp({
    settings: (settings) => ({
      ...settings,
      services: settings.services.map((one) =>
        one.id === trailer ? { ...one, rental: { ...rentalRules, count_delivery_day: true } } : one,
      ),
    }),
  });
  const catalog = await app.call("GET", "/api/v1/catalog");
  expect(at(catalog.body, "services")).toMatchObject([{ rental: { count_delivery_day: true } }, {}, {}]);
});

it("29: a trailer that is ready for Dec 4 frees the days after it immediately", async () => {
  const rented = await Rented.deliver();
  expect(await rented.held("2026-12-01", "2026-12-09")).toEqual([1, 1, 1, 1, 1, 1, 1, 1, 0]);
  const ready = await rented.byLink("ready", { day: "2026-12-04", window: morning });
  expect(ready.status, ready.text).toBe(200);
  expect(await rented.held("2026-12-01", "2026-12-09")).toEqual([1, 1, 1, 1, 0, 0, 0, 0, 0]);
});
