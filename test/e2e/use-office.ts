import type { Browser } from "@playwright/test";
import { afterAll, afterEach, beforeAll, beforeEach, expect } from "vitest";
import { launchBrowser, visit, type Visit, type VisitOptions } from "./browser.ts";
import { startOffice, type Office } from "./office.ts";

/**
 * Gives each test of a file an office of its own, which `prepare` is told of before it begins. Whatever the test opens
 * is ended with it, and neither a page nor the server may have had a trouble that nobody named.
 */
export const useOffice = (prepare: (office: Office) => Promise<void>) => {
  let browser: Browser;
  let office: Office;
  let open: Visit[] = [];

  beforeAll(async () => {
    browser = await launchBrowser();
  });
  afterAll(() => browser.close());
  beforeEach(async () => {
    office = await startOffice();
    await prepare(office);
  });
  afterEach(async () => {
    try {
      for (const one of open) await one.end();
      expect(office.faults).toEqual([]);
    } finally {
      open = [];
      await office.close();
    }
  });

  const opened = async (options: VisitOptions = {}): Promise<Visit> => {
    const one = await visit(browser, { size: "desktop", ...options });
    open.push(one);
    return one;
  };
  const signedIn = async (login: string, options: VisitOptions = {}): Promise<Visit> => {
    const one = await opened(options);
    await office.signIn(one, login);
    return one;
  };
  return { opened, signedIn };
};
