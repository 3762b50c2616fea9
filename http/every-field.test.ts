import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { z } from "@hono/zod-openapi";
import { usualMessageSettings } from "../domain/message/message-settings.ts";
import { rentalRules } from "../domain/price/price-book.fixture.ts";
import { messageSettingsView } from "../projection/message-settings-view.ts";
import { fieldsOf, hostileFor, replaced, type Field } from "../test/harness/hostile.ts";
import { keepMessages } from "../test/harness/keep-messages.ts";
import { seededRandom } from "../test/harness/seeded-random.ts";
import {
  at,
  createTestApp,
  freshKey,
  goodBooking,
  owner,
  textAt,
  type Answered,
  type CallOptions,
} from "../test/harness/test-app.ts";
import { isStaffAccess } from "./access.ts";
import type { Route } from "./route.ts";
import { routes } from "./routes.ts";
import { walkSchema } from "./schema/walk.ts";

/**
 * Sends every field of every route at and beyond its limits, which come from the route's schemas. No response is 500 or takes a
 * second. `createTestApp` checks that each status is in the OpenAPI document.
 */

const seed = 20_261_130;
const slowMs = 1_000;
const counted = { calls: 0, fields: 0, accepted: 0, slowest: 0, slowestCall: "" };

type TestApp = Awaited<ReturnType<typeof createTestApp>>;
let app: TestApp;
let known: {
  conversation: string;
  message: string;
  job: string;
  rental: string;
  token: string;
  user: string;
  webhook: string;
  calendar: string;
  apiToken: string;
  customer: string;
  other: string;
  rev: number;
};

beforeEach(async () => {
  app = await createTestApp({
    settings: (settings) => ({
      ...settings,
      services: settings.services.map((one) => (one.id === "trailer-15" ? { ...one, rental: rentalRules } : one)),
    }),
  });
  await app.services.equipment.change(() => ({
    types: [typeOf("trailer-15", "T15-01", "T15-02"), typeOf("roll-off-20", "R20-01")],
  }));
  const [booked, rented] = await Promise.all(
    [{ service: "junk-removal", items: [{ id: "half-load", quantity: 1 }] }, { service: "trailer-15" }].map((chosen) =>
      app.call("POST", "/api/v1/bookings", {
        body: { ...goodBooking, ...chosen },
        headers: { "idempotency-key": freshKey() },
      }),
    ),
  );
  const user = await app.call("POST", "/api/v1/users", {
    as: owner,
    body: { name: "Dana", login: "dana", role: "crew", crew: "crew-1", password: "four words in a row" },
  });
  const [customer, other] = await Promise.all(
    ["Maria Ortega", "Lee Chan"].map((name) => app.call("POST", "/api/v1/customers", { as: owner, body: { name } })),
  );
  const webhook = await app.call("POST", "/api/v1/webhooks", {
    as: owner,
    body: { url: "http://127.0.0.1:9/", types: ["job.created"] },
  });
  const calendar = await app.call("POST", "/api/v1/calendars", { as: owner, body: { name: "Crew 1" } });
  const apiToken = await app.call("POST", "/api/v1/api-tokens", {
    as: owner,
    body: { name: "Books", scopes: ["jobs:read"] },
  });
  known = {
    ...(await keepMessages(app, textAt(booked?.body, "job", "id"))),
    apiToken: textAt(apiToken.body, "id"),
    webhook: textAt(webhook.body, "id"),
    calendar: textAt(calendar.body, "id"),
    customer: textAt(customer?.body, "id"),
    other: textAt(other?.body, "id"),
    job: textAt(booked?.body, "job", "id"),
    rental: textAt(rented?.body, "job", "id"),
    token: textAt(booked?.body, "tracking_token"),
    user: textAt(user.body, "id"),
    rev: 0,
  };
});

const typeOf = (id: string, ...units: string[]) => ({
  id,
  name: id,
  units: units.map((unit) => ({ id: unit, state: "in_service" as const })),
});

