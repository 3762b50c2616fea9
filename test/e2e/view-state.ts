import type { Browser, Page, Route } from "@playwright/test";
import { expect } from "vitest";
import { visit } from "./browser.ts";
import type { TestServer } from "./test-server.ts";

/** A state of a page, and how to get there. */
export interface ViewState {
  name: string;
  /** The path in the dashboard. */
  path: string;
  /** The errors that belong to this state, as in `Visit.expectTrouble`. */
  trouble?: (string | RegExp)[];
  /** Runs before the page opens, to answer its calls. */
  before?: (page: Page) => Promise<unknown>;
  /** Leads from the opened page to the state, and waits for it. */
  walk: (page: Page) => Promise<unknown>;
}

/**
 * Opens a page in a state and checks it on desktop and phone, light and dark: axe-core finds nothing, and nothing is
 * wider than the window.
 */
export const checkState = async (
  browser: Browser,
  server: TestServer,
  state: ViewState,
  login?: string,
): Promise<void> => {
  const one = await visit(browser, { size: "desktop" });
  one.expectTrouble(...(state.trouble ?? []));
  if (login !== undefined) await one.context.addCookies([await server.cookieOf(login)]);
  const { page } = one;
  await state.before?.(page);
  await page.goto(`${server.served.dashboard}${state.path}`);
  await state.walk(page);
  for (const [width, height] of [
    [1440, 900],
    [390, 844],
  ] as const) {
    await page.setViewportSize({ width, height });
    await page.emulateMedia({ colorScheme: "light" });
    await one.checkAccessibility();
    // Dark mode changes only colors, so check only contrast.
    await page.emulateMedia({ colorScheme: "dark" });
    await one.checkAccessibility("color-contrast");
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
  }
  // A small desktop, where a panel leaves the least room for lanes: no card may overflow its cell.
  await page.setViewportSize({ width: 1200, height: 800 });
  const cells = await page
    .locator(".cell")
    .evaluateAll((all) => all.map(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth));
  expect(Math.max(0, ...cells)).toBe(0);
  await page.unrouteAll({ behavior: "ignoreErrors" });
  await one.end();
};

/** Never answers calls to this path. */
export const hold = (page: Page, path: string) => page.route(path, () => {});
export const fail = (page: Page, path: string) => page.route(path, refuse);
/** The server's answer when its store does not answer. */
const refuse = (route: Route) =>
  route.fulfill({
    status: 503,
    contentType: "application/problem+json",
    body: '{"code":"store_unavailable","status":503}',
  });
