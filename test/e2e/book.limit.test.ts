import type { Browser } from "@playwright/test";
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from "vitest";
import { dayAfter } from "../../web/shared/format.ts";
import { launchBrowser, visit } from "./browser.ts";
import { openBusiness } from "./customer-pages.ts";
import { startTestServer, type TestServer } from "./test-server.ts";

/** The booking page of a server with limits on. */

let browser: Browser;
let server: TestServer;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());
beforeEach(async () => {
  server = await startTestServer({ TAILBOARD_LIMITS: "on" });
  await openBusiness(server);
});
afterEach(async () => {
  await server.close();
  expect(server.faults).toEqual([]);
});

const typed: Record<string, string> = {
  "location.street": "412 Soderblom Ave",
  "location.city": "San Diego",
  "location.state": "CA",
  "location.postal_code": "92122",
  "customer.name": "Mark Soderblom",
  "customer.phone": "(619) 555-0177",
};

it("refuses a fourth open booking of one phone, says why and whom to call, and keeps the form", async () => {
  const today = await server.today();
  for (const ahead of [2, 3, 4]) {
    const answer = await fetch(`${server.served.site}/api/v1/bookings`, {
      method: "POST",
      headers: { "content-type": "application/json", "idempotency-key": `open-booking-0000000${ahead}` },
      body: JSON.stringify({
        service: "trailer-15",
        day: dayAfter(today, ahead),
        window: { start: "08:00", end: "12:00" },
        customer: { name: "Mark", phone: "619-555-0177" },
        location: { street: "Soderblom Ave", city: "San Diego", state: "CA", postal_code: "92122" },
        terms_accepted: true,
      }),
    });
    expect(answer.status).toBe(201);
  }

  const { page, checkAccessibility, expectTrouble, end } = await visit(browser, { size: "phone" });
  expectTrouble("429 /api/v1/bookings");
  // The server refuses a form that is sent within seconds, because a person takes longer.
  await page.clock.install();
  await page.goto(`${server.served.site}/book/`);
  await page.check('[value="trailer-15"]');
  await page.locator('[name="day"]:enabled').nth(1).check();
  await page.locator('[name="window"]:enabled').first().check();
  for (const [name, value] of Object.entries(typed)) await page.fill(`[name="${name}"]`, value);
  await page.check('[name="terms_accepted"]');
  await page.clock.fastForward("02:00");
  const chosen = async () => ({
    day: await page.locator('[name="day"]:checked').inputValue(),
    window: await page.locator('[name="window"]:checked').inputValue(),
  });
  const before = await chosen();
  await page.click('button[type="submit"]');

  const reason = "You already have 3 open bookings under this phone number.";
  const notice = page.getByRole("alert").filter({ hasText: reason });
  await notice.waitFor();
  expect(await notice.textContent()).toBe(`${reason} To book another, call us at (619) 555-0142.`);
  for (const scheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme: scheme });
    await checkAccessibility();
  }
  for (const [name, value] of Object.entries(typed))
    expect(await page.inputValue(`[name="${name}"]`), name).toBe(value);
  expect(await page.isChecked('[name="terms_accepted"]')).toBe(true);
  expect(await chosen()).toEqual(before);

  // The limit is per phone: the same booking under another phone succeeds.
  await page.fill('[name="customer.phone"]', "(619) 555-0178");
  await page.click('button[type="submit"]');
  await page.getByRole("heading", { name: "You’re booked" }).waitFor();
  await end();
});