afterAll(() => {
  const { calls, fields, accepted, slowest, slowestCall } = counted;
  process.stdout.write(
    `seed ${seed}: ${calls} calls over ${fields} fields, ${accepted} accepted, slowest ${slowest.toFixed(0)} ms (${slowestCall})\n`,
  );
});

describe.each(routes.map((route) => [`${route.spec.method.toUpperCase()} ${route.spec.path}`, route] as const))(
  "%s",
  (_, route) => {
    const { request } = route.spec;
    it("accepts the valid request that the other tests damage", async () => {
      const answer = await ask(route, { body: await validBody(route) });
      expect(`${answer.status} ${answer.status < 300 ? "" : answer.text}`).toMatch(
        takenAs[route.spec.operationId ?? ""] ?? /^2/,
      );
    });

    const parts = { query: request?.query, params: request?.params, headers: request?.headers };

    for (const [part, schema] of Object.entries(parts)) {
      if (!(schema instanceof z.ZodObject)) continue;
      it(`survives each field of its ${part}`, async () => {
        for (const field of fieldsOf(schema)) {
          const [name] = field.path;
          if (name === undefined) continue;
          counted.fields += 1;
          for (const { value, mustRefuse } of hostileFor(field.schema)) {
            const text = typeof value === "string" ? value : JSON.stringify(value);
            const answer = await ask(route, { body: await validBody(route) }, { part, name, text });
            if (mustRefuse) refusesIt(answer, name, text);
          }
        }
      });
    }

    const body = bodySchemaOf(route);
    if (body === null) return;

    it("survives each field of its body", async () => {
      for (const field of fieldsOf(body)) {
        counted.fields += 1;
        for (const { value, mustRefuse } of hostileFor(field.schema)) {
          const answer = await ask(route, { body: replaced(await validBody(route), field.path, value) });
          if (mustRefuse) refusesIt(answer, field.path.join("/"), JSON.stringify(value));
        }
      }
    });

    it("survives several fields of its body at a time", async () => {
      const random = seededRandom(seed);
      const pick = <T>(list: T[]): T => {
        const [a = 0, b = 0] = random.bytes(2);
        const chosen = list[(a * 256 + b) % list.length];
        if (chosen === undefined) throw new RangeError("Nothing to choose from");
        return chosen;
      };
      const fields: Field[] = fieldsOf(body);
      for (let round = 0; round < 40; round += 1) {
        let hostile: unknown = await validBody(route);
        for (let count = 0; count < 3; count += 1) {
          const { path, schema } = pick(fields);
          hostile = replaced(hostile, path, pick(hostileFor(schema)).value);
        }
        await ask(route, { body: hostile });
      }
    });

    it("survives bodies of other types", async () => {
      for (const raw of noBodies) {
        for (const type of ["application/json", "application/json; charset=iso-8859-1", "text/plain", ""]) {
          const answer = await ask(route, { raw, headers: type === "" ? {} : { "content-type": type } });
          if (raw !== "" && raw !== " \n") expect(answer.status).toBeGreaterThanOrEqual(400);
        }
      }
    });
  },
);

it("limits every text, number and list of every request", () => {
  const unbounded: string[] = [];
  for (const { spec } of routes) {
    const { query, params, headers } = spec.request ?? {};
    for (const schema of [query, params, headers, bodySchemaOf({ spec })]) {
      if (!(schema instanceof z.ZodType)) continue;
      walkSchema(schema, (one, path) => {
        const where = `${spec.method} ${spec.path} ${path.join("/")}`;
        if (one instanceof z.ZodRecord || one instanceof z.ZodUnknown || one instanceof z.ZodAny) unbounded.push(where);
        if (one instanceof z.ZodString && one.safeParse("a".repeat(70_000)).success) unbounded.push(where);
        if (one instanceof z.ZodNumber && (one.minValue === null || one.maxValue === null)) unbounded.push(where);
        if (
          one instanceof z.ZodArray &&
          one.safeParse(Array.from({ length: 70_000 })).error?.issues.every(({ code }) => code !== "too_big") !== false
        )
          unbounded.push(where);
      });
    }
  }
  expect(unbounded).toEqual([]);
});

