import { beforeAll, describe, expect, it } from "vitest";
import {
  createTestApp,
  crewOne,
  freshKey,
  goodBooking,
  owner,
  at,
  textAt,
  type CallOptions,
} from "../test/harness/test-app.ts";
import { scopes } from "../domain/access/scope.ts";
import { accessTable } from "./access.case.ts";
import { problems, readProblem } from "./problem.ts";
import { routes } from "./routes.ts";
import type { Role } from "../domain/user.ts";
import { isStaffAccess } from "./access.ts";
import type { Principal, Route } from "./route.ts";

/** Tests the errors of every route: for strangers, wrong roles, wrong bodies and wrong methods. */

type TestApp = Awaited<ReturnType<typeof createTestApp>>;
let app: TestApp;
let jobId: string;
let token: string;
let secret: string;
let apiToken: string;

/** Other sites, sibling domains, other ports, no Origin, and a request that the browser marks as cross-site. */
const foreign: Record<string, string>[] = [
  {},
  { origin: "null" },
  { origin: "https://evil.example" },
  { origin: "http://localhost:4100" },
  { origin: "http://localhost:4102.evil.example" },
  { origin: "https://localhost:4102" },
  { origin: "http://localhost:4102", "sec-fetch-site": "same-site" },
  { origin: "http://localhost:4102", "sec-fetch-site": "cross-site" },
];

beforeAll(async () => {
  app = await createTestApp();
  const booked = await app.call("POST", "/api/v1/bookings", {
    body: goodBooking,
    headers: { "idempotency-key": freshKey() },
  });
  jobId = textAt(booked.body, "job", "id");
  token = textAt(booked.body, "tracking_token");
  secret = await app.signIn("owner");
  const made = await app.call("POST", "/api/v1/api-tokens", {
    as: owner,
    body: { name: "Books", scopes: [...scopes] },
  });
  apiToken = textAt(made.body, "secret");
});

const pathOf = (route: Route): string =>
  route.spec.path
    .replace("{id}", jobId)
    .replace("{visit_id}", "v1")
    .replace("{event}", "booked")
    .replace("{token}", "none")
    .replace("{provider}", "smtp")
    .replace("{channel}", "text")
    .replace("{language}", "en")
    .replace("{day}", "2026-11-27");
const methodOf = (route: Route): string => route.spec.method.toUpperCase();
const people: Record<Role, Principal> = {
  owner,
  dispatcher: { role: "dispatcher", name: "Luis", crew: null },
  crew: crewOne,
};
const writes = routes.filter((route) => methodOf(route) !== "GET");

/** A caller whom the route admits, so that only the body can be refused. */
const admitted = (route: Route): CallOptions => {
  if (route.access === "public") return { headers: { "idempotency-key": freshKey() } };
  if (route.access === "tracking") return { headers: { authorization: `Bearer ${token}` } };
  if (route.access === "same_origin") return { headers: { origin: "http://localhost:4102" } };
  return { as: owner, headers: { "if-match": '"1"' } };
};

const refused = async (route: Route, options: CallOptions, code: keyof typeof problems) => {
  const answer = await app.call(methodOf(route), pathOf(route), options);
  expect({ status: answer.status, body: answer.body }).toMatchObject({
    status: problems[code].status,
    body: { type: `/problems/${code}`, code, status: problems[code].status, title: problems[code].title },
  });
  expect(answer.headers.get("content-type")).toMatch(/^application\/problem\+json/);
  expect(answer.headers.get("cache-control")).toBe("private, no-store");
  expect(answer.headers.get("x-request-id")).toBe(textAt(answer.body, "request_id"));
  expect(answer.headers.get("access-control-allow-origin")).toBeNull();
  return answer;
};

