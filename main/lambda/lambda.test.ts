import { bookingBudgets } from "../../domain/booking-budget.ts";
import { createHash } from "node:crypto";
import { beforeEach, describe, expect, it } from "vitest";
import { openTailboard } from "../open-tailboard.ts";
import { createLambda } from "./handler.ts";
import type { HttpEvent, HttpResult } from "./event.ts";
import type { LogLine } from "./log.ts";

const now = "n".repeat(40);
const next = "x".repeat(40);
const env = {
  TAILBOARD_STORE: "memory:",
  TAILBOARD_SITE_URL: "https://book.example.com",
  TAILBOARD_DASHBOARD_URL: "https://office.example.com",
  TAILBOARD_STAGING_URL: "https://d3.cloudfront.net",
};
const called = (alias: string) => ({
  invokedFunctionArn: `arn:aws:lambda:eu-central-1:123456789012:function:acme-api:${alias}`,
});

let lines: LogLine[];
let open: typeof openTailboard;
let lambda: ReturnType<typeof createLambda>;
beforeEach(() => {
  lines = [];
  open = openTailboard;
  lambda = createLambda({ env, print: (line) => lines.push(line), open: (...args) => open(...args) });
});

/** The event that a distribution and an HTTP API make from a viewer's request. */
const event = (change: Partial<HttpEvent> & { method?: string } = {}): HttpEvent => {
  const { method = "GET", headers = {}, ...rest } = change;
  return {
    version: "2.0",
    rawPath: "/api/v1/catalog",
    rawQueryString: "",
    isBase64Encoded: false,
    requestContext: { http: { method } },
    stageVariables: { origin_secret_now: now, origin_secret_next: next },
    ...rest,
    headers: {
      host: "abc.execute-api.eu-central-1.amazonaws.com",
      "x-forwarded-for": "203.0.113.66, 130.176.0.1",
      "x-origin-secret": now,
      "x-tailboard-kind": "site",
      "x-viewer-address": "198.51.100.7",
      ...headers,
    },
  };
};
const ask = async (change: Parameters<typeof event>[0] = {}, alias = "live"): Promise<HttpResult> => {
  const result = await lambda(event(change), called(alias));
  if (result === null) throw new TypeError("A request has an answer");
  return result;
};
const codeOf = ({ body }: HttpResult): unknown => (JSON.parse(body) as { code?: unknown }).code;
const staging = { "x-tailboard-kind": "staging" };
const dashboard = { "x-tailboard-kind": "dashboard" };

describe("the admission of requests", () => {
  it.each([
    ["no secret", { "x-origin-secret": "" }],
    ["another secret", { "x-origin-secret": `${now}x` }],
    ["the secret in another case", { "x-origin-secret": now.toUpperCase() }],
    ["a kind that there is not", { "x-tailboard-kind": "shop" }],
    ["staging's calls on the live stage", staging],
  ])("refuses %s", async (_, headers) => {
    const answer = await ask({ headers });
    expect([answer.statusCode, codeOf(answer)]).toEqual([421, "unknown_host"]);
    expect(lines).toEqual([]);
  });

  it("refuses every request if no secret is set", async () => {
    for (const stageVariables of [undefined, {}, { origin_secret_now: "" }, { origin_secret_now: "short" }])
      for (const secret of ["", "short", "undefined"]) {
        const { stageVariables: _, ...rest } = event({ headers: { "x-origin-secret": secret } });
        const answer = await lambda(
          { ...rest, ...(stageVariables === undefined ? {} : { stageVariables }) },
          called("live"),
        );
        expect(answer?.statusCode).toBe(421);
      }
  });

  it("accepts the old and the new secret during a rotation", async () => {
    for (const secret of [now, next])
      expect((await ask({ headers: { "x-origin-secret": secret } })).statusCode).toBe(200);
  });

  it("keeps live requests out of the preview store", async () => {
    expect((await ask({}, "preview")).statusCode).toBe(421);
    expect((await ask({ headers: staging }, "preview")).statusCode).toBe(200);
  });

  it("gives each distribution its own calls", async () => {
    const board = { rawPath: "/api/v1/board", rawQueryString: "day=2026-11-27" };
    expect((await ask(board)).statusCode).toBe(404);
    expect((await ask({ ...board, headers: dashboard })).statusCode).toBe(401);
    expect((await ask({ headers: dashboard })).statusCode).toBe(404);
    expect((await ask({ ...board, headers: staging }, "preview")).statusCode).toBe(401);
  });
});

