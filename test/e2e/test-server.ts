import { readConfig } from "../../main/config.ts";
import { serve, type Served } from "../../main/serve.ts";
import { ensureSetupLink } from "../../main/setup-link.ts";
import { withPlainTrailer } from "../harness/plain-trailer.ts";
import type { Visit } from "./browser.ts";

export const password = "four words in a row";

/** A whole server on three free ports. Tests act as the office through `api`, beside the people in browsers. */
export interface TestServer {
  served: Served;
  /** The one-time link. Throws if there is an owner. */
  setupLink(): Promise<string>;
  /** Calls the API as an owner. Throws if the API refuses. */
  api(method: string, path: string, body?: object, headers?: Record<string, string>): Promise<unknown>;
  addPerson(role: "owner" | "dispatcher" | "crew", login: string, crew?: string): Promise<string>;
  /** Today in the business's time zone. */
  today(): Promise<string>;
  /** Creates a job for `crew-1` today, with the given changes. Returns its id. */
  createJob(name: string, change?: object): Promise<string>;
  /** The events of a job, in order. */
  history(id: string): Promise<string[]>;
  signIn(visit: Visit, login: string, secret?: string): Promise<void>;
  /** Signs in without a page. Returns the session cookie for a browser context. */
  cookieOf(login: string): Promise<{ name: string; value: string; url: string }>;
  /** How many calls have come over the network so far. */
  requests(): number;
  faults: unknown[];
  close(): Promise<void>;
}

/** In a store without settings of its own, the trailer becomes a plain service. `env` overrides the configuration, for example the store or the clock. */
export const startTestServer = async (env: Record<string, string> = {}): Promise<TestServer> => {
  const faults: unknown[] = [];
  let requests = 0;
  // One session per login, because an address may try to sign in only thirty times in ten minutes.
  const cookies = new Map<string, { name: string; value: string; url: string }>();
  const served = await serve(readConfig({ PORT: "0", TAILBOARD_STORE: "memory:", TAILBOARD_LIMITS: "off", ...env }), {
    log: () => void (requests += 1),
    onFault: (error) => faults.push(error),
  });
  await plainTrailer(served);
  const app = served.tailboard.app(["site", "dashboard"], () => {});
  const principal = { role: "owner", name: "Ana", crew: null } as const;
  const api: TestServer["api"] = async (method, path, body, headers = {}) => {
    const response = await app.fetch(
      new Request(`http://localhost${path}`, {
        method,
        headers: { ...(body === undefined ? {} : { "content-type": "application/json" }), ...headers },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      }),
      { clientAddress: "127.0.0.1", principal },
    );
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
    return text === "" ? null : JSON.parse(text);
  };
  const server: TestServer = {
    served,
    faults,
    requests: () => requests,
    api,
    setupLink: async () => {
      const link = await ensureSetupLink(served.tailboard.services, served.dashboard);
      if (link === null) throw new Error("There is an owner already");
      return link;
    },
    addPerson: async (role, login, crew) => {
      const body = { name: login, login, role, password, ...(crew === undefined ? {} : { crew }) };
      const { id } = (await api("POST", "/api/v1/users", body)) as { id: string };
      return id;
    },
    today: async () => ((await api("GET", "/api/v1/board")) as { today: string }).today,
    createJob: async (name, change = {}) => {
      const body = {
        service: "trailer-15",
        day: await server.today(),
        window: { start: "08:00", end: "12:00" },
        crew: "crew-1",
        customer: { name, phone: "(619) 555-0142" },
        location: { street: "3310 Marlborough Ave", city: "San Diego", state: "CA", postal_code: "92104" },
        ...change,
      };
      const { id } = (await api("POST", "/api/v1/jobs", body)) as { id: string };
      return id;
    },
    history: async (id) => {
      const { history } = (await api("GET", `/api/v1/jobs/${id}`)) as { history: { what: string }[] };
      return history.map(({ what }) => what);
    },
    signIn: async ({ page }, login, secret = password) => {
      await page.goto(`${served.dashboard}/`);
      await page.fill('[name="login"]', login);
      await page.fill('[name="password"]', secret);
      await page.getByRole("button", { name: "Sign in" }).click();
    },
    cookieOf: async (login) => {
      const known = cookies.get(login);
      if (known !== undefined) return known;
      const url = served.dashboard;
      const answer = await fetch(`${url}/api/v1/session`, {
        method: "POST",
        headers: { "content-type": "application/json", origin: url },
        body: JSON.stringify({ login, password }),
      });
      const [, name, value] = /^([^=]+)=([^;]+)/.exec(answer.headers.get("set-cookie") ?? "") ?? [];
      if (name === undefined || value === undefined) throw new Error(`Signing in was answered ${answer.status}`);
      const cookie = { name, value, url };
      cookies.set(login, cookie);
      return cookie;
    },
    close: () => served.close(),
  };
  return server;
};

const plainTrailer = async ({ tailboard }: Served): Promise<void> => {
  const { settings } = tailboard.services;
  const now = await settings.read();
  if (now.rev === 0) await settings.adopt(withPlainTrailer(now));
};
