import type { Browser, Page } from "@playwright/test";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { launchBrowser, visit, type Size, type Visit, type VisitOptions } from "./browser.ts";
import { daysFrom, startFakeServer, type FakeServer } from "./fake-server.ts";

let browser: Browser;
let server: FakeServer;
let open: Visit[] = [];

beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());
beforeEach(async () => {
  server = await startFakeServer();
  const today = new Date().toISOString().slice(0, 10);
  server.availability = daysFrom(today, 60, (day, window) => (day === 2 || (day === 3 && window === 1) ? 0 : 3));
});
afterEach(async () => {
  try {
    for (const one of open) await one.end();
  } finally {
    open = [];
    await server.close();
  }
});

const start = async (options: VisitOptions = {}): Promise<Visit> => {
  const one = await visit(browser, options);
  open.push(one);
  await one.page.goto(`${server.url}/book/`);
  return one;
};

const chooseWindow = async (page: Page) => {
  await page.check('[name="service"][value="trailer-15"]');
  await page.locator('[name="day"]:enabled').nth(2).check();
  await page.locator('[name="window"]:enabled').first().check();
};

const address: Record<string, string> = {
  "location.street": "412 Soderblom Ave",
  "location.city": "San Diego",
  "location.state": "CA",
  "location.postal_code": "92122",
  "customer.name": "مارك Soderblom",
  "customer.phone": "619 555 0142",
};
const fillIn = async (page: Page) => {
  for (const [name, value] of Object.entries(address)) await page.fill(`[name="${name}"]`, value);
  await page.check('[name="terms_accepted"]');
};
const press = (page: Page) => page.click('button[type="submit"]');
/** Until the price was asked for with `field`, so that what is refused next is not that. */
const quoted = (field: string) =>
  expect
    .poll(() => server.requests.some(({ call, body }) => call === "POST /quotes" && Object.hasOwn(Object(body), field)))
    .toBe(true);
const bookings = () => server.requests.filter(({ call }) => call === "POST /bookings");

describe.each<Size>(["phone", "desktop"])("on a %s", (size) => {
  it("books from the first question to the link, with nothing for axe to find on the way", async () => {
    const { page, checkAccessibility } = await start({ size, dark: size === "desktop" });
    await page.waitForSelector('[name="service"]');
    await checkAccessibility();
    await chooseWindow(page);
    await page.getByText("$600.00").waitFor();
    await checkAccessibility();
    await press(page);
    await page.getByRole("button", { name: "Change what" }).waitFor();
    await fillIn(page);
    await checkAccessibility();
    const button = page.locator('button[type="submit"]');
    expect(await button.textContent()).toMatch(/^Book \w{3}, \w{3} \d+, 8 AM–noon ·\u00a0\$600$/);
    await button.click();
    await page.getByRole("heading", { name: "You’re booked" }).waitFor();
    await checkAccessibility();
    const [booked] = server.jobs.values();
    expect(await page.getByRole("link", { name: "Follow your job" }).getAttribute("href")).toBe(
      `/track/#${booked?.tracking_token}`,
    );
    expect(bookings()[0]?.body).toMatchObject({
      service: "trailer-15",
      quote: "q60000",
      terms_accepted: true,
      window: { start: "08:00", end: "12:00" },
    });
    await page.reload();
    await page.getByRole("heading", { name: "You’re booked" }).waitFor();
    await page.getByRole("button", { name: "Book another" }).click();
    await page.waitForSelector('[name="service"]');
  });

  it("can be walked with the keyboard alone", async () => {
    const { page } = await start({ size });
    await page.waitForSelector('[name="service"]');
    const focused = () => page.evaluate(() => (document.activeElement as HTMLInputElement | null)?.name ?? "");
    await page.locator('[name="service"]').first().focus();
    await page.keyboard.press("Space");
    await page.keyboard.press("Enter");
    await page.waitForSelector('[name="day"]');
    while ((await focused()) !== "day") await page.keyboard.press("Tab");
    await page.keyboard.press("Space");
    await page.keyboard.press("Tab");
    while ((await focused()) !== "window") await page.keyboard.press("Tab");
    await page.keyboard.press("Space");
    await page.keyboard.press("Enter");
    await expect.poll(focused).toBe("location.street");
    for (const name of Object.keys(address)) {
      while ((await focused()) !== name) await page.keyboard.press("Tab");
      await page.keyboard.type(address[name] ?? "");
    }
    while ((await focused()) !== "terms_accepted") await page.keyboard.press("Tab");
    await page.keyboard.press("Space");
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: "You’re booked" }).waitFor();
  });
});

