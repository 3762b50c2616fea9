import type { Browser, Page } from "@playwright/test";
import { afterAll, beforeAll, beforeEach, describe, it } from "vitest";
import { launchBrowser } from "./browser.ts";
import type { TestServer } from "./test-server.ts";
import { checkState, fail, hold, type ViewState } from "./view-state.ts";
import { createLateJob, endWorkingDay, press, startWorkingDay } from "./working-day.ts";

/** Every state of the crew's day, light and dark, on phone and desktop. */
let browser: Browser;
let server: TestServer;

beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());
beforeEach(async () => {
  server = await startWorkingDay();
  await server.addPerson("crew", "dana", "crew-1");
  await server.addPerson("crew", "luis", "luis");
  await createLateJob(server, "Hale");
  await server.createJob("Mark", { notes: "Ring twice · gate code 4417" });
  await server.createJob("Okafor", { window: { start: "12:00", end: "16:00" } });
  return () => endWorkingDay(server);
});

const day = "**/api/v1/board*";
const offline = async (page: Page) => {
  await page.context().setOffline(true);
  await page.getByText("No signal").waitFor();
};
const atStop = (page: Page) => page.getByRole("link", { name: "Call Hale" }).waitFor();
const lost = [/^failed /, /ERR_INTERNET_DISCONNECTED/];

const states: ViewState[] = [
  {
    name: "waiting",
    path: "/",
    before: (page) => hold(page, day),
    walk: (page) => page.locator(".crew-wait").waitFor(),
  },
  {
    name: "cannot be loaded",
    path: "/",
    trouble: [/^503 /],
    before: (page) => fail(page, day),
    walk: (page) => page.getByRole("heading", { name: "Couldn’t load your day." }).waitFor(),
  },
  { name: "the next stop, which is overdue", path: "/", walk: atStop },
  {
    name: "another stop of the day",
    path: "/",
    walk: async (page) => {
      await atStop(page);
      await page.locator("li[data-job]", { hasText: "Okafor" }).getByRole("button").click();
      await page.getByRole("article", { name: "Okafor" }).waitFor();
    },
  },
  {
    name: "on site, and about to be finished",
    path: "/",
    walk: async (page) => {
      await atStop(page);
      await press(page, "On my way");
      await press(page, "Arrived");
      await press(page, "Finish job");
      await page.getByRole("heading", { name: "All done at Hale?" }).waitFor();
    },
  },
  {
    name: "done, with the next one on the screen",
    path: "/",
    walk: async (page) => {
      await atStop(page);
      await press(page, "On my way");
      await press(page, "Arrived");
      await press(page, "Finish job");
      await press(page, "Mark done");
      await page.getByRole("article", { name: "Mark" }).waitFor();
    },
  },
  {
    name: "a failed visit without a reason",
    path: "/",
    walk: async (page) => {
      await atStop(page);
      await press(page, "Can’t do it");
      await press(page, "Tell the office");
      await page.locator('[data-error="reason"]').waitFor();
    },
  },
  {
    name: "no signal, nothing tapped",
    path: "/",
    trouble: lost,
    walk: async (page) => {
      await atStop(page);
      await offline(page);
    },
  },
  {
    name: "no signal, and taps that wait",
    path: "/",
    trouble: lost,
    walk: async (page) => {
      await atStop(page);
      await offline(page);
      await press(page, "On my way");
      await press(page, "Arrived");
      await page.getByText("2 changes waiting to send").waitFor();
    },
  },
  {
    name: "an office that does not answer",
    path: "/",
    trouble: [/^503 /],
    walk: async (page) => {
      await atStop(page);
      await fail(page, day);
      await page.getByText("Can’t reach the server. Trying again.").waitFor();
    },
  },
];

describe("the crew's day", () => {
  it.each(states)("$name", (state) => checkState(browser, server, state, "dana"), 60_000);

  it("nothing to do", async () => {
    await checkState(
      browser,
      server,
      { name: "empty", path: "/", walk: (page) => page.getByRole("heading", { name: "No stops today" }).waitFor() },
      "luis",
    );
  }, 60_000);
});
