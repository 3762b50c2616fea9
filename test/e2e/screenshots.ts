/**
 * Writes pictures of the customer's pages into a folder.
 *
 *   node test/e2e/screenshots.ts FOLDER            every designed state, from canned answers
 *   node test/e2e/screenshots.ts FOLDER SITE_URL   book.png and track.png from a running server (makes one job there)
 */
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import type { Browser, Page } from "@playwright/test";
import type { TrackedJob } from "../../http/client.ts";
import { sampleTracked } from "../../web/track/tracked.sample.ts";
import { launchBrowser, visit, type VisitOptions } from "./browser.ts";
import { daysFrom, sampleCatalog, startFakeServer, type FakeServer } from "./fake-server.ts";

type Walk = (page: Page) => Promise<unknown>;

const shooter =
  (browser: Browser, folder: string) =>
  async (name: string, url: string, walk: Walk, options: VisitOptions = {}): Promise<void> => {
    const { page, context } = await visit(browser, options);
    await page.goto(url);
    await walk(page);
    await page.waitForTimeout(500); // a picture of the page at rest
    await page.screenshot({ path: join(folder, `${name}.png`) });
    await context.close();
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
  await page.waitForTimeout(3_000); // the price with the address, and a person's pace
};
const book: Walk = async (page) => {
  await fillIn(page);
  await press(page);
};

const fromServer = async (browser: Browser, folder: string, site: string) => {
  const shoot = shooter(browser, folder);
  await shoot("book", `${site}/book/`, chooseWindow);
  await shoot("track", `${site}/book/`, async (page) => {
    await book(page);
    await page.getByRole("link", { name: "Follow your job" }).click();
    await page.waitForSelector("main[data-status]");
  });
};

const token = "abcdefghijklmnopqrstuvwxyz012345";

/** Some days are full, one has half a day left. */
const places = (day: number, window: number) =>
  day === 0 || day === 2 ? 0 : day === 3 && window === 1 ? 0 : ((day * 7 + window) % 3) + 1;

const gallery = async (browser: Browser, folder: string) => {
  const server = await startFakeServer();
  const shoot = shooter(browser, folder);
  const today = new Date().toISOString().slice(0, 10);
  server.availability = daysFrom(today, 60, places);
  await bookStates(server, shoot, today);
  await trackStates(server, shoot);
  await server.close();
};

const bookStates = async (server: FakeServer, shoot: ReturnType<typeof shooter>, today: string) => {
  const url = `${server.url}/book/`;
  await shoot("book-what", url, (page) => page.waitForSelector('[name="service"]'));
  await shoot("book-when", url, chooseWindow);
  await shoot("book-when-dark", url, chooseWindow, { dark: true });
  await shoot("book-when-desktop", url, chooseWindow, { size: "desktop" });
  await shoot("book-items", url, async (page) => {
    await page.check('[value="single-item"]');
    await page.getByRole("button", { name: "More: Sofa" }).click();
  });
  await shoot("book-where", url, fillIn);
  await shoot("book-where-desktop-dark", url, fillIn, { size: "desktop", dark: true });
  await shoot("book-errors", url, async (page) => {
    await chooseWindow(page);
    await press(page);
    await press(page);
  });
  const alternatives = [3, 4].map((day) => ({
    day: server.availability.days[day]?.day,
    start: "08:00",
    end: "12:00",
    left: 1,
  }));
  server.refuse("POST /bookings", { code: "window_full", facts: { alternatives } });
  await shoot("book-window-full", url, book);
  server.refuse("POST /bookings", { code: "price_changed" });
  await shoot("book-price-changed", url, async (page) => {
    await fillIn(page);
    server.price = () => 65_000;
    await press(page);
  });
  server.price = () => 60_000;
  await shoot("book-confirmed", url, book);
  server.down = true;
  await shoot("book-down", url, (page) => page.getByRole("button", { name: "Retry" }).waitFor());
  server.down = false;
  server.catalog.booking.open = false;
  await shoot("book-closed", url, (page) => page.getByRole("link", { name: "Call to book" }).waitFor());
  server.catalog = { ...sampleCatalog(), sample: true };
  server.availability = daysFrom(today, 60, () => 0);
  await shoot("book-no-places", url, (page) => page.check('[value="trailer-15"]'));
  server.availability = daysFrom(today, 60, () => 2);
};

const trackStates = async (server: FakeServer, shoot: ReturnType<typeof shooter>) => {
  const now = Date.now();
  const ago = (hours: number) => new Date(now - hours * 3_600_000).toISOString();
  const inDays = (days: number) => new Date(now + days * 86_400_000).toISOString().slice(0, 10);
  let rev = 0;
  const track = async (name: string, change: Partial<TrackedJob>, options: VisitOptions = {}, walk?: Walk) => {
    const job = sampleTracked({
      day: inDays(3),
      cutoff_at: new Date(now + 2 * 86_400_000).toISOString(),
      timeline: [{ at: ago(100), what: "booked" }],
      ...change,
      rev: ++rev,
    });
    await server.publish(token, job);
    await shoot(
      `track-${name}`,
      `${server.url}/track/#${token}`,
      async (page) => {
        await page.waitForSelector("main[data-status]");
        await walk?.(page);
      },
      options,
    );
  };
  const onSite: Partial<TrackedJob> = {
    stage: "on_site",
    next: "fill_and_tell",
    timeline: [
      { at: ago(100), what: "booked" },
      { at: ago(1.5), what: "en_route" },
      { at: ago(1), what: "dropped_off" },
    ],
  };
  await track("on-site", onSite);
  await track("on-site-dark", onSite, { dark: true });
  await track("scheduled-desktop", {}, { size: "desktop" });
  await track("move", {}, {}, (page) => page.getByRole("button", { name: "Move", exact: true }).click());
  await track("message", {}, {}, (page) => page.getByRole("button", { name: "Message" }).click());
  await track("cancel-dark", {}, { dark: true }, (page) =>
    page.getByRole("button", { name: "Cancel", exact: true }).click(),
  );
  await track("under-way", {
    status: "in_progress",
    stage: "on_site",
    next: "crew_working",
    can: ["message"],
    cutoff_at: null,
    day: inDays(0),
  });
  await track("completed", {
    status: "completed",
    stage: "completed",
    next: "nothing",
    can: [],
    cutoff_at: null,
    pricing: {
      ...sampleTracked().pricing,
      total_cents: 65_000,
      amendments: [
        { at: ago(3), by: "Coastline Hauling", reason: "One ton more", from_cents: 60_000, to_cents: 65_000 },
      ],
    },
  });
  await server.publish(token, null);
  await shoot("track-gone", `${server.url}/track/#${token}`, (page) =>
    page.getByRole("link", { name: "Call office" }).waitFor(),
  );
  await shoot("track-no-link", `${server.url}/track/`, (page) =>
    page.getByRole("link", { name: "Call office" }).waitFor(),
  );
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
