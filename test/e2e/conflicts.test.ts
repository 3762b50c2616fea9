import type { Browser, Page } from "@playwright/test";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { dayAfter } from "../../web/shared/format.ts";
import { launchBrowser, type Size, type Visit } from "./browser.ts";
import type { TestServer } from "./test-server.ts";
import { afternoon, openBoard, cell, endWorkingDay, morning, startWorkingDay } from "./working-day.ts";

/** Two people edit one job in two windows. No typing is lost, and the second person saves after one choice. */
let browser: Browser;
let server: TestServer;
let today: string;
let id: string;

beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());
beforeEach(async () => {
  server = await startWorkingDay("ana", "Luis");
  today = await server.today();
  id = await server.createJob("Mark");
  return () => endWorkingDay(server);
});

const editing = async (
  login: string,
  panel: "Edit details" | "Move" | "Change price",
  size: Size = "desktop",
): Promise<Visit> => {
  const one = await openBoard(browser, server, login, { size });
  await one.page.locator(`.card[data-job="${id}"] .card-open`).click();
  await one.page.getByRole("button", { name: panel, exact: true }).click();
  return one;
};
const save = (page: Page) => page.getByRole("button", { name: "Save", exact: true }).click();
const job = async () =>
  (await server.api("GET", `/api/v1/jobs/${id}`)) as {
    notes: string | null;
    customer: { name: string };
    location: { street: string };
    pricing: { total_cents: number };
    visits: { day: string; window: { start: string } }[];
  };
const conflictWith = (page: Page, who: string) =>
  page.getByRole("heading", { name: `${who} changed this job while you were typing` });
const conflict = (page: Page) => conflictWith(page, "Luis");

/** Both have the form open and have typed. Then the other person saves first. */
const both = async (size: Size = "desktop") => {
  const mine = await editing("ana", "Edit details", size);
  const theirs = await editing("Luis", "Edit details");
  await mine.page.fill('[name="customer.name"]', "Mark S.");
  await mine.page.fill('textarea[name="notes"]', "Ring twice");
  await theirs.page.fill('textarea[name="notes"]', "Park on the street side");
  await theirs.page.fill('[name="location.street"]', "12 Soderblom Ave");
  await save(theirs.page);
  await theirs.page.locator(".panel-facts").getByText("Park on the street side").waitFor();
  return { mine, theirs };
};

describe.each(["desktop", "phone"] as const)("the second one's form (%s)", (size) => {
  it("keeps every field and shows both values, and saves mine after Keep mine", async () => {
    const { mine, theirs } = await both(size);
    const { page } = mine;
    // The change appeared without a press here, and kept the typed text.
    await conflict(page).waitFor({ timeout: 10_000 });
    await mine.checkAccessibility();
    expect(await page.inputValue('textarea[name="notes"]')).toBe("Ring twice");
    expect(await page.inputValue('[name="customer.name"]')).toBe("Mark S.");
    expect(await page.inputValue('[name="location.street"]')).toBe("12 Soderblom Ave");
    const row = page.getByRole("row", { name: /^Notes/ });
    expect(await row.getByRole("cell").allTextContents()).toEqual(["Park on the street side", "Ring twice"]);
    expect(
      await page
        .getByRole("row", { name: /^Street/ })
        .getByRole("cell")
        .allTextContents(),
    ).toEqual(["12 Soderblom Ave", ""]);
    await page.getByRole("button", { name: "Keep mine" }).click();
    await page.locator(".panel-facts").getByText("Ring twice").waitFor();
    expect(await job()).toMatchObject({
      notes: "Ring twice",
      customer: { name: "Mark S." },
      location: { street: "12 Soderblom Ave" },
    });
    await theirs.end();
    await mine.end();
  }, 60_000);
});

it("takes theirs after Take theirs, and saves what only this person changed", async () => {
  const { mine, theirs } = await both();
  await conflict(mine.page).waitFor({ timeout: 10_000 });
  await mine.page.getByRole("button", { name: "Take Luis’s" }).click();
  await mine.page.locator(".panel-facts").getByText("Park on the street side").waitFor();
  expect(await job()).toMatchObject({ notes: "Park on the street side", customer: { name: "Mark S." } });
  await theirs.end();
  await mine.end();
}, 60_000);

it("shows a conflict at the save, and takes a choice per line", async () => {
  const mine = await editing("ana", "Edit details");
  // This window gets no updates, so it learns of the change at the save.
  await mine.page.route("**/api/v1/board*", (route) => route.abort("blockedbyclient"));
  await mine.page.route(`**/api/v1/jobs/${id}`, (route) =>
    route.request().method() === "GET" ? route.abort("blockedbyclient") : route.continue(),
  );
  mine.expectTrouble(/^failed /, "412 /api/v1/jobs");
  const { page } = mine;
  await page.fill('textarea[name="notes"]', "Ring twice");
  await page.fill('[name="customer.name"]', "Mark S.");
  await server.served.tailboard.services.jobs.find(id);
  await server.api(
    "PATCH",
    `/api/v1/jobs/${id}`,
    { notes: "Park on the street side", customer: { name: "Marcus" } },
    { "if-match": '"1"' },
  );
  await save(page);
  await page.getByRole("heading", { name: "Ana changed this job while you were typing" }).waitFor();
  await page.getByRole("button", { name: "Choose by line" }).click();
  await mine.checkAccessibility();
  await page.getByRole("radio", { name: "Park on the street side" }).check();
  await page.getByRole("button", { name: "Save this choice" }).click();
  await page.getByText("Saved").first().waitFor();
  expect(await job()).toMatchObject({ notes: "Park on the street side", customer: { name: "Mark S." } });
  await mine.end();
}, 60_000);