describe("a request", () => {
  it("keeps its bearer token", async () => {
    const path = { rawPath: "/api/v1/tracking" };
    expect(codeOf(await ask(path))).toBe("token_required");
    expect(codeOf(await ask({ ...path, headers: { authorization: `Bearer ${"a".repeat(32)}` } }))).toBe(
      "tracking_not_found",
    );
  });

  it("keeps its cookies, and each response cookie stays separate", async () => {
    open = async (...args) => {
      const tailboard = await openTailboard(...args);
      await addOwner(tailboard);
      return tailboard;
    };
    const origin = { origin: env.TAILBOARD_DASHBOARD_URL };
    const signedIn = await ask({
      method: "POST",
      rawPath: "/api/v1/session",
      headers: { ...dashboard, ...origin, "content-type": "application/json" },
      body: Buffer.from(JSON.stringify({ login: "ana", password })).toString("base64"),
      isBase64Encoded: true,
    });
    expect(signedIn.statusCode).toBe(200);
    expect(signedIn.headers).not.toHaveProperty("set-cookie");
    const [cookie = ""] = signedIn.cookies ?? [];
    expect(cookie).toMatch(
      /^__Host-tailboard_session=[\w-]{43}; Max-Age=\d+; Path=\/; HttpOnly; Secure; SameSite=Strict$/,
    );

    const session = cookie.split(";")[0] ?? "";
    const jobs = { rawPath: "/api/v1/jobs", headers: dashboard };
    expect((await ask(jobs)).statusCode).toBe(401);
    expect((await ask({ ...jobs, cookies: ["theme=dark", session] })).statusCode).toBe(200);
    const out = { method: "DELETE", rawPath: "/api/v1/session", cookies: [session] };
    expect(codeOf(await ask({ ...out, headers: { ...dashboard, origin: "https://elsewhere.example.com" } }))).toBe(
      "cross_origin",
    );
    expect((await ask({ ...out, headers: { ...dashboard, ...origin } })).statusCode).toBe(204);
  });

  it("does not decide the links, which use the addresses in the environment", async () => {
    await confirm();
    const answer = await ask({ ...booking(), headers: { ...booking().headers, host: "evil.example.com" } });
    expect(answer.statusCode).toBe(201);
    expect(JSON.parse(answer.body)).toMatchObject({
      tracking_url: expect.stringMatching(/^https:\/\/book\.example\.com\/track\/#[\w-]{32}$/),
    });
    const staged = await ask(
      { rawPath: "/api/v1/catalog", headers: { ...staging, host: "evil.example.com" } },
      "preview",
    );
    expect(staged.body).not.toContain("evil");
  });

  it("has the client address that the edge saw, not one that the viewer sent", async () => {
    await confirm();
    const book = (address: string, forged: string) =>
      ask({ ...booking(), headers: { ...booking().headers, "x-viewer-address": address, "x-forwarded-for": forged } });
    const firstRefused = async () => {
      for (let at = 1; at <= 100; at += 1)
        if ((await book("198.51.100.7", `203.0.113.${at}`)).statusCode === 429) return at;
      return null;
    };
    // Five bookings get openings, the next ones wait for approval, and one more is refused. Forged addresses have no separate budget.
    expect(await firstRefused()).toBe(bookingBudgets.requests.most + 6);
    expect((await book("198.51.100.8", "198.51.100.7")).statusCode).toBe(201);
  });

  it("keeps its path as sent, and a path with `..` gives 404", async () => {
    for (const rawPath of [
      "/api/../healthz2",
      "/api/v1/catalog%2f",
      "/api/v1/?x",
      "/api/v1/#x",
      "/\\evil.example.com/api",
    ])
      expect((await ask({ rawPath })).statusCode).toBe(404);
  });

  it("is refused if its body is too large or not JSON", async () => {
    const post = (body: string, type = "application/json") =>
      ask({ ...booking(), headers: { ...booking().headers, "content-type": type }, body });
    expect((await post("{")).statusCode).toBe(400);
    expect((await post("a=b", "application/x-www-form-urlencoded")).statusCode).toBe(415);
    expect((await post(JSON.stringify({ a: "x".repeat(70_000) }))).statusCode).toBe(413);
  });

  it("cannot book in a fresh store", async () => {
    expect(await ask(booking())).toMatchObject({ statusCode: 422, body: expect.stringContaining('"closed"') });
  });
});

describe("a fault", () => {
  it("of a store that does not open gives 503 without details, and the next request tries again", async () => {
    open = () => Promise.reject(new Error("AccessDenied for arn:aws:s3:::acme-state"));
    const answer = await ask();
    expect(answer).toMatchObject({ statusCode: 503, headers: { "retry-after": "2" } });
    expect(codeOf(answer)).toBe("store_unavailable");
    expect(answer.body).not.toMatch(/acme|Access/);
    expect(lines).toEqual([
      expect.objectContaining({ fault: "Error", where: expect.stringMatching(/lambda\.test\.ts:\d+:\d+$/) }),
    ]);
    expect(JSON.stringify(lines)).not.toMatch(/acme|Access/);
    open = openTailboard;
    expect((await ask()).statusCode).toBe(200);
  });

  it("outside the App gives a problem without a stack", async () => {
    const answer = await ask({ method: "not a method" });
    expect([answer.statusCode, codeOf(answer)]).toEqual([500, "internal"]);
    expect(answer.body).not.toMatch(/\bat |Error|\.ts/);
  });

  it("is thrown for a call without an alias", async () => {
    const context = { invokedFunctionArn: "arn:aws:lambda:eu-central-1:123456789012:function:acme-api" };
    await expect(lambda(event(), context)).rejects.toThrow("alias");
  });
});

describe("the tick of each minute", () => {
  const tick = { tailboard: "tick" };

  it("does the waiting work and logs how much is left", async () => {
    expect(await lambda(tick, called("live"))).toBeNull();
    expect(lines).toEqual([
      {
        at: expect.any(String),
        tick: "live",
        outbox_waiting: 0,
        sent: 0,
        parked: 0,
        channel_failing: 0,
        ms: expect.any(Number),
        code: null,
      },
    ]);
  });

  it("logs a store that cannot be opened, and throws nothing", async () => {
    open = () => Promise.reject(new Error("secret"));
    expect(await lambda(tick, called("preview"))).toBeNull();
    expect(lines).toEqual([
      expect.objectContaining({ fault: "Error" }),
      {
        at: expect.any(String),
        tick: "preview",
        outbox_waiting: null,
        sent: null,
        parked: null,
        channel_failing: null,
        ms: expect.any(Number),
        code: "store_unavailable",
      },
    ]);
    expect(JSON.stringify(lines)).not.toContain("secret");
  });
});

const password = "four words in a row";

const addOwner = async ({ app }: Awaited<ReturnType<typeof openTailboard>>) => {
  const answer = await app(["dashboard"], () => undefined).fetch(
    new Request("https://office.example.com/api/v1/users", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ name: "Ana", login: "ana", role: "owner", password }),
    }),
    { clientAddress: "", principal: { role: "owner", name: "Ana", crew: null } },
  );
  expect(answer.status).toBe(201);
};