const noBodies: (string | Uint8Array<ArrayBuffer>)[] = [
  "",
  " \n",
  "{",
  "null",
  "[]",
  "0",
  '"x"',
  "{}\u0000",
  "[".repeat(30_000),
  '{"a":'.repeat(10_000),
  `${"[".repeat(30_000)}${"]".repeat(30_000)}`,
  `[${"0,".repeat(30_000)}0]`,
  "x".repeat(66_000),
  '{"a":1e999999}',
  new Uint8Array([0xff, 0xfe, 0x7b, 0x00, 0x7d, 0x00]),
  new Uint8Array(Buffer.from('{"name":"José"}', "latin1")),
  new Uint8Array([0xed, 0xa0, 0x80]),
];

/** Routes that refuse even a valid request, because no object here is in the required state. */
const takenAs: Record<string, RegExp> = {
  set_up: /^401 /,
  receive_text: /^403 /,
  report_text: /^403 /,
  end_session: /^404 /,
  // No call of the webhook waits here.
  retry_delivery: /^422 .*unknown_delivery/,
  change_password: /^401 /,
  undo_job: /^409 /,
  forget_job: /^409 .*still_open/,
  // Repeating the id would remove the customer that other calls need.
  forget_customer: /^422 .*mismatch/,
  // It depends only on the secret.
  get_calendar_feed: /^404 /,
  answer_price: /^409 /,
  answer_quote: /^409 /,
  // Nothing is to decide.
  decide_overage: /^422 /,
  send_quote: /^409 /,
  approve_quote: /^409 /,
  unmerge_customers: /^422 /,
  ready_for_pickup: /^409 /,
  // A rental keeps its drop-off.
  remove_visit: /^409 /,
  // No crew picked a unit up.
  weigh_visit: /^409 /,
  extend_rental: /^409 /,
  swap_equipment: /^409 /,
  extend_job: /^409 /,
  // No account is connected.
  test_channel: /^409 /,
  // No email has this link.
  show_unsubscribe: /^404 /,
  unsubscribe: /^404 /,
};

const refusesIt = (answer: Answered, field: string, value: string): void => {
  expect(answer.status, `${field}: ${value.slice(0, 60)} was taken`).toBeGreaterThanOrEqual(400);
};

/** Makes one call as a person with access, with at most one part changed besides the body. */
const ask = async (
  route: Route,
  options: CallOptions,
  change: { part: string; name: string; text: string } = { part: "", name: "", text: "" },
): Promise<Answered> => {
  const given = (part: string) => (part === change.part ? { [change.name]: change.text } : {});
  const method = route.spec.method.toUpperCase();
  const params: Record<string, string> = { ...paramsOf(route), ...given("params") };
  const path = route.spec.path.replaceAll(/\{(\w+)\}/g, (_, name: string) =>
    encodeURIComponent(wellFormed(params[name] ?? "")),
  );
  const query = new URLSearchParams({ ...queryOf(route), ...given("query") }).toString();
  const headers = {
    origin: "http://localhost:4102",
    authorization: `Bearer ${known.token}`,
    "idempotency-key": freshKey(),
    "if-match": `"${known.rev}"`,
    ...options.headers,
    // A client cannot send a header with these characters.
    ...Object.fromEntries(
      Object.entries(given("headers")).map(([name, text]) => [name, text.replaceAll(/[^ -~]/g, "?")]),
    ),
  };
  const call = {
    ...(isStaffAccess(route.access) ? { as: owner } : {}),
    ...(method === "GET" ? {} : { ...options }),
    headers,
  };
  let ms = Infinity;
  // On a busy machine a response may wait for others, so the fastest of three counts.
  for (let attempt = 0; attempt < 3 && ms >= slowMs; attempt += 1) {
    const began = performance.now();
    const answer = await app.call(method, query === "" ? path : `${path}?${query}`, call);
    ms = performance.now() - began;
    counted.calls += 1;
    // A successful change makes the next one stale, so it uses the new revision.
    const rev = at(answer.body, "current", "rev");
    if (answer.status === 412 && typeof rev === "number" && rev !== known.rev) {
      known.rev = rev;
      return await ask(route, options, change);
    }
    if (answer.status >= 500)
      throw new Error(`${method} ${path} answered ${answer.status} to ${JSON.stringify(call).slice(0, 400)}`);
    if (answer.status < 300) counted.accepted += 1;
    if (ms < slowMs || attempt === 2) {
      if (ms > counted.slowest) Object.assign(counted, { slowest: ms, slowestCall: `${method} ${route.spec.path}` });
      expect(ms, `${method} ${path}`).toBeLessThan(slowMs);
      return answer;
    }
  }
  throw new Error("Three attempts always answer");
};