/** True if it is inside the window and no fixed bar covers it. */
const inSight = (page: Page, selector: string) =>
  page.locator(selector).evaluate((element) => {
    const { top, bottom, left } = element.getBoundingClientRect();
    const above = document.elementFromPoint(left + 20, top + 10);
    return top > -1 && Math.min(bottom, top + 100) <= innerHeight && above !== null && element.contains(above);
  });

describe.each(["desktop", "phone"] as const)("a conflict out of view (%s)", (size) => {
  it("scrolls the conflict into view and focuses it at each Save", async () => {
    const mine = await editing("ana", "Edit details", size);
    const { page } = mine;
    if (size === "desktop") await page.setViewportSize({ width: 1440, height: 560 });
    await page.fill('[name="location.street"]', "1 Elm St");
    await server.api("PATCH", `/api/v1/jobs/${id}`, { location: { street: "2 Oak St" } }, { "if-match": '"1"' });
    await conflictWith(page, "Ana").waitFor({ timeout: 10_000 });
    // The change appeared while this person was typing, and the focus stayed.
    const notes = page.locator('textarea[name="notes"]');
    await notes.focus();
    await page.keyboard.type("Ring twice");
    await page.locator(".side-panel").evaluate((sheet) => sheet.scrollTo(0, sheet.scrollHeight));
    expect(await notes.inputValue()).toBe("Ring twice");
    expect(await inSight(page, ".side-panel .conflict")).toBe(false);
    expect(await page.locator('.conflict[role="alert"]').count()).toBe(1);

    for (let press = 0; press < 2; press += 1) {
      await page.locator(".side-panel").evaluate((sheet) => sheet.scrollTo(0, sheet.scrollHeight));
      await page.getByRole("button", { name: "Save", exact: true }).focus();
      await page.keyboard.press("Enter");
      await page.waitForFunction(() => document.activeElement?.matches(".conflict"));
      expect(await inSight(page, ".side-panel .conflict")).toBe(true);
    }
    expect(await job()).toMatchObject({ location: { street: "2 Oak St" } });
    await page.keyboard.press("Tab");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    // In "Choose by line" the first radio button has the focus, and the arrows choose.
    expect(await page.evaluate(() => document.activeElement?.getAttribute("type"))).toBe("radio");
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    await page.locator(".panel-facts").getByText("1 Elm St").waitFor();
    expect(await job()).toMatchObject({ location: { street: "1 Elm St" }, notes: "Ring twice" });
    expect(await page.evaluate(() => document.activeElement?.closest(".side-panel") !== null)).toBe(true);
    await mine.end();
  }, 60_000);
});

it("shows another person's price before it replaces it, and undoes its own", async () => {
  const mine = await editing("ana", "Change price");
  mine.expectTrouble("412 /api/v1/jobs");
  const { page } = mine;
  await page.fill('[name="lines.0.unit_cents"]', "650");
  await page.fill('[name="reason"]', "Two more rooms");
  const pricing = { kind: "flat", amount_cents: 70_000, currency: "USD" };
  await server.api("PATCH", `/api/v1/jobs/${id}`, { pricing, reason: "Heavier" }, { "if-match": '"1"' });
  await page.locator(".price-table").getByText("$700").first().waitFor({ timeout: 10_000 });
  const savePrice = () => page.getByRole("button", { name: "Save price" }).click();
  await savePrice();
  await page.getByText("Another person changed this job.").waitFor();
  await mine.checkAccessibility();
  // What was typed is still there, beside the price that another person set.
  expect(await page.inputValue('[name="lines.0.unit_cents"]')).toMatch(/^650/);
  await page.locator(".new-total").getByText("was $700.00").waitFor();
  expect(await job()).toMatchObject({ pricing: { total_cents: 70_000 } });
  await savePrice();
  await page.getByText("Price changed to $650.00").first().waitFor();
  await page.getByRole("button", { name: "Undo", exact: true }).click();
  await page.locator(".price-table").getByText("$700").first().waitFor();
  expect(await job()).toMatchObject({ pricing: { total_cents: 70_000 } });
  await mine.end();
}, 60_000);

it("saves both if they changed different fields, and says whose change was there", async () => {
  const mine = await editing("ana", "Edit details");
  await mine.page.fill('[name="customer.name"]', "Mark S.");
  await server.api("PATCH", `/api/v1/jobs/${id}`, { notes: "Park on the street side" }, { "if-match": '"1"' });
  await save(mine.page);
  mine.expectTrouble("412 /api/v1/jobs");
  await mine.page.locator(".panel-facts").getByText("Park on the street side").waitFor();
  expect(await job()).toMatchObject({ notes: "Park on the street side", customer: { name: "Mark S." } });
  await mine.end();
}, 60_000);

