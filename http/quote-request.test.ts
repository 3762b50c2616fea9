import { beforeEach, describe, expect, it } from "vitest";
import { bookingBudgets } from "../domain/booking-budget.ts";
import {
  at,
  createTestApp,
  crewOne,
  freshKey,
  goodBooking,
  owner,
  textAt,
  type TestApp,
} from "../test/harness/test-app.ts";

/** Work that the office prices by hand, over HTTP. The clock shows Tuesday, 2026-11-24, 9 AM. */

let app: TestApp;
const open = (more: Parameters<typeof createTestApp>[0] = {}) =>
  createTestApp({
    ...more,
    settings: (settings) => ({
      ...settings,
      tax: { ...settings.tax, rate_ppm: 82_500 },
      quotes: { valid_days: 14 },
      services: [
        ...settings.services.filter(({ id }) => id !== "estate-cleanout"),
        {
          ...(settings.services.find(({ id }) => id === "junk-removal") ?? expect.fail("A sample service")),
          id: "estate-cleanout",
          name: "Estate cleanout",
          price: { kind: "quote" },
          groups: [],
        },
      ],
    }),
  });
beforeEach(async () => {
  app = await open();
});

const { location, customer, terms_accepted } = goodBooking;
const wanted = {
  service: "estate-cleanout",
  description: "Everything in the garage",
  customer,
  location,
  terms_accepted,
};
const ask = (change: object = {}) =>
  app.call("POST", "/api/v1/bookings", {
    body: { ...wanted, ...change },
    headers: { "idempotency-key": freshKey() },
  });

interface Asked {
  id: string;
  token: string;
}

const asked = async (): Promise<Asked> => {
  const answer = await ask({ preferred: [{ day: "2026-11-27", window: morning }] });
  expect(answer.status).toBe(201);
  return { id: textAt(answer.body, "job", "id"), token: textAt(answer.body, "tracking_token") };
};
const morning = { start: "08:00", end: "12:00" };
const friday = { day: "2026-11-27", window: morning };
const offer = { lines: [{ label: "Crew of three, one day", quantity: 1, unit_cents: 120_000 }], message: "Two trucks" };
const office = (id: string, path: string, body: object, rev: number, as = owner) =>
  app.call("POST", `/api/v1/jobs/${id}/${path}`, { as, body, headers: { "if-match": `"${rev}"` } });
const byLink = ({ token }: Asked, body: object) =>
  app.call("POST", "/api/v1/tracking/quote", { body, headers: { authorization: `Bearer ${token}` } });
const get = async (id: string) => (await app.call("GET", `/api/v1/jobs/${id}`, { as: owner })).body;
const quoted = async (): Promise<Asked> => {
  const request = await asked();
  const answer = await office(request.id, "quote", offer, 1);
  expect([answer.status, at(answer.body, "errors")]).toEqual([200, undefined]);
  return request;
};
const yes = { answer: "approve", version: 1, ...friday, name: "Mark", terms_accepted: true };
const taken = async (): Promise<unknown> => {
  const { body } = await app.call("GET", "/api/v1/board?day=2026-11-27", { as: owner });
  return at(body, "windows", "0", "taken");
};

describe("asking for a quote", () => {
  it("makes a request without a price and without a place", async () => {
    const { id } = await asked();
    const job = await get(id);
    expect(job).toMatchObject({
      status: "requested",
      stage: "requested",
      pricing: { state: "unpriced", lines: [], total_cents: 0 },
      visits: [{ day: null, window: null }],
      request: { description: "Everything in the garage", preferred: [friday] },
      history: [{ what: "requested", by: { kind: "customer" } }],
    });
    expect(await taken()).toBe(0);
  });

  it("needs a description, and takes neither a time nor items nor a passed day", async () => {
    const errorsOf = async (change: object) => {
      const answer = await ask(change);
      return [answer.status, at(answer.body, "errors")];
    };
    expect(await errorsOf({ description: undefined })).toMatchObject([422, [{ field: "/description" }]]);
    expect(await errorsOf({ ...friday, items: [] })).toMatchObject([
      422,
      [{ field: "/day" }, { field: "/window" }, { field: "/items" }],
    ]);
    expect(await errorsOf({ preferred: [friday, { day: "2026-11-20" }] })).toMatchObject([
      422,
      [{ field: "/preferred/1/day", code: "past" }],
    ]);
    expect((await ask({ preferred: Array.from({ length: 4 }, () => friday) })).status).toBe(422);
    const priced = await app.call("POST", "/api/v1/bookings", {
      body: { ...goodBooking, description: "Everything" },
      headers: { "idempotency-key": freshKey() },
    });
    expect(at(priced.body, "errors")).toMatchObject([{ field: "/description", code: "has_price" }]);
  });

  it("counts in the limits of bookings", async () => {
    app = await open({ limits: true });
    for (let count = 0; count < bookingBudgets.openPerContact; count += 1) expect((await ask()).status).toBe(201);
    const more = await ask();
    expect([more.status, at(more.body, "code")]).toEqual([429, "too_many_requests"]);
  });

  it("can be withdrawn by the customer until it is quoted", async () => {
    const request = await asked();
    const cancel = (token: string) =>
      app.call("POST", "/api/v1/tracking/cancel", { body: {}, headers: { authorization: `Bearer ${token}` } });
    expect((await cancel(request.token)).status).toBe(200);
    expect(await get(request.id)).toMatchObject({ status: "cancelled", ended_by: { kind: "withdrawn" } });
    const other = await quoted();
    expect((await cancel(other.token)).status).toBe(409);
  });
});

