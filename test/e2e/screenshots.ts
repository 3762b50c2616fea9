/**
 * Writes screenshots of the customer pages to a folder.
 *
 *   node test/e2e/screenshots.ts FOLDER            every designed state, from its own server
 *   node test/e2e/screenshots.ts FOLDER SITE_URL   book.png, track.png and not-found.png from a running server (makes one
 *                                                  job there)
 */
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import type { Browser, Page } from "@playwright/test";
import { launchBrowser, visit, type VisitOptions } from "./browser.ts";
import { changeSettings, openBusiness } from "./customer-pages.ts";
import { startTestServer, type TestServer } from "./test-server.ts";

type Walk = (page: Page) => Promise<unknown>;

const shooter =
  (browser: Browser, folder: string) =>
  async (name: string, url: string, walk: Walk, options: VisitOptions = {}): Promise<void> => {
    const { page, context } = await visit(browser, options);
    await page.goto(url);
    await walk(page);
    await page.waitForTimeout(500); // wait until the page is at rest
    await page.screenshot({ path: join(folder, `${name}.png`) });
    await context.close();
  };
type Shoot = ReturnType<typeof shooter>;

const looks: [string, VisitOptions][] = [
  ["", {}],
  ["-dark", { dark: true }],
  ["-desktop", { size: "desktop" }],
  ["-desktop-dark", { size: "desktop", dark: true }],
];
/** Takes a state on phone and desktop, light and dark. */
const everyLook = async (shoot: Shoot, name: string, url: string, walk: Walk) => {
  for (const [suffix, options] of looks) await shoot(name + suffix, url, walk, options);
};

const chooseWindow: Walk = async (page) => {
  await page.check('[value="trailer-15"]');
  await page.locator('[name="day"]:enabled').nth(1).check();
  await page.locator('[name="window"]:enabled').first().check();
};
const press: Walk = (page) => page.click('button[type="submit"]');
const fillIn: Walk = async (page) => {
  await chooseWindow(page);
  await press(page);
  for (const [name, value] of Object.entries({
    "location.street": "Soderblom Ave",
    "location.city": "San Diego",
    "location.state": "CA",
    "location.postal_code": "92122",
    "customer.name": "Mark",
    "customer.phone": "(619) 555-0142",
  }))
    await page.fill(`[name="${name}"]`, value);
  await page.check('[name="terms_accepted"]');
  await page.waitForTimeout(3_000); // wait for the price of the address, and past the minimum fill time
};
const book: Walk = async (page) => {
  await fillIn(page);
  await press(page);
};
const nothing: Walk = (page) => page.getByRole("heading").waitFor();

const fromServer = async (browser: Browser, folder: string, site: string) => {
  const shoot = shooter(browser, folder);
  await shoot("book", `${site}/book/`, chooseWindow);
  await shoot("track", `${site}/book/`, async (page) => {
    await book(page);
    await page.getByRole("link", { name: "Follow your job" }).click();
    await page.waitForSelector("main[data-status]");
  });
  await shoot("not-found", `${site}/nothing-here`, nothing);
};

const gallery = async (browser: Browser, folder: string) => {
  const server = await startTestServer();
  try {
    await openBusiness(server);
    const shoot = shooter(browser, folder);
    await bookStates(server, shoot);
    await trackStates(server, shoot);
    await everyLook(shoot, "not-found", `${server.served.site}/nothing-here`, nothing);
  } finally {
    await server.close();
  }
};

