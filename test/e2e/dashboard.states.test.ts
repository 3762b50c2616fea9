import type { Browser, Page } from "@playwright/test";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { dayAfter } from "../../web/shared/format.ts";
import { launchBrowser } from "./browser.ts";
import type { TestServer } from "./test-server.ts";
import { checkState, fail, hold, type ViewState } from "./view-state.ts";
import { card, createLateJob, endWorkingDay, openJob, press, startWorkingDay, inLane } from "./working-day.ts";

/** Every state of the dashboard's pages, light and dark, on phone and desktop. None of them changes a job. */
let browser: Browser;
let server: TestServer;
let empty: TestServer;
let today: string;
const job: Record<string, string> = {};

beforeAll(async () => {
  browser = await launchBrowser();
  empty = await startWorkingDay("ana");
  server = await startWorkingDay("ana");
  job["Hale"] = await createLateJob(server, "Hale");
  today = await server.today();
  const make = async (name: string, change: object = {}) => {
    job[name] = await server.createJob(name, change);
    return job[name];
  };
  const state = (id: string, to: string, reason?: string) =>
    server.api("POST", `/api/v1/jobs/${id}/visits/v1/state`, {
      state: to,
      ...(reason === undefined ? {} : { reason }),
    });
  await make("Okafor", { crew: undefined });
  await make("Osei", { day: undefined, window: undefined, crew: undefined });
  const ready = await make("Brandt", { day: dayAfter(today, 1) });
  await server.api("POST", `/api/v1/jobs/${ready}/status`, { status: "ready_for_pickup" });
  await state(await make("Yamada", { crew: "luis" }), "en_route");
  const onSite = await make("Alvarez");
  await state(onSite, "en_route");
  await state(onSite, "on_site");
  const done = await make("Whitfield", { window: { start: "12:00", end: "16:00" } });
  for (const to of ["en_route", "on_site", "done"]) await state(done, to);
  const tried = await make("Nguyen", { window: { start: "12:00", end: "16:00" }, crew: "luis" });
  await state(tried, "en_route");
  await state(tried, "attempted", "Gate locked");
  await make("Mark", { window: { start: "12:00", end: "16:00" }, notes: "Ring twice" });
}, 60_000);
afterAll(async () => {
  await browser.close();
  await endWorkingDay(server);
  await endWorkingDay(empty);
});

const day = "**/api/v1/board*";
const settings = "**/api/v1/settings";
const list = "**/api/v1/jobs?*";
const focusCard = (page: Page, name: string) =>
  card(page, job[name] ?? "")
    .locator(".card-open")
    .focus();
const open = (page: Page, name: string) => openJob(page, job[name] ?? "");
/** Answers the panel's next read of Mark's job with a change by another person. */
const changedBy = async (page: Page, who: string) => {
  await page.route(`**/api/v1/jobs/${job["Mark"]}`, async (route) => {
    const answer = (await server.api("GET", `/api/v1/jobs/${job["Mark"]}`)) as {
      rev: number;
      history: object[];
      updated_at: string;
    };
    const at = new Date(Date.parse(answer.updated_at) + 1_000).toISOString();
    const entry = { id: "other", at, by: { kind: "dispatcher", name: who }, what: "edited", before: {}, after: {} };
    await route.fulfill({
      json: {
        ...answer,
        rev: answer.rev + 1,
        updated_at: at,
        notes: "Park on the street side",
        history: [...answer.history, entry],
      },
    });
  });
};