describe.each(routes.map((route) => [`${methodOf(route)} ${route.spec.path}`, route] as const))("%s", (_, route) => {
  const { access } = route;
  if (isStaffAccess(access)) {
    it("asks a stranger to sign in before it reads the body", async () => {
      await refused(route, methodOf(route) === "GET" ? {} : { raw: "not json" }, "sign_in_required");
    });

    it("does not accept a tracking token as a session", async () => {
      await refused(route, { headers: { authorization: `Bearer ${token}` } }, "sign_in_required");
    });

    it("refuses unknown API tokens, and any API token beside a session cookie", async () => {
      const unknown = `tbk_AAAAAAAA_${"A".repeat(43)}`;
      for (const bearer of ["tbk_", unknown, `${unknown}A`, apiToken.slice(0, -1)])
        await refused(route, { headers: { authorization: `Bearer ${bearer}` } }, "token_invalid");
      const cookie = `tailboard_session_4102=${secret}`;
      await refused(
        route,
        { headers: { authorization: `Bearer ${apiToken}`, cookie, origin: "http://localhost:4102" } },
        "token_invalid",
      );
    });

    for (const role of ["owner", "dispatcher", "crew"] as const) {
      if (accessTable[`${methodOf(route)} ${route.spec.path}`]?.[role] !== 403) continue;
      it(`refuses a ${role}`, async () => {
        await refused(route, { as: people[role] }, "role_not_allowed");
      });
    }

    if (route.spec.path.includes("{id}")) {
      it("gives the same response for a missing job and a job of another crew", async () => {
        const body = route.spec.path.endsWith("status") ? { status: "in_progress" } : { state: "en_route" };
        const options = methodOf(route) === "GET" ? {} : { body };
        const texts: string[] = [];
        for (const id of ["261127-ZZZZ", "nonsense", "..%2F..", jobId]) {
          if (id === jobId && !access.roles.includes("crew")) continue;
          const answer = await app.call(methodOf(route), pathOf(route).replace(jobId, id), {
            ...options,
            as: id === jobId ? crewOne : owner,
            headers: { "if-match": '"1"' },
            ...(methodOf(route) === "GET" ? {} : { body: validBody(route) }),
          });
          expect(answer.status, id).toBe(404);
          texts.push(answer.text.replaceAll(textAt(answer.body, "request_id"), ""));
        }
        expect(new Set(texts).size).toBe(1);
      });
    }
  }

  if (route.access === "same_origin" || (isStaffAccess(route.access) && methodOf(route) !== "GET")) {
    it("refuses requests from other origins, even with a valid cookie", async () => {
      const cookie = `tailboard_session_4102=${secret}`;
      for (const headers of foreign) {
        await refused(route, { raw: "not json", headers: { cookie, ...headers } }, "cross_origin");
      }
    });
  }

  if (route.access === "tracking") {
    it("requires a token", async () => {
      await refused(route, {}, "token_required");
      await refused(route, { headers: { authorization: "Basic abc" } }, "token_required");
    });

    it("gives the same response for malformed and unknown tokens", async () => {
      const texts: string[] = [];
      for (const wrong of ["x", "A".repeat(32), "A".repeat(4_000), "../../settings.json", "%00"]) {
        const answer = await refused(
          route,
          {
            headers: { authorization: `Bearer ${wrong}` },
            ...(methodOf(route) === "GET" ? {} : { body: validBody(route) }),
          },
          "tracking_not_found",
        );
        texts.push(answer.text.replaceAll(textAt(answer.body, "request_id"), ""));
      }
      expect(new Set(texts).size).toBe(1);
      expect(texts[0]).toContain("Job not found, or this tracking link is no longer valid");
    });
  }

  if (route.access === "signed") {
    it("refuses a call that the vendor did not sign", async () => {
      const session = { cookie: `tailboard_session_4102=${secret}`, origin: "http://localhost:4102" };
      const wrong: Record<string, string>[] = [
        {},
        { "x-twilio-signature": "AAAA" },
        session,
        { authorization: `Bearer ${token}` },
      ];
      for (const headers of wrong) await refused(route, { raw: "From=%2B16195550142", headers }, "signature_invalid");
    });

    it("may have at most 16 KB", async () => {
      await refused(route, { raw: `Body=${"x".repeat(16 * 1024)}` }, "too_large");
    });
  }

  it("refuses other methods", async () => {
    const answer = await app.call("PURGE", pathOf(route), admitted(route));
    expect(answer.status).toBe(405);
    expect(answer.headers.get("allow")).toContain(methodOf(route));
  });
});

