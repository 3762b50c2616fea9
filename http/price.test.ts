import { beforeEach, describe, expect, it } from "vitest";
import { rentalRules } from "../domain/price/price-book.fixture.ts";
import { at, createTestApp, crewOne, goodBooking, owner, textAt, type TestApp } from "../test/harness/test-app.ts";

/** Prices that change after a booking, over HTTP. The clock shows Tuesday, 2026-11-24, 9 AM. */

const today = "2026-11-24";
const dispatcher = { ...owner, role: "dispatcher", name: "Luis" } as const;
let app: TestApp;
beforeEach(async () => {
  app = await createTestApp({
    settings: (settings) => ({
      ...settings,
      services: settings.services.map((one) => (one.id === "trailer-15" ? { ...one, rental: rentalRules } : one)),
      tax: { ...settings.tax, rate_ppm: 82_500 },
      booking: { ...settings.booking, crews_set_prices: true },
    }),
  });
});

interface Made {
  id: string;
  rev: number;
  token: string;
}

const create = async (change: object = {}): Promise<Made> => {
  const { location } = goodBooking;
  const body = { service: "junk-removal", location, customer: { name: "Mark" }, day: today, crew: "crew-1", ...change };
  const answer = await app.call("POST", "/api/v1/jobs", { as: owner, body });
  expect([answer.status, at(answer.body, "errors")]).toEqual([201, undefined]);
  return { id: textAt(answer.body, "id"), rev: 1, token: textAt(answer.body, "tracking_token") };
};

/** One quarter load and a flight of stairs: 17,400 and its tax. */
const quarterLoad = () =>
  create({
    items: [
      { id: "quarter-load", quantity: 1 },
      { id: "stairs", quantity: 1 },
    ],
  });

const post = (made: Made, path: string, body: object, more: { as?: typeof owner; rev?: number } = {}) =>
  app.call("POST", `/api/v1/jobs/${made.id}/${path}`, {
    as: more.as ?? owner,
    body,
    headers: { "if-match": `"${more.rev ?? made.rev}"` },
  });
const get = async ({ id }: Made) => (await app.call("GET", `/api/v1/jobs/${id}`, { as: owner })).body;
const arrive = async (made: Made): Promise<Made> => {
  const body = { state: "on_site" };
  const answer = await app.call("POST", `/api/v1/jobs/${made.id}/visits/v1/state`, { as: crewOne, body });
  expect(answer.status).toBe(200);
  return { ...made, rev: made.rev + 1 };
};
const byLink = (made: Made, path: string, body: object) =>
  app.call("POST", `/api/v1/tracking/${path}`, { body, headers: { authorization: `Bearer ${made.token}` } });

const threeQuarters = {
  items: [
    { id: "three-quarter-load", quantity: 1 },
    { id: "stairs", quantity: 1 },
  ],
  reason: "The real load",
};

