import { beforeAll, describe, expect, it } from "vitest";
import { scopes, type Scope } from "../domain/access/scope.ts";
import { usualMessageSettings } from "../domain/message/message-settings.ts";
import type { Role } from "../domain/user.ts";
import { messageSettingsView } from "../projection/message-settings-view.ts";
import { at, createTestApp, freshKey, goodBooking, owner, textAt, type CallOptions } from "../test/harness/test-app.ts";
import { keepMessages } from "../test/harness/keep-messages.ts";
import { accessTable, everybody, type Asker, type Cell } from "./access.case.ts";
import { isStaffAccess } from "./access.ts";
import type { Route } from "./route.ts";
import { hashOf, idOf } from "./session/sessions.ts";
import { routes } from "./routes.ts";

const today = "2026-11-24";
const dashboard = "http://localhost:4102";

/** Opens a separate app for each route, because some calls end sessions that others use. */
const openWorld = async () => {
  const app = await createTestApp({
    settings: (settings) => ({ ...settings, booking: { ...settings.booking, crews_set_prices: true } }),
  });
  const secrets: Partial<Record<Asker, string>> = {};
  for (const role of ["owner", "dispatcher", "crew"] satisfies Role[])
    secrets[role] = await app.signIn(role, role === "crew" ? "crew-1" : null);
  const post = async (path: string, body: object) => (await app.call("POST", path, { as: owner, body })).body;
  await post("/api/v1/crews", { id: "crew-2", name: "Crew 2" });
  await post("/api/v1/equipment/types", { id: "crate", name: "Crate" });
  await post("/api/v1/equipment/types/crate/units", { id: "C-1" });
  const user = textAt(
    await post("/api/v1/users", { name: "Luis", login: "luis", role: "dispatcher", password: "four words in a row" }),
    "id",
  );
  const token = textAt(await post("/api/v1/api-tokens", { name: "Books", scopes: ["jobs:read"] }), "id");
  const webhook = textAt(await post("/api/v1/webhooks", { url: "http://127.0.0.1:9/", types: ["job.created"] }), "id");
  const calendar = textAt(await post("/api/v1/calendars", { name: "Crew 1" }), "id");
  const customer = textAt(await post("/api/v1/customers", { name: "Maria Ortega" }), "id");
  const createJob = (crew: string) =>
    post("/api/v1/jobs", {
      service: "trailer-15",
      day: today,
      crew,
      customer: { name: "Mark" },
      location: goodBooking.location,
    });
  const [mine, theirs, given] = await Promise.all(["crew-1", "crew-2", "crew-1"].map(createJob));
  const as = (asker: Asker): CallOptions["headers"] => {
    if (asker === "token") return { authorization: `Bearer ${textAt(mine, "tracking_token")}` };
    return asker === "nobody" ? {} : { cookie: `tailboard_session_4102=${secrets[asker] ?? ""}` };
  };
  // Crew 1 just read it. Then the job moves to crew 2.
  const looked = await app.call("GET", `/api/v1/jobs/${textAt(given, "id")}`, { headers: { ...as("crew") } });
  expect(looked.status).toBe(200);
  const handed = await app.call("PATCH", `/api/v1/jobs/${textAt(given, "id")}`, {
    headers: { ...as("dispatcher"), origin: dashboard, "if-match": '"1"' },
    body: { crew: "crew-2" },
  });
  expect(handed.status).toBe(200);
  const ask = async (route: Route, asker: Asker, object: string, rev = 1): Promise<Cell> => {
    const answer = await app.call(methodOf(route), pathOf(route, object), {
      headers: { origin: dashboard, "if-match": `"${rev}"`, "idempotency-key": freshKey(), ...as(asker) },
      ...(route.spec.request?.body === undefined ? {} : { body: validBody(route) }),
    });
    const { status } = answer;
    return status === 401 || status === 403 || status === 404 ? status : "in";
  };
  const apiTokenOf = async (names: readonly Scope[]): Promise<string> =>
    textAt(await post("/api/v1/api-tokens", { name: "Books", scopes: names }), "secret");
  const objects = {
    mine: textAt(mine, "id"),
    theirs: textAt(theirs, "id"),
    given: textAt(given, "id"),
    user,
    customer,
    api_token: token,
    ...(await keepMessages(app, textAt(mine, "id"))),
    webhook,
    calendar,
  };
  const sessionOf = async (asker: Asker): Promise<string> => idOf(hashOf(secrets[asker] ?? secrets.owner ?? ""));
  /** Asks with an API token, which needs no cookie and no Origin. */
  const askByToken = async (route: Route, names: readonly Scope[], object: string): Promise<unknown> => {
    const { status, body } = await app.call(methodOf(route), pathOf(route, object), {
      headers: {
        "if-match": '"1"',
        "idempotency-key": freshKey(),
        authorization: `Bearer ${await apiTokenOf(names)}`,
      },
      ...(route.spec.request?.body === undefined ? {} : { body: validBody(route) }),
    });
    return status === 403 ? [at(body, "code"), at(body, "scope")] : status === 401 ? at(body, "code") : "in";
  };
  return { app, ask, askByToken, objects, sessionOf };
};