const openBoard = async (page: Page) => page.locator(".card").first().waitFor();
const board: ViewState[] = [
  { name: "waiting for the settings", path: "/board", before: (page) => hold(page, settings), walk: waitShown },
  { name: "waiting for the day", path: "/board", before: (page) => hold(page, day), walk: waitShown },
  {
    name: "the day cannot be loaded",
    path: "/board",
    trouble: [/^503 /],
    before: (page) => fail(page, day),
    walk: (page) => page.getByRole("heading", { name: "Couldn’t load the board" }).waitFor(),
  },
  {
    name: "the settings cannot be loaded",
    path: "/board",
    trouble: [/^503 /],
    before: (page) => fail(page, settings),
    walk: (page) => page.getByRole("heading", { name: "Couldn’t load the board" }).waitFor(),
  },
  { name: "a day with everything in it", path: "/board", walk: openBoard },
  {
    name: "a day that has outgrown its document",
    path: "/board",
    before: (page) =>
      page.route(day, async (route) => {
        const answer = await route.fetch();
        // A repeated read is mostly unchanged, so it has no body.
        if (answer.status() === 304) return await route.fulfill({ response: answer });
        const board = (await answer.json()) as object;
        await route.fulfill({ response: answer, json: { ...board, advice: [{ code: "crowded_day", jobs: 1_204 }] } });
      }),
    walk: async (page) => {
      await openBoard(page);
      await page.getByRole("note").getByText("1,204 jobs").waitFor();
    },
  },
  { name: "another day", path: "/board?day=2030-01-07", walk: (page) => page.locator(".lane").first().waitFor() },
  {
    name: "filtered to nothing",
    path: "/board?status=unassigned&crew=luis",
    walk: (page) => page.getByText("No stops like that on this day.").waitFor(),
  },
  {
    name: "no connection",
    path: "/board",
    trouble: [/^failed /, /ERR_INTERNET_DISCONNECTED/],
    walk: async (page) => {
      await openBoard(page);
      await page.context().setOffline(true);
      await page.getByText(/You’re offline. Showing/).waitFor();
    },
  },
  {
    name: "records that do not answer",
    path: "/board",
    trouble: [/^503 /],
    walk: async (page) => {
      await openBoard(page);
      await fail(page, day);
      await page.getByText("Can’t reach the server").waitFor();
    },
  },
  {
    name: "the keys",
    path: "/board",
    walk: async (page) => {
      await openBoard(page);
      await page.keyboard.press("?");
      await page.getByRole("dialog", { name: "Keys" }).waitFor();
    },
  },
  {
    name: "found",
    path: "/board",
    walk: async (page) => {
      await openBoard(page);
      await page.keyboard.press("/");
      await page.keyboard.type("ma");
      await page.getByRole("option", { name: /Mark/ }).waitFor();
    },
  },
  {
    name: "found nothing",
    path: "/board",
    walk: async (page) => {
      await openBoard(page);
      await page.keyboard.press("/");
      await page.keyboard.type("nobody at all");
      await page.getByText("No job for “nobody at all”").waitFor();
    },
  },
  {
    name: "a search that did not get through",
    path: "/board",
    trouble: [/^503 /],
    before: (page) => fail(page, list),
    walk: async (page) => {
      await openBoard(page);
      await page.keyboard.press("/");
      await page.keyboard.type("mark");
      await page.locator(".found .error").waitFor();
    },
  },
  {
    name: "the places of the day",
    path: "/board",
    walk: async (page) => {
      await page.getByRole("button", { name: /Jobs per window/ }).click();
      await page.getByRole("button", { name: "Close this day" }).waitFor();
    },
  },
  {
    name: "places that could not be changed",
    path: "/board",
    trouble: [/^503 /],
    before: (page) => fail(page, "**/capacity"),
    walk: async (page) => {
      await page.getByRole("button", { name: /Jobs per window/ }).click();
      await page.getByRole("button", { name: "One job more, 8 AM–noon" }).click();
      await page.locator(".places .error").getByText(/./).waitFor();
    },
  },
  {
    name: "the menu of a card",
    path: "/board",
    walk: async (page) => {
      await focusCard(page, "Mark");
      await page.keyboard.press("a");
      await page.getByRole("menuitemradio", { name: "Luis" }).waitFor();
    },
  },
  {
    name: "a visit in the hand, over a full window",
    path: "/board",
    walk: async (page) => {
      await focusCard(page, "Okafor");
      await page.keyboard.press("m");
      await page.keyboard.press("ArrowUp");
      await page.keyboard.press("ArrowRight");
      await page.locator('.slot[data-fit="full"]').waitFor();
    },
  },
  {
    name: "a window that is full",
    path: "/board",
    trouble: [/^409 /],
    walk: async (page) => {
      await focusCard(page, "Okafor");
      await page.keyboard.press("m");
      await page.keyboard.press("ArrowRight");
      await page.keyboard.press("Enter");
      await page.getByText("is full, so Okafor stays where it was").waitFor();
    },
  },
  {
    name: "a change that was not taken",
    path: "/board",
    trouble: [/^503 /],
    before: (page) => fail(page, "**/api/v1/jobs/*/visits/*"),
    walk: async (page) => {
      await focusCard(page, "Okafor");
      await page.keyboard.press("m");
      await page.keyboard.press("ArrowUp");
      await page.keyboard.press("Enter");
      await page.locator(".notice").waitFor();
      await inLane(page, "none", job["Okafor"] ?? "").waitFor();
    },
  },
];

