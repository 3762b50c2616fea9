import type { Page } from "@playwright/test";
import { describe, expect, it } from "vitest";
import { dayAfter } from "../../web/shared/format.ts";
import { changeSettings, useCustomerPages } from "./customer-pages.ts";
import type { Size } from "./browser.ts";

/** Loads, rentals and requests for a quote on the booking page. */

const { server, start } = useCustomerPages();

const load = {
  id: "load",
  label: "How full the truck is",
  kind: "choice",
  allow_not_sure: true,
  options: [
    { id: "quarter-load", label: "Quarter load", unit_cents: 14_900, volume_percent: 25 },
    { id: "half-load", label: "Half load", unit_cents: 34_900, volume_percent: 50, hint: "about 4 pickup loads" },
    { id: "three-quarter-load", label: "Three-quarter load", unit_cents: 47_900, volume_percent: 75 },
    { id: "full-load", label: "Full load", unit_cents: 59_900, volume_percent: 100 },
  ],
};
const extras = {
  id: "extras",
  label: "Extras",
  kind: "add_on",
  options: [
    { id: "stairs", label: "Flight of stairs", unit_cents: 2_500, max: 10 },
    { id: "mattress", label: "Mattress", unit_cents: 2_500 },
    { id: "long-carry", label: "Long carry", unit_cents: 3_500, max: 1 },
  ],
};
/** Gives the services of the sample store options, a rental with four units, a tax and a deposit. */
const offer = async (tax = 0) => {
  await server().api("POST", "/api/v1/equipment/types", { id: "box", name: "Box" });
  for (const unit of ["BOX-01", "BOX-02", "BOX-03", "BOX-04"])
    await server().api("POST", "/api/v1/equipment/types/box/units", { id: unit });
  await changeSettings(server(), ({ services }) => ({
    tax: { label: "Sales tax", rate_ppm: tax, by_postal_code: [] },
    services: services.map((one) => {
      if (one["id"] === "junk-removal") return { ...one, groups: [load, extras] };
      if (one["id"] === "trailer-15")
        return { ...one, rental, groups: [], deposit: { policy: "ask", percent_ppm: 250_000 } };
      return one;
    }),
  }));
};
const rental = {
  equipment_type: "box",
  included_days: 7,
  extra_day_cents: 2_500,
  included_tons: 2,
  extra_ton_cents: 6_500,
  max_days: 30,
  pickup: "on_request",
  swap: "exchange",
  swap_cents: null,
  count_delivery_day: false,
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
  await page.check('[name="terms_accepted"]');
};
const press = (page: Page) => page.click('button[type="submit"]');
const pickTime = async (page: Page) => {
  await page.locator('[name="day"]:enabled').nth(2).check();
  await page.locator('[name="window"]:enabled').first().check();
};
const jobs = async () => ((await server().api("GET", "/api/v1/jobs")) as { items: Record<string, unknown>[] }).items;
const button = (page: Page) => page.locator('button[type="submit"]');

describe.each<Size>(["phone", "desktop"])("on a %s", (size) => {
  it("3: books half a load with a mattress and two flights of stairs", async () => {
    await offer(88_750);
    const { page, checkAccessibility } = await start("/book/", { size, dark: size === "phone" });
    await page.check('[value="junk-removal"]');
    await press(page);
    await page.getByRole("radio", { name: "Half load, $349, about 4 pickup loads" }).check();
    const drawn = page.getByRole("img", { name: "A truck with this load: Half load" });
    expect(await drawn.count()).toBe(size === "phone" ? 1 : 0);
    await page.getByRole("button", { name: "One more: Mattress" }).click();
    await page.fill('[name="items.stairs"]', "2");
    await page.check('[name="items.long-carry"]');
    await page.uncheck('[name="items.long-carry"]');
    // 34,900 + 2,500 + 2 × 2,500 = 42,400, and a tax of 3,763.
    await page.getByText("$461.63").first().waitFor();
    await checkAccessibility();
    await press(page);
    await page.getByText("Half load, 2 × Flight of stairs, 1 × Mattress").first().waitFor();
    await pickTime(page);
    await press(page);
    await fillIn(page);
    await page.getByText("Sales tax").waitFor();
    await checkAccessibility();
    expect(await button(page).textContent()).toMatch(/^Book \w{3}, \w{3} \d+, 8 AM–noon ·\u00a0\$461.63$/);
    await press(page);
    await page.getByRole("heading", { name: "You’re booked" }).waitFor();
    expect(await jobs()).toMatchObject([
      {
        items: [
          { id: "half-load", quantity: 1 },
          { id: "stairs", quantity: 2 },
          { id: "mattress", quantity: 1 },
        ],
        pricing: { total_cents: 46_163, state: "firm" },
      },
    ]);
  });

  it("10: shows a range to a customer who is not sure, and books it", async () => {
    await offer(82_500);
    const { page, checkAccessibility } = await start("/book/", { size });
    await page.check('[value="junk-removal"]');
    await press(page);
    await page.getByRole("radio", { name: "Not sure" }).check();
    await page.fill('[name="items.stairs"]', "1");
    await page.getByText("$188.36–$675.48").waitFor();
    await checkAccessibility();
    await pickTime(page);
    await press(page);
    await fillIn(page);
    expect(await button(page).textContent()).toMatch(/·\u00a0\$188.36–\$675.48$/);
    await press(page);
    await page.getByRole("heading", { name: "You’re booked" }).waitFor();
    await page.getByText("$188.36–$675.48").waitFor();
    expect(await jobs()).toMatchObject([
      { pricing: { state: "estimate", estimate: { low_cents: 18_836, high_cents: 67_548 } } },
    ]);
  });

  it("2: books a rental of ten days and says when it is due", async () => {
    await offer(82_500);
    const { page, checkAccessibility } = await start("/book/", { size });
    await page.check('[value="trailer-15"]');
    await page.locator('[name="day"]:enabled').nth(2).check();
    await page.getByText("extra days, $25 each").waitFor();
    await page.check('[name="length"][value="10"]');
    expect(await page.inputValue('[name="days"]')).toBe("10");
    await page.getByText("3 extra days, $25 each").waitFor();
    await page.locator('[name="window"]:enabled').first().check();
    await checkAccessibility();
    await press(page);
    await fillIn(page);
    await page.getByText("$182.67").waitFor(); // a quarter of $730.69
    await checkAccessibility();
    expect(await button(page).textContent()).toMatch(/^Book \w{3}, \w{3} \d+ to \w{3}, \w{3} \d+ ·\u00a0\$730.69$/);
    await press(page);
    await page.getByText(/^We drop it off .* It’s due back/).waitFor();
    await checkAccessibility();
    expect(await jobs()).toMatchObject([{ pricing: { total_cents: 73_069, deposit_cents: 18_267 } }]);
  });
});

