import { describe, expect, it } from "vitest";
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

const book = async (app: TestApp, customer: object, more: object = {}): Promise<string> => {
  const answer = await app.call("POST", "/api/v1/bookings", {
    headers: { "idempotency-key": freshKey() },
    body: { ...goodBooking, ...more, customer },
  });
  expect(answer.status).toBe(201);
  return textAt(answer.body, "job", "id");
};
const get = async (app: TestApp, path: string) => (await app.call("GET", `/api/v1${path}`, { as: owner })).body;
const list = async (app: TestApp, query = ""): Promise<unknown[]> => {
  const items = at(await get(app, `/customers${query}`), "items");
  return Array.isArray(items) ? items : [];
};
const names = async (app: TestApp, query: string) => (await list(app, query)).map((item) => textAt(item, "name"));
const post = (app: TestApp, path: string, body: object, headers: Record<string, string> = {}) =>
  app.call("POST", `/api/v1${path}`, { as: owner, body, headers });
const patch = (app: TestApp, id: string, rev: number, body: object) =>
  app.call("PATCH", `/api/v1/customers/${id}`, { as: owner, body, headers: { "if-match": `"${rev}"` } });

const phone = "(619) 555-0142";
const maria = { name: "Maria Ortega", phone, email: "maria@example.com" };

describe("a booking", () => {
  it("43: is filed under one customer with the earlier one of the same phone, at the same time", async () => {
    const app = await createTestApp();
    const jobs = await Promise.all([
      book(app, { name: "Maria Ortega", phone }),
      book(app, { name: "María O.", phone: "+1 619 555 0142" }, { window: { start: "12:00", end: "16:00" } }),
    ]);
    const [only, ...others] = await list(app);
    expect(others).toEqual([]);
    expect(only).toMatchObject({ jobs: 2, phones: ["+16195550142"], last_day: "2026-11-27", tags: [] });
    const customer = await get(app, `/customers/${textAt(only, "id")}`);
    expect(at(customer, "jobs")).toEqual(jobs.toSorted().toReversed());
    expect(at(customer, "recent_jobs")).toEqual(
      jobs
        .toSorted()
        .toReversed()
        .map((id) => ({ id, day: "2026-11-27", service: "15-yard dump trailer", status: "booked" })),
    );
  });

  it("42: of another person with the same email makes a second record, and each names the other", async () => {
    const app = await createTestApp();
    await book(app, { name: "Maria Ortega", email: "home@example.com" });
    const [first] = await list(app);
    await book(app, { name: "Lee Chan", email: "HOME@example.com" });
    const [one = "", other = ""] = await Promise.all(
      ["?q=maria", "?q=lee"].map(async (query) => textAt((await list(app, query))[0], "id")),
    );
    expect(await list(app, "?q=maria")).toEqual([first]);
    expect(at(await get(app, `/customers/${one}`), "possible_duplicates")).toEqual([other]);
    expect(at(await get(app, `/customers/${other}`), "possible_duplicates")).toEqual([one]);
    const told = await post(app, `/customers/${one}/distinct`, { from: other });
    expect([told.status, at(told.body, "possible_duplicates")]).toEqual([200, []]);
  });

  it("shows its customer to the office alone, and in no list", async () => {
    const app = await createTestApp();
    const id = await book(app, maria);
    const job = await get(app, `/jobs/${id}`);
    expect(at(job, "customer_record")).toEqual({
      id: expect.stringMatching(/^c_/) as string,
      name: "Maria Ortega",
      jobs: 1,
      tags: [],
      do_not_text: false,
      notes: null,
    });
    expect(JSON.stringify(await get(app, "/jobs"))).not.toContain("customer_record");
    const headers = { "if-match": '"1"' };
    await app.call("PATCH", `/api/v1/jobs/${id}`, { as: owner, headers, body: { crew: "crew-1", day: "2026-11-20" } });
    const crews = await app.call("GET", `/api/v1/jobs/${id}`, { as: crewOne });
    expect([crews.status, at(crews.body, "customer_record")]).toEqual([crews.status, undefined]);
    expect((await app.call("GET", "/api/v1/customers", { as: crewOne })).status).toBe(403);
  });
});

