import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import type { Browser, Page } from "@playwright/test";
import { junkRemoval, rentalRules } from "../../domain/price/price-book.fixture.ts";
import { visit, type VisitOptions } from "./browser.ts";
import { changeSettings, openBusiness } from "./customer-pages.ts";
import { startTestServer, type TestServer } from "./test-server.ts";

/** Takes a picture of each state of the customer's pages, of a text and an email on a phone, and of a crew's stop. */
export const takeCustomerPictures = async (browser: Browser, folder: string): Promise<void> => {
  await mkdir(folder, { recursive: true });
  const server = await startTestServer();
  try {
    await prepare(server);
    const shoot = shooter(browser, folder);
    await bookLoad(server, shoot);
    await bookRental(server, shoot);
    await followRental(server, shoot);
    await followVisit(server, shoot);
    await receive(server, browser, folder);
    await atStop(server, browser, folder);
  } finally {
    await server.close();
  }
};

type Walk = (page: Page) => Promise<unknown>;
type Shoot = (name: string, url: string, walk: Walk, options?: VisitOptions) => Promise<void>;

const shooter =
  (browser: Browser, folder: string): Shoot =>
  async (name, url, walk, options = {}) => {
    const { page, context } = await visit(browser, options);
    await page.goto(url);
    await walk(page);
    await take(page, folder, name);
    await context.close();
  };

const take = async (page: Page, folder: string, name: string): Promise<void> => {
  await page.waitForTimeout(500); // wait until the page is at rest
  await page.screenshot({ path: join(folder, `${name}.png`) });
};

/** A time zone where it is between 10 and 11 AM now, so that pictures of a working day look the same at each hour. */
export const whereItIsTen = (): string => {
  const behind = new Date().getUTCHours() - 10;
  return behind > 12 ? `Etc/GMT-${24 - behind}` : `Etc/GMT${behind < 0 ? "" : "+"}${behind}`;
};

const prepare = async (server: TestServer): Promise<void> => {
  await openBusiness(server, ({ booking, business }) => ({
    business: { ...business, name: "Coastline Hauling", phone: "+16195550142", time_zone: whereItIsTen() },
    booking: { ...booking, zip_first: true, lead_time_hours: 0 },
  }));
  const { settings } = server.served.tailboard.services;
  await settings.change((now) => ({ ...now, crews: [{ id: "crew-1", name: "Luis", active: true }] }));
  await server.api("POST", "/api/v1/equipment/types", { id: "t15", name: "15-yard dump trailer" });
  for (const id of ["T15-01", "T15-02"]) await server.api("POST", "/api/v1/equipment/types/t15/units", { id });
  await changeSettings(server, ({ services }) => ({
    services: services.map((one) => {
      const rental = { ...rentalRules, equipment_type: "t15" };
      if (one["id"] === "trailer-15") return { ...one, groups: [], rental, trip_fee_cents: 12_500 };
      return one["id"] === "junk-removal" ? { ...one, groups: junkRemoval.groups } : one;
    }),
  }));
};

const press: Walk = (page) => page.click('button[type="submit"]');
const chooseService = async (page: Page, service: string): Promise<void> => {
  await page.fill('[name="location.postal_code"]', "92104");
  await page.check(`[value="${service}"]`);
};
const person = async (page: Page): Promise<void> => {
  for (const [name, value] of Object.entries({
    "location.street": "4127 Utah St",
    "location.city": "San Diego",
    "location.state": "CA",
    "customer.name": "Maria Ortega",
    "customer.phone": "(619) 555-0142",
    "customer.email": "maria@example.com",
  }))
    await page.fill(`[name="${name}"]`, value);
  await page.getByRole("radio", { name: "Text me about this job" }).check();
  await page.check('[name="terms_accepted"]');
};
const pickTime: Walk = async (page) => {
  await page.locator('[name="day"]:enabled').nth(2).check();
  await page.locator('[name="window"]:enabled').first().check();
};

/** `book-phone` and `book-desktop`: a load in four questions. */
const bookLoad = async (server: TestServer, shoot: Shoot): Promise<void> => {
  const url = `${server.served.site}/book/`;
  const how: Walk = async (page) => {
    await chooseService(page, "junk-removal");
    await press(page);
    await page.getByRole("radio", { name: /^Half load/ }).check();
    await page.getByRole("button", { name: "One more: Mattress" }).click();
    await page.getByText("$374").first().waitFor();
  };
  const when: Walk = async (page) => {
    await how(page);
    await press(page);
    await pickTime(page);
  };
  const where: Walk = async (page) => {
    await when(page);
    await press(page);
    await person(page);
    await page.locator("#consent").scrollIntoViewIfNeeded();
  };
  await shoot("book-phone-what", url, (page) => chooseService(page, "junk-removal"));
  await shoot("book-phone-how-much", url, how);
  await shoot("book-phone-when", url, when);
  await shoot("book-phone-where", url, where);
  await shoot("book-desktop", url, when, { size: "desktop" });
};

