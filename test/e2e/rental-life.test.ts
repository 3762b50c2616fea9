import type { Page } from "@playwright/test";
import { expect, it } from "vitest";
import type { TrackedJob } from "../../http/client.ts";
import type { Visit } from "./browser.ts";
import { changeSettings, useCustomerPages } from "./customer-pages.ts";

/** One private link from the booking to the end: a rental, and a request for a quote. All on a phone. */

const { server, start } = useCustomerPages();

interface Job {
  id: string;
  rev: number;
  tracking_token: string;
  status: string;
  pricing: { total_cents: number };
  visits: { id: string; kind: string; state: string; day: string | null }[];
}
const jobOf = async (id: string) => (await server().api("GET", `/api/v1/jobs/${id}`)) as Job;
const onlyJob = async () => {
  const { items } = (await server().api("GET", "/api/v1/jobs")) as { items: { id: string }[] };
  expect(items).toHaveLength(1);
  return await jobOf(items[0]?.id ?? "");
};
/** A change by the office, with the revision that it sees. */
const office = async (id: string, method: string, path: string, body: object) => {
  const { rev } = await jobOf(id);
  await server().api(method, `/api/v1/jobs/${id}${path}`, body, { "if-match": `"${rev}"` });
};
const report = async (id: string, kind: string, more: object = {}) => {
  const { visits } = await jobOf(id);
  const visit = visits.find((one) => one.kind === kind && one.state !== "done")?.id ?? "";
  await server().api("POST", `/api/v1/jobs/${id}/visits/${visit}/state`, { state: "done", ...more });
};

const fillIn = async (page: Page) => {
  for (const [name, value] of Object.entries({
    "location.street": "4127 Utah St",
    "location.city": "San Diego",
    "location.postal_code": "92104",
    "customer.name": "Maria Ortega",
    "customer.phone": "(619) 555-0142",
  }))
    await page.fill(`[name="${name}"]`, value);
  await page.getByRole("radio", { name: "Text me about this job" }).check();
  await page.check('[name="terms_accepted"]');
  await page.click('button[type="submit"]');
  await page.getByRole("link", { name: "Follow your job" }).click();
  await page.locator("main[data-status]").waitFor();
};

/** The label of each button, by the action that the server accepts. */
const labels: Record<string, string> = {
  approve: "Approve and choose a time",
  decline: "Decline",
  cancel: "Cancel",
  reschedule: "Move",
  ready: "Ready for pickup",
  extend: "Keep it longer",
  swap: "Swap it",
  message: "Message",
};

/** Opens the link anew at a stage, and compares what the page offers with what the server accepts. */
const at = async ({ page, checkAccessibility }: Visit, stage: string, changed: Record<string, string> = {}) => {
  await page.reload();
  await page.locator(`main[data-stage="${stage}"]`).waitFor();
  await page.locator(".talk, ol.timeline, h2").first().waitFor(); // the later part has loaded
  const token = page.url().split("#")[1] ?? "";
  const answer = await fetch(`${server().served.site}/api/v1/tracking`, {
    headers: { authorization: `Bearer ${token}` },
  });
  const { can } = (await answer.json()) as TrackedJob;
  const wanted = can
    .filter((action) => action !== "book_again")
    .map((action) => changed[action] ?? labels[action] ?? action);
  const offered = () => page.locator('.offers button:not([name="calendar"])').allTextContents();
  // The published view follows the change in a moment, and the page reads it again.
  await expect.poll(async () => (await offered()).toSorted(), { timeout: 15_000 }).toEqual(wanted.toSorted());
  await checkAccessibility();
};
const open = (page: Page, name: string) => page.getByRole("button", { name, exact: true }).click();
const panel = (page: Page) => page.locator("#panel button.act");