describe("the final price on site", () => {
  it("gives a crew that may set prices the options at the prices of the job, and the office none", async () => {
    const made = await quarterLoad();
    await app.services.settings.change((now) => ({
      ...now,
      services: now.services.map((one) => ({
        ...one,
        groups: one.groups.map((group) => ({
          ...group,
          options: group.options.map((option) => ({ ...option, unit_cents: option.unit_cents + 100 })),
        })),
      })),
    }));
    const path = `/api/v1/jobs/${made.id}`;
    const forCrew = (await app.call("GET", path, { as: crewOne })).body;
    expect(at(forCrew, "price_groups", "0", "options")).toMatchObject([
      { id: "quarter-load", unit_cents: 14_900, volume_percent: 25 },
      { id: "half-load", unit_cents: 35_000 },
      { id: "three-quarter-load" },
      { id: "full-load" },
    ]);
    expect(at(await get(made), "price_groups")).toBeUndefined();
    await app.services.settings.change((now) => ({ ...now, booking: { ...now.booking, crews_set_prices: false } }));
    expect(at((await app.call("GET", path, { as: crewOne })).body, "price_groups")).toBeUndefined();
  });

  it("11: a lower price of a crew applies, and a higher one waits for the customer's yes", async () => {
    const made = await arrive(await quarterLoad());
    const waiting = await post(made, "price", threeQuarters, { as: crewOne });
    expect(waiting.status).toBe(200);
    expect(at(waiting.body, "pricing")).toMatchObject({
      total_cents: 18_836,
      pending: { total_cents: 54_558, by: "Dana", reason: "The real load" },
    });
    const lower = { items: [{ id: "quarter-load", quantity: 1 }], reason: "No stairs" };
    const applied = await post(made, "price", lower, { as: crewOne, rev: 3 });
    expect(at(applied.body, "pricing")).toMatchObject({
      total_cents: 16_129,
      pending: null,
      amendments: [{ from_cents: 18_836, to_cents: 16_129, agreed: { how: "not_needed" } }],
    });
    expect(at(applied.body, "items")).toMatchObject([{ id: "quarter-load" }]);
  });

  it("11: the customer agrees by link, or says no", async () => {
    const made = await arrive(await quarterLoad());
    await post(made, "price", threeQuarters, { as: crewOne });
    const seen = await app.call("GET", "/api/v1/tracking", { headers: { authorization: `Bearer ${made.token}` } });
    const change = textAt(seen.body, "price_change", "id");
    const stale = await byLink(made, "price", { change, total_cents: 54_557, agree: true });
    expect([stale.status, at(stale.body, "code"), at(stale.body, "pricing", "total_cents")]).toEqual([
      409,
      "price_changed",
      18_836,
    ]);
    const agreed = await byLink(made, "price", { change, total_cents: 54_558, agree: true, name: "Mark" });
    expect([agreed.status, at(agreed.body, "pricing", "total_cents")]).toEqual([200, 54_558]);
    const job = await get(made);
    expect(at(job, "pricing")).toMatchObject({
      pending: null,
      amendments: [{ agreed: { how: "link", name: "Mark" } }],
    });
    expect(at(job, "items")).toMatchObject([{ id: "three-quarter-load" }, { id: "stairs" }]);
    const again = await byLink(made, "price", { change, total_cents: 54_558, agree: true, name: "Mark" });
    expect([again.status, at(await get(made), "rev")]).toEqual([200, 4]);

    const other = await arrive(await quarterLoad());
    await post(other, "price", threeQuarters, { as: crewOne });
    const id = textAt(await get(other), "pricing", "pending", "id");
    const no = await byLink(other, "price", { change: id, total_cents: 54_558, agree: false });
    expect([no.status, at(no.body, "pricing", "total_cents"), at(no.body, "pricing", "pending")]).toEqual([
      200,
      18_836,
      null,
    ]);
    expect((await byLink(other, "price", { change: id, total_cents: 54_558, agree: true })).status).toBe(409);
  });

  it("11: an office applies a higher price with a reason, and the customer's yes is kept", async () => {
    const made = await quarterLoad();
    const body = { ...threeQuarters, agreed: { how: "phone", name: "Mark" } };
    const applied = await post(made, "price", body, { as: dispatcher });
    expect(at(applied.body, "pricing", "amendments")).toMatchObject([
      { by: "Luis", reason: "The real load", agreed: { how: "phone", name: "Mark" } },
    ]);
    const own = { lines: [{ label: "Piano", quantity: 1, unit_cents: 90_000 }], reason: "Agreed on the porch" };
    const asked = await post(made, "price", own, { rev: 2 });
    expect(at(asked.body, "pricing")).toMatchObject({ total_cents: 97_425, pending: null });
    expect(at(asked.body, "pricing", "amendments")).toMatchObject([{}, { agreed: null }]);
    expect(at(asked.body, "history")).toMatchObject([{}, { what: "priced" }, { what: "priced" }]);
    const undone = await app.call("POST", `/api/v1/jobs/${made.id}/undo`, {
      as: owner,
      headers: { "if-match": '"3"' },
    });
    expect(at(undone.body, "pricing", "total_cents")).toBe(54_558);
  });

  it("a preview answers the price and writes nothing", async () => {
    const made = await quarterLoad();
    const preview = await post(made, "price", { ...threeQuarters, preview: true });
    expect([preview.status, at(preview.body, "pricing", "total_cents"), at(preview.body, "id")]).toEqual([
      200,
      54_558,
      undefined,
    ]);
    expect(at(await get(made), "rev")).toBe(1);
    expect((await post(made, "price", { ...threeQuarters, preview: true }, { rev: 9 })).status).toBe(412);
  });

  it("is refused without a reason, for another version, with unknown items, and on a job that is over", async () => {
    const made = await quarterLoad();
    const { items } = threeQuarters;
    const noReason = await post(made, "price", { items });
    expect([noReason.status, at(noReason.body, "errors")]).toMatchObject([422, [{ field: "/reason" }]]);
    expect((await post(made, "price", threeQuarters, { rev: 7 })).status).toBe(412);
    const unknown = await post(made, "price", { items: [{ id: "sofa", quantity: 1 }], reason: "Sofa" });
    expect([unknown.status, at(unknown.body, "errors")]).toMatchObject([
      422,
      [{ field: "/items/0/id" }, { field: "/items" }],
    ]);
    const nothing = await post(made, "price", { reason: "Nothing" });
    expect([nothing.status, at(nothing.body, "errors")]).toMatchObject([422, [{ field: "/items" }]]);
    const below = { lines: [{ label: "Regular", kind: "discount", quantity: 1, unit_cents: 1 }], reason: "Free" };
    expect(at((await post(made, "price", below)).body, "errors")).toMatchObject([{ code: "below_zero" }]);
    await app.call("POST", `/api/v1/jobs/${made.id}/status`, {
      as: owner,
      body: { status: "cancelled", reason: "Gone" },
    });
    const over = await post(made, "price", threeQuarters, { rev: 2 });
    expect([over.status, at(over.body, "code"), at(over.body, "stage")]).toEqual([
      409,
      "transition_not_allowed",
      "cancelled",
    ]);
  });

  it("is the office's, unless the owner lets crews set prices, and lines are the office's alone", async () => {
    const lines = { lines: [{ label: "Piano", quantity: 1, unit_cents: 1 }], reason: "Piano" };
    const made = await quarterLoad();
    const early = await post(made, "price", threeQuarters, { as: crewOne });
    expect([early.status, at(early.body, "code")]).toEqual([409, "transition_not_allowed"]);
    expect((await post(made, "price", lines, { as: crewOne })).status).toBe(403);
    app = await createTestApp();
    const job = await arrive(await quarterLoad());
    const refused = await post(job, "price", threeQuarters, { as: crewOne });
    expect([refused.status, at(refused.body, "code")]).toEqual([403, "role_not_allowed"]);
  });
});

