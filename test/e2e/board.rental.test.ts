import type { Browser } from "@playwright/test";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { rentalRules } from "../../domain/price/price-book.fixture.ts";
import { dayAfter } from "../../web/shared/format.ts";
import { launchBrowser } from "./browser.ts";
import type { TestServer } from "./test-server.ts";
import { card, endWorkingDay, openBoard, press, startWorkingDay } from "./working-day.ts";

/** Booking a rental in one sheet during a call, then its delivery, a swap and its pickup in the job panel. */
let browser: Browser;
let server: TestServer;

beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());
beforeEach(async () => {
  server = await startWorkingDay("ana");
  const { services } = server.served.tailboard;
  const units = ["T15-01", "T15-02"].map((id) => ({ id, state: "in_service" as const }));
  await services.equipment.change(() => ({ types: [{ id: "trailer-15", name: "15-yard dump trailer", units }] }));
  await services.settings.change((now) => ({
    ...now,
    services: now.services.map((one) => (one.id === "trailer-15" ? { ...one, rental: rentalRules } : one)),
  }));
  return () => endWorkingDay(server);
});

interface JobAnswer {
  id: string;
  visits: { kind: string; day: string | null; equipment: { delivers: string | null; removes: string | null } }[];
  rental: { days: number };
  pricing: { total_cents: number };
}

it("books drop-off, unit and pickup in one sheet, and shows each step on the board", async () => {
  const today = await server.today();
  const one = await openBoard(browser, server);
  one.expectTrouble(/^422 .*visits$/);
  const { page } = one;
  await page.keyboard.press("n");
  await page.getByRole("heading", { name: "New job" }).waitFor();
  await page.fill('[name="customer.name"]', "Mark Soderblom");
  await page.fill('[name="customer.phone"]', "619 555 0142");
  await page.fill('[name="address"]', "9126 Soderblom Ave, San Diego, CA 92122");
  await page.fill('[name="days"]', "10");
  await page.getByText("3 extra days, $75").waitFor();
  await page.getByRole("option", { name: "T15-02" }).waitFor({ state: "attached" });
  await page.selectOption('[name="unit"]', "T15-02");
  await page.check('[name="pickup"]');
  await page.getByRole("group", { name: "Pickup" }).waitFor();
  await one.checkAccessibility();
  await page.getByRole("button", { name: /^Create job .*\$675$/ }).click();
  await page.getByRole("heading", { name: "Mark Soderblom" }).waitFor();
  const id = new URL(page.url()).searchParams.get("job") ?? "";
  const job = (await server.api("GET", `/api/v1/jobs/${id}`)) as JobAnswer;
  const [dropOff, pickup] = job.visits;
  expect([job.rental.days, job.pricing.total_cents]).toEqual([10, 67_500]);
  expect(dropOff).toMatchObject({ kind: "drop_off", equipment: { delivers: "T15-02" } });
  expect(pickup).toMatchObject({ kind: "pickup", equipment: { removes: "T15-02" } });
  expect(pickup?.day).toBe(dayAfter(dropOff?.day ?? "", 10));
  await page.locator(".visits li").nth(1).getByText("T15-02").waitFor();
  await one.checkAccessibility();

  // Delivered today, its pickup loses its day: the trailer is among the equipment that is out.
  await server.api("POST", `/api/v1/jobs/${id}/visits/v1/state`, { state: "done" });
  await page.getByText("On site, day 1 of 10").waitFor({ timeout: 10_000 });
  const pickupLine = page.locator('.visits [data-visit="v2"]');
  await pickupLine.getByRole("button", { name: "Change" }).click();
  await page.locator('.visit-form [name="unscheduled"]').check();
  await press(page, "Save");
  await pickupLine.getByText(/^Due back/).waitFor();
  await page.keyboard.press("Escape");
  const out = page.locator(`section[aria-labelledby="attention-out"] .card[data-job="${id}"]`);
  await out.getByText("T15-02").waitFor();
  expect(await out.locator(".card-what").textContent()).toMatch(/^Pick up T15-02/);

  // A swap today brings the other unit.
  await card(page, id).first().locator(".card-open").click();
  await press(page, "Add a swap");
  await page.selectOption('[name="visit.unit"]', "T15-01");
  // Without a day nothing is held, so no unit can be promised.
  await page.locator(".visit-form").getByRole("button", { name: "Add a swap" }).click();
  await page.locator('[data-error="visit.unit"], .visit-form [aria-invalid="true"]').first().waitFor();
  await one.checkAccessibility();
  await page.locator(".visit-form .when-strip input").nth(1).check();
  await page.locator(".visit-form").getByRole("button", { name: "Add a swap" }).click();
  await page.locator(".visits li").nth(2).waitFor();
  expect(await page.locator(".visits li").nth(1).locator("b").textContent()).toBe("Swap");
  await one.checkAccessibility();
  expect(today <= (dropOff?.day ?? "")).toBe(true);
  await one.end();
}, 120_000);