describe("a job of the office", () => {
  const create = (app: TestApp, customer: object) =>
    post(app, "/jobs", { service: "trailer-15", customer, location: goodBooking.location });

  it("is filed under the customer that a person chose, and keeps its own name and phone", async () => {
    const app = await createTestApp();
    const id = textAt((await post(app, "/customers", { name: "Ortega Rentals", tags: ["landlord"] })).body, "id");
    const made = await create(app, { id, name: "Tenant Joe", phone });
    expect(made.status).toBe(201);
    expect(made.body).toMatchObject({
      customer: { name: "Tenant Joe", phone: "+16195550142" },
      customer_record: { id, name: "Ortega Rentals", jobs: 1, tags: ["landlord"] },
    });
    const other = await create(app, { id: "c_0000000000", name: "Joe" });
    expect([other.status, at(other.body, "errors", "0", "field")]).toEqual([422, "/customer/id"]);
  });

  it("moves to another customer, and back to the one of its contact", async () => {
    const app = await createTestApp();
    const id = textAt((await post(app, "/customers", { name: "Ortega Rentals" })).body, "id");
    const job = await create(app, { name: "Joe Hill", phone });
    const change = async (rev: number, customer: object) =>
      await app.call("PATCH", `/api/v1/jobs/${textAt(job.body, "id")}`, {
        as: owner,
        headers: { "if-match": `"${rev}"` },
        body: { customer },
      });
    const moved = await change(1, { id });
    expect(moved.body).toMatchObject({ rev: 2, customer: { name: "Joe Hill" }, customer_record: { id, jobs: 1 } });
    // The record that only this job had made is gone.
    expect(await names(app, "")).toEqual(["Ortega Rentals"]);
    const back = await change(2, { id: null });
    expect(back.body).toMatchObject({ rev: 3, customer_record: { name: "Joe Hill", jobs: 1 } });
  });
});

describe("the list", () => {
  const seeded = async () => {
    const app = await createTestApp();
    await book(app, maria);
    app.clock.advance({ days: 200 });
    await book(app, { name: "Łukasz Weiß", phone: "619-555-0177" }, { day: "2027-06-15" });
    await post(app, "/customers", { name: "Never Came", tags: ["landlord"], company: "Oak Homes" });
    return app;
  };

  it("has the newest jobs first, and finds last spring's customer", async () => {
    const app = await seeded();
    expect(await names(app, "")).toEqual(["Łukasz Weiß", "Maria Ortega", "Never Came"]);
    for (const [query, found] of [
      ["q=ortéga", ["Maria Ortega"]],
      ["q=lukasz%20weiss", ["Łukasz Weiß"]],
      ["q=5550177", ["Łukasz Weiß"]],
      ["q=maria@example", ["Maria Ortega"]],
      ["q=oak%20homes", ["Never Came"]],
      ["q=92122", ["Łukasz Weiß", "Maria Ortega"]],
      ["tag=landlord", ["Never Came"]],
      ["tag=landlord&q=ortega", []],
    ] as const)
      expect([query, await names(app, `?${query}`)]).toEqual([query, found]);
  });

  it("gives each customer once over its pages", async () => {
    const app = await seeded();
    const found: string[] = [];
    let cursor: unknown = "";
    do {
      const page = await get(app, `/customers?limit=1${cursor === "" ? "" : `&cursor=${String(cursor)}`}`);
      found.push(textAt(at(page, "items", "0"), "name"));
      cursor = at(page, "next_cursor");
    } while (cursor !== null);
    expect(found).toEqual(["Łukasz Weiß", "Maria Ortega", "Never Came"]);
    expect((await app.call("GET", "/api/v1/customers?cursor=nonsense", { as: owner })).status).toBe(422);
    expect((await app.call("GET", "/api/v1/customers?q=a", { as: owner })).status).toBe(422);
  });

  it("leaves no text of a search in the log", async () => {
    const app = await seeded();
    await get(app, "/customers?q=ortega");
    await get(app, `/customers/match?phone=${encodeURIComponent(phone)}`);
    expect(JSON.stringify(app.log)).not.toMatch(/ortega|555/i);
    expect(JSON.stringify(app.faults)).not.toMatch(/ortega|555/i);
  });
});

describe("a match", () => {
  it("finds customers by exact numbers only", async () => {
    const app = await createTestApp();
    const id = await book(app, maria);
    const match = async (query: string) => at(await get(app, `/customers/match?${query}`), "matches");
    expect(await match(`phone=${encodeURIComponent(phone)}`)).toEqual([
      {
        id: expect.any(String) as string,
        name: "Maria Ortega",
        phones: [{ number: "+16195550142" }],
        emails: ["maria@example.com"],
        addresses: [goodBooking.location],
        jobs: 1,
        last_job: { id, day: "2026-11-27", service: "15-yard dump trailer" },
        notes: null,
        tags: [],
        tax_exempt: null,
        do_not_text: false,
      },
    ]);
    expect(await match("email=MARIA@example.com")).toMatchObject([{ name: "Maria Ortega" }]);
    expect(await match("phone=6195550143")).toEqual([]);
    for (const query of ["", "?phone=12", "?email=nobody"])
      expect((await app.call("GET", `/api/v1/customers/match${query}`, { as: owner })).status).toBe(422);
  });

  it("does not find a number that the record has no longer", async () => {
    const app = await createTestApp();
    await book(app, maria);
    const [item] = await list(app);
    const id = textAt(item, "id");
    const { rev } = (await get(app, `/customers/${id}`)) as { rev: number };
    expect((await patch(app, id, rev, { phones: [{ number: "619-555-0177", label: "cell" }] })).status).toBe(200);
    expect(at(await get(app, "/customers/match?phone=6195550142"), "matches")).toEqual([]);
    expect(at(await get(app, "/customers/match?phone=6195550177"), "matches")).toMatchObject([{ id }]);
    expect(await names(app, "?q=5550177")).toEqual(["Maria Ortega"]);
  });
});

