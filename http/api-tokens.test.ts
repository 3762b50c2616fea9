import { beforeEach, describe, expect, it } from "vitest";
import { at, createTestApp, freshKey, goodBooking, owner, textAt, type TestApp } from "../test/harness/test-app.ts";

let app: TestApp;

beforeEach(async () => {
  app = await createTestApp({ limits: true });
});

const make = async (body: object = {}): Promise<{ id: string; secret: string }> => {
  const made = await app.call("POST", "/api/v1/api-tokens", {
    as: owner,
    body: { name: "Books", scopes: ["jobs:read", "jobs:write"], ...body },
  });
  expect(made.status).toBe(201);
  return { id: textAt(made.body, "id"), secret: textAt(made.body, "secret") };
};
const bearer = (secret: string) => ({ authorization: `Bearer ${secret}` });
const list = async () => at((await app.call("GET", "/api/v1/api-tokens", { as: owner })).body, "items");

describe("an API token", () => {
  it("is shown once, and stored as a hash", async () => {
    const { id, secret } = await make();
    expect(secret).toMatch(/^tbk_[A-Za-z0-9_-]{8}_[A-Za-z0-9_-]{43}$/);
    expect(secret.slice(4, 12)).toBe(id);
    expect(await list()).toEqual([
      {
        id,
        name: "Books",
        scopes: ["jobs:read", "jobs:write"],
        created_at: "2026-11-24T17:00:00.000Z",
        created_by: "Ana",
        expires_at: null,
        last_used: null,
      },
    ]);
    const stored = await app.objects.get("access/00000001");
    expect(stored.outcome).toBe("found");
    if (stored.outcome === "found") expect(new TextDecoder().decode(stored.body)).not.toContain(secret.slice(13));
  });

  it("changes a job as itself, and sees no tracking link", async () => {
    const { secret } = await make();
    const created = await app.call("POST", "/api/v1/jobs", {
      headers: { ...bearer(secret), "idempotency-key": freshKey() },
      body: { service: "trailer-15", customer: { name: "Mark" }, location: goodBooking.location },
    });
    expect(created.status).toBe(201);
    const id = textAt(created.body, "id");
    expect(at(created.body, "history", "0", "by")).toEqual({ kind: "api", name: "Books" });
    await app.call("POST", `/api/v1/jobs/${id}/link`, { as: owner, body: { action: "replace" } });
    const shown = await app.call("GET", `/api/v1/jobs/${id}`, { as: owner });
    const read = await app.call("GET", `/api/v1/jobs/${id}`, { headers: bearer(secret) });
    expect(read.status).toBe(200);
    expect(read.text).not.toContain(textAt(shown.body, "tracking_token"));
    for (const field of ["tracking_token", "tracking_url", "customer_record", "seen"])
      expect(at(read.body, field)).toBeUndefined();
    expect(app.log.at(-1)).toMatchObject({ role: "api", route: "/api/v1/jobs/{id}" });
  });

  it("sees the customer's record with customers:read", async () => {
    const { secret } = await make({ scopes: ["jobs:read", "customers:read"] });
    const booked = await app.call("POST", "/api/v1/bookings", {
      body: goodBooking,
      headers: { "idempotency-key": freshKey() },
    });
    const read = await app.call("GET", `/api/v1/jobs/${textAt(booked.body, "job", "id")}`, { headers: bearer(secret) });
    expect(at(read.body, "customer_record", "name")).toBe("Mark");
  });

  it("stops working when it is revoked or expires", async () => {
    const expiring = await make({ expires_at: "2026-11-24T18:00:00.000Z" });
    const revoked = await make();
    const status = async (secret: string) =>
      (await app.call("GET", "/api/v1/jobs", { headers: bearer(secret) })).status;
    expect([await status(expiring.secret), await status(revoked.secret)]).toEqual([200, 200]);
    await app.call("DELETE", `/api/v1/api-tokens/${revoked.id}`, { as: owner });
    expect([await status(expiring.secret), await status(revoked.secret)]).toEqual([200, 401]);
    app.clock.advance({ hours: 1 });
    expect(await status(expiring.secret)).toBe(401);
    expect(await list()).toMatchObject([{ id: expiring.id }]);
  });

  it("that another process revoked stops working within five seconds", async () => {
    const { id, secret } = await make();
    const status = async () => (await app.call("GET", "/api/v1/jobs", { headers: bearer(secret) })).status;
    expect(await status()).toBe(200);
    // Past the route, as another process changes the document.
    await app.services.access.change((access) => ({ ...access, tokens: access.tokens.filter((one) => one.id !== id) }));
    app.clock.advance({ seconds: 5 });
    expect(await status()).toBe(401);
  });

  it("makes ten calls a second, after a burst of 50", async () => {
    const { secret } = await make();
    const statuses = async (count: number) => {
      const answers = [];
      for (let call = 0; call < count; call += 1)
        answers.push((await app.call("GET", "/api/v1/jobs", { headers: bearer(secret) })).status);
      return answers;
    };
    expect(await statuses(52)).toEqual([...Array.from({ length: 50 }, () => 200), 429, 429]);
    app.clock.advance({ seconds: 1 });
    expect(await statuses(11)).toEqual([...Array.from({ length: 10 }, () => 200), 429]);
  });

  it("records its last use once an hour", async () => {
    const { secret } = await make();
    const use = () => app.call("GET", "/api/v1/jobs", { headers: bearer(secret) });
    await use();
    expect(await list()).toMatchObject([{ last_used: "2026-11-24T17:00:00.000Z" }]);
    app.clock.advance({ minutes: 59 });
    await use();
    expect(await list()).toMatchObject([{ last_used: "2026-11-24T17:00:00.000Z" }]);
    app.clock.advance({ minutes: 1 });
    await use();
    expect(await list()).toMatchObject([{ last_used: "2026-11-24T18:00:00.000Z" }]);
  });

  it("is one of at most 50", async () => {
    for (let count = 0; count < 50; count += 1) await make({ name: `Token ${count}` });
    const refused = await app.call("POST", "/api/v1/api-tokens", {
      as: owner,
      body: { name: "One more", scopes: ["jobs:read"] },
    });
    expect(refused.status).toBe(409);
    expect(refused.body).toMatchObject({ code: "too_many", what: "api_tokens", max: 50 });
  });

  it("cannot be made to expire in the past", async () => {
    const refused = await app.call("POST", "/api/v1/api-tokens", {
      as: owner,
      body: { name: "Books", scopes: ["jobs:read"], expires_at: "2026-11-24T17:00:00Z" },
    });
    expect(at(refused.body, "errors")).toMatchObject([{ field: "/expires_at", code: "past" }]);
  });
});