const sheet: ViewState[] = [
  {
    name: "waiting",
    path: "/board",
    walk: async (page) => {
      await openBoard(page);
      await hold(page, "**/api/v1/jobs/*");
      await card(page, job["Mark"] ?? "")
        .locator(".card-open")
        .click();
      await page.locator(".skeleton-panel").waitFor();
    },
  },
  {
    name: "cannot be loaded",
    path: "/board",
    trouble: [/^503 /],
    walk: async (page) => {
      await openBoard(page);
      await fail(page, "**/api/v1/jobs/*");
      await card(page, job["Mark"] ?? "")
        .locator(".card-open")
        .click();
      await page.getByRole("heading", { name: "Couldn’t load this job" }).waitFor();
    },
  },
  {
    name: "no such job",
    path: "/board?job=261127-ZZZZ",
    trouble: ["404 /api/v1/jobs"],
    walk: (page) => page.getByText("Job not found.").waitFor(),
  },
  ...["Mark", "Hale", "Osei", "Brandt", "Yamada", "Alvarez", "Nguyen", "Whitfield"].map((name) => ({
    name: `the job of ${name}`,
    path: "/board",
    walk: (page: Page) => open(page, name),
  })),
  {
    name: "other steps",
    path: "/board",
    walk: async (page) => {
      await open(page, "Alvarez");
      await page.getByText("Set another status").click();
      await page.getByRole("button", { name: "Cancel job" }).waitFor();
    },
  },
  ...(["Edit details", "Move", "Change price"] as const).map((panel) => ({
    name: `the form: ${panel}`,
    path: "/board",
    walk: async (page: Page) => {
      await open(page, "Mark");
      await press(page, panel);
      await page.locator(".panel-form").waitFor();
      if (panel === "Move") await page.getByRole("radio", { name: /here now/ }).waitFor();
      if (panel === "Change price") await press(page, "Add a line");
    },
  })),
  {
    name: "a price without a reason",
    path: "/board",
    walk: async (page) => {
      await open(page, "Mark");
      await press(page, "Change price");
      await page.fill('[name="lines.0.unit_cents"]', "650");
      await press(page, "Save price");
      await page.locator('[data-error="reason"]').waitFor();
    },
  },
  {
    name: "a cancellation without a reason",
    path: "/board",
    walk: async (page) => {
      await open(page, "Mark");
      await page.getByText("Set another status").click();
      await press(page, "Cancel job");
      await press(page, "Cancel job");
      await page.locator('[data-error="reason"]').waitFor();
    },
  },
  {
    name: "a save without a connection",
    path: "/board",
    trouble: [/^failed /, /ERR_INTERNET_DISCONNECTED/],
    walk: async (page) => {
      await open(page, "Mark");
      await press(page, "Edit details");
      await page.fill('textarea[name="notes"]', "Ring thrice");
      await page.context().setOffline(true);
      await press(page, "Save");
      await page.locator(".panel-form > .error").getByText(/./).waitFor();
    },
  },
  ...[false, true].map((byLine) => ({
    name: byLine ? "a conflict, line by line" : "a conflict",
    path: "/board",
    walk: async (page: Page) => {
      await open(page, "Mark");
      await press(page, "Edit details");
      await page.fill('textarea[name="notes"]', "Ring thrice");
      await changedBy(page, "Luis");
      await page.getByRole("heading", { name: "Luis changed this job while you were typing" }).waitFor();
      if (byLine) await press(page, "Choose by line");
    },
  })),
  {
    name: "a new job",
    path: "/board?new",
    walk: (page) =>
      page
        .locator("[data-new-job] .when-strip")
        .getByText(/left|free|\d/)
        .first()
        .waitFor(),
  },
  {
    name: "a new job with everything missing",
    path: "/board?new",
    walk: async (page) => {
      await page.getByRole("button", { name: /^Create job/ }).click();
      await page.locator('[data-error="customer.name"]').waitFor();
    },
  },
];

