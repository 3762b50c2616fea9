import { beforeAll, describe, expect, it } from "vitest";
import { at, createTestApp, freshKey, goodBooking, owner, textAt, type CallOptions } from "../test/harness/test-app.ts";
import { routes } from "./routes.ts";

/** Tests invalid bodies, cursors and texts. */

type TestApp = Awaited<ReturnType<typeof createTestApp>>;
let app: TestApp;
let token: string;

beforeAll(async () => {
  app = await createTestApp();
  const booked = await app.call("POST", "/api/v1/bookings", {
    body: goodBooking,
    headers: { "idempotency-key": freshKey() },
  });
  token = textAt(booked.body, "tracking_token");
});

const json = { "content-type": "application/json" };
const latin1 = new Uint8Array(Buffer.from('{"name":"José"}', "latin1"));
const withBody = routes.filter(({ spec }) => spec.request?.body?.content["application/json"] !== undefined);

it("takes another body than JSON only from the vendor that sends texts, which signs it", () => {
  const others = routes.filter((route) => route.spec.request?.body !== undefined && !withBody.includes(route));
  expect(others.map(({ name }) => name)).toEqual(["receiveText", "reportText"]);
});

describe.each(withBody.map((route) => [`${route.spec.method.toUpperCase()} ${route.spec.path}`, route] as const))(
  "%s",
  (_, { spec }) => {
    const send = (options: CallOptions) =>
      app.call(spec.method.toUpperCase(), spec.path.replace("{id}", "261127-7K3Q").replace("{day}", "2026-11-27"), {
        as: owner,
        ...options,
        headers: {
          origin: "http://localhost:4102",
          authorization: `Bearer ${token}`,
          "idempotency-key": freshKey(),
          "if-match": '"1"',
          ...options.headers,
        },
      });
    const required = spec.request?.body?.required === true;

    it.each([
      ["blank", " \n", 400],
      ["not JSON", "{", 400],
      ["Latin-1", latin1, 400],
      ["nested 5,000 deep", `${"[".repeat(5_000)}${"]".repeat(5_000)}`, 400],
    ] as const)("refuses a body that is %s", async (kind, raw, status) => {
      const answer = await send({ raw, headers: json });
      if (kind === "blank" && !required) expect(answer.status).not.toBe(400);
      else expect([answer.status, at(answer.body, "code")]).toEqual([status, "malformed_json"]);
    });

    it("refuses a content type other than JSON, and JSON without a content type", async () => {
      for (const type of ["", "text/plain", "application/x-www-form-urlencoded"]) {
        const answer = await send({
          raw: new TextEncoder().encode("{}"),
          headers: type === "" ? {} : { "content-type": type },
        });
        expect([type, answer.status, at(answer.body, "code")]).toEqual([type, 415, "json_required"]);
      }
    });

    if (required)
      it("refuses a missing body, with or without a content type", async () => {
        for (const headers of [{}, json]) expect((await send({ headers })).status).toBe(400);
      });

    it("names only a few of thousands of unknown fields", async () => {
      const body = Object.fromEntries(Array.from({ length: 5_000 }, (_, index) => [`f${index}`, 1]));
      const answer = await send({ body });
      expect(answer.status).toBe(422);
      expect(answer.text.length).toBeLessThan(8_000);
      const long = await send({ body: { ["x".repeat(49_000)]: 1 } });
      expect([long.status, long.text.length < 8_000]).toEqual([422, true]);
    });
  },
);

it("accepts a call without a body if all its fields are optional", async () => {
  for (const path of ["ready", "cancel"]) {
    const answer = await app.call("POST", `/api/v1/tracking/${path}`, { headers: { authorization: "Bearer x" } });
    expect(answer.status).toBe(404);
  }
});

it.each(["zzz", "!", btoa("zzz"), btoa("2026-11-27"), btoa("9999-99-99 99:99 nobody"), "é"])(
  "refuses the cursor %j in both lists",
  async (cursor) => {
    for (const path of ["/api/v1/jobs", "/api/v1/activity"]) {
      const answer = await app.call("GET", `${path}?cursor=${encodeURIComponent(cursor)}`, { as: owner });
      expect([path, answer.status]).toEqual([path, 422]);
      expect(at(answer.body, "errors")).toMatchObject([{ field: "/cursor" }]);
    }
  },
);

it.each(["\u200B", "\u2060\uFEFF", "\u3164", "\u2800", "\u00AD \uFE0F"])(
  "refuses an invisible name: %j",
  async (name) => {
    const answer = await app.call("POST", "/api/v1/bookings", {
      body: { ...goodBooking, customer: { ...goodBooking.customer, name } },
      headers: { "idempotency-key": freshKey() },
    });
    expect(answer.status).toBe(422);
    expect(at(answer.body, "errors")).toMatchObject([{ field: "/customer/name", message: "Required." }]);
  },
);

describe("the OpenAPI document", () => {
  it("says that the user of a session may be null", async () => {
    const { body } = await app.call("GET", "/api/v1/openapi.json");
    expect(at(body, "components", "schemas", "MaybeSession", "properties", "user")).toEqual({
      anyOf: [{ $ref: "#/components/schemas/Me" }, { type: "null" }],
    });
    expect(JSON.stringify(body)).not.toContain('"type":["object","null"]}]');
    expect((await app.call("GET", "/api/v1/session")).body).toEqual({ user: null });
  });

  it("names every status of every call", async () => {
    const { body } = await app.call("GET", "/api/v1/openapi.json");
    const statusesOf = (method: string, path: string) =>
      Object.keys(at(body, "paths", path, method, "responses") as object).map(Number);
    expect(statusesOf("post", "/api/v1/bookings")).toEqual([
      201, 400, 404, 405, 409, 413, 415, 421, 422, 429, 500, 503,
    ]);
    expect(statusesOf("patch", "/api/v1/jobs/{id}")).toEqual([
      200, 400, 401, 403, 404, 405, 409, 412, 413, 415, 421, 422, 428, 429, 500, 503,
    ]);
    expect(statusesOf("get", "/api/v1/session")).toEqual([200, 404, 405, 421, 500, 503]);
    expect(statusesOf("get", "/api/v1/tracking")).toEqual([200, 401, 404, 405, 421, 500, 503]);
  });

  it("says who may make each call", async () => {
    const { body } = await app.call("GET", "/api/v1/openapi.json");
    const security = (method: string, path: string) => at(body, "paths", path, method, "security");
    expect(security("get", "/api/v1/jobs")).toEqual([{ session: [] }, { api_token: ["jobs:read"] }]);
    expect(security("get", "/api/v1/settings/secrets")).toEqual([{ session: [] }]);
    expect(security("get", "/api/v1/tracking")).toEqual([{ tracking: [] }]);
    expect(security("get", "/api/v1/catalog")).toBeUndefined();
    expect(Object.keys(at(body, "components", "securitySchemes") as object)).toEqual([
      "tracking",
      "api_token",
      "session",
    ]);
  });
});
