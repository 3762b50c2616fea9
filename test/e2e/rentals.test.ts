import type { Browser, Page } from "@playwright/test";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { rentalRules } from "../../domain/price/price-book.fixture.ts";
import { dayAfter } from "../../web/shared/format.ts";
import { launchBrowser, visit, type Visit } from "./browser.ts";
import type { TestServer } from "./test-server.ts";
import { endWorkingDay, press, startLaterDay } from "./working-day.ts";

/** The Rentals page of an owner of three trailers: what is out, due, overdue and short, and what the office does about it. */
let browser: Browser;
let server: TestServer;
let today: string;
/** Out since twelve days for seven, out since today, and promised from tomorrow. */
let [late, out, promised]: string[] = [];

beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());
beforeEach(async () => {
  server = await startLaterDay(
    12,
    async (before) => {
      const { services } = before.served.tailboard;
      const units = ["T15-01", "T15-02", "T15-03"].map((id) => ({ id, state: "in_service" as const }));
      await services.equipment.change(() => ({ types: [{ id: "trailer-15", name: "15-yard dump trailer", units }] }));
      await services.settings.change((now) => ({
        ...now,
        services: now.services.map((one) => (one.id === "trailer-15" ? { ...one, rental: rentalRules } : one)),
      }));
      late = await before.createJob("Mark Soderblom", { days: 7 });
      await deliver(before, late, "T15-01");
    },
    "ana",
  );
  // The server's own sweep runs each minute.
  await server.served.tailboard.services.jobs.sweep();
  today = await server.today();
  out = await server.createJob("Rosa Alvarez", { days: 3 });
  await deliver(server, out, "T15-02");
  promised = await server.createJob("Joe Okafor", { day: dayAfter(today, 1), days: 3 });
  return () => endWorkingDay(server);
}, 180_000);

const deliver = (at: TestServer, job: string, unit: string) =>
  at.api("POST", `/api/v1/jobs/${job}/visits/v1/state`, { state: "done", unit });

const openRentals = async (): Promise<Visit> => {
  const one = await visit(browser, { size: "desktop" });
  await one.context.addCookies([await server.cookieOf("ana")]);
  await one.page.goto(`${server.served.dashboard}/rentals`);
  await one.page.getByRole("heading", { name: "Rentals", level: 1 }).waitFor();
  return one;
};
const row = (page: Page, unit: string) => page.locator("li.rentals-row", { hasText: unit });
const shownUnits = (page: Page) => page.locator(".rentals-tag").allTextContents();
const figures = async (page: Page) =>
  Object.fromEntries(
    await page
      .locator(".rentals-figures div")
      .evaluateAll((all) =>
        all.map((one) => [one.querySelector("dt")?.textContent, one.querySelector("dd")?.textContent]),
      ),
  ) as Record<string, string>;

it("shows what is out, due, overdue and short, and finds a unit by where it is", async () => {
  const one = await openRentals();
  const { page } = one;
  expect(await figures(page)).toEqual({
    "Out now": "2 of 3",
    Overdue: "1 T15-01, 5 days overdue",
    "Due back this week": "1 ",
    "Ready for pickup": "0 ",
    "In the shop": "0 ",
  });
  await row(page, "T15-01").getByText("5 days overdue").waitFor();
  await row(page, "T15-03").getByText("In the yard").first().waitFor();
  await one.checkAccessibility();

  const filter = (name: string) => page.getByRole("button", { name, exact: true }).click();
  for (const [name, units] of [
    ["Out", ["T15-01", "T15-02"]],
    ["Overdue", ["T15-01"]],
    ["Due this week", ["T15-02"]],
    ["Ready", []],
    ["All", ["T15-01", "T15-02", "T15-03"]],
  ] as const) {
    await filter(name);
    await expect.poll(() => shownUnits(page)).toEqual(units);
  }
  await page.getByRole("searchbox", { name: "Search" }).fill("alvarez");
  await expect.poll(() => shownUnits(page)).toEqual(["T15-02"]);
  await filter("Clear filters");
  await expect.poll(() => shownUnits(page)).toHaveLength(3);

  // The last trailer goes to the shop, so tomorrow's customer has none.
  const short = page.getByText(/^One 15-yard dump trailer short on /);
  await press(page, "To the shop T15-03");
  await short.waitFor();
  await page.getByRole("link", { name: "Move Joe Okafor" }).waitFor();
  await one.checkAccessibility();
  await press(page, "Undo");
  await short.waitFor({ state: "detached" });
  await press(page, "To the shop T15-03");
  await page.getByRole("link", { name: "Set pickup of T15-01" }).click();
  await page.getByRole("heading", { name: "Mark Soderblom" }).waitFor();
  await one.end();
}, 180_000);