const pathOf = (route: Route, object: string): string =>
  route.spec.path
    .replace("{id}", object)
    .replace("{unit}", object)
    .replace("{visit_id}", "v1")
    .replace("{event}", "booked")
    .replace("{token}", "none")
    .replace("{provider}", "smtp")
    .replace("{channel}", "text")
    .replace("{language}", "en")
    .replace("{day}", today) + queryOf(route);
const methodOf = ({ spec }: Route): string => spec.method.toUpperCase();
const nameOf = (route: Route): string => `${methodOf(route)} ${route.spec.path}`;

describe("the access table", () => {
  it("has exactly one row for each route", () => {
    expect(Object.keys(accessTable).toSorted()).toEqual(routes.map(nameOf).toSorted());
  });

  it("agrees with the access that each route declares", () => {
    for (const route of routes) {
      const row = accessTable[nameOf(route)];
      if (!isStaffAccess(route.access)) continue;
      for (const role of ["owner", "dispatcher", "crew"] as const)
        expect([nameOf(route), role, row?.[role] !== 403]).toEqual([
          nameOf(route),
          role,
          route.access.roles.includes(role),
        ]);
      expect([nameOf(route), row?.scope ?? null]).toEqual([nameOf(route), route.access.scope]);
    }
  });
});

describe.each(routes.map((route) => [nameOf(route), route] as const))("%s", (name, route) => {
  const row = accessTable[name] ?? everybody;
  const kind = kindOf(route);

  it.each(["nobody", "token", "owner", "dispatcher", "crew"] as const)("by %s", async (asker) => {
    const { ask, objects, sessionOf } = await openWorld();
    const own = {
      user: objects.user,
      customer: objects.customer,
      conversation: objects.conversation,
      message: objects.message,
      api_token: objects.api_token,
      webhook: objects.webhook,
      calendar: objects.calendar,
      crew: "crew-2",
      type: "crate",
      unit: "C-1",
      session: await sessionOf(asker),
      job: objects.mine,
    };
    const object = own[kind];
    expect(await ask(route, asker, object)).toBe(row[asker]);
  });

  if (isStaffAccess(route.access)) {
    it("by an API token, with each scope alone", async () => {
      const { askByToken, objects } = await openWorld();
      const { scope = null } = row;
      const object = { ...objects, crew: "crew-2", type: "crate", unit: "C-1", session: "none", job: objects.mine };
      for (const one of scopes)
        expect([one, await askByToken(route, [one], object[kind])]).toEqual([
          one,
          one === scope ? "in" : ["scope_required", scope],
        ]);
    });
  }

  if (row.others !== undefined) {
    it("by a crew, on an object of another crew and on a job just moved to another crew", async () => {
      const { ask, objects, sessionOf } = await openWorld();
      if (kind === "session") return expect(await ask(route, "crew", await sessionOf("dispatcher"))).toBe(row.others);
      expect(await ask(route, "crew", objects.theirs)).toBe(row.others);
      expect(await ask(route, "crew", objects.given, 2)).toBe(row.others);
      // The object exists, and a dispatcher can read it.
      if (row.others === 404) expect(await ask(route, "dispatcher", objects.given, 2)).toBe("in");
    });
  }

  if (row.none !== undefined) {
    it("on a missing object, by each role with access", async () => {
      const { ask } = await openWorld();
      for (const asker of ["owner", "dispatcher", "crew"] as const) {
        if (row[asker] !== "in") continue;
        for (const none of ["261124-ZZZZ", "nonsense", "..%2F..%2Fusers"])
          expect([none, await ask(route, asker, none)]).toEqual([none, row.none]);
      }
    });
  }
});

