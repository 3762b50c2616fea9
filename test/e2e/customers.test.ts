import type { Browser, Page } from "@playwright/test";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { launchBrowser, visit, type Visit } from "./browser.ts";
import type { TestServer } from "./test-server.ts";
import { endWorkingDay, press, startLaterDay } from "./working-day.ts";

/** Last spring's customer: found again, known by her number during a call, and merged with a second record of her. */
let browser: Browser;
let server: TestServer;
let spring: string;

const maria = { name: "Maria Ortega", phone: "(619) 555-0142", email: "maria@example.com" };
const utah = { street: "4127 Utah St", city: "San Diego", state: "CA", postal_code: "92104", notes: "Gate code 4417" };

beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());
beforeEach(async () => {
  server = await startLaterDay(
    230,
    async (before) => {
      spring = await before.createJob("Maria", { customer: maria, location: utah });
      await before.createJob("Lee Chan", { customer: { name: "Lee Chan", phone: "(619) 555-0177" } });
    },
    "ana",
  );
  return () => endWorkingDay(server);
}, 180_000);

interface CustomerAnswer {
  id: string;
  name: string;
  jobs: number;
}
const customersLike = async (q: string) =>
  ((await server.api("GET", `/api/v1/customers?q=${q}`)) as { items: CustomerAnswer[] }).items;
const open = async (path: string): Promise<Visit> => {
  const one = await visit(browser, { size: "desktop" });
  await one.context.addCookies([await server.cookieOf("ana")]);
  await one.page.goto(server.served.dashboard + path);
  return one;
};
const names = (page: Page) => page.locator(".customer-rows .customer-who b").allTextContents();

it("finds last spring's customer by name, phone and ZIP, and her job", async () => {
  const one = await open("/customers");
  const { page } = one;
  await page.getByText("2 customers").waitFor();
  await one.checkAccessibility();
  const search = page.getByRole("searchbox", { name: "Search" });
  for (const text of ["ortega", "555-0142", "maria@", "MARIA ORT"]) {
    await search.fill(text);
    await expect.poll(() => names(page), { message: text }).toEqual(["Maria Ortega"]);
  }
  await search.fill("92104");
  await expect.poll(async () => (await names(page)).toSorted()).toEqual(["Lee Chan", "Maria Ortega"]);
  await search.fill("a name that is not here");
  await page.getByRole("heading", { name: "No customers found." }).waitFor();
  await press(page, "Clear filters");
  await page.locator(".customer-rows").getByText("Maria Ortega").click();
  await page.getByRole("heading", { name: "Maria Ortega", level: 1 }).waitFor();
  await one.checkAccessibility();
  await page.locator(`.customer-job-list [data-job="${spring}"] a`).click();
  await page.getByRole("heading", { name: "Maria Ortega" }).waitFor();
  await page.getByText("Gate code 4417").first().waitFor();
  await one.end();
}, 180_000);

it("fills the new job from a known number, and files it under her", async () => {
  const [{ id } = { id: "" }] = await customersLike("ortega");
  const { rev } = (await server.api("GET", `/api/v1/customers/${id}`)) as { rev: number };
  const notes = { notes: "Pays by check", tags: ["landlord"] };
  await server.api("PATCH", `/api/v1/customers/${id}`, notes, { "if-match": `"${rev}"` });
  const one = await open("/board");
  const { page } = one;
  await page.locator(".lanes").waitFor();
  await page.keyboard.press("n");
  const value = (name: string) => page.locator(`[name="${name}"]`).inputValue();
  await page.fill('[name="customer.phone"]', "619 555 0142");
  const offer = page.getByRole("button", { name: /^Fill from Maria Ortega, 1 job, last / });
  await offer.waitFor();
  // Nothing fills by itself.
  expect(await value("customer.name")).toBe("");
  await one.checkAccessibility();
  await offer.click();
  await page.getByText("Filed under Maria Ortega.").waitFor();
  expect(
    await Promise.all(
      ["customer.name", "customer.email", "location.street", "location.postal_code", "location.notes"].map(value),
    ),
  ).toEqual(["Maria Ortega", "maria@example.com", "4127 Utah St", "92104", "Gate code 4417"]);
  await page.getByRole("button", { name: /^Create job/ }).click();
  await page.getByText(/^Job created for Maria Ortega/).waitFor();
  const known = page.locator(".customer-of-job");
  await known.getByText("2 jobs").waitFor();
  await known.getByText("Pays by check").waitFor();
  await known.getByText("landlord").waitFor();
  expect(await known.locator(".customer-job-list li").count()).toBe(1);
  await one.checkAccessibility();
  expect(await customersLike("ortega")).toMatchObject([{ id, jobs: 2 }]);
  await one.end();
}, 180_000);

it("merges a second record of the same person, and undoes it", async () => {
  await server.createJob("Pat Rios", { customer: { name: "Pat Rios", phone: maria.phone } });
  const [{ id } = { id: "" }] = await customersLike("ortega");
  const one = await open(`/customers/${id}`);
  const { page } = one;
  await page.getByRole("heading", { name: "Possibly the same person" }).waitFor();
  await page.locator(".customer-pair").getByText("Pat Rios").waitFor();
  await one.checkAccessibility();
  await press(page, "Merge");
  await page.getByText("Merged Pat Rios into this customer.").waitFor();
  await page.getByRole("heading", { name: "Merged into this customer" }).waitFor();
  expect(await page.locator(".customer-jobs-card li").count()).toBe(2);
  expect(await customersLike("ortega")).toMatchObject([{ id, jobs: 2 }]);
  await one.checkAccessibility();
  await press(page, "Undo");
  await page.getByText("The merge is undone. Both customers are in the list.").waitFor();
  await page.getByRole("heading", { name: "Merged into this customer" }).waitFor({ state: "detached" });
  await page.getByRole("link", { name: /All customers$/ }).click();
  await expect.poll(async () => (await names(page)).toSorted()).toEqual(["Lee Chan", "Maria Ortega", "Pat Rios"]);
  expect(await customersLike("ortega")).toMatchObject([{ id, jobs: 1 }]);
  await one.end();
}, 180_000);
