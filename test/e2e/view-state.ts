import type { Browser, Page, Route } from "@playwright/test";
import { expect } from "vitest";
import { visit } from "./browser.ts";
import type { TestServer } from "./test-server.ts";

/** A state that a view can be in, and the way there. */
export interface ViewState {
  name: string;
  /** Where in the dashboard it is opened. */
  path: string;
  /** Refusals that this state is made of, as in `Visit.expectTrouble`. */
  trouble?: (string | RegExp)[];
  /** Before the page is opened: what its calls are answered. */
  before?: (page: Page) => Promise<unknown>;
  /** From the opened page to the state; it waits until the state is there. */
  walk: (page: Page) => Promise<unknown>;
}

/**
 * Opens a view in a state and looks at it four times: on a desk and on a phone, light and dark. Each time axe-core
 * finds nothing, and nothing is wider than the window.
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
    // The dark is the same page in other colours.
    await page.emulateMedia({ colorScheme: "dark" });
    await one.checkAccessibility("color-contrast");
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
  }
  // A small desk, where a sheet leaves a lane the least: no card reaches out of its cell.
  await page.setViewportSize({ width: 1200, height: 800 });
  const cells = await page
    .locator(".cell")
    .evaluateAll((all) => all.map(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth));
  expect(Math.max(0, ...cells)).toBe(0);
  await page.unrouteAll({ behavior: "ignoreErrors" });
  await one.end();
};

/** A call that is never answered. */
export const hold = (page: Page, path: string) => page.route(path, () => {});
export const fail = (page: Page, path: string) => page.route(path, refuse);
/** As the server says it when its store does not answer. */
const refuse = (route: Route) =>
  route.fulfill({
    status: 503,
    contentType: "application/problem+json",
    body: '{"code":"store_unavailable","status":503}',
  });