const wellFormed = (text: string): string => Buffer.from(text).toString();

const paramsOf = ({ spec }: Route): Record<string, string> => ({
  id: objectOf(spec.path),
  visit_id: spec.path.endsWith("/weight") ? "v2" : "v1",
  unit: "R20-01",
  day: "2026-11-27",
  event: "booked",
  channel: "text",
  language: "en",
  provider: "smtp",
});

const objectOf = (path: string): string => {
  if (path.includes("/users/")) return known.user;
  if (path.includes("/api-tokens/")) return known.apiToken;
  if (path.includes("/webhooks/")) return known.webhook;
  if (path.includes("/calendars/")) return known.calendar;
  if (path.includes("/customers/")) return known.customer;
  if (path.includes("/conversations/")) return known.conversation;
  if (path.includes("/messages/{id}")) return known.message;
  if (path.includes("/visits")) return known.rental;
  if (path.includes("/equipment/types/")) return "roll-off-20";
  return path.includes("/crews/") ? "crew-1" : known.job;
};

const queryOf = ({ spec }: Route): Record<string, string> =>
  queries.find(([end]) => spec.path.endsWith(end))?.[1] ?? {};

const queries: [string, Record<string, string>][] = [
  ["/match", { phone: "(619) 555-0142" }],
  ["/availability", { service: "junk-removal", from: "2026-11-27", to: "2026-11-28" }],
  ["/calendar", { from: "2026-11-27", to: "2026-11-28" }],
  ["/area", { postal_code: "92122" }],
];

const bodySchemaOf = ({ spec }: Pick<Route, "spec">): z.ZodType | null => {
  const content = spec.request?.body?.content["application/json"];
  return content !== undefined && "schema" in content && content.schema instanceof z.ZodType ? content.schema : null;
};

/** A valid body with every field of the schema, so that a test can damage one field at a time. */
const validBody = async (route: Route): Promise<unknown> => {
  const schema = bodySchemaOf(route);
  if (schema === null) return undefined;
  const example = examplesOfPath[route.spec.path];
  if (example !== undefined) return example;
  if (route.spec.operationId === "forget_job") return { confirm: known.job };
  if (route.spec.path === "/api/v1/session") return { login: "dana", password: "four words in a row" };
  if (route.spec.path !== "/api/v1/settings") {
    const example = exampleOf(schema, "");
    // Only a rental takes a unit. On one day it goes to one job, so a second valid call would be refused.
    return route.spec.operationId === "create_job" ? { ...Object(example), unit: undefined } : example;
  }
  const {
    rev: _rev,
    crews: _crews,
    ...settings
  } = at((await app.call("GET", "/api/v1/settings", { as: owner })).body) as Record<string, unknown>;
  return settings;
};

