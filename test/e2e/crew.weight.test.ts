import type { Browser } from "@playwright/test";
import { afterAll, beforeAll, expect, it } from "vitest";
import { rentalRules } from "../../domain/price/price-book.fixture.ts";
import { launchBrowser, visit } from "./browser.ts";
import type { TestServer } from "./test-server.ts";
import { endWorkingDay, startWorkingDay } from "./working-day.ts";

/** The scale ticket of a pickup on a crew's phone. */
let browser: Browser;
let server: TestServer;

beforeAll(async () => {
  browser = await launchBrowser();
  server = await startWorkingDay();
  const { services } = server.served.tailboard;
  await services.equipment.change(() => ({
    types: [{ id: "trailer-15", name: "15-yard dump trailer", units: [{ id: "T15-01", state: "in_service" }] }],
  }));
  await services.settings.change((now) => ({
    ...now,
    services: now.services.map((one) => (one.id === "trailer-15" ? { ...one, rental: rentalRules } : one)),
  }));
  await server.addPerson("crew", "dana", "crew-1");
});
afterAll(async () => {
  await browser.close();
  await endWorkingDay(server);
});

interface JobAnswer {
  rev: number;
  visits: { id: string; kind: string; state: string }[];
  overage?: { items: { kind: string; amount_cents: number }[] };
}

it("keeps the weight, the site and its fee on the phone without a signal, and the office reviews them later", async () => {
  const id = await server.createJob("Mark");
  const job = async () => (await server.api("GET", `/api/v1/jobs/${id}`)) as JobAnswer;
  await server.api("POST", `/api/v1/jobs/${id}/visits/v1/state`, { state: "done", unit: "T15-01" });
  await server.api(
    "PATCH",
    `/api/v1/jobs/${id}/visits/v2`,
    { day: await server.today(), crew: "crew-1" },
    { "if-match": `"${(await job()).rev}"` },
  );
  await server.api("POST", `/api/v1/jobs/${id}/visits/v2/state`, { state: "on_site" });
  const phone = await visit(browser, { size: "phone", dark: true });
  const { page } = phone;
  await server.signIn(phone, "dana");
  await page.getByRole("button", { name: "Finish pickup" }).click();
  expect(await page.locator('[name="fee_cents"]').count()).toBe(0);
  await page.fill('[name="net_tons"]', "3.4");
  await page.fill('[name="ticket"]', "482-119");
  await page.fill('[name="facility"]', "Miramar");
  await page.fill('[name="fee_cents"]', "a lot");
  await page.getByRole("button", { name: "Mark done" }).click();
  await page.locator('[data-error="fee_cents"]').waitFor();
  await phone.checkAccessibility();

  phone.expectTrouble(/ERR_INTERNET_DISCONNECTED/, /^failed \/api\/v1\//);
  await phone.context.setOffline(true);
  await page.fill('[name="fee_cents"]', "42.50");
  await page.getByRole("button", { name: "Mark done" }).click();
  await page.getByText("1 change waiting to send").waitFor();
  expect((await job()).overage).toBeUndefined();
  await phone.context.setOffline(false);
  await expect
    .poll(async () => (await job()).overage?.items, { timeout: 20_000 })
    .toContainEqual(expect.objectContaining({ kind: "fee", amount_cents: 4_250 }));
  expect((await job()).visits[1]).toMatchObject({ kind: "pickup", state: "done" });
  await phone.end();
});