/** `book-rental-phone`: the days in one picture, and what a customer can choose when the last trailer just went. */
const bookRental = async (server: TestServer, shoot: Shoot): Promise<void> => {
  const url = `${server.served.site}/book/`;
  const days: Walk = async (page) => {
    await chooseService(page, "trailer-15");
    await page.locator('[name="day"]:enabled').nth(2).check();
    await page.check('[name="length"][value="10"]');
    await page.getByText("3 extra days, $25 each").waitFor();
    await page.locator('[name="window"]:enabled').first().check();
  };
  await shoot("book-rental-phone-days", url, days);
  await shoot("book-rental-phone-gone", url, async (page) => {
    await days(page);
    const day = await page.locator('[name="day"]:checked').inputValue();
    await press(page);
    await person(page);
    const others = await Promise.all(["Ana", "Ben"].map((name) => server.createJob(name, { day, days: 3 })));
    await press(page);
    await page.locator("[data-alternative]").first().waitFor();
    for (const id of others) await cancel(server, id);
  });
};

const cancel = (server: TestServer, id: string) =>
  server.api("POST", `/api/v1/jobs/${id}/status`, { status: "cancelled", reason: "By phone" });

interface Made {
  id: string;
  url: string;
}
const make = async (server: TestServer, change: object, name = "Maria Ortega"): Promise<Made> => {
  const id = await server.createJob(name, {
    customer: { name, phone: "(619) 555-0142", email: "maria@example.com", text_consent: true, contact_by: "text" },
    location: { street: "4127 Utah St", city: "San Diego", state: "CA", postal_code: "92104", notes: "Gate code 4417" },
    ...change,
  });
  const { tracking_token: token } = (await server.api("GET", `/api/v1/jobs/${id}`)) as { tracking_token: string };
  return { id, url: `${server.served.site}/track/#${token}` };
};
const report = (server: TestServer, id: string, state: string, more: object = {}) =>
  server.api("POST", `/api/v1/jobs/${id}/visits/v1/state`, { state, ...more });
const toJob: Walk = async (page) => {
  await page.locator("main[data-status]").waitFor();
  await page.locator("h2").first().waitFor(); // the part below the first screen
};

/** `track-rental-phone`: on site, ready for pickup, kept longer. */
const followRental = async (server: TestServer, shoot: Shoot): Promise<void> => {
  const { id, url } = await make(server, {});
  await report(server, id, "done", { unit: "T15-02" });
  const open = (button: string) => async (page: Page) => {
    await toJob(page);
    await page.getByRole("button", { name: button, exact: true }).click();
    await page.locator("#panel button.act").waitFor();
  };
  await shoot("track-rental-phone-on-site", url, toJob);
  await shoot("track-rental-phone-ready", url, open("Ready for pickup"));
  await shoot("track-rental-phone-longer", url, async (page) => {
    await open("Keep it longer")(page);
    await page.locator('[name="until"]').nth(2).check();
    await page.getByRole("button", { name: /\$75$/ }).waitFor();
  });
  await cancelOnSite(server, id);
};
const cancelOnSite = (server: TestServer, id: string) =>
  server.api("POST", `/api/v1/jobs/${id}/status`, {
    status: "cancelled",
    reason: "By phone",
    equipment_returned: true,
  });

/** `track-on-the-way-phone`: a crew on its way, a later time, and a page without a connection. */
const followVisit = async (server: TestServer, shoot: Shoot): Promise<void> => {
  const { id, url } = await make(server, {
    service: "junk-removal",
    items: [{ id: "half-load", quantity: 1 }],
  });
  const token = url.split("#")[1] ?? "";
  await fetch(`${server.served.site}/api/v1/tracking/message`, {
    method: "POST",
    headers: { "content-type": "application/json", authorization: `Bearer ${token}` },
    body: JSON.stringify({ text: "The stairs are wide. Gate code 4417." }),
  });
  await report(server, id, "en_route", { arrives_in_minutes: 25 });
  await shoot("track-on-the-way-phone", url, toJob);
  await server.api("POST", `/api/v1/jobs/${id}/visits/v1/arrival`, { arrives_in_minutes: 130 });
  const toBehind: Walk = async (page) => {
    await toJob(page);
    await page.getByText("Sorry, we’re running behind.").waitFor({ timeout: 30_000 });
  };
  await shoot("track-on-the-way-phone-late", url, toBehind);
  await shoot("track-on-the-way-phone-offline", url, async (page) => {
    await toBehind(page);
    await page.context().setOffline(true);
    await page.getByText("Couldn’t refresh").waitFor({ timeout: 30_000 });
  });
  await cancel(server, id);
};