describe("a tracking link", () => {
  let world: Awaited<ReturnType<typeof openWorld>>;
  beforeAll(async () => {
    world = await openWorld();
  });

  it("opens only its own job, even if the query names another", async () => {
    const { app, objects } = world;
    const read = async (id: string) => {
      const { body } = await app.call("GET", `/api/v1/jobs/${id}`, { as: owner });
      return { id, token: textAt(body, "tracking_token") };
    };
    for (const one of [await read(objects.mine), await read(objects.theirs)]) {
      const answer = await app.call("GET", `/api/v1/tracking?id=${objects.given}`, {
        headers: { authorization: `Bearer ${one.token}` },
      });
      expect(textAt(answer.body, "id")).toBe(one.id);
    }
  });
});

type Kind =
  | "job"
  | "user"
  | "customer"
  | "crew"
  | "session"
  | "type"
  | "unit"
  | "api_token"
  | "webhook"
  | "calendar"
  | "conversation"
  | "message";

const kindOf = ({ spec }: Route): Kind => {
  if (spec.path.includes("/webhooks/")) return "webhook";
  if (spec.path.includes("/calendars/")) return "calendar";
  if (spec.path.includes("/api-tokens/")) return "api_token";
  if (spec.path.includes("/conversations/")) return "conversation";
  if (spec.path.includes("/messages/{id}")) return "message";
  if (spec.path.includes("/equipment/types/")) return "type";
  if (spec.path.includes("/equipment/units/")) return "unit";
  if (spec.path.includes("/sessions/")) return "session";
  if (spec.path.includes("/customers/")) return "customer";
  return spec.path.includes("/users/") ? "user" : spec.path.includes("/crews/") ? "crew" : "job";
};

const queryOf = ({ spec }: Route): string =>
  spec.path.endsWith("/calendar")
    ? `?from=${today}&to=${today}`
    : spec.path.endsWith("/availability")
      ? `?service=trailer-15&from=${today}&to=${today}`
      : spec.path.endsWith("/area")
        ? "?postal_code=92104"
        : "";

/** A valid body for each route, so that no caller is refused because of the body. */
const { rev: _rev, ...messageSettingsInput } = messageSettingsView({ ...usualMessageSettings, rev: 0 });