describe("what goes wrong", () => {
  it("says beside each field what is missing, and takes the focus to the first", async () => {
    const { page, checkAccessibility } = await start();
    await chooseWindow(page);
    await press(page);
    await page.fill('[name="location.street"]', "412 Soderblom Ave");
    await page.fill('[name="customer.email"]', "mark");
    await press(page);
    const errors = await page
      .locator("[data-error]")
      .evaluateAll((all) => all.map((one) => (one as HTMLElement).dataset["error"]));
    expect(errors).toEqual([
      "location.city",
      "location.postal_code",
      "customer.name",
      "customer.email",
      "terms_accepted",
    ]);
    expect(await page.evaluate(() => (document.activeElement as HTMLInputElement).name)).toBe("location.city");
    expect(await page.locator('[name="location.city"]').getAttribute("aria-describedby")).toBe(
      await page.locator('[data-error="location.city"]').getAttribute("id"),
    );
    await checkAccessibility();
    await page.fill('[name="location.city"]', "San Diego");
    await expect.poll(() => page.locator('[data-error="location.city"]').count()).toBe(0);
    expect(bookings()).toHaveLength(0);
  });

  it("puts the server's refusal beside its field", async () => {
    const { page, expectTrouble } = await start();
    expectTrouble("422 /api/v1/bookings");
    await chooseWindow(page);
    await press(page);
    await fillIn(page);
    server.refuse("POST /bookings", {
      code: "invalid",
      detail: "Not a phone number.",
      facts: { errors: [{ field: "/customer/phone", code: "phone", message: "Not a phone number." }] },
    });
    await press(page);
    expect(await page.locator('[data-error="customer.phone"]').textContent()).toBe("Not a phone number.");
    expect(await page.evaluate(() => (document.activeElement as HTMLInputElement).name)).toBe("customer.phone");
  });

  it("offers the nearest free windows when one just filled, and keeps all that was typed", async () => {
    const { page, expectTrouble, checkAccessibility } = await start();
    expectTrouble("409 /api/v1/bookings");
    await chooseWindow(page);
    await press(page);
    await fillIn(page);
    const free = server.availability.days[5]?.day ?? "";
    server.refuse("POST /bookings", {
      code: "window_full",
      facts: { alternatives: [{ day: free, start: "12:00", end: "16:00", left: 1 }] },
    });
    await press(page);
    const offer = page.locator("[data-alternative]");
    await offer.waitFor();
    await checkAccessibility();
    expect(await page.inputValue('[name="customer.name"]')).toBe(address["customer.name"]);
    await offer.click();
    await press(page);
    await page.getByRole("heading", { name: "You’re booked" }).waitFor();
    expect(bookings()[1]?.body).toMatchObject({
      day: free,
      window: { start: "12:00", end: "16:00" },
      customer: { name: address["customer.name"] },
    });
  });

  it("shows the old and the new price, and asks again", async () => {
    const { page, expectTrouble } = await start();
    expectTrouble("409 /api/v1/bookings");
    await chooseWindow(page);
    await press(page);
    await fillIn(page);
    await page.getByText("$600.00").waitFor();
    await page.locator('[name="location.postal_code"]').blur();
    await quoted("postal_code");
    server.refuse("POST /bookings", { code: "price_changed" });
    server.price = () => 65_000;
    await press(page);
    await page.getByText("from $600 to $650").waitFor();
    await press(page);
    await page.getByRole("heading", { name: "You’re booked" }).waitFor();
    expect(server.jobs.size).toBe(1);
  });

  it("makes one job of a double click, a lost answer and a reload", async () => {
    const { page, expectTrouble } = await start();
    expectTrouble("failed /api/v1/bookings", "ERR_EMPTY_RESPONSE", "ERR_FAILED");
    await chooseWindow(page);
    await press(page);
    await fillIn(page);
    // The booking lands, and its answer is lost on the way back.
    await page.route("**/api/v1/bookings", async (route) => {
      await route.fetch();
      await route.abort();
    });
    await page.dblclick('button[type="submit"]');
    await page.getByText("No connection").waitFor();
    await page.unroute("**/api/v1/bookings");
    await page.reload();
    await page.check('[name="terms_accepted"]');
    expect(await page.inputValue('[name="location.street"]')).toBe(address["location.street"]);
    await press(page);
    await page.getByRole("heading", { name: "You’re booked" }).waitFor();
    expect(server.jobs.size).toBe(1);
    expect(new Set(bookings().map(({ key }) => key)).size).toBe(1);
    expect(bookings()[0]?.key).toMatch(/^[A-Za-z0-9_-]{16,64}$/);
  });

  it("lets the address be typed while the server is away, and goes on when it is back", async () => {
    server.down = true;
    const { page, expectTrouble, checkAccessibility } = await start();
    expectTrouble("failed /api/v1/catalog", "failed /brand/contact.json");
    await page.getByText("We cannot be reached right now").waitFor();
    await page.getByRole("button", { name: "Where, and for whom?" }).click();
    await page.fill('[name="customer.name"]', "Mark");
    await checkAccessibility();
    server.down = false;
    await page.getByRole("button", { name: "Retry" }).click();
    await page.getByRole("heading", { name: "Coastline Hauling" }).waitFor();
    expect(await page.inputValue('[name="customer.name"]')).toBe("Mark");
  });

  it("says how long to wait when there were too many tries", async () => {
    const { page, expectTrouble } = await start();
    expectTrouble("429 /api/v1/bookings", "422 /api/v1/quotes");
    await chooseWindow(page);
    await press(page);
    await quoted("day");
    server.refuse("POST /quotes", { code: "outside_service_area" });
    await fillIn(page);
    await page.locator('[data-error="location.postal_code"]').waitFor();
    server.refuse("POST /bookings", { code: "too_many_requests", retry_after: 40 });
    await press(page);
    await page.getByText("Wait 40 seconds").waitFor();
  });
});