it("follows a rental from the booking to the end: kept longer, swapped, ready, picked up", async () => {
  await server().api("POST", "/api/v1/equipment/types", { id: "box", name: "Box" });
  for (const id of ["BOX-01", "BOX-02", "BOX-03"])
    await server().api("POST", "/api/v1/equipment/types/box/units", { id });
  await changeSettings(server(), ({ services }) => ({
    services: services.map((one) => (one["id"] === "trailer-15" ? { ...one, rental, groups: [] } : one)),
  }));
  const customer = await start();
  const { page } = customer;
  // The page asks for a price by a call without a total, which the server answers with the price and changes nothing.
  customer.expectTrouble("409 /api/v1/tracking/extend", "409 /api/v1/tracking/swap");
  await page.check('[value="trailer-15"]');
  await page.locator('[name="day"]:enabled').nth(1).check();
  await page.locator('[name="window"]:enabled').first().check();
  await page.click('button[type="submit"]');
  await fillIn(page);
  const { id } = await onlyJob();
  await at(customer, "scheduled");

  await report(id, "drop_off", { unit: "BOX-01" });
  await at(customer, "on_site");
  await page.getByText("On site since").waitFor();
  await page.getByText("Due back").waitFor();
  expect(await page.getByRole("heading", { level: 1 }).textContent()).toBe("Your trailer is here");

  // Two more days, with their price before the yes.
  await open(page, "Keep it longer");
  await page.locator('[name="until"]').nth(1).check();
  await page.getByRole("button", { name: /^Keep it until .* · \$50$/ }).waitFor();
  await customer.checkAccessibility();
  await panel(page).click();
  await page.getByText("It’s yours for longer.").waitFor();
  expect((await jobOf(id)).pricing.total_cents).toBe(65_000);
  await at(customer, "on_site");

  // A swap, with its price before the yes. Until it is done, the page offers no pickup.
  await open(page, "Swap it");
  await page.getByRole("button", { name: "Swap it · $125" }).waitFor();
  await customer.checkAccessibility();
  await panel(page).click();
  await page.getByText("We’ll call you with a day for the swap.").waitFor();
  await at(customer, "on_site");
  expect(await page.getByRole("button", { name: "Ready for pickup" }).count()).toBe(0);
  await report(id, "swap", { unit: "BOX-02" });
  expect((await jobOf(id)).pricing.total_cents).toBe(77_500);
  await at(customer, "on_site");

  // Ready, on one of the next openings.
  await open(page, "Ready for pickup");
  await page.locator('[name="pickup"]').nth(1).check();
  await customer.checkAccessibility();
  await panel(page).click();
  await page.locator("main[data-status=ready_for_pickup]").waitFor();
  const pickup = (await jobOf(id)).visits.find(({ kind }) => kind === "pickup");
  expect(pickup?.day).toMatch(/^\d{4}-/);
  await at(customer, "ready", { reschedule: "Move pickup" });
  await page.getByText("Pickup", { exact: true }).first().waitFor();

  await report(id, "pickup", { state: "on_site" });
  await report(id, "pickup");
  await at(customer, "completed");
  expect(await page.getByRole("heading", { level: 1 }).textContent()).toBe("All done");
  await page.getByRole("link", { name: "Book again" }).waitFor();
  expect((await jobOf(id)).status).toBe("completed");
});

it("follows a request for a quote to its booking, by one link", async () => {
  await changeSettings(server(), ({ services }) => ({
    services: services.map((one) => (one["id"] === "estate-cleanout" ? { ...one, active: true } : one)),
  }));
  const customer = await start();
  const { page } = customer;
  await page.check('[value="estate-cleanout"]');
  await page.click('button[type="submit"]');
  await page.fill('textarea[name="description"]', "Three rooms and a garage.");
  await page.click('button[type="submit"]');
  await page.click('button[type="submit"]');
  await fillIn(page);
  const { id } = await onlyJob();
  await at(customer, "requested", { cancel: "Withdraw request", message: "Ask a question" });

  await office(id, "POST", "/quote", {
    lines: [{ label: "Three rooms and a garage", quantity: 1, unit_cents: 148_000 }],
    message: "Two trucks, one day.",
  });
  await at(customer, "quoted", { message: "Ask a question" });
  await page.getByText("$1,480").first().waitFor();
  await page.getByText("Two trucks, one day.").waitFor();

  await open(page, "Approve and choose a time");
  await page.locator('#panel [name="day"]:enabled').nth(1).check();
  await page.locator('#panel [name="window"]:enabled').first().check();
  await page.fill('#panel [name="name"]', "Maria Ortega");
  await page.check('#panel [name="terms_accepted"]');
  await customer.checkAccessibility();
  await panel(page).click();
  await page.locator("main[data-status=booked]").waitFor();
  await at(customer, "scheduled");
  expect(await jobOf(id)).toMatchObject({ status: "booked", pricing: { total_cents: 148_000 } });
});

const rental = {
  equipment_type: "box",
  included_days: 7,
  extra_day_cents: 2_500,
  included_tons: 2,
  extra_ton_cents: 6_500,
  max_days: 30,
  pickup: "on_request",
  swap: "exchange",
  swap_cents: 12_500,
  count_delivery_day: false,
};