/** Bodies whose fields depend on each other. */
const examplesOfPath: Record<string, object> = {
  "/api/v1/conversations/{id}": { assigned: null, state: "done", do_not_text: true },
  "/api/v1/conversations/{id}/messages": { text: "We are on our way.", via: "text", send_at: "8am" },
  "/api/v1/jobs/{id}/messages": { text: "We are on our way.", via: "page" },
  "/api/v1/messages/preview": {
    create_job: { service: "junk-removal", customer: { name: "Maria" }, location: goodBooking.location },
  },
  "/api/v1/messages/{id}/send-again": { via: "text" },
  "/api/v1/webhooks": { url: "http://127.0.0.1:9/", types: ["job.created"], description: "Books", scopes: [] },
  "/api/v1/webhooks/{id}": {
    url: "http://127.0.0.1:9/",
    types: ["job.created"],
    description: "Books",
    scopes: [],
  },
  "/api/v1/api-tokens": { name: "Books", scopes: ["jobs:read"], expires_at: "2027-01-31T08:00:00.000Z" },
  "/api/v1/message-settings": {
    ...messageSettingsView({ ...usualMessageSettings, rev: 0 }),
    rev: undefined,
    twilio: { account_sid: "AC1", from: "+16195550100", messaging_service_sid: null },
    events: { booked: { on: true, channels: ["email", "text"] } },
    saved_replies: [{ id: "late", label: "Late", en: "We are late.", es: "Vamos tarde." }],
  },
  "/api/v1/links": { email: "maria@example.com" },
  "/api/v1/message-settings/test": { channel: "email", to: "ana@example.com" },
  "/api/v1/settings/secrets/{provider}": { url: "smtps://a:b@mail.example.com" },
  "/api/v1/message-templates/preview": { event: "booked", channel: "text", language: "en", text: "{{link}} STOP" },
  "/api/v1/message-templates/{event}/{channel}/{language}": { text: "{{link}} STOP" },
};

const exampleOf = (schema: z.core.$ZodType, name: string): unknown => {
  if (name === "id" && schema instanceof z.ZodString && !schema.safeParse(examples["id"]).success) return "R20-02";
  if (name in examples) return examples[name];
  if (name === "from") return known.other;
  if (schema instanceof z.ZodObject)
    return Object.fromEntries(
      Object.entries(schema.shape)
        .filter(([key]) => !leftOut.has(key))
        .map(([key, field]) => [key, key === "id" && name === "customer" ? known.customer : exampleOf(field, key)]),
    );
  if (schema instanceof z.ZodArray) return [exampleOf(schema.element, name)];
  if (schema instanceof z.ZodUnion) return exampleOf(schema.options[0] ?? schema, name);
  if (schema instanceof z.ZodPipe) return exampleOf(schema.in, name);
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodNullable || schema instanceof z.ZodDefault)
    return exampleOf(schema.unwrap(), name);
  if (schema instanceof z.ZodEnum) return schema.options.find((option) => option === "swap") ?? schema.options[0];
  if (schema instanceof z.ZodLiteral) return schema.value;
  if (schema instanceof z.ZodNumber) return Math.max(1, schema.minValue ?? 1);
  if (schema instanceof z.ZodBoolean) return false;
  return "Ana";
};

/** Values that a schema does not know: the ids of existing objects. */
const examples: Record<string, unknown> = {
  service: "junk-removal",
  items: [
    { id: "half-load", quantity: 1 },
    { id: "stairs", quantity: 2 },
  ],
  unit: "T15-02",
  at: "2026-11-24T16:30:00.000Z",
  day: "2026-11-27",
  valid_until: "2026-12-10",
  until: "2026-12-08",
  window: { start: "08:00", end: "12:00" },
  windows: [{ start: "08:00", end: "12:00", capacity: 3 }],
  crew: "crew-1",
  phone: "(619) 555-0142",
  email: "ana@example.com",
  number: "(619) 555-0142",
  emails: ["ana@example.com"],
  postal_code: "92122",
  password: "four words in a row",
  login: "ana-example",
  currency: "USD",
  status: "in_progress",
  id: "crew-2",
};
/** Fields that change the meaning of the call, or that only a bot fills in. */
const leftOut = new Set([
  "description",
  "preferred",
  "as_quote",
  "message",
  "days",
  "not_sure",
  "website",
  "quote",
  "seen",
  "sign_out",
  "done_on",
  "return_visit",
]);