const validBody = (route: Route): object => {
  const { path, method } = route.spec;
  const window = { start: "08:00", end: "12:00" };
  const bodies: Record<string, object> = {
    "/api/v1/quotes": { service: "trailer-15" },
    "/api/v1/bookings": goodBooking,
    "/api/v1/equipment/types": { id: "box", name: "Box" },
    "/api/v1/equipment/types/{id}": { name: "Box" },
    "/api/v1/equipment/types/{id}/units": { id: "B-1" },
    "/api/v1/equipment/units/{unit}": { state: "maintenance" },
    "/api/v1/tracking/reschedule": { day: "2026-11-28", window },
    "/api/v1/tracking/message": { text: "Hello" },
    "/api/v1/tracking/price": { change: "p2", total_cents: 60_000, agree: true },
    "/api/v1/tracking/quote": { answer: "decline" },
    "/api/v1/jobs/{id}/price": { items: [], reason: "The real load" },
    "/api/v1/jobs/{id}/overage": { decisions: [{ id: "o1", action: "accept" }] },
    "/api/v1/jobs/{id}/quote": { lines: [{ label: "Garage", quantity: 1, unit_cents: 90_000 }] },
    "/api/v1/jobs/{id}/approve": { name: "Mark", how: "phone" },
    "/api/v1/tracking/extend": { until: "2026-12-08" },
    "/api/v1/jobs/{id}/extend": { until: "2026-12-08" },
    "/api/v1/messages/preview": {
      create_job: { service: "trailer-15", customer: { name: "Mark" }, location: goodBooking.location },
    },
    "/api/v1/session": { login: "nobody", password: "four words in a row" },
    "/api/v1/session/password": { current: "four words in a row", password: "five words in a long row" },
    "/api/v1/setup": { token: "x", name: "Ana", login: "ana2", password: "four words in a row" },
    "/api/v1/webhooks": { url: "http://127.0.0.1:9/", types: ["job.created"] },
    "/api/v1/webhooks/{id}": { description: "Books" },
    "/api/v1/webhooks/{id}/retry": { delivery: "evt_1" },
    "/api/v1/calendars": { name: "Crew 1" },
    "/api/v1/api-tokens": { name: "Books", scopes: ["jobs:read"] },
    "/api/v1/jobs": { service: "trailer-15", customer: { name: "Mark" }, location: goodBooking.location },
    "/api/v1/jobs/{id}": { notes: "Gate code 12" },
    "/api/v1/jobs/{id}/status": { status: "in_progress" },
    "/api/v1/jobs/{id}/visits/{visit_id}/state": { state: "en_route" },
    "/api/v1/jobs/{id}/visits": { kind: "service" },
    "/api/v1/jobs/{id}/visits/{visit_id}": method === "delete" ? { notify: false } : { note: "Gate code 12" },
    "/api/v1/jobs/{id}/visits/{visit_id}/arrival": { arrives_in_minutes: 20 },
    "/api/v1/jobs/{id}/visits/{visit_id}/weight": { net_tons: 1 },
    "/api/v1/jobs/{id}/link": { action: "revoke" },
    "/api/v1/jobs/{id}/forget": { confirm: "261124-0000" },
    "/api/v1/customers/{id}/forget": { confirm: "c_0000000000" },
    "/api/v1/customers": { name: "Lee Chan" },
    "/api/v1/customers/{id}": { name: "Maria O" },
    "/api/v1/customers/{id}/merge": { from: "c_0000000000" },
    "/api/v1/customers/{id}/unmerge": { from: "c_0000000000" },
    "/api/v1/customers/{id}/distinct": { from: "c_0000000000" },
    "/api/v1/conversations/{id}": { state: "done" },
    "/api/v1/conversations/{id}/messages": { text: "We are on our way." },
    "/api/v1/jobs/{id}/messages": { text: "We are on our way." },
    "/api/v1/crews": { id: "crew-3", name: "Crew 3" },
    "/api/v1/crews/{id}": { name: "Crew two" },
    "/api/v1/users": { name: "Eva", login: "eva", role: "dispatcher", password: "four words in a row" },
    "/api/v1/users/{id}": { name: "Luis M" },
    "/api/v1/message-settings": messageSettingsInput,
    "/api/v1/links": { email: "maria@example.com" },
    "/api/v1/message-settings/test": { channel: "email", to: "ana@example.com" },
    "/api/v1/settings/secrets/{provider}": { url: "smtps://a:b@mail.example.com" },
    "/api/v1/message-templates/preview": { event: "booked", channel: "text", language: "en" },
    "/api/v1/message-templates/{event}/{channel}/{language}": { text: "{{link}} STOP" },
    "/api/v1/days/{day}/capacity": { windows: [{ ...window, capacity: 3 }] },
  };
  return (method === "get" ? undefined : bodies[path]) ?? {};
};