const bookStates = async (server: TestServer, shoot: Shoot) => {
  const url = `${server.served.site}/book/`;
  await everyLook(shoot, "book-what", url, (page) => page.waitForSelector('[name="service"]'));
  await everyLook(shoot, "book-when", url, chooseWindow);
  await shoot("book-when-first", url, async (page) => {
    await page.waitForSelector('[name="service"]');
    await page.getByRole("button", { name: "When should we come?" }).click();
    await page.getByText("Choose a service first").waitFor();
  });
  await shoot("book-forced-colors", url, async (page) => {
    await page.emulateMedia({ forcedColors: "active", reducedMotion: "reduce" });
    await chooseWindow(page);
  });
  await shoot("book-items", url, async (page) => {
    await page.check('[value="single-item"]');
    await page.getByRole("button", { name: "One more: Sofa" }).click();
  });
  await everyLook(shoot, "book-where", url, fillIn);
  await everyLook(shoot, "book-errors", url, async (page) => {
    await chooseWindow(page);
    await press(page);
    await press(page);
  });
  await everyLook(shoot, "book-confirmed", url, book);
  await everyLook(shoot, "book-window-full", url, async (page) => {
    await fillIn(page);
    const day = await page.evaluate(
      () => (JSON.parse(sessionStorage.getItem("book") ?? "{}") as { fields: Record<string, string> }).fields["day"],
    );
    // Fills the day while the customer types. When nothing is left, the server refuses the office as well.
    for (const window of [
      { start: "08:00", end: "12:00" },
      { start: "12:00", end: "16:00" },
    ])
      // prettier-ignore
      for (const name of ["Ana", "Ben", "Cleo"]) await server.createJob(name, { day, window }).catch(() => undefined);
    await press(page);
    await page.locator("[data-alternative]").first().waitFor();
  });
  await everyLook(shoot, "book-down", url, async (page) => {
    await page.route("**/api/**", (route) => route.abort());
    await page.reload();
    await page.getByRole("button", { name: "Try again" }).waitFor();
    await page.getByRole("link", { name: "Call us" }).waitFor();
  });
  await changeSettings(server, ({ booking }) => ({ booking: { ...booking, open: false } }));
  await everyLook(shoot, "book-closed", url, (page) => page.getByRole("link", { name: "Call to book" }).waitFor());
  await changeSettings(server, ({ booking }) => ({ booking: { ...booking, open: true } }));
};

const trackStates = async (server: TestServer, shoot: Shoot) => {
  const { site } = server.served;
  const day = new Date(Date.parse(await server.today()) + 20 * 86_400_000).toISOString().slice(0, 10);
  const made = (await server.api("POST", "/api/v1/jobs", {
    service: "trailer-15",
    day,
    window: { start: "08:00", end: "12:00" },
    crew: "crew-1",
    customer: { name: "Mark", phone: "(619) 555-0123" },
    location: { street: "3310 Marlborough Ave", city: "San Diego", state: "CA", postal_code: "92104" },
  })) as { id: string; rev: number; tracking_token: string };
  const url = `${site}/track/#${made.tracking_token}`;
  const open =
    (button?: string): Walk =>
    async (page) => {
      await page.waitForSelector("main[data-status]");
      if (button === undefined) return;
      await page.getByRole("button", { name: button, exact: true }).click();
      await page.locator("#panel button.act").waitFor();
    };
  await everyLook(shoot, "track-scheduled", url, open());
  await everyLook(shoot, "track-move", url, open("Move"));
  await everyLook(shoot, "track-message", url, open("Message"));
  await everyLook(shoot, "track-cancel", url, open("Cancel"));
  await server.api(
    "PATCH",
    `/api/v1/jobs/${made.id}`,
    { pricing: { kind: "flat", amount_cents: 65_000, currency: "USD" }, reason: "One ton more" },
    { "if-match": `"${made.rev}"`, "content-type": "application/merge-patch+json" },
  );
  await server.api("POST", `/api/v1/jobs/${made.id}/visits/v1/state`, { state: "en_route" });
  await everyLook(shoot, "track-on-the-way", url, open());
  await server.api("POST", `/api/v1/jobs/${made.id}/visits/v1/state`, { state: "done" });
  await everyLook(shoot, "track-completed", url, open());
  const call: Walk = (page) => page.getByRole("link", { name: "Call us" }).waitFor();
  await everyLook(shoot, "track-gone", `${site}/track/#${"u".repeat(32)}`, call);
  await shoot("track-no-link", `${site}/track/`, call);
};

const [folder, site] = process.argv.slice(2);
if (folder === undefined) {
  console.error("Usage: node test/e2e/screenshots.ts FOLDER [SITE_URL]");
  process.exit(2);
}
await mkdir(folder, { recursive: true });
const browser = await launchBrowser();
try {
  await (site === undefined ? gallery(browser, folder) : fromServer(browser, folder, site));
} finally {
  await browser.close();
}