describe("a job that the office enters as a quote", () => {
  const create = (change: object) =>
    app.call("POST", "/api/v1/jobs", {
      as: owner,
      body: { service: "estate-cleanout", as_quote: true, customer: { name: "Mark" }, location, ...change },
    });
  const pricing = { kind: "flat", amount_cents: 120_000, currency: "USD" };

  it("is quoted with a price, and requested without one", async () => {
    const { body } = await create({ pricing, message: "As we said" });
    expect(body).toMatchObject({
      status: "quoted",
      pricing: { total_cents: 129_900 },
      quote: { version: 1, valid_until: "2026-12-08", message: "As we said" },
      history: [{ what: "quoted" }],
    });
    const later = await create({ description: "Garage" });
    expect(later.body).toMatchObject({ status: "requested", request: { description: "Garage" } });
    const byPrice = await create({ service: "trailer-15" });
    expect(byPrice.body).toMatchObject({ status: "quoted" });
  });

  it("holds no time, and needs a description or a price", async () => {
    expect(at((await create({ pricing, day: "2026-11-27" })).body, "errors")).toMatchObject([{ field: "/day" }]);
    expect(at((await create({})).body, "errors")).toMatchObject([{ field: "/description" }]);
    const plain = await create({ as_quote: false, pricing, message: "As we said" });
    expect(at(plain.body, "errors")).toMatchObject([{ field: "/message", code: "as_quote" }]);
  });
});

describe("sending a quote", () => {
  it("locks the lines, with the tax and the last day of the settings", async () => {
    const { id } = await quoted();
    expect(await get(id)).toMatchObject({
      status: "quoted",
      pricing: { subtotal_cents: 120_000, tax_cents: 9_900, total_cents: 129_900, state: "firm" },
      quote: { version: 1, valid_until: "2026-12-08", message: "Two trucks" },
    });
    expect(await taken()).toBe(0);
  });

  it("is refused without lines, with a passed day, by a crew, for another version and on a booked job", async () => {
    const { id } = await asked();
    expect(at((await office(id, "quote", {}, 1)).body, "errors")).toMatchObject([{ field: "/lines" }]);
    const past = await office(id, "quote", { ...offer, valid_until: "2026-11-23" }, 1);
    expect(at(past.body, "errors")).toMatchObject([{ field: "/valid_until", code: "past" }]);
    const far = await office(id, "quote", { ...offer, valid_until: "2027-12-24" }, 1);
    expect(at(far.body, "errors")).toMatchObject([{ field: "/valid_until", code: "too_far" }]);
    const days = await office(id, "quote", { ...offer, days: 3 }, 1);
    expect(at(days.body, "errors")).toMatchObject([{ field: "/days" }]);
    expect((await office(id, "quote", offer, 1, crewOne)).status).toBe(403);
    expect((await office(id, "quote", offer, 2)).status).toBe(412);
    const price = await office(id, "price", { lines: offer.lines, reason: "Now" }, 1);
    expect([price.status, at(price.body, "code")]).toEqual([409, "transition_not_allowed"]);
  });
});

