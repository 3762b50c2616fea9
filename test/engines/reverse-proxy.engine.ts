import { once } from "node:events";
import type { IncomingMessage } from "node:http";
import { request } from "node:https";
import { mkdtempSync } from "node:fs";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { createInterface } from "node:readline";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { addDays } from "../../domain/day.ts";
import { openTerminal, type TestTerminal } from "../../cli/test-terminal.ts";
import { Children, freePorts } from "../../scripts/engine/children.ts";
import { variableOf } from "../../scripts/engine/engine.ts";
import { names, startCaddy, startNginx } from "./start-proxy.ts";

// Customers and staff reach a real server through a real reverse proxy with TLS. Each client has its own loopback address
// (127.0.0.2 and up), and the proxy is 127.0.0.1.
const proxies = [
  { name: "caddy", start: startCaddy },
  { name: "nginx", start: startNginx },
];

for (const { name, start } of proxies) {
  const program = process.env[variableOf(name)];
  if (program === undefined) {
    test.skip(`${name}: ${process.env[`${variableOf(name)}_MISSING`] ?? "run npm run test:engines"}`);
    continue;
  }

  describe(`behind ${name}`, () => {
    let place: Place;
    const open = async (more: Record<string, string | undefined>) => {
      place = await openPlace({ program, start, more });
    };
    const ask = (...args: Parameters<Place["ask"]>) => place.ask(...args);

    describe("a trusted proxy", () => {
      beforeAll(() => open({ TAILBOARD_TRUST_PROXY: "127.0.0.1" }));
      afterAll(() => place.close());

      test("answers each origin by its own name, with links to it", async () => {
        expect((await ask("site", "/book/")).status).toBe(200);
        expect((await ask("dashboard", "/")).status).toBe(200);
        expect((await ask("staging", "/book/")).status).toBe(404);
        const secret = new URL(place.ready.preview).hash.replace("#preview=", "");
        const opened = await ask("staging", "/book/", { headers: { cookie: `tailboard_preview=${secret}` } });
        expect(opened.status).toBe(200);
        expect(place.ready.preview).toMatch(new RegExp(`^https://${names.staging}:`));
      });

      test("counts twelve customers as twelve addresses with separate limits", async () => {
        for (let at = 2; at < 14; at += 1) {
          const answer = await place.book(`127.0.0.${at}`, at);
          expect(answer.status).toBe(201);
          expect(answer.json()).toMatchObject({ job: { visits: [{ day: days[at] }] } });
        }
      });

      test("limits an address that keeps booking with forged X-Forwarded-For headers, and no other", async () => {
        const forged = (at: number) => ({ "x-forwarded-for": `203.0.113.${at}` });
        const outcome = await place.untilLimited((at) => place.book("127.0.0.20", 100 + at, forged(at)));
        expect(outcome).toBe("limited");
        expect((await place.book("127.0.0.20", 190, { "x-forwarded-for": "127.0.0.1, 198.51.100.7" })).status).toBe(
          429,
        );
        expect((await place.book("127.0.0.21", 191)).status).not.toBe(429);
      });

      test("lets the owner sign in while another address sends wrong passwords", async () => {
        const wrong = () => place.signIn("127.0.0.30", "a wrong password, again");
        expect(await place.untilLimited(wrong)).toBe("limited");
        expect((await place.signIn("127.0.0.30", password)).status).toBe(429);
        expect((await place.signIn("127.0.0.31", password)).status).toBe(200);
      });

      test("sets a secure session cookie that signs in", async () => {
        const answer = await place.signIn("127.0.0.32", password);
        const [cookie = ""] = answer.headers["set-cookie"] ?? [];
        expect(cookie).toMatch(/^__Host-tailboard_session=.*; Path=\/; HttpOnly; Secure; SameSite=Strict$/i);
        const signedIn = { headers: { cookie: cookie.split(";")[0] ?? "" } };
        expect((await ask("dashboard", "/api/v1/session", signedIn)).json()).toMatchObject({ user: { name: "Ana" } });
        expect((await ask("dashboard", "/api/v1/jobs", signedIn)).status).toBe(200);
      });
    });

    describe("a proxy that is not listed", () => {
      beforeAll(() => open({}));
      afterAll(() => place.close());

      test("ignores the header, so all customers share the proxy's limit", async () => {
        const outcome = await place.untilLimited((at) =>
          place.book(`127.0.0.${at + 2}`, at, { "x-forwarded-for": `203.0.113.${at}` }),
        );
        expect(outcome).toBe("limited");
      });
    });
  });
}

