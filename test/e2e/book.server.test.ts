import type { Browser } from "@playwright/test";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { launchBrowser, visit, type Size } from "./browser.ts";
import { changeSettings } from "./customer-pages.ts";
import { startTestServer, type TestServer } from "./test-server.ts";

let browser: Browser;
let server: TestServer;

beforeAll(async () => {
  browser = await launchBrowser();
  server = await startTestServer();
  // Only what was delivered can be picked up.
  await changeSettings(server, ({ services }) => ({
    services: services.map((one) => (one["id"] === "trailer-15" ? { ...one, visits: ["drop_off", "pickup"] } : one)),
  }));
});
afterAll(async () => {
  await browser.close();
  await server.close();
  expect(server.faults).toEqual([]);
});

describe.each<Size>(["phone", "desktop"])("on a %s, against the whole process", (size) => {
  it("books after a bad phone number, tracks, moves and presses ready after the drop-off", async () => {
    const { page, expectTrouble, end } = await visit(browser, { size });
    expectTrouble("422 /api/v1/bookings");
    await page.goto(`${server.served.site}/book/`);
    expect(await page.locator('meta[name="release"]').getAttribute("content")).toBe(server.served.release);
    await page.check('[value="trailer-15"]');
    await page.locator('[name="day"]:enabled').nth(1).check();
    await page.locator('[name="window"]:enabled').first().check();
    for (const [name, value] of Object.entries({
      "location.street": "Soderblom Ave",
      "location.city": "San Diego",
      "location.postal_code": "92122",
      "customer.name": "Mark",
      "customer.phone": "123",
    }))
      await page.fill(`[name="${name}"]`, value);
    await page.check('[name="terms_accepted"]');
    await page.click('button[type="submit"]');
    await page.locator('[data-error="customer.phone"]').waitFor();
    await page.fill('[name="customer.phone"]', "(619) 555-0142");
    await page.click('button[type="submit"]');
    await page.getByRole("link", { name: "Follow your job" }).click();
    await page.locator("main[data-status=booked]").waitFor();
    expect(page.url()).toMatch(/\/track\/#[\w-]{32}$/);
    await page.getByRole("button", { name: "Move", exact: true }).click();
    await page.locator('[name="day"]:enabled').nth(3).check();
    await page.locator('[name="window"]:enabled').last().check();
    await page.getByRole("button", { name: /^Move to/ }).click();
    await page.getByText("Moved to another time").waitFor();
    const { items } = (await server.api("GET", "/api/v1/jobs?status=booked")) as { items: { id: string }[] };
    expect(items).toHaveLength(1);
    for (const { id } of items)
      for (const state of ["en_route", "done"])
        await server.api("POST", `/api/v1/jobs/${id}/visits/v1/state`, { state });
    await page.getByRole("button", { name: "Ready for pickup" }).click();
    await page.getByRole("button", { name: "Tell them I’m ready" }).click();
    await page.locator("main[data-status=ready_for_pickup]").waitFor();
    // The published view says the same as the answer.
    await page.reload();
    await page.locator("main[data-status=ready_for_pickup]").waitFor();
    await end();
  });
});
