import type { Browser } from "@playwright/test";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { launchBrowser, visit, type Visit } from "./browser.ts";
import type { TestServer } from "./test-server.ts";
import { checkState, fail, type ViewState } from "./view-state.ts";
import { endWorkingDay, press, startWorkingDay } from "./working-day.ts";

/** The Inbox with real browsers: two dispatchers, two windows of one browser, and each state of the page. */
let browser: Browser;
let server: TestServer;
let token: string;

beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());
beforeEach(async () => {
  server = await startWorkingDay("ana", "ben");
  const id = await server.createJob("Mark", { customer: { name: "Mark", email: "mark@example.com" } });
  ({ tracking_token: token } = (await server.api("GET", `/api/v1/jobs/${id}`)) as { tracking_token: string });
  return () => endWorkingDay(server);
});

/** Writes to the office as the customer does on the tracking page. */
const write = async (text: string): Promise<void> => {
  const answer = await fetch(`${server.served.site}/api/v1/tracking/message`, {
    method: "POST",
    headers: { "content-type": "application/json", authorization: `Bearer ${token}` },
    body: JSON.stringify({ text }),
  });
  expect(answer.status).toBe(200);
};
const openInbox = async (login: string): Promise<Visit> => {
  const one = await visit(browser, { size: "desktop" });
  await one.context.addCookies([await server.cookieOf(login)]);
  await one.page.goto(`${server.served.dashboard}/inbox`);
  await one.page.getByRole("heading", { name: "Inbox", level: 1 }).waitFor();
  return one;
};
const soon = { timeout: 20_000 };

it("shows a new message to two dispatchers, and the first answer before a second one goes out", async () => {
  const [ana, ben] = [await openInbox("ana"), await openInbox("ben")];
  await ana.page.getByText("Every message has a reply.").waitFor();
  await write("Can you come before 2?");
  for (const { page } of [ana, ben]) {
    await page.locator('main[data-inbox="1"]').waitFor(soon);
    expect(await page.title()).toBe("(1) Inbox · Tailboard");
    await page.locator(".rail-badge").getByText("1").waitFor();
    await page.getByText("Can you come before 2?").waitFor();
    await page.keyboard.press("j");
    await page.locator('[data-message][data-state="received"]').waitFor();
  }
  ben.expectTrouble(/^412 /);
  await ben.page.getByRole("textbox", { name: "Reply" }).fill("We’ll try.");
  // What Ben sees stays as it is until he sends.
  await ben.page.route("**/api/v1/conversations/*", () => {});
  await ana.page.keyboard.press("r");
  await ana.page.keyboard.type("Yes, before 2 works.");
  await ana.page.keyboard.press("Control+Enter");
  await ana.page.locator('[data-dir="out"]').getByText("Yes, before 2 works.").waitFor();
  await ana.page.locator('main[data-inbox="0"]').waitFor(soon);

  await press(ben.page, "Send Ctrl ↵");
  await ben.page.getByRole("alertdialog", { name: "ana answered while you were writing" }).waitFor();
  await ben.page.locator("[data-newer]").getByText("Yes, before 2 works.").waitFor();
  await ben.checkAccessibility();
  await ben.page.unrouteAll({ behavior: "ignoreErrors" });
  await press(ben.page, "Send anyway");
  await ben.page.locator('[data-dir="out"]').getByText("We’ll try.").waitFor();
  for (const one of [ana, ben]) await one.end();
}, 180_000);

it("plays one sound in two windows of one browser, after a click", async () => {
  const one = await visit(browser, { size: "desktop" });
  await one.context.addCookies([await server.cookieOf("ana")]);
  let notes = 0;
  await one.context.exposeFunction("noteStarted", () => void (notes += 1));
  await one.context.addInitScript(() => {
    const start = OscillatorNode.prototype.start;
    OscillatorNode.prototype.start = function (this: OscillatorNode, ...given) {
      (globalThis as unknown as { noteStarted: () => void }).noteStarted();
      return start.apply(this, given);
    };
  });
  const other = await one.context.newPage();
  for (const page of [one.page, other]) {
    await page.goto(`${server.served.dashboard}/inbox`);
    await page.getByRole("heading", { name: "Inbox", level: 1 }).click();
  }
  await write("Are you close?");
  for (const page of [one.page, other]) await page.locator('main[data-inbox="1"]').waitFor({ timeout: 40_000 });
  // A sound is two notes.
  await expect.poll(() => notes).toBe(2);
  await other.close();
  await one.end();
}, 120_000);

it("keeps a draft over a reload, and undoes Done", async () => {
  await write("Can you come before 2?");
  const { page, end } = await openInbox("ana");
  await page.getByText("Can you come before 2?").waitFor();
  await page.keyboard.press("j");
  await page.getByRole("textbox", { name: "Reply" }).fill("Let me check");
  await page.reload();
  const draft = () => page.getByRole("textbox", { name: "Reply" }).inputValue();
  await expect.poll(draft, { timeout: 10_000 }).toBe("Let me check");
  await press(page, "Done E");
  await page.getByText("Mark is done.").waitFor();
  await press(page, "Undo");
  await page.getByText("Undone.").waitFor();
  await page.getByRole("button", { name: "Done E" }).waitFor();
  await end();
}, 120_000);

describe("the Inbox", () => {
  const states: ViewState[] = [
    { name: "empty", path: "/inbox", walk: (page) => page.getByText("Every message has a reply.").waitFor() },
    {
      name: "with an open conversation",
      path: "/inbox",
      before: () => write("Can you come before 2?"),
      walk: async (page) => {
        await page.locator("li[data-conversation] a").click();
        await page.getByRole("textbox", { name: "Reply" }).waitFor();
      },
    },
    {
      name: "that cannot be loaded",
      path: "/inbox",
      trouble: [/^503 /],
      before: (page) => fail(page, "**/api/v1/inbox?*"),
      walk: (page) => page.getByRole("heading", { name: "Couldn’t load the Inbox" }).waitFor(),
    },
    { name: "messages not sent", path: "/outbox", walk: (page) => page.getByText("Every message went out.").waitFor() },
  ];
  it.each(states)("$name", (state) => checkState(browser, server, state, "ana"), 90_000);
});