/** Opens a store whose owner has confirmed the settings. */
const confirm = async () => {
  const opened = await openTailboard(
    {
      port: 0,
      host: null,
      store: { kind: "memory" },
      publicStore: { kind: "memory" },
      snapshots: null,
      siteUrl: null,
      stagingUrl: null,
      dashboardUrl: null,
      proxies: [],
      plainHttp: false,
      limits: true,
      clockOffsetSeconds: 0,
      providers: null,
    },
    { urls: { site: env.TAILBOARD_SITE_URL, dashboard: env.TAILBOARD_DASHBOARD_URL }, onFault: () => undefined },
  );
  await opened.services.settings.change((settings) => ({
    ...settings,
    sample: false,
    services: settings.services.map((service) => ({ ...service, needs_window: false })),
  }));
  open = () => Promise.resolve(opened);
};

let keys = 0;
/** Without a day, so it uses no opening and the test does not depend on the calendar. */
const booking = () => ({
  method: "POST",
  rawPath: "/api/v1/bookings",
  headers: {
    "content-type": "application/json",
    "idempotency-key": createHash("md5")
      .update(String((keys += 1)))
      .digest("hex"),
  },
  body: JSON.stringify({
    service: "trailer-15",
    customer: { name: "Mark", email: `mark-${keys}@example.com` },
    location: { street: "Soderblom Ave", city: "San Diego", state: "CA", postal_code: "92122" },
    terms_accepted: true,
    filled_in_ms: 9_000,
  }),
});
