import type { Browser, Page } from "@playwright/test";
import { afterAll, afterEach, beforeAll, beforeEach, expect } from "vitest";
import { problemSchema } from "../../http/description.ts";
import { problems } from "../../http/problem.ts";
import { launchBrowser, visit, type Visit, type VisitOptions } from "./browser.ts";
import { startTestServer, type TestServer } from "./test-server.ts";

type Settings = Record<"business" | "booking" | "hours", Record<string, unknown>> & {
  rev: number;
  crews: unknown;
  services: Record<string, unknown>[];
};

const everyDay = [
  { start: "08:00", end: "12:00", capacity: 3 },
  { start: "12:00", end: "16:00", capacity: 3 },
];

/** Changes the settings through the API, as the Settings page does. */
export const changeSettings = async (server: TestServer, change: (now: Settings) => object): Promise<void> => {
  const now = (await server.api("GET", "/api/v1/settings")) as Settings;
  const { rev, crews: _crews, ...settings } = now;
  await server.api("PUT", "/api/v1/settings", { ...settings, ...change(now) }, { "if-match": `"${rev}"` });
};

/** Gives the business a name, a phone and openings on every day. */
export const openBusiness = (server: TestServer, change: (now: Settings) => object = () => ({})): Promise<void> =>
  changeSettings(server, (now) => ({
    business: { ...now.business, name: "Coastline Hauling", phone: "+16195550142", time_zone: "America/Los_Angeles" },
    hours: Object.fromEntries(Object.keys(now.hours).map((weekday) => [weekday, everyDay])),
    sample: false,
    ...change(now),
  }));

export interface InjectedProblem {
  code: keyof typeof problems;
  detail?: string;
  retry_after?: number;
  facts?: Record<string, unknown>;
}

/**
 * Answers the next call with a problem before it reaches the real server. Only for problems that are rare or need load.
 * If a test can make the server itself refuse, it does that instead.
 */
export const refuseNext = (
  page: Page,
  path: string,
  { code, detail, retry_after, facts }: InjectedProblem,
): Promise<unknown> => {
  const { status, title } = problems[code];
  return page.route(
    `**/api/v1${path}`,
    (route) =>
      route.fulfill({
        status,
        contentType: "application/problem+json",
        headers: retry_after === undefined ? {} : { "retry-after": String(retry_after) },
        body: JSON.stringify(
          problemSchema.parse({
            type: `/problems/${code}`,
            title,
            status,
            code,
            detail: detail ?? title,
            request_id: "refused-at-the-edge",
            ...facts,
          }),
        ),
      }),
    { times: 1 },
  );
};

/** Starts a whole server with its own store for each test of a file, and closes the pages that the test opened. */
export const useCustomerPages = () => {
  let browser: Browser;
  let server: TestServer;
  let open: Visit[] = [];
  beforeAll(async () => {
    browser = await launchBrowser();
  });
  afterAll(() => browser.close());
  beforeEach(async () => {
    server = await startTestServer();
    await openBusiness(server);
  });
  afterEach(async () => {
    try {
      for (const one of open) await one.end();
      expect(server.faults).toEqual([]);
    } finally {
      open = [];
      await server.close();
    }
  });
  return {
    server: () => server,
    browser: () => browser,
    /** Opens a page of the site. */
    start: async (path = "/book/", options: VisitOptions = {}): Promise<Visit> => {
      const one = await visit(browser, options);
      open.push(one);
      await one.page.goto(server.served.site + path);
      return one;
    },
    /** Opens a blank page, for tests that prepare something before the site opens. */
    blank: async (options: VisitOptions = {}): Promise<Visit> => {
      const one = await visit(browser, options);
      open.push(one);
      return one;
    },
  };
};

/** True if a control or a heading of the page has the focus. */
export const hasFocus = (page: Page): Promise<boolean> =>
  page.evaluate(() => document.activeElement !== null && document.activeElement !== document.body);