it("promises a unit to a job, and adds another one for a swap", async () => {
  const one = await openRentals();
  const { page } = one;
  await press(page, "Add a unit");
  await page.fill('[name="id"]', "T15-04");
  await one.checkAccessibility();
  await page.locator(".rentals-form").getByRole("button", { name: "Add a unit" }).click();
  await row(page, "T15-04").waitFor();

  await page.goto(`${server.served.dashboard}/jobs/${promised}`);
  const dropOff = page.locator('.visits [data-visit="v1"]');
  await dropOff.getByRole("button", { name: "Change" }).click();
  await page.getByRole("option", { name: "T15-03" }).waitFor({ state: "attached" });
  await page.selectOption('[name="visit.unit"]', "T15-03");
  await press(page, "Save");
  await dropOff.locator(".unit").getByText("T15-03").waitFor();

  await page.goto(`${server.served.dashboard}/jobs/${out}`);
  await press(page, "Add a swap");
  await page.locator(".visit-form .when-strip input").nth(1).check();
  await page.getByRole("option", { name: "T15-04" }).waitFor({ state: "attached" });
  await page.selectOption('[name="visit.unit"]', "T15-04");
  await page.locator(".visit-form").getByRole("button", { name: "Add a swap" }).click();
  await page.getByText("Swap added for Rosa Alvarez.").waitFor();
  expect(await page.locator(".visits li", { hasText: "Swap" }).locator(".unit").allTextContents()).toEqual([
    "T15-02",
    "T15-04",
  ]);

  await page.goto(`${server.served.dashboard}/rentals`);
  await row(page, "T15-03").locator('[data-kind="promised"][title="Joe Okafor"]').waitFor();
  await row(page, "T15-04").locator('[data-kind="promised"][title="Rosa Alvarez"]').waitFor();
  await one.end();
}, 180_000);

interface JobAnswer {
  rev: number;
  pricing: { total_cents: number };
  overage: { state: string };
}

it("reviews the extra days and tons of a late trailer before the bill", async () => {
  const job = async () => (await server.api("GET", `/api/v1/jobs/${late}`)) as JobAnswer;
  const { rev, pricing } = await job();
  const change = { day: today, crew: "crew-1" };
  await server.api("PATCH", `/api/v1/jobs/${late}/visits/v2`, change, { "if-match": `"${rev}"` });
  for (const state of ["on_site", "done"]) await server.api("POST", `/api/v1/jobs/${late}/visits/v2/state`, { state });
  await server.api("POST", `/api/v1/jobs/${late}/visits/v2/weight`, { net_tons: 3.5, ticket: "482-119" });
  expect((await job()).pricing).toEqual(pricing);

  const one = await openRentals();
  const { page } = one;
  expect(await figures(page)).toMatchObject({ "Out now": "1 of 3", Overdue: "0 " });
  await page.goto(`${server.served.dashboard}/jobs/${late}`);
  const item = (label: string) => page.locator("fieldset[data-overage]", { hasText: label });
  await item("Extra days").getByText("12 days, 7 paid · 5 × $25").waitFor();
  await item("Extra tons").getByText("3.5 t, 2 t included · 1.5 × $65").waitFor();
  await press(page, "Save review");
  await page.getByText("Choose what to do about at least one item.").waitFor();
  await item("Extra days").getByRole("radio", { name: "Charge" }).check();
  await item("Extra tons").getByRole("radio", { name: "Waive" }).check();
  await press(page, "Save review");
  await page.locator('[data-error$=".reason"]').waitFor();
  await one.checkAccessibility();
  await item("Extra tons").getByRole("textbox", { name: "Why" }).fill("The scale was wet");
  await press(page, "Save review");
  await page.getByText("Charged, ana").waitFor();
  await page.getByText("Waived, ana: The scale was wet").waitFor();
  const reviewed = await job();
  expect(reviewed.overage.state).toBe("closed");
  expect(reviewed.pricing.total_cents).toBe(pricing.total_cents + 5 * 2_500);
  await one.end();
}, 180_000);