/** Bookable days: Tuesdays to Saturdays of eight weeks. */
const days = Array.from({ length: 8 * 7 }, (_, at) => addDays("2026-11-24", at)).filter((_, at) => at % 7 < 5);

const password = "a password of some length";

type Place = Awaited<ReturnType<typeof openPlace>>;

const openPlace = async ({
  program,
  start,
  more,
}: {
  program: string;
  start: typeof startCaddy;
  more: Record<string, string | undefined>;
}) => {
  const terminal: TestTerminal = await openTerminal();
  const children = new Children();
  const [port = 0] = await freePorts(1);
  const urlOf = (origin: keyof typeof names) => `https://${names[origin]}:${port}`;
  const env = {
    TAILBOARD_SITE_URL: urlOf("site"),
    TAILBOARD_STAGING_URL: urlOf("staging"),
    TAILBOARD_DASHBOARD_URL: urlOf("dashboard"),
    ...more,
  };
  await terminal.run(["settings", "confirm"], env);
  const user = ["users", "add", "--role", "owner", "--name", "Ana", "--login", "ana", "--password-stdin"];
  await terminal.run(user, env, password);
  const server = terminal.start(["serve", "--json"], env);
  const [line] = (await once(createInterface({ input: server.stdout }), "line")) as [string];
  const ready = JSON.parse(line) as Ready;
  const folder = mkdtempSync(join(terminal.folder, "proxy-"));
  const ca = await start({ program, folder, port, local: ready.local, children });

  const ask = async (origin: keyof typeof names, path: string, options: AskOptions = {}): Promise<Answer> => {
    const { method = "GET", headers = {}, body, from = "127.0.0.40" } = options;
    const host = `${names[origin]}:${port}`;
    const asked = request({
      host: "127.0.0.1",
      servername: names[origin],
      localAddress: from,
      agent: false,
      port,
      path,
      method,
      ca,
      headers: { host, ...(body === undefined ? {} : { "content-type": "application/json" }), ...headers },
    });
    const [answer] = (await once(asked.end(body), "response")) as [IncomingMessage];
    const read = await text(answer);
    return { status: answer.statusCode ?? 0, headers: answer.headers, json: () => JSON.parse(read) };
  };
  /** A different day for each key, so that no window fills. */
  const book = (from: string, key: number, headers: Record<string, string> = {}) =>
    ask("site", "/api/v1/bookings", {
      method: "POST",
      from,
      headers: { "idempotency-key": `proxy-test-key-${String(key).padStart(6, "0")}`, ...headers },
      body: JSON.stringify({
        service: "single-item",
        items: [{ id: "sofa" }],
        day: days[key % days.length],
        window: { start: "08:00", end: "12:00" },
        customer: { name: "Mark", email: `mark${key}@example.com` },
        location: { street: "Soderblom Ave", city: "San Diego", state: "CA", postal_code: "92122" },
        terms_accepted: true,
      }),
    });
  const signIn = (from: string, typed: string) =>
    ask("dashboard", "/api/v1/session", {
      method: "POST",
      from,
      headers: { origin: urlOf("dashboard") },
      body: JSON.stringify({ login: "ana", password: typed }),
    });
  const untilLimited = async (act: (at: number) => Promise<Answer>): Promise<"limited" | "never"> => {
    for (let at = 0; at < 80; at += 1) if ((await act(at)).status === 429) return "limited";
    return "never";
  };
  const close = async () => {
    await children.stop();
    const gone = once(server, "exit");
    server.kill("SIGTERM");
    await gone;
    await terminal.close();
  };
  return { ready, ask, book, signIn, untilLimited, close };
};

interface Ready {
  preview: string;
  local: Record<keyof typeof names, string>;
}

interface AskOptions {
  method?: string;
  headers?: Record<string, string>;
  body?: string;
  /** The client's own address. */
  from?: string;
}

interface Answer {
  status: number;
  headers: IncomingMessage["headers"];
  json(): Record<string, unknown>;
}