describe("other days and other services", () => {
  it("counts items, books any day where the service allows it", async () => {
    const { page, checkAccessibility } = await start();
    await page.check('[value="junk-removal"]');
    await page.getByRole("button", { name: "More: Quarter load" }).click();
    await page.fill('[name="items.quarter-load"]', "2");
    await page.getByText("$178.00").waitFor();
    await page.locator('[name="day"][value=""]').check();
    await checkAccessibility();
    await press(page);
    await fillIn(page);
    await press(page);
    await page.getByText("We will tell you the day.").waitFor();
    expect(bookings()[0]?.body).toMatchObject({ items: [{ id: "quarter-load", quantity: 2 }] });
    expect(bookings()[0]?.body).not.toHaveProperty("day");
  });

  it("keeps full days in sight, and looks further when there are no places", async () => {
    const today = new Date().toISOString().slice(0, 10);
    server.availability = daysFrom(today, 60, (day) => (day < 20 ? 0 : 1));
    const { page } = await start();
    await page.check('[value="trailer-15"]');
    await page.getByText("No places up to").waitFor();
    expect(await page.locator('[name="day"]:disabled').count()).toBeGreaterThan(10);
    await page.getByRole("button", { name: "Look further" }).click();
    await page.locator('[name="day"]:enabled').first().check();
    await page.locator('[name="window"]').first().check();
  });

  it("offers the phone where booking is closed, and says that prices are samples", async () => {
    server.catalog.booking.open = false;
    const closed = await start();
    expect(await closed.page.getByRole("link", { name: "Call to book" }).getAttribute("href")).toBe("tel:+16195550142");
    await closed.checkAccessibility();
    server.catalog.booking.open = true;
    server.catalog.sample = true;
    const sample = await start();
    await sample.page.getByText("Sample prices").waitFor();
  });
});