describe("a request for a quote", () => {
  it("has words and days that suit, and no price, and says that a quote follows", async () => {
    await changeSettings(server(), ({ services }) => ({
      services: services.map((one) => (one["id"] === "estate-cleanout" ? { ...one, active: true } : one)),
    }));
    const { page, checkAccessibility } = await start();
    const sent: unknown[] = [];
    page.on("request", (request) => void (request.url().endsWith("/bookings") && sent.push(request.postDataJSON())));
    await page.check('[value="estate-cleanout"]');
    await press(page);
    await press(page);
    await page.locator('[data-error="description"]').waitFor();
    await page.fill('textarea[name="description"]', "Three rooms and a garage. About 40 boxes.");
    await checkAccessibility();
    await press(page);
    const day = dayAfter(await server().today(), 5);
    await page.fill('[name="preferred.0.day"]', day);
    await page.selectOption('[name="preferred.0.window"]', "08:00-12:00");
    await page.locator('[name="preferred.1.day"]').waitFor();
    await checkAccessibility();
    await press(page);
    await fillIn(page);
    expect(await button(page).textContent()).toBe("Send request");
    await press(page);
    await page.getByRole("heading", { name: "Request sent" }).waitFor();
    await page.getByText("We’ll send you a quote.").waitFor();
    await checkAccessibility();
    expect(sent).toMatchObject([
      {
        description: "Three rooms and a garage. About 40 boxes.",
        preferred: [{ day, window: { start: "08:00", end: "12:00" } }],
      },
    ]);
    expect(await jobs()).toMatchObject([{ status: "requested", pricing: { state: "unpriced", total_cents: 0 } }]);
  });
});

describe("what goes wrong", () => {
  it("offers other days when the last trailer was just booked, and keeps what was typed", async () => {
    await offer();
    const { page, expectTrouble, checkAccessibility } = await start();
    expectTrouble("409 /api/v1/bookings");
    await page.check('[value="trailer-15"]');
    await page.locator('[name="day"]:enabled').nth(2).check();
    await page.locator('[name="window"]:enabled').first().check();
    const day = await page.locator('[name="day"]:checked').inputValue();
    await press(page);
    await fillIn(page);
    for (const [name, start] of [
      ["Ana", "08:00"],
      ["Ben", "08:00"],
      ["Cleo", "12:00"],
      ["Dora", "12:00"],
    ] as const)
      await server().createJob(name, { day, window: { start, end: start === "08:00" ? "12:00" : "16:00" }, days: 3 });
    await press(page);
    await page.getByText("That was our last 15-yard dump trailer").waitFor();
    await checkAccessibility();
    expect(await page.inputValue('[name="customer.name"]')).toBe("Maria Ortega");
    const offered = page.locator("[data-alternative]").first();
    expect(await offered.innerText()).toMatch(/due back/);
    await offered.click();
    await press(page);
    await page.getByRole("heading", { name: "You’re booked" }).waitFor();
    expect(await jobs()).toHaveLength(5);
  });

  it("asks for a size before a day, and leads to the choice", async () => {
    await offer();
    const { page } = await start();
    await page.check('[value="junk-removal"]');
    await press(page);
    await press(page);
    await page.locator('[data-error="choice.load"]').waitFor();
    await page.getByRole("radio", { name: "Quarter load, $149" }).check();
    await page.locator('[data-error="choice.load"]').waitFor({ state: "detached" });
  });

  it("never sends more of an option than its service allows", async () => {
    await offer();
    const { page, expectTrouble } = await start();
    expectTrouble("422 /api/v1/quotes");
    await page.check('[value="junk-removal"]');
    await press(page);
    await page.getByRole("radio", { name: "Quarter load, $149" }).check();
    await page.fill('[name="items.stairs"]', "10");
    await page.getByRole("button", { name: "One more: Flight of stairs" }).click();
    expect(await page.inputValue('[name="items.stairs"]')).toBe("10");
  });

  it("keeps the days and the person over a reload", async () => {
    await offer();
    const { page } = await start();
    await page.check('[value="trailer-15"]');
    await page.locator('[name="day"]:enabled').nth(2).check();
    await page.fill('[name="days"]', "12");
    await page.locator('[name="window"]:enabled').first().check();
    await press(page);
    await page.fill('[name="customer.name"]', "Maria Ortega");
    await page.reload();
    expect(await page.inputValue('[name="customer.name"]')).toBe("Maria Ortega");
    await page.getByText("12 days, drop-off 8 AM–noon").waitFor();
    await page.getByRole("button", { name: "Change when" }).click();
    expect(await page.inputValue('[name="days"]')).toBe("12");
  });
});