describe.each(
  writes
    .filter((route) => route.spec.request?.body !== undefined && route.access !== "signed")
    .map((route) => [`${methodOf(route)} ${route.spec.path}`, route] as const),
)("the body of %s", (_, route) => {
  it("must be JSON", async () => {
    await refused(
      route,
      merge(route, { raw: '{"a":', headers: { "content-type": "application/json" } }),
      "malformed_json",
    );
  });

  it("must have the content type JSON", async () => {
    for (const type of ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"]) {
      await refused(route, merge(route, { raw: "{}", headers: { "content-type": type } }), "json_required");
    }
  });

  it(`may have at most ${route.name === "putSettings" ? 256 : 64} KB`, async () => {
    const most = route.name === "putSettings" ? 256 : 64;
    await refused(route, merge(route, { body: { pad: "x".repeat(most * 1024) } }), "too_large");
  });

  it("may have no unknown field", async () => {
    const answer = await refused(route, merge(route, { body: { ...validBody(route), tip: 5 } }), "invalid");
    expect(at(answer.body, "errors")).toContainEqual({
      field: "/tip",
      code: "unknown_field",
      message: "Unknown field. Remove it.",
    });
  });

  it("must be an object", async () => {
    for (const raw of ["[]", '"text"', "7", "null", "true"]) {
      await refused(route, merge(route, { raw, headers: { "content-type": "application/json" } }), "invalid");
    }
  });

  it("survives hostile input", async () => {
    const deep = `${'{"a":'.repeat(5_000)}1${"}".repeat(5_000)}`;
    for (const raw of [deep, '{"__proto__":{"admin":true}}', '{"constructor":{"prototype":{}}}', "{}\u0000"]) {
      const answer = await app.call(
        methodOf(route),
        pathOf(route),
        merge(route, { raw, headers: { "content-type": "application/json" } }),
      );
      expect([400, 422]).toContain(answer.status);
    }
  });
});

describe("every other request", () => {
  it("gives 404 for an unknown address", async () => {
    for (const path of [
      "/",
      "/api",
      "/api/v1",
      "/api/v1/nothing",
      "/api/v1/jobs/",
      "/api/v2/catalog",
      "/jobs.json",
      "/settings.json",
    ]) {
      const answer = await app.call("GET", path);
      expect([answer.status, at(answer.body, "code")], path).toEqual([404, "not_found"]);
    }
  });

  it("is read by the client as the problem that the server wrote", async () => {
    const answer = await app.call("GET", "/api/v1/jobs");
    expect(readProblem(answer.body)?.code).toBe("sign_in_required");
    expect(readProblem({ code: "made_up" })).toBeNull();
    expect(readProblem("<html>")).toBeNull();
  });

  it("serves each origin its own calls only", async () => {
    const site = await createTestApp({ origins: ["site"] });
    expect((await site.call("GET", "/api/v1/jobs", { as: owner })).status).toBe(404);
    expect((await site.call("GET", "/api/v1/catalog")).status).toBe(200);
    const dashboard = await createTestApp({ origins: ["dashboard"] });
    expect((await dashboard.call("GET", "/api/v1/jobs", { as: owner })).status).toBe(200);
    expect((await dashboard.call("GET", "/api/v1/catalog")).status).toBe(404);
  });
});

const merge = (route: Route, options: CallOptions): CallOptions => {
  const base = admitted(route);
  return { ...base, ...options, headers: { ...base.headers, ...options.headers } };
};

