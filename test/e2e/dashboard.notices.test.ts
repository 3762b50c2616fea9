import type { Browser, Page } from "@playwright/test";
import { afterAll, beforeAll, expect, it } from "vitest";
import { damageLog } from "../harness/damage-log.ts";
import { createFormat, dayAfter } from "../../web/shared/format.ts";
import { openTinyDisk } from "../harness/tiny-disk.ts";
import { launchBrowser, visit } from "./browser.ts";
import { openBusiness } from "./customer-pages.ts";
import { startTestServer, type TestServer } from "./test-server.ts";
import { checkState } from "./view-state.ts";
import { startWorkingDay } from "./working-day.ts";

/** What the dashboard says when the store fails, with a real store that fails. */

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

let bookings = 0;
/** Books for tomorrow over the network as a customer. Returns the status. */
const book = async ({ served: { site } }: TestServer, day: string): Promise<number> => {
  bookings += 1;
  const answer = await fetch(`${site}/api/v1/bookings`, {
    method: "POST",
    headers: { "content-type": "application/json", "idempotency-key": `notices-${String(bookings).padStart(8, "0")}` },
    body: JSON.stringify({
      service: "trailer-15",
      day,
      window: { start: "08:00", end: "12:00" },
      customer: { name: "Mark", phone: `(619) 555-01${10 + bookings}` },
      location: { street: "Soderblom Ave", city: "San Diego", state: "CA", postal_code: "92122" },
      terms_accepted: true,
    }),
  });
  return answer.status;
};

const notice = (page: Page) => page.getByRole("alert").filter({ hasText: "The disk is full." });

it("says on the board that the disk is full and what to do, until a booking is saved again", async (context) => {
  const disk = await openTinyDisk();
  if (!disk.isMounted) await disk.close();
  context.skip(!disk.isMounted, "Only a user who may mount a file system can fill one.");
  const server = await startTestServer({
    TAILBOARD_STORE: `sqlite:${disk.folder}/data`,
    TAILBOARD_PUBLIC: "memory:",
  });
  try {
    await openBusiness(server);
    await server.addPerson("dispatcher", "ana");
    const day = dayAfter(await server.today(), 1);
    expect(await book(server, day)).toBe(201);
    await checkState(
      browser,
      server,
      {
        name: "a full disk",
        path: "/board",
        walk: async (page) => {
          await page.locator(".lanes").waitFor();
          expect(await notice(page).count()).toBe(0);
          await disk.fill();
          expect(await book(server, day)).toBe(503);
          await notice(page).waitFor();
          expect(await notice(page).textContent()).toBe(
            "The disk is full. Bookings can’t be saved. Free space on the server, then try again.",
          );
        },
      },
      "ana",
    );

    const { page, context: session, end } = await visit(browser, { size: "desktop" });
    await session.addCookies([await server.cookieOf("ana")]);
    await page.goto(`${server.served.dashboard}/board`);
    await notice(page).waitFor();
    await disk.free();
    expect(await book(server, day)).toBe(201);
    await notice(page).waitFor({ state: "detached" });
    await end();
    expect(server.faults.map((fault) => (fault instanceof Error ? fault.name : fault))).toContain("StoreNotWritable");
  } finally {
    await disk.free();
    await server.close();
    await disk.close();
  }
}, 60_000);

it("lists the other jobs and names the day that can't be read", async () => {
  const server = await startWorkingDay("ana");
  const today = await server.today();
  const [damaged, whole] = [dayAfter(today, 1), dayAfter(today, 2)];
  await server.createJob("Lost", { day: damaged });
  await server.createJob("Kept", { day: whole });
  await damageLog(server.served.tailboard.process.objects, `days/${damaged}`);
  const named = createFormat("en-US", "UTC").day(damaged);
  await checkState(
    browser,
    server,
    {
      name: "a day that can't be read",
      path: "/jobs",
      walk: async (page) => {
        await page.locator(".rows li").filter({ hasText: "Kept" }).waitFor();
        expect(await page.locator(".rows li").count()).toBe(1);
        const note = page.getByRole("alert").filter({ hasText: "Couldn’t read" });
        expect(await note.textContent()).toBe(
          `Couldn’t read ${named}. Its jobs are missing from this list. Run tailboard doctor.`,
        );
      },
    },
    "ana",
  );
  await server.close();
  expect(server.faults.length).toBeGreaterThan(0);
});