describe("a customer", () => {
  it("is made once for one idempotency key", async () => {
    const app = await createTestApp();
    const headers = { "idempotency-key": freshKey() };
    const made = await post(app, "/customers", { name: "Maria", phones: [{ number: phone }] }, headers);
    expect([made.status, made.headers.get("etag")]).toEqual([201, '"1"']);
    const again = await post(app, "/customers", { name: "Maria", phones: [{ number: phone }] }, headers);
    expect([again.status, again.body]).toEqual([201, made.body]);
    const other = await post(app, "/customers", { name: "Lee" }, headers);
    expect([other.status, at(other.body, "code")]).toEqual([422, "idempotency_key_reused"]);
    expect(await names(app, "")).toEqual(["Maria"]);
  });

  it("changes only as the person saw it", async () => {
    const app = await createTestApp();
    const id = textAt((await post(app, "/customers", { name: "Maria" })).body, "id");
    const changed = await patch(app, id, 1, { notes: "Gate code 4411", tax_exempt: { reason: "Church" } });
    expect(changed.body).toMatchObject({ rev: 2, notes: "Gate code 4411", tax_exempt: { reason: "Church" } });
    expect(changed.headers.get("etag")).toBe('"2"');
    const stale = await patch(app, id, 1, { notes: "Other" });
    expect([stale.status, at(stale.body, "current", "notes")]).toEqual([412, "Gate code 4411"]);
    const same = await patch(app, id, 2, { notes: "Gate code 4411" });
    expect([same.status, at(same.body, "rev")]).toEqual([200, 2]);
    const unmatched = await app.call("PATCH", `/api/v1/customers/${id}`, { as: owner, body: { notes: "x" } });
    expect(unmatched.status).toBe(428);
    const wrong = await patch(app, id, 2, { phones: [{ number: "12" }] });
    expect(at(wrong.body, "errors", "0", "field")).toBe("/phones/0/number");
    const many = await patch(app, id, 2, { tags: Array.from({ length: 11 }, (_, index) => `t${index}`) });
    expect([many.status, at(many.body, "errors", "0", "code")]).toEqual([422, "too_many"]);
  });

  it("44: takes another one in, and gives it back", async () => {
    const app = await createTestApp();
    const one = await book(app, maria);
    const other = await book(app, { name: "Lee Chan", phone: "619-555-0177" });
    const [into = "", from = ""] = await Promise.all(
      ["?q=maria", "?q=lee"].map(async (query) => textAt((await list(app, query))[0], "id")),
    );
    const before = await get(app, `/customers/${into}`);
    const rev = Number(at(before, "rev"));
    const headers = { "if-match": `"${rev}"` };
    const merged = await post(app, `/customers/${into}/merge`, { from }, headers);
    expect(merged.status).toBe(200);
    expect(merged.body).toMatchObject({ merged: [{ id: from, by: "Ana" }], is_merging: false });
    expect(at(merged.body, "jobs")).toEqual([one, other].toSorted().toReversed());
    expect(await names(app, "")).toEqual(["Maria Ortega"]);
    expect(at(await get(app, `/customers/${from}`), "merged_into")).toBe(into);
    expect(at(await get(app, `/jobs/${other}`), "customer_record", "id")).toBe(into);
    // A repetition changes nothing.
    const again = await post(app, `/customers/${into}/merge`, { from }, headers);
    expect([again.status, again.body]).toEqual([200, merged.body]);
    expect((await patch(app, from, 3, { notes: "x" })).status).toBe(412);
    const stale = await post(app, `/customers/${into}/unmerge`, { from }, headers);
    expect([stale.status, at(stale.body, "current", "id")]).toEqual([412, into]);
    const now = { "if-match": merged.headers.get("etag") ?? "" };
    const undone = await post(app, `/customers/${into}/unmerge`, { from }, now);
    expect([undone.status, at(undone.body, "jobs")]).toEqual([200, [one]]);
    expect((await names(app, "")).toSorted()).toEqual(["Lee Chan", "Maria Ortega"]);
    expect(at(await get(app, `/jobs/${other}`), "customer_record", "id")).toBe(from);
  });

  it("refuses to be merged with itself, with an unknown one, and to undo what was not merged", async () => {
    const app = await createTestApp();
    const id = textAt((await post(app, "/customers", { name: "Maria" })).body, "id");
    const headers = { "if-match": '"1"' };
    for (const [call, from] of [
      ["merge", id],
      ["merge", "c_0000000000"],
      ["unmerge", "c_0000000000"],
      ["unmerge", id],
      ["distinct", id],
    ] as const) {
      const answer = await post(app, `/customers/${id}/${call}`, { from }, headers);
      expect([call, answer.status, at(answer.body, "errors", "0", "field")]).toEqual([call, 422, "/from"]);
    }
    expect((await post(app, `/customers/${id}/merge`, { from: id })).status).toBe(428);
  });
});
