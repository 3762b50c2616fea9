import type { Browser } from "@playwright/test";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { dayAfter } from "../../web/shared/format.ts";
import { launchBrowser } from "./browser.ts";
import type { TestServer } from "./test-server.ts";
import {
  afternoon,
  card,
  cell,
  endWorkingDay,
  openBoard,
  openJob,
  morning,
  press,
  startWorkingDay,
} from "./working-day.ts";

/** What a change tells the customer, on the screen before it is made. */
let browser: Browser;
let server: TestServer;
let tomorrow: string;

beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());
beforeEach(async () => {
  server = await startWorkingDay("ana");
  tomorrow = dayAfter(await server.today(), 1);
  return () => endWorkingDay(server);
});

/** Email waits for no morning, so the test holds at any hour. */
const maria = { name: "Maria", email: "maria@example.com" };
const createFor = (customer: object) => server.createJob("Maria", { customer, day: tomorrow, notify: false });
const atTomorrow = async () => {
  const one = await openBoard(browser, server, "ana");
  await one.page.goto(`${server.served.dashboard}/?day=${tomorrow}`);
  return one;
};
const messagesOf = async (id: string) => {
  const { items } = (await server.api("GET", `/api/v1/jobs/${id}/messages`)) as {
    items: { event: string; text: string; state: string }[];
  };
  return items.map(({ event, text, state }) => ({ event, text, state }));
};

it("shows the exact words in the form, sends them with the switch on, and nothing with it off", async () => {
  const [told, quiet] = [await createFor(maria), await createFor(maria)];
  const one = await atTomorrow();
  const { page } = one;
  await openJob(page, quiet);
  await press(page, "Move");
  await page.locator('input[name="window"][value="12:00-16:00"]').check();
  await page.getByRole("checkbox", { name: "Tell Maria" }).uncheck();
  await page.getByText("No message goes out about this.").waitFor();
  await one.checkAccessibility();
  await press(page, "Save");
  await page.getByRole("button", { name: "Undo", exact: true }).waitFor();

  await openJob(page, told);
  await press(page, "Move");
  await page.locator('input[name="window"][value="12:00-16:00"]').check();
  await page.getByText("Email to maria@example.com").first().click();
  const words = (await page.locator("[data-told=email] span").textContent()) ?? "";
  expect(words).toContain("12pm-4pm");
  await one.checkAccessibility();
  await press(page, "Save");
  // The office has a minute to change its mind.
  const sent = { event: "changed", text: words, state: "local" };
  await expect.poll(() => messagesOf(told), { timeout: 100_000, interval: 2_000 }).toEqual([sent]);
  expect(await messagesOf(quiet)).toEqual([]);
  await one.end();
}, 180_000);

it("asks before a card moves to another time, and leaves it there without a yes", async () => {
  const id = await createFor(maria);
  const one = await atTomorrow();
  const { page } = one;
  const moveByMenu = async () => {
    await card(page, id).locator(".card-open").focus();
    await page.keyboard.press("ContextMenu");
    await page.getByRole("menuitemradio", { name: new RegExp(afternoon) }).click();
  };
  await moveByMenu();
  await page.locator(".notice [data-told=email]").waitFor();
  await one.checkAccessibility();
  await press(page, "Don’t change it");
  await cell(page, "crew-1", morning).locator(`[data-job="${id}"]`).waitFor();
  expect(await server.history(id)).toEqual(["booked"]);
  await moveByMenu();
  await press(page, "Move it");
  await cell(page, "crew-1", afternoon).locator(`[data-job="${id}"]`).waitFor();
  await expect.poll(() => server.history(id)).toEqual(["booked", "moved"]);
  await one.end();
}, 90_000);

it("asks before a step that tells the customer, and says why a customer hears nothing", async () => {
  const [id, silent] = [await createFor(maria), await createFor({ ...maria, contact_by: "none" })];
  const one = await atTomorrow();
  const { page } = one;
  await openJob(page, id);
  await press(page, "Start job");
  await page.locator("[data-told=email]").waitFor();
  await one.checkAccessibility();
  await page.getByRole("checkbox", { name: "Tell Maria" }).uncheck();
  await page.locator(".ask-to-tell [name=tell]").click();
  await page.getByRole("button", { name: "Crew is on site" }).waitFor();
  await page.goto(`${server.served.dashboard}/jobs/${silent}`);
  await press(page, "Move");
  await page.locator('input[name="window"][value="12:00-16:00"]').check();
  await page.getByText("Nothing will be sent: Maria asked for no messages.").waitFor();
  await one.end();
}, 90_000);
