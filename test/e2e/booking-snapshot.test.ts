import type { Browser } from "@playwright/test";
import { afterAll, beforeAll, expect, it } from "vitest";
import { isJobId } from "../../domain/job-id.ts";
import { serveAsSeen } from "../../main/serve-as-seen.ts";
import { launchBrowser, visit } from "./browser.ts";
import { bookOnPage } from "./book-on-page.ts";
import { startTestServer, type TestServer } from "./test-server.ts";

let browser: Browser;
let server: TestServer;

beforeAll(async () => {
  browser = await launchBrowser();
  server = await startTestServer();
});
afterAll(async () => {
  await browser.close();
  await server.close();
  expect(server.faults).toEqual([]);
});

it("shows the booking page as the customer saw it, after prices and terms changed", async () => {
  const { services, publicObjects } = server.served.tailboard;
  const customer = await visit(browser);
  await bookOnPage(customer.page, server.served.site);
  await customer.page.getByRole("heading", { name: "You’re booked" }).waitFor();
  await customer.end();
  const { items } = (await server.api("GET", "/api/v1/jobs")) as {
    items: { id: string }[];
  };
  const id = items[0]?.id ?? "";
  const job = isJobId(id) ? await services.jobs.find(id) : null;
  if (job?.seen === undefined) throw new Error("The page says what it has shown");
  expect(job.seen.release).toBe(server.served.release);

  await services.settings.change((now) => ({
    ...now,
    services: now.services.map((service) => ({ ...service, price: { kind: "flat", amount_cents: 65_000 } })),
    terms: { version: "2", text: "Everything is different now." },
  }));
  const window = { start: "12:00", end: "16:00" };
  const asSeen = await serveAsSeen({
    seen: job.seen,
    window,
    catalogs: services.catalogs,
    publicObjects,
    onFault: (error) => server.faults.push(error),
  });
  if ("missing" in asSeen) throw new Error(`The ${asSeen.missing} should be kept`);
  try {
    const { page, expectTrouble, checkAccessibility, end } = await visit(browser);
    expectTrouble("422 /api/v1/bookings");
    await page.goto(asSeen.url);
    await page.locator("section.open").getByText("$600", { exact: false }).first().waitFor();
    await checkAccessibility();
    await bookOnPage(page, new URL(asSeen.url).origin);
    await page.getByText("This page shows an earlier booking page. Nothing can be booked here.").waitFor();
    const text = (await page.locator("body").textContent()) ?? "";
    expect(text).toContain("$600");
    expect(text).toContain("No paint, chemicals");
    expect(text).not.toMatch(/\$650|Everything is different/);
    await end();

    const today = await visit(browser);
    await today.page.goto(`${server.served.site}/book/`);
    await today.page.getByText("$650", { exact: false }).first().waitFor();
    await today.end();
  } finally {
    await asSeen.close();
  }
  const after = (await server.api("GET", "/api/v1/jobs")) as { items: unknown[] };
  expect(after.items).toHaveLength(items.length);
});
