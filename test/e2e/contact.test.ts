import type { Browser } from "@playwright/test";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { launchBrowser } from "./browser.ts";
import type { TestServer } from "./test-server.ts";
import { endWorkingDay, openBoard, press, startWorkingDay } from "./working-day.ts";

/** How a customer wants to hear from the business, noted during the call and changed later. */
let browser: Browser;
let server: TestServer;

beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());
beforeEach(async () => {
  server = await startWorkingDay("ana");
  return () => endWorkingDay(server);
}, 120_000);

it("notes the way, the language and the yes to texts on a new job, and changes them on the job", async () => {
  const one = await openBoard(browser, server);
  const { page } = one;
  const shown = () =>
    page
      .locator('[name="customer.contact_by"], [name="customer.language"]')
      .evaluateAll((all) => all.map((field) => (field as HTMLSelectElement).value));
  await page.keyboard.press("]"); // tomorrow, which has openings at every hour
  await page.waitForURL("**/board?day=*");
  await page.keyboard.press("n");
  await page.fill('[name="customer.name"]', "Maria Ortega");
  await page.fill('[name="customer.phone"]', "619 555 0142");
  await page.fill('[name="customer.email"]', "maria@example.com");
  await page.fill('[name="address"]', "4127 Utah St, San Diego, CA 92104");
  expect(await shown()).toEqual(["", "en"]);
  await page.getByRole("combobox", { name: "Contact by" }).selectOption("text");
  await page.getByRole("combobox", { name: "Language" }).selectOption("es");
  const texts = page.getByRole("checkbox", { name: "They said texts are OK" });
  await texts.check();
  await one.checkAccessibility();
  await page.getByRole("button", { name: /^Create job/ }).click();
  await page.getByText(/^Job created for Maria Ortega/).waitFor();
  const id = new URL(page.url()).searchParams.get("job") ?? "";
  const customer = async () => ((await server.api("GET", `/api/v1/jobs/${id}`)) as { customer: object }).customer;
  expect(await customer()).toMatchObject({
    contact_by: "text",
    language: "es",
    text_consent: { how: "dispatcher" },
  });

  await press(page, "Edit details");
  expect(await shown()).toEqual(["text", "es"]);
  await page.getByText(/Agreed on .* by telling the office/).waitFor();
  await one.checkAccessibility();
  await page.getByRole("combobox", { name: "Contact by" }).selectOption("email");
  await page.getByRole("combobox", { name: "Language" }).selectOption("en");
  await texts.uncheck();
  // A reload keeps what was chosen.
  await page.reload();
  await texts.waitFor();
  expect(await shown()).toEqual(["email", "en"]);
  expect(await texts.isChecked()).toBe(false);
  await press(page, "Save");
  await page.getByRole("button", { name: "Edit details" }).waitFor();
  await expect.poll(customer).toMatchObject({ contact_by: "email", language: "en", text_consent: null });
  await one.end();
}, 180_000);