/** A valid body for each route, so that a test can damage one thing at a time. */
const validBody = (route: Route): Record<string, unknown> => {
  const { path } = route.spec;
  if (path.endsWith("/message-templates/preview")) return { event: "booked", channel: "text", language: "en" };
  if (path.endsWith("/message-settings/test")) return { channel: "email", to: "ana@example.com" };
  if (path.endsWith("/links")) return { email: "maria@example.com" };
  if (path.includes("/secrets/")) return { url: "smtps://a:b@mail.example.com" };
  if (path.includes("/message-templates/")) return { text: "{{link}} STOP" };
  if (path.endsWith("/quotes")) return { service: "trailer-15" };
  if (path.endsWith("/bookings")) return goodBooking;
  if (path.endsWith("/equipment/types")) return { id: "box", name: "Box" };
  if (path.endsWith("/equipment/types/{id}")) return { name: "Box" };
  if (path.endsWith("/units")) return { id: "B-1" };
  if (path.endsWith("/reschedule")) return { day: "2026-11-28", window: { start: "08:00", end: "12:00" } };
  if (path.endsWith("/message") || path.endsWith("/messages")) return { text: "Hello" };
  if (path.endsWith("/conversations/{id}")) return { state: "done" };
  if (path.endsWith("/tracking/price")) return { change: "p2", total_cents: 60_000, agree: true };
  if (path.endsWith("/tracking/quote")) return { answer: "decline" };
  if (path.endsWith("/{id}/price")) return { items: [], reason: "The real load" };
  if (path.endsWith("/overage")) return { decisions: [{ id: "o1", action: "accept" }] };
  if (path.endsWith("/quote")) return { lines: [{ label: "Garage", quantity: 1, unit_cents: 90_000 }] };
  if (path.endsWith("/approve")) return { name: "Mark", how: "phone" };
  if (path.endsWith("/extend")) return { until: "2026-12-08" };
  if (path.endsWith("/forget")) return { confirm: jobId };
  if (path.endsWith("/status")) return { status: "in_progress" };
  if (path.endsWith("/state")) return { state: "en_route" };
  if (path.endsWith("/visits")) return { kind: "service" };
  if (path.endsWith("/arrival")) return { arrives_in_minutes: 20 };
  if (path.endsWith("/weight")) return { net_tons: 1 };
  if (path.endsWith("/link")) return { action: "revoke" };
  if (path.endsWith("/capacity")) return { windows: [] };
  if (path.endsWith("/session")) return { login: "ana", password: "four words in a row" };
  if (path.endsWith("/session/password"))
    return { current: "four words in a row", password: "five words in a long row" };
  if (path.endsWith("/setup")) return { token: "x", name: "Ana", login: "ana2", password: "four words in a row" };
  if (path.endsWith("/users"))
    return { name: "Luis", login: "luis", role: "dispatcher", password: "four words in a row" };
  if (path.includes("/users/")) return { name: "Luis" };
  if (path.endsWith("/customers") || path.endsWith("/customers/{id}")) return { name: "Maria Ortega" };
  if (path.includes("/customers/")) return { from: "c_0000000000" };
  if (path.includes("/crews/")) return { name: "Crew 2" };
  if (path.endsWith("/crews")) return { id: "crew-2", name: "Crew 2" };
  if (path.endsWith("/webhooks")) return { url: "http://127.0.0.1:9/", types: ["job.created"] };
  if (path.endsWith("/retry")) return { delivery: "evt_1" };
  if (path.endsWith("/calendars")) return { name: "Crew 1" };
  if (path.endsWith("/api-tokens")) return { name: "Books", scopes: ["jobs:read"] };
  if (path.endsWith("/jobs") && route.spec.method === "post") {
    return { service: "trailer-15", customer: { name: "Mark" }, location: goodBooking.location };
  }
  return {};
};