const atList = (page: Page) => page.locator(".rows li").first().waitFor();
const jobs: ViewState[] = [
  { name: "waiting for the settings", path: "/jobs", before: (page) => hold(page, settings), walk: waitRows },
  { name: "waiting for the list", path: "/jobs", before: (page) => hold(page, list), walk: waitRows },
  {
    name: "cannot be loaded",
    path: "/jobs",
    trouble: [/^503 /],
    before: (page) => fail(page, list),
    walk: (page) => page.getByRole("heading", { name: "Couldn’t load the list" }).waitFor(),
  },
  { name: "a list", path: "/jobs", walk: atList },
  {
    name: "nothing found",
    path: "/jobs?q=nobody",
    walk: (page) => page.getByRole("heading", { name: "No jobs found." }).waitFor(),
  },
  {
    name: "no connection",
    path: "/jobs",
    trouble: [/^failed /, /ERR_INTERNET_DISCONNECTED/],
    walk: async (page) => {
      await atList(page);
      await page.context().setOffline(true);
      await page.fill('input[name="q"]', "mark");
      await page.getByRole("heading", { name: "Couldn’t load the list" }).waitFor();
    },
  },
  {
    name: "a job beside it",
    path: "/jobs",
    walk: async (page) => {
      await page.locator(".rows a").first().click();
      await page.locator(".panel-facts").waitFor();
    },
  },
];

const around: ViewState[] = [
  {
    name: "nothing there",
    path: "/no/such/place",
    walk: (page) => page.getByText("nothing at this address").waitFor(),
  },
  {
    name: "no answer",
    path: "/board",
    trouble: [/^failed /, /ERR_FAILED/],
    before: (page) => page.route("**/api/v1/session", (route) => route.abort()),
    walk: (page) => page.getByRole("heading", { name: "Can’t reach Tailboard" }).waitFor(),
  },
];

const signIn: ViewState[] = [
  { name: "asked", path: "/", walk: (page) => page.getByRole("button", { name: "Sign in" }).waitFor() },
  {
    name: "with nothing typed",
    path: "/",
    walk: async (page) => {
      await page.getByRole("button", { name: "Sign in" }).click();
      await page.getByText("Enter your login.").waitFor();
    },
  },
];

async function waitShown(page: Page) {
  await page.locator(".skeleton").waitFor();
}
async function waitRows(page: Page) {
  await page.locator(".rows-wait").waitFor();
}

describe.each([
  ["the board", board],
  ["the sheet", sheet],
  ["the list of jobs", jobs],
  ["around the views", around],
])("%s", (_, states) => {
  it.each(states)("$name", (state) => checkState(browser, server, state, "ana"), 60_000);
});

describe("signing in", () => {
  it.each(signIn)("$name", (state) => checkState(browser, server, state), 60_000);
});

it("the board of an empty store", async () => {
  await checkState(
    browser,
    empty,
    {
      name: "empty",
      path: "/board",
      walk: (page) => page.getByRole("heading", { name: /Four things to set up before the first job/ }).waitFor(),
    },
    "ana",
  );
}, 60_000);

it("changes no job in any of these states", async () => {
  expect(await server.history(job["Mark"] ?? "")).toEqual(["booked"]);
  expect(await server.history(job["Okafor"] ?? "")).toEqual(["booked"]);
});
