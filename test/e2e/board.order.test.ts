import type { Browser, Page } from "@playwright/test";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { launchBrowser } from "./browser.ts";
import type { TestServer } from "./test-server.ts";
import { card, cell, endWorkingDay, lane, morning, openBoard, startWorkingDay } from "./working-day.ts";

/** Putting the stops of a crew in order: by keys, by the menu of a card, by mouse and by finger. */
let browser: Browser;
let server: TestServer;

beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());
beforeEach(async () => {
  server = await startWorkingDay("ana", "bea");
  return () => endWorkingDay(server);
});

const order = (page: Page) => lane(page, "crew-1").locator(".card-who").allTextContents();
const threeStops = async () => {
  const names = new Map<string, string>();
  for (const name of ["Mark", "Maria", "Okafor"]) names.set(await server.createJob(name), name);
  // Without a chosen order, the ids decide.
  return [...names].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([id, name]) => ({ id, name }));
};

describe("the order of a lane", () => {
  it("changes by Alt and an arrow, is announced, reaches other windows, and is undone", async () => {
    const [first, second, third] = await threeStops();
    if (first === undefined || second === undefined || third === undefined) throw new Error("Three stops were made");
    const one = await openBoard(browser, server);
    const other = await openBoard(browser, server, "bea");
    const { page } = one;
    await expect.poll(() => order(page)).toEqual([first.name, second.name, third.name]);
    await card(page, third.id).locator(".card-open").focus();
    await page.keyboard.press("Alt+ArrowUp");
    const speech = page.locator('[aria-live="assertive"]');
    await expect.poll(() => speech.textContent()).toBe(`${third.name} is stop 2 of 3.`);
    await expect.poll(() => order(page)).toEqual([first.name, third.name, second.name]);
    await expect.poll(() => order(other.page), { timeout: 10_000 }).toEqual([first.name, third.name, second.name]);
    await one.checkAccessibility();
    // The focus stays on the card, and its number follows.
    expect(await page.evaluate(() => document.activeElement?.getAttribute("data-key"))).toContain(third.id);
    expect(await card(page, third.id).locator(".disc").textContent()).toBe("Stop 2");
    await page.keyboard.press("Alt+ArrowUp");
    await expect.poll(() => order(page)).toEqual([third.name, first.name, second.name]);
    await expect.poll(() => speech.textContent()).toBe(`${third.name} is stop 1 of 3.`);
    await page.keyboard.press("Alt+ArrowUp");
    await expect.poll(() => speech.textContent()).toBe(`${third.name} is the first stop already.`);
    await page.keyboard.press("z");
    await expect.poll(() => order(page)).toEqual([first.name, third.name, second.name]);
    await other.end();
    await one.end();
  }, 90_000);

  it("changes from the menu of a card and by dragging over another card", async () => {
    const [first, second, third] = await threeStops();
    if (first === undefined || second === undefined || third === undefined) throw new Error("Three stops were made");
    const one = await openBoard(browser, server);
    const { page } = one;
    await card(page, first.id).hover();
    await page.getByRole("button", { name: `Assign or move ${first.name}` }).click();
    await page.getByRole("menuitem", { name: /^One stop later/ }).click();
    await expect.poll(() => order(page)).toEqual([second.name, first.name, third.name]);
    await page.getByText(`${first.name} is stop 2 of 3.`).first().waitFor();
    await card(page, third.id).hover();
    await page.mouse.down();
    // The drag code loads with the first drag, so move until the slot is there.
    const slot = cell(page, "crew-1", morning).locator(".slot");
    for (let tries = 0; tries < 100 && (await slot.count()) === 0; tries += 1) {
      await card(page, second.id).hover({ position: { x: 4 + (tries % 2), y: 4 } });
    }
    await slot.waitFor();
    await page.mouse.up();
    await expect.poll(() => order(page)).toEqual([third.name, second.name, first.name]);
    await one.end();
  }, 90_000);
});