describe("answering a quote", () => {
  it("books its price and takes the window in the same change", async () => {
    const request = await quoted();
    const answer = await byLink(request, yes);
    expect([answer.status, at(answer.body, "status"), at(answer.body, "day")]).toEqual([200, "booked", "2026-11-27"]);
    expect(await taken()).toBe(1);
    const job = await get(request.id);
    expect(job).toMatchObject({
      pricing: { total_cents: 129_900 },
      quote: { approved: { version: 1, name: "Mark", how: "link" } },
    });
    expect(at(job, "history")).toMatchObject([{}, { what: "quoted" }, { what: "approved" }]);
    const again = await byLink(request, yes);
    expect([again.status, at(await get(request.id), "rev")]).toEqual([200, 3]);
    expect((await byLink(request, { ...yes, name: "Lee" })).status).toBe(409);
  });

  it("39: of a version that was revised shows the new price", async () => {
    const request = await quoted();
    await office(request.id, "quote", { lines: [{ label: "Two days", quantity: 2, unit_cents: 100_000 }] }, 2);
    const answer = await byLink(request, yes);
    expect([answer.status, at(answer.body, "code"), at(answer.body, "version")]).toEqual([409, "price_changed", 2]);
    expect(at(answer.body, "pricing", "total_cents")).toBe(216_500);
  });

  it("40: for a window that just filled is refused, and nothing is held", async () => {
    const request = await quoted();
    for (let count = 0; count < 3; count += 1) {
      const body = { service: "junk-removal", customer: { name: "Lee" }, location, ...friday };
      const items = [{ id: "quarter-load", quantity: 1 }];
      expect((await app.call("POST", "/api/v1/jobs", { as: owner, body: { ...body, items } })).status).toBe(201);
    }
    const answer = await byLink(request, yes);
    expect([answer.status, at(answer.body, "code")]).toEqual([409, "window_full"]);
    expect(at(answer.body, "alternatives")).not.toEqual([]);
    expect(await get(request.id)).toMatchObject({ status: "quoted", visits: [{ day: null }] });
    expect(await taken()).toBe(3);
  });

  it("41: expires with its last day, before and after the sweep, and undo opens it again", async () => {
    const request = await quoted();
    // From Tuesday 9 AM to midnight after December 8, in the time zone of the business.
    app.clock.advance({ hours: 14 * 24 + 15 });
    const late = await byLink(request, { ...yes, day: "2026-12-11" });
    expect([late.status, at(late.body, "code")]).toEqual([409, "quote_expired"]);
    const byPhone = await office(request.id, "approve", { name: "Mark", how: "phone" }, 2);
    expect([byPhone.status, at(byPhone.body, "code")]).toEqual([409, "quote_expired"]);
    await app.services.jobs.sweep();
    expect(await get(request.id)).toMatchObject({ status: "cancelled", ended_by: { kind: "expired" } });
    expect(at((await byLink(request, { ...yes, day: "2026-12-11" })).body, "code")).toBe("quote_expired");
    const undone = await app.call("POST", `/api/v1/jobs/${request.id}/undo`, {
      as: owner,
      headers: { "if-match": '"3"' },
    });
    expect([at(undone.body, "status"), at(undone.body, "ended_by")]).toEqual(["quoted", undefined]);
  });

  it("needs a time where the service needs a window, the terms and a name", async () => {
    const request = await quoted();
    const errorsOf = async (change: object) => at((await byLink(request, { ...yes, ...change })).body, "errors");
    expect(await errorsOf({ day: undefined, window: undefined })).toMatchObject([{ field: "/day" }]);
    expect(await errorsOf({ window: { start: "09:00", end: "10:00" } })).toMatchObject([{ field: "/window" }]);
    expect(await errorsOf({ terms_accepted: false })).toMatchObject([{ field: "/terms_accepted" }]);
    expect(await errorsOf({ name: undefined })).toMatchObject([{ field: "/name" }]);
  });

  it("declines it with a reason, which undo opens again", async () => {
    const request = await quoted();
    const answer = await byLink(request, { answer: "decline", reason: "Too expensive" });
    expect([answer.status, at(answer.body, "status")]).toEqual([200, "cancelled"]);
    expect(await get(request.id)).toMatchObject({
      ended_by: { kind: "declined" },
      quote: { declined_reason: "Too expensive" },
    });
    expect((await byLink(request, { answer: "decline" })).status).toBe(200);
    expect((await byLink(request, yes)).status).toBe(409);
    const undone = await app.call("POST", `/api/v1/jobs/${request.id}/undo`, {
      as: owner,
      headers: { "if-match": '"3"' },
    });
    expect(undone.body).toMatchObject({ status: "quoted", quote: { version: 1 } });
    expect((await byLink(request, yes)).status).toBe(200);
  });

  it("by phone may leave the job unscheduled, or take a time", async () => {
    const first = await quoted();
    const open = await office(first.id, "approve", { name: "Mark", how: "phone" }, 2);
    expect(open.body).toMatchObject({ status: "booked", stage: "unscheduled", quote: { approved: { how: "phone" } } });
    const second = await quoted();
    const booked = await office(second.id, "approve", { name: "Mark", how: "phone", ...friday }, 2);
    expect(booked.body).toMatchObject({ status: "booked", visits: [friday] });
    expect((await office(second.id, "approve", { name: "Mark", how: "phone" }, 2)).status).toBe(412);
    expect((await office((await asked()).id, "approve", { name: "Mark", how: "phone" }, 1)).status).toBe(409);
  });

  it("8: the office closes a request or a quote, and no one moves it before", async () => {
    const { id } = await quoted();
    const moved = await app.call("PATCH", `/api/v1/jobs/${id}`, {
      as: owner,
      body: friday,
      headers: { "if-match": '"2"' },
    });
    expect([moved.status, at(moved.body, "code")]).toEqual([409, "transition_not_allowed"]);
    const body = { status: "cancelled", reason: "Out of area" };
    const closed = await app.call("POST", `/api/v1/jobs/${id}/status`, { as: owner, body });
    expect(closed.body).toMatchObject({ status: "cancelled", ended_by: { kind: "office" } });
  });
});
