import type { Browser } from "@playwright/test";
import { afterAll, afterEach, beforeAll, beforeEach, expect } from "vitest";
import { launchBrowser, visit, type Visit, type VisitOptions } from "./browser.ts";
import { startTestServer, type TestServer } from "./test-server.ts";

/**
 * Starts a server for each test of a file and calls `prepare` with it. Closes the pages that the test opened. Fails the
 * test for any unexpected error in a page or the server.
 */
export const useTestServer = (prepare: (server: TestServer) => Promise<void>) => {
  let browser: Browser;
  let server: TestServer;
  let open: Visit[] = [];

  beforeAll(async () => {
    browser = await launchBrowser();
  });
  afterAll(() => browser.close());
  beforeEach(async () => {
    server = await startTestServer();
    await prepare(server);
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

  const opened = async (options: VisitOptions = {}): Promise<Visit> => {
    const one = await visit(browser, { size: "desktop", ...options });
    open.push(one);
    return one;
  };
  const signedIn = async (login: string, options: VisitOptions = {}): Promise<Visit> => {
    const one = await opened(options);
    await server.signIn(one, login);
    return one;
  };
  return { opened, signedIn };
};