/** A text and an email as they arrive on a phone. */
const receive = async (server: TestServer, browser: Browser, folder: string): Promise<void> => {
  const shown = async (channel: "text" | "email") =>
    (await server.api("POST", "/api/v1/message-templates/preview", { event: "booked", channel, language: "en" })) as {
      text: string;
      html: string | null;
    };
  const { page, context } = await visit(browser);
  const { html } = await shown("email");
  // As a business with an address of its own sends it.
  const named = (words: string) => words.replaceAll(server.served.site, "https://book.coastline.example");
  await page.setContent(named(html ?? ""));
  await take(page, folder, "received-email");
  const { text } = await shown("text");
  await page.setContent(bubble);
  await page.locator("p").evaluate((paragraph, words) => void (paragraph.textContent = words), named(text));
  await take(page, folder, "received-text");
  await context.close();
  await keep(server, browser, folder);
};

/** Without a provider, the outbox page shows what would arrive. */
const keep = async (server: TestServer, browser: Browser, folder: string): Promise<void> => {
  await server.addPerson("owner", "ana");
  const { id } = await make(server, { service: "junk-removal", items: [{ id: "half-load", quantity: 1 }] });
  await server.api("POST", `/api/v1/jobs/${id}/messages`, { event: "booked" });
  const { page, context } = await visit(browser);
  await context.addCookies([await server.cookieOf("ana")]);
  await page.goto(`${server.served.dashboard}/outbox`);
  await page.locator("[data-message]").first().waitFor();
  await take(page, folder, "outbox-phone");
  await context.close();
  await cancel(server, id);
};

/** A phone's own list of texts. Only the words in it are ours. */
const bubble = `<!doctype html><html lang="en"><head><title>Texts</title><meta name="viewport" content="width=device-width">
<style>body{margin:0;font:17px/1.35 system-ui;background:#fff;color:#000}header{padding:16px;text-align:center;border-bottom:1px solid #ddd;font-size:14px}
main{padding:16px}p{max-width:75%;margin:0;padding:10px 14px;border-radius:18px;background:#e9e9eb;overflow-wrap:anywhere}</style></head>
<body><header>(619) 555-0100</header><main><p></p></main></body></html>`;

/** `crew-stop-phone`: the stop, its final load, the customer's yes, and the scale ticket of a pickup. */
const atStop = async (server: TestServer, browser: Browser, folder: string): Promise<void> => {
  const { settings } = server.served.tailboard.services;
  await settings.change((now) => ({ ...now, booking: { ...now.booking, crews_set_prices: true } }));
  await server.addPerson("crew", "luis", "crew-1");
  const load = await make(server, { service: "junk-removal", items: [{ id: "half-load", quantity: 1 }] });
  const rental = await make(server, { window: { start: "12:00", end: "16:00" } }, "R. Alvarez");
  await report(server, load.id, "on_site");
  const { page, context } = await visit(browser, { size: "phone", dark: true });
  await context.addCookies([await server.cookieOf("luis")]);
  await page.goto(`${server.served.dashboard}/`);
  await page.getByRole("link", { name: "Call Maria Ortega" }).first().waitFor();
  await take(page, folder, "crew-stop-phone");
  await page.getByRole("button", { name: "How full is it?" }).click();
  await page.getByRole("radio", { name: /Three-quarter/ }).check({ force: true });
  await take(page, folder, "crew-stop-phone-load");
  await context.close();
  await pickUp(server, browser, folder, [load.id, rental.id]);
};

const pickUp = async (server: TestServer, browser: Browser, folder: string, [load = "", rental = ""]: string[]) => {
  await report(server, load, "done");
  await report(server, rental, "done", { unit: "T15-02" });
  const { rev } = (await server.api("GET", `/api/v1/jobs/${rental}`)) as { rev: number };
  const change = { day: await server.today(), crew: "crew-1" };
  await server.api("PATCH", `/api/v1/jobs/${rental}/visits/v2`, change, { "if-match": `"${rev}"` });
  await server.api("POST", `/api/v1/jobs/${rental}/visits/v2/state`, { state: "on_site" });
  const { page, context } = await visit(browser, { size: "phone", dark: true });
  await context.addCookies([await server.cookieOf("luis")]);
  await page.goto(`${server.served.dashboard}/`);
  await page.getByRole("button", { name: "Finish pickup" }).click();
  for (const [name, value] of Object.entries({ net_tons: "2.48", ticket: "482-119", facility: "Miramar" }))
    await page.fill(`[name="${name}"]`, value);
  await page.fill('[name="fee_cents"]', "42.50");
  await take(page, folder, "crew-stop-phone-weight");
  await context.close();
};