it("shows both days in words if the conflict is about the day", async () => {
  const mine = await editing("ana", "Move");
  const theirs = await editing("Luis", "Move");
  await mine.page.locator('input[name="window"][value="12:00-16:00"]').check();
  await theirs.page.locator(`input[name="day"][value="${dayAfter(today, 1)}"]`).check();
  await save(theirs.page);
  await theirs.page.getByText("Moved.").waitFor();
  await conflict(mine.page).waitFor({ timeout: 10_000 });
  const cells = await mine.page.getByRole("row", { name: /^When/ }).getByRole("cell").allTextContents();
  expect(cells[0]).toMatch(/^\w{3}, \w{3} \d+, 8 AM–noon$/);
  expect(cells[1]).toMatch(/^\w{3}, \w{3} \d+, noon–4 PM$/);
  await mine.page.getByRole("button", { name: "Keep mine" }).click();
  await mine.page.getByText("Moved.").waitFor();
  expect((await job()).visits).toMatchObject([{ day: today, window: { start: "12:00" } }]);
  await theirs.end();
  await mine.end();
}, 60_000);

it("keeps what was typed over a reload, and asks for the choice then", async () => {
  const mine = await editing("ana", "Edit details");
  await mine.page.fill('textarea[name="notes"]', "Ring twice");
  await server.api("PATCH", `/api/v1/jobs/${id}`, { notes: "Park on the street side" }, { "if-match": '"1"' });
  await mine.page.reload();
  await mine.page.getByRole("heading", { name: /changed this job while you were typing/ }).waitFor();
  expect(await mine.page.inputValue('textarea[name="notes"]')).toBe("Ring twice");
  await mine.end();
}, 60_000);

it("does not save a drag if another person moved the card first", async () => {
  const one = await openBoard(browser, server);
  one.expectTrouble("412 /api/v1/jobs");
  const { page } = one;
  const opener = page.locator(`.card[data-job="${id}"] .card-open`);
  await opener.focus();
  await page.route("**/api/v1/board*", (route) => route.abort("blockedbyclient"));
  one.expectTrouble(/^failed /);
  await server.api("PATCH", `/api/v1/jobs/${id}`, { crew: null }, { "if-match": '"1"' });
  await page.keyboard.press("m");
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("Enter");
  await page.getByText("Ana unassigned this stop a moment ago. Your move was not saved.").waitFor();
  await one.checkAccessibility();
  await page.getByRole("button", { name: "Move it anyway" }).click();
  await page
    .getByText(/Mark moved to/)
    .first()
    .waitFor();
  expect((await job()).visits).toMatchObject([{ window: { start: "12:00" } }]);
  await one.end();
}, 60_000);

it("says who moved a card, and where, if it moves during a drag", async () => {
  const one = await openBoard(browser, server);
  const { page } = one;
  await page.locator(`.card[data-job="${id}"]`).hover();
  await page.mouse.down();
  await cell(page, "luis", afternoon).hover();
  await page.locator('.slot[data-over="true"]').waitFor();
  await server.api("PATCH", `/api/v1/jobs/${id}`, { crew: "luis" }, { "if-match": '"1"' });
  const said = page.getByRole("alert").getByText("Ana moved this stop to Luis a moment ago. Your move was not saved.");
  await said.waitFor({ timeout: 10_000 });
  await page.mouse.up();
  // The drop moved nothing, and the notice opens the job.
  await cell(page, "luis", morning).locator(`[data-job="${id}"]`).waitFor();
  expect(await server.history(id)).toEqual(["booked", "assigned"]);
  await one.checkAccessibility();
  await page.getByRole("button", { name: "Open it" }).click();
  await page.locator(".panel-facts").waitFor();
  await one.end();
}, 60_000);

it("handles a conflict with oneself in two tabs like one with another person", async () => {
  const first = await editing("ana", "Edit details");
  const second = await first.context.newPage();
  await second.goto(first.page.url());
  await second.locator(".panel-facts").waitFor();
  await second.getByRole("button", { name: "Edit details", exact: true }).click();
  await first.page.fill('textarea[name="notes"]', "Ring twice");
  // Each tab has its own draft.
  expect(await second.inputValue('textarea[name="notes"]')).toBe("");
  await second.fill('textarea[name="notes"]', "Park on the street side");
  await save(second);
  await second.locator(".panel-facts").getByText("Park on the street side").waitFor();
  await first.page.bringToFront();
  await first.page.getByRole("heading", { name: /another window/ }).waitFor({ timeout: 10_000 });
  expect(await first.page.inputValue('textarea[name="notes"]')).toBe("Ring twice");
  await first.checkAccessibility();
  await first.page.getByRole("button", { name: "Keep mine" }).click();
  await first.page.locator(".panel-facts").getByText("Ring twice").waitFor();
  expect(await job()).toMatchObject({ notes: "Ring twice" });
  await first.end();
}, 60_000);