describe("the review of overage", () => {
  const proposed = {
    kind: "tons",
    of: "e1",
    label: "Extra tons",
    quantity: 1.4,
    unit_cents: 6_500,
    amount_cents: 9_100,
  };
  const days = {
    ...proposed,
    id: "o2",
    kind: "days",
    label: "Extra days",
    quantity: 1,
    unit_cents: 2_500,
    amount_cents: 2_500,
  };
  /** A trailer for ten days, back with 3.4 tons and a day late. */
  const returned = async (): Promise<Made> => {
    const made = await create({ service: "trailer-15", days: 10, day: undefined });
    const basis = { used: 3.4, included: 2 };
    const items = [
      { ...proposed, id: "o1", basis, state: "proposed" },
      { ...days, basis: { used: 11, included: 10 }, state: "proposed" },
    ] as never;
    await app.services.jobs.change(made.id, {
      write: "weigh",
      by: { kind: "crew", name: "Dana" },
      decide: (job) => ({ next: { ...job, overage: { state: "open", items } }, what: "weighed" }),
    });
    return { ...made, rev: 2 };
  };
  const decisions = [
    { id: "o1", action: "accept" },
    { id: "o2", action: "waive", reason: "Snow" },
  ];

  it("18: accepts the tons and waives the days in one amendment", async () => {
    const made = await returned();
    const answer = await post(made, "overage", { decisions });
    expect(at(answer.body, "pricing")).toMatchObject({ subtotal_cents: 76_600, tax_cents: 6_320, total_cents: 82_920 });
    expect(at(answer.body, "pricing", "amendments")).toMatchObject([{ from_cents: 73_069, to_cents: 82_920 }]);
    expect(at(answer.body, "overage")).toMatchObject({
      state: "closed",
      items: [
        { state: "accepted", by: "Ana" },
        { state: "waived", reason: "Snow" },
      ],
    });
    expect(at(answer.body, "history")).toMatchObject([{}, {}, { what: "overage_decided", by: { name: "Ana" } }]);
  });

  it("18: the second of two reviewers sees what the first decided", async () => {
    const made = await returned();
    const answers = await Promise.all([
      post(made, "overage", { decisions }),
      post(made, "overage", { decisions }, { as: dispatcher }),
    ]);
    expect(answers.map(({ status }) => status).toSorted((one, other) => one - other)).toEqual([200, 412]);
    const stale = answers.find(({ status }) => status === 412);
    expect(at(stale?.body, "current", "overage", "state")).toBe("closed");
  });

  it("6: charges what the office adds, with its own tax", async () => {
    const made = await create({ service: "trailer-15", day: undefined });
    const add = [{ label: "Dump fee", quantity: 1, unit_cents: 4_500, taxable: false }];
    const answer = await post(made, "overage", { add });
    expect(at(answer.body, "pricing")).toMatchObject({ tax_cents: 4_950, total_cents: 69_450 });
  });

  it("is refused for an unknown item, without a reason, and with nothing to decide", async () => {
    const made = await returned();
    const errorsOf = async (body: object) => {
      const answer = await post(made, "overage", body);
      return [answer.status, at(answer.body, "errors")];
    };
    expect(await errorsOf({ decisions: [{ id: "o9", action: "accept" }] })).toMatchObject([
      422,
      [{ field: "/decisions/0/id" }],
    ]);
    expect(await errorsOf({ decisions: [{ id: "o1", action: "waive" }] })).toMatchObject([
      422,
      [{ field: "/decisions/0/reason" }],
    ]);
    expect(await errorsOf({})).toMatchObject([422, [{ field: "/decisions" }]]);
    expect((await post(made, "overage", { decisions }, { as: crewOne })).status).toBe(403);
  });
});

it("7: a refused price leaves the job as it was", async () => {
  const made = await quarterLoad();
  const before = await get(made);
  await post(made, "price", { items: [], reason: "Nothing" });
  await post(made, "overage", { decisions: [{ id: "o1", action: "accept" }] });
  await byLink(made, "price", { change: "p2", total_cents: 1, agree: true });
  expect(await get(made)).toEqual(before);
});
