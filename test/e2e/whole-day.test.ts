import type { Browser } from "@playwright/test";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { launchBrowser, visit, type Visit } from "./browser.ts";
import type { TestServer } from "./test-server.ts";
import { openBoard, card, endWorkingDay, lane, press, startWorkingDay, inLane } from "./working-day.ts";

/** One job from booking to done: customer, dispatcher, crew and owner, each in their own browser, against one server. */
let browser: Browser;
let server: TestServer;

beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());
beforeEach(async () => {
  server = await startWorkingDay("ana");
  await server.served.tailboard.services.settings.change((now) => ({
    ...now,
    booking: { ...now.booking, lead_time_hours: 0 },
  }));
  await server.addPerson("owner", "olga");
  await server.addPerson("crew", "dana", "crew-1");
  return () => endWorkingDay(server);
});

/** Pages poll every three seconds, so every page shows a change within five. */
const soon = { timeout: 5_000 };

const bookFirstDay = async ({ page }: Visit): Promise<string> => {
  await page.goto(`${server.served.site}/book/`);
  await page.check('[value="trailer-15"]');
  const day = page.locator('[name="day"]:enabled').first();
  const chosen = (await day.getAttribute("value")) ?? "";
  await day.check();
  await page.locator('[name="window"]:enabled').last().check();
  for (const [name, value] of Object.entries({
    "location.street": "Soderblom Ave",
    "location.city": "San Diego",
    "location.postal_code": "92122",
    "customer.name": "Mark",
    "customer.phone": "(619) 555-0142",
  }))
    await page.fill(`[name="${name}"]`, value);
  await page.check('[name="terms_accepted"]');
  await page.click('button[type="submit"]');
  await page.getByRole("link", { name: "Follow your job" }).click();
  await page.locator("main[data-status=booked]").waitFor();
  return chosen;
};

it("shows a job to customer, dispatcher, crew and owner from booking to done", async () => {
  const customer = await visit(browser, { size: "phone" });
  const owner = await openBoard(browser, server, "olga", { size: "desktop", dark: true });
  const dispatcher = await openBoard(browser, server);
  const crew = await visit(browser, { size: "phone", dark: true });
  await server.signIn(crew, "dana");
  await crew.page.getByRole("heading", { name: "No stops today" }).waitFor();

  const day = await bookFirstDay(customer);
  const today = await server.today();
  const { items } = (await server.api("GET", "/api/v1/jobs?q=Mark")) as { items: { id: string }[] };
  const id = items[0]?.id ?? "";

  // After the booking, every board of that day shows it without a crew.
  if (day !== today) {
    for (const { page } of [owner, dispatcher]) await page.goto(`${server.served.dashboard}/board?day=${day}`);
  }
  await inLane(dispatcher.page, "none", id).waitFor(soon);
  await inLane(owner.page, "none", id).waitFor(soon);

  // Assign it with keys, and move it to today if its first opening was on another day.
  await card(dispatcher.page, id).locator(".card-open").focus();
  await dispatcher.page.keyboard.press("m");
  if (day !== today) {
    await dispatcher.page.keyboard.press("t");
    await dispatcher.page.waitForURL("**/board");
    await owner.page.goto(`${server.served.dashboard}/board`);
  }
  // The arrows move the place only once it is shown.
  await dispatcher.page.locator(".slot").first().waitFor();
  await dispatcher.page.keyboard.press("ArrowUp");
  await dispatcher.page.keyboard.press("ArrowUp");
  await lane(dispatcher.page, "crew-1").locator(".slot").waitFor();
  await dispatcher.page.keyboard.press("Enter");
  await lane(dispatcher.page, "crew-1").locator(`[data-job="${id}"]`).waitFor();
  await lane(owner.page, "crew-1").locator(`[data-job="${id}"]`).waitFor(soon);

  // It is the crew's next stop. The customer sees that the crew is on the way.
  await crew.page.getByRole("article", { name: "Mark" }).waitFor(soon);
  await press(crew.page, "On my way");
  await lane(dispatcher.page, "crew-1").locator(`[data-job="${id}"][data-tone="way"]`).waitFor(soon);
  await lane(owner.page, "crew-1").locator(`[data-job="${id}"][data-tone="way"]`).waitFor(soon);
  await press(crew.page, "Arrived");
  await customer.page.locator("main[data-status=in_progress]").waitFor({ timeout: 10_000 });
  await press(crew.page, "Finish job");
  await press(crew.page, "Mark done");
  await crew.page.getByRole("heading", { name: "That’s all for today" }).waitFor();
  await customer.page.locator("main[data-status=completed]").waitFor({ timeout: 10_000 });
  for (const { page } of [owner, dispatcher]) {
    await lane(page, "crew-1").locator(`[data-job="${id}"][data-tone="done"]`).waitFor(soon);
    await page.locator(".counter[data-status=done]").getByText("1").waitFor(soon);
  }
  expect((await server.history(id)).filter((what) => what !== "moved" && what !== "assigned")).toEqual([
    "booked",
    "en_route",
    "on_site",
    "completed",
  ]);
  for (const one of [customer, owner, dispatcher, crew]) {
    await one.checkAccessibility();
    await one.end();
  }
}, 120_000);

it("removes a job from the phone of a crew that lost it, and refuses what the crew still taps", async () => {
  const id = await server.createJob("Mark");
  const dispatcher = await openBoard(browser, server);
  const crew = await visit(browser, { size: "phone", dark: true });
  crew.expectTrouble(`404 /api/v1/jobs/${id}`);
  await server.signIn(crew, "dana");
  await crew.page.getByRole("link", { name: "Call Mark" }).waitFor();
  await card(dispatcher.page, id).hover();
  await dispatcher.page.getByRole("button", { name: "Assign or move Mark" }).click();
  const saved = dispatcher.page.waitForResponse((answer) => answer.request().method() === "PATCH" && answer.ok());
  await dispatcher.page.getByRole("menuitemradio", { name: "Luis" }).click();
  await saved;
  const asked = (method: string, path: string, body?: object) =>
    crew.page.evaluate(
      async ([verb, address, text]) =>
        (
          await fetch(address, {
            method: verb,
            headers: { "content-type": "application/json", "idempotency-key": "tapped-after-it-was-taken-01" },
            ...(text === null ? {} : { body: text }),
          })
        ).status,
      [method, path, body === undefined ? null : JSON.stringify(body)] as const,
    );
  // The crew's own session gets 404 right after the dispatcher's answer, as for an unknown job.
  expect(await asked("GET", `/api/v1/jobs/${id}`)).toBe(404);
  expect(await asked("GET", `/api/v1/jobs/261127-ZZZZ`)).toBe(404);
  expect(await asked("POST", `/api/v1/jobs/${id}/visits/v1/state`, { state: "en_route" })).toBe(404);
  crew.expectTrouble("404 /api/v1/jobs/261127-ZZZZ");
  await crew.page.getByText("Mark was moved or assigned to another crew.").waitFor(soon);
  expect(await crew.page.getByRole("article", { name: "Mark" }).count()).toBe(0);
  expect(await server.history(id)).toEqual(["booked", "assigned"]);
  await crew.end();
  await dispatcher.end();
}, 60_000);
