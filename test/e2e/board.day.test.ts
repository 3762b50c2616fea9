import type { Browser } from "@playwright/test";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { dayAfter } from "../../web/shared/format.ts";
import { launchBrowser, visit, type VisitOptions } from "./browser.ts";
import type { TestServer } from "./test-server.ts";
import {
  afternoon,
  openBoard,
  card,
  cell,
  createLateJob,
  endWorkingDay,
  morning,
  startWorkingDay,
  inLane,
  inTray,
} from "./working-day.ts";

/** The dispatcher's day on the board, against the whole server: moving, searching, openings, and work without a network. */
let browser: Browser;
let server: TestServer;
let today: string;

beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());
beforeEach(async () => {
  server = await startWorkingDay("ana", "bea");
  today = await server.today();
  return () => endWorkingDay(server);
});

const signedIn = (login = "ana", options: VisitOptions = { size: "desktop" }) =>
  openBoard(browser, server, login, options);

describe("signing in", () => {
  it("says what is wrong with a sign-in, and then opens the requested page", async () => {
    const id = await server.createJob("Mark");
    const one = await visit(browser, { size: "desktop" });
    one.expectTrouble("401 /api/v1/session");
    const { page } = one;
    await page.goto(`${server.served.dashboard}/jobs/${id}`);
    await page.getByRole("button", { name: "Sign in" }).click();
    await page.getByText("Enter your login.").waitFor();
    await one.checkAccessibility();
    await page.fill('[name="login"]', "ana");
    await page.fill('[name="password"]', "not this one");
    await page.keyboard.press("Enter");
    await page.getByText("Wrong login or password").waitFor();
    expect(await page.inputValue('[name="login"]')).toBe("ana");
    await page.fill('[name="password"]', "four words in a row");
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: "Mark" }).waitFor();
    expect(page.url()).toBe(`${server.served.dashboard}/jobs/${id}`);
    await one.end();
  }, 60_000);

  it("says how long to wait after too many wrong passwords, and when that is over", async () => {
    const one = await visit(browser, { size: "desktop" });
    one.expectTrouble("401 /api/v1/session", "429 /api/v1/session");
    const { page } = one;
    await page.clock.install();
    await page.goto(server.served.dashboard);
    await page.fill('[name="login"]', "ana");
    await page.fill('[name="password"]', "not this one");
    let status = 401;
    for (let tries = 0; status === 401 && tries < 40; tries += 1) {
      const answered = page.waitForResponse("**/api/v1/session");
      await page.keyboard.press("Enter");
      status = (await answered).status();
      // While the page waits for an answer, the form ignores further presses.
      await page.getByRole("alert").filter({ hasText: /./ }).waitFor();
    }
    await page.getByText(/^Too many tries\. Wait \d+ minutes, then try again\.$/).waitFor();
    expect(status).toBe(429);
    await page.clock.fastForward("01:00:00");
    await page.getByText("You can try again now.", { exact: true }).waitFor();
    await one.end();
  }, 60_000);

  it("asks to sign in again in place when the session ends, and loses nothing", async () => {
    const id = await server.createJob("Mark");
    const one = await signedIn();
    one.expectTrouble(/^401 /);
    const { page } = one;
    await card(page, id).locator(".card-open").click();
    await page.getByRole("button", { name: "Edit details" }).click();
    await page.fill('textarea[name="notes"]', "Gate code 12");
    const { users } = await server.served.tailboard.services.people.read();
    const ana = users.find(({ login }) => login === "ana");
    // The session ends while the change is on its way.
    await page.route(
      (url) => url.pathname === `/api/v1/jobs/${id}`,
      async (route) => {
        if (route.request().method() === "PATCH")
          await server.api("PATCH", `/api/v1/users/${ana?.id}`, { sign_out: true });
        await route.continue();
      },
    );
    await page.getByRole("button", { name: "Save", exact: true }).click();
    await page.getByRole("heading", { name: "You were signed out" }).waitFor({ timeout: 15_000 });
    await page.unrouteAll();
    await one.checkAccessibility();
    await page.keyboard.type("four words in a row");
    await page.keyboard.press("Enter");
    await page.locator(".panel-facts").getByText("Gate code 12").waitFor();
    await page.getByRole("dialog").waitFor({ state: "detached" });
    await one.end();
  }, 60_000);
});

describe("the first board", () => {
  it.each(["desktop", "phone"] as const)(
    "shows the real board of an empty store and what is left to do (%s)",
    async (size) => {
      const one = await signedIn("ana", { size });
      const { page } = one;
      await page.getByRole("heading", { name: /Four things to set up before the first job/ }).waitFor();
      expect(await page.locator(".first li").count()).toBe(4);
      await page.getByText(`${new URL(server.served.site).host}/book/`).waitFor();
      expect(await page.getByRole("link", { name: "Open", exact: true }).getAttribute("href")).toBe(
        `${server.served.site}/book/`,
      );
      await one.checkAccessibility();
      await page.getByRole("link", { name: /Services and prices/ }).click();
      await page.getByRole("heading", { name: "Settings", level: 1 }).waitFor();
      await page.goBack();
      await page.getByRole("heading", { name: /Four things/ }).waitFor();
      await server.createJob("Mark");
      await page.getByRole("heading", { name: /Four things/ }).waitFor({ state: "detached" });
      await one.end();
    },
    60_000,
  );
});

describe("what needs attention", () => {
  it("shows late visits first, then what else needs attention", async () => {
    const late = await createLateJob(server, "Hale");
    today = await server.today();
    const nobodys = await server.createJob("Okafor", { crew: undefined });
    const ready = await server.createJob("Brandt", { day: dayAfter(today, 2) });
    await server.api("POST", `/api/v1/jobs/${ready}/status`, { status: "ready_for_pickup" });
    const noDay = await server.createJob("Osei", { day: undefined, window: undefined, crew: undefined });
    const one = await signedIn();
    const { page } = one;
    await inTray(page, "late", late).waitFor();
    await inLane(page, "none", nobodys).waitFor();
    await inTray(page, "ready", ready).waitFor();
    await inTray(page, "unscheduled", noDay).waitFor();
    expect(await page.locator(".attention h2").allTextContents()).toEqual([
      "Late 1",
      "Ready for pickup 1",
      "Not scheduled 1",
    ]);
    await one.checkAccessibility();
    // Assigned to a crew today, it is no longer late.
    await inTray(page, "late", late).locator(".card-open").focus();
    await page.keyboard.press("m");
    await cell(page, "crew-1", morning).waitFor();
    await page.keyboard.press("Enter");
    await cell(page, "crew-1", morning).locator(`[data-job="${late}"]`).waitFor();
    await page.locator("#attention-late").waitFor({ state: "detached" });
    await one.end();
  }, 60_000);
});

describe("assigning and moving a visit", () => {
  it("moves a visit by dragging, says what fits before the drop, and undoes it with Z", async () => {
    const id = await server.createJob("Okafor", { crew: undefined });
    const one = await signedIn();
    const other = await signedIn("bea");
    const { page } = one;
    await inLane(page, "none", id).hover();
    await page.mouse.down();
    await cell(page, "luis", afternoon).hover();
    await page.locator(".slot", { hasText: "Drop Okafor here · fits, 1 of 3" }).waitFor();
    await one.checkAccessibility();
    await page.mouse.up();
    await cell(page, "luis", afternoon).locator(`[data-job="${id}"]`).waitFor();
    await page.getByText("Okafor moved to noon–4 PM, Luis.").first().waitFor();
    // The other window shows it within five seconds.
    await cell(other.page, "luis", afternoon).locator(`[data-job="${id}"]`).waitFor({ timeout: 5_000 });
    expect(await server.history(id)).toEqual(["booked", "moved"]);
    await page.keyboard.press("z");
    await inLane(page, "none", id).waitFor();
    await inLane(other.page, "none", id).waitFor({ timeout: 5_000 });
    // Escape cancels the move.
    await inLane(page, "none", id).hover();
    await page.mouse.down();
    await cell(page, "crew-1", morning).hover();
    await page.keyboard.press("Escape");
    await page.mouse.up();
    await page.getByText("Okafor stays where it was.").waitFor({ state: "attached" });
    expect((await server.history(id)).at(-1)).toBe("undone");
    expect(page.url()).not.toContain("job=");
    await other.end();
    await one.end();
  }, 60_000);

  it("moves a visit to another day by dragging, and shows the openings there before the drop", async () => {
    const id = await server.createJob("Okafor", { crew: undefined });
    const one = await signedIn();
    const { page } = one;
    await inLane(page, "none", id).hover();
    await page.mouse.down();
    // While the card is held over the arrow, the board goes from day to day.
    await page.getByRole("button", { name: "Next day" }).hover();
    await page.waitForURL("**/board?day=*");
    await cell(page, "luis", afternoon).hover();
    await page.locator(".slot", { hasText: "Drop Okafor here · fits, 1 of 3" }).waitFor();
    const landed = new URL(page.url()).searchParams.get("day") ?? "";
    expect(landed > today).toBe(true);
    for (const name of ["A", "B", "C"]) await server.createJob(name, { day: landed });
    await page.locator(".lane-head").getByText("3 of 3").waitFor();
    await cell(page, "luis", morning).hover();
    await page.locator(".slot", { hasText: "Full, 3 of 3" }).waitFor();
    await cell(page, "luis", afternoon).hover();
    await page.locator(".slot", { hasText: "Drop Okafor here · fits, 1 of 3" }).waitFor();
    expect(await server.history(id)).toEqual(["booked"]);
    await page.mouse.up();
    await cell(page, "luis", afternoon).locator(`[data-job="${id}"]`).waitFor();
    await page
      .getByText(/^Okafor moved to .*noon–4 PM, Luis\.$/)
      .first()
      .waitFor({ state: "attached" });
    expect(await server.history(id)).toEqual(["booked", "moved"]);
    await one.end();
  }, 60_000);

  it("moves a visit with keys, also to another day, and announces every step", async () => {
    const id = await server.createJob("Okafor", { crew: undefined });
    const one = await signedIn();
    const { page } = one;
    await inLane(page, "none", id).locator(".card-open").focus();
    await page.keyboard.press("m");
    await page.getByText("Moving Okafor", { exact: true }).waitFor();
    await page.keyboard.press("ArrowUp");
    await page.keyboard.press("ArrowUp");
    await page.locator(".slot", { hasText: "Drop Okafor here · same window" }).waitFor();
    expect(await page.locator('[aria-live="assertive"]').textContent()).toBe(
      "Dana, 8 AM–noon. Drop Okafor here · same window",
    );
    await one.checkAccessibility();
    await page.keyboard.press("Enter");
    await cell(page, "crew-1", morning).locator(`[data-job="${id}"]`).waitFor();
    // The move is saved, so the next change carries the saved revision.
    await page.getByText("Okafor assigned to Dana.").first().waitFor({ state: "attached" });
    // The focus moved with the card, so the next key applies to it.
    expect(await page.evaluate(() => document.activeElement?.getAttribute("data-key"))).toContain(id);
    await page.keyboard.press("m");
    await page.keyboard.press("]");
    await page.waitForURL(`**/board?day=${dayAfter(today, 1)}`);
    await page.locator(".slot", { hasText: "Drop Okafor here · fits, 1 of 3" }).waitFor();
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("Enter");
    await cell(page, "crew-1", afternoon).locator(`[data-job="${id}"]`).waitFor();
    await page
      .getByText(/^Okafor moved to .*noon–4 PM\.$/)
      .first()
      .waitFor({ state: "attached" });
    const { visits } = (await server.api("GET", `/api/v1/jobs/${id}`)) as { visits: unknown[] };
    expect(visits).toMatchObject([{ day: dayAfter(today, 1), window: { start: "12:00" }, crew: "crew-1" }]);
    await one.end();
  }, 60_000);

  it.each(["desktop", "phone"] as const)(
    "moves a visit from the menu of its card (%s)",
    async (size) => {
      const id = await server.createJob("Okafor", { crew: undefined });
      const one = await signedIn("ana", { size });
      const { page } = one;
      await inLane(page, "none", id).hover();
      await page.getByRole("button", { name: "Assign or move Okafor" }).click();
      await page.getByRole("menuitemradio", { name: "Luis" }).waitFor();
      await one.checkAccessibility();
      await page.getByRole("menuitemradio", { name: "Luis" }).click();
      await cell(page, "luis", morning).locator(`[data-job="${id}"]`).waitFor();
      await page.getByText("Okafor assigned to Luis.").first().waitFor();
      await page.getByRole("button", { name: "Undo" }).click();
      await inLane(page, "none", id).waitFor();
      await one.end();
    },
    60_000,
  );

  it("does not move a visit into a full window, but offers open windows or one more opening", async () => {
    for (const name of ["A", "B", "C"]) await server.createJob(name);
    const id = await server.createJob("Okafor", { crew: undefined, window: { start: "12:00", end: "16:00" } });
    const one = await signedIn();
    one.expectTrouble(`409 /api/v1/jobs/${id}/visits/v1`);
    const { page } = one;
    await inLane(page, "none", id).locator(".card-open").focus();
    await page.keyboard.press("m");
    await page.keyboard.press("ArrowUp");
    await page.keyboard.press("ArrowUp");
    await page.keyboard.press("ArrowLeft");
    await page.locator(".slot", { hasText: "Full, 3 of 3" }).waitFor();
    await page.keyboard.press("Enter");
    await page.getByText("is full, so Okafor stays where it was").waitFor();
    await inLane(page, "none", id).waitFor();
    await page.locator("[data-alternative]").first().waitFor();
    await one.checkAccessibility();
    await page.getByRole("button", { name: "Add an opening and move it there" }).click();
    await cell(page, "crew-1", morning).locator(`[data-job="${id}"]`).waitFor();
    await page.locator(".lane-head").getByText("4 of 4").waitFor();
    await one.end();
  }, 60_000);

  it("moves a visit from a full window to another window that the board offers", async () => {
    for (const name of ["First", "Second", "Third"]) await server.createJob(name);
    const id = await server.createJob("Okafor", { window: { start: "12:00", end: "16:00" } });
    const one = await signedIn();
    one.expectTrouble(`409 /api/v1/jobs/${id}/visits/v1`);
    const { page } = one;
    await card(page, id).locator(".card-open").focus();
    await page.keyboard.press("m");
    await page.keyboard.press("ArrowLeft");
    await page.locator(".slot", { hasText: "Full, 3 of 3" }).waitFor();
    await page.keyboard.press("Enter");
    // Not the hours of the full window, and not today.
    await page.locator("[data-alternative]", { hasText: "noon–4 PM" }).last().click();
    await page.locator(".notice").waitFor({ state: "detached" });
    const visitOf = async () => ((await server.api("GET", `/api/v1/jobs/${id}`)) as { visits: object[] }).visits[0];
    const today = await server.today();
    await expect.poll(visitOf).not.toMatchObject({ day: today });
    expect(await visitOf()).toMatchObject({ window: { start: "12:00", end: "16:00" } });
    await one.end();
  }, 60_000);
});

describe("keys", () => {
  it("moves from card to card with the arrows, and keeps the focus during a refresh", async () => {
    const first = await server.createJob("First");
    const second = await server.createJob("Second", { window: { start: "12:00", end: "16:00" } });
    const one = await signedIn();
    const { page } = one;
    await card(page, first).locator(".card-open").focus();
    await page.keyboard.press("ArrowRight");
    const focused = () => page.evaluate(() => document.activeElement?.getAttribute("data-key"));
    expect(await focused()).toContain(second);
    // Another person assigns it to another crew. Its new element still has the focus.
    await server.api("PATCH", `/api/v1/jobs/${second}`, { crew: "luis" }, { "if-match": '"1"' });
    await cell(page, "luis", afternoon).locator(`[data-job="${second}"]`).waitFor({ timeout: 5_000 });
    expect(await focused()).toContain(second);
    await page.keyboard.press("/");
    await page.keyboard.type("Fir");
    await server.createJob("Third");
    await page.getByText("3 stops").first().waitFor({ timeout: 5_000 });
    expect(await page.getByRole("combobox", { name: "Search jobs" }).inputValue()).toBe("Fir");
    await page.keyboard.press("Escape");
    await page.keyboard.press("Escape");
    await page.keyboard.press("?");
    await page.getByRole("dialog", { name: "Keys" }).waitFor();
    await one.checkAccessibility();
    await page.keyboard.press("Escape");
    await page.getByRole("dialog", { name: "Keys" }).waitFor({ state: "detached" });
    await one.end();
  }, 60_000);

  it("keeps the caret and the scroll position during a refresh", async () => {
    await server.served.tailboard.services.settings.change((now) => ({
      ...now,
      crews: Array.from({ length: 24 }, (_, index) => ({ id: `c${index}`, name: `Crew ${index}`, active: true })),
    }));
    await server.createJob("Okafor", { crew: undefined });
    const one = await signedIn();
    const { page } = one;
    await page.keyboard.press("n");
    await page.fill('[name="customer.name"]', "Mark Soderblom");
    await page.evaluate(() => {
      const field = document.querySelector<HTMLInputElement>('[name="customer.name"]');
      field?.setSelectionRange(4, 4);
      const lanes = document.querySelector(".lanes");
      if (lanes !== null) lanes.scrollTop = 300;
    });
    const readPosition = () =>
      page.evaluate(() => {
        const field = document.querySelector<HTMLInputElement>('[name="customer.name"]');
        return {
          // The position of the lane in view. The browser itself corrects for lanes that grow above it.
          top: document.querySelector('.lane[data-crew="c12"]')?.getBoundingClientRect().top ?? 0,
          caret: field?.selectionStart,
          focused: document.activeElement === field,
          typed: field?.value,
        };
      });
    const before = await readPosition();
    expect(before).toMatchObject({ caret: 4, focused: true });
    expect(before.top).toBeLessThan(900);
    const id = await server.createJob("Another customer", { crew: "c1" });
    await card(page, id).waitFor({ state: "attached", timeout: 5_000 });
    const { top, ...after } = await readPosition();
    expect(after).toEqual({ caret: before.caret, focused: before.focused, typed: before.typed });
    // The browser corrects the scroll position in whole pixels, and a lane's height has a fraction.
    expect(Math.abs(top - before.top)).toBeLessThan(1);
    // Typing continues at the caret.
    await page.keyboard.type("us");
    expect(await page.inputValue('[name="customer.name"]')).toBe("Markus Soderblom");
    await one.end();
  }, 60_000);

  it("opens a job with Enter and returns to its card with Escape; Enter in an open cell starts a new job", async () => {
    const id = await server.createJob("Mark");
    const one = await signedIn();
    const { page } = one;
    await card(page, id).locator(".card-open").focus();
    await page.keyboard.press("Enter");
    await page.waitForURL(`**/board?job=${id}`);
    await page.getByRole("heading", { name: "Mark" }).waitFor();
    await page.keyboard.press("Escape");
    await page.waitForURL("**/board");
    expect(await page.evaluate(() => document.activeElement?.getAttribute("data-key"))).toContain(id);
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: "New job" }).waitFor();
    expect(await page.inputValue('select[name="crew"]')).toBe("crew-1");
    await page.getByRole("radio", { name: /Noon–4 PM/, checked: true }).waitFor();
    await one.end();
  }, 60_000);
});

describe("finding", () => {
  it("finds jobs by name, phone, street and id, from the keyboard", async () => {
    const id = await server.createJob("Mark", {
      location: { street: "Soderblom Ave", city: "San Diego", state: "CA", postal_code: "92122" },
      day: dayAfter(today, 3),
    });
    const one = await signedIn();
    const { page } = one;
    // A browser that marks names and streets as misspelled only distracts.
    expect(await page.getByRole("combobox", { name: "Search jobs" }).getAttribute("spellcheck")).toBe("false");
    for (const words of ["mar", "555-0142", "soderb", id.slice(-4)]) {
      await page.keyboard.press("/");
      await page.keyboard.type(words);
      await page.getByRole("option", { name: /Mark/ }).waitFor();
      if (words === "mar") await one.checkAccessibility();
      await page.keyboard.press("Enter");
      await page.waitForURL(`**/board?job=${id}`);
      await page.getByRole("heading", { name: "Mark" }).waitFor();
      await page.keyboard.press("Escape");
      await page.waitForURL("**/board");
    }
    await page.keyboard.press("/");
    await page.keyboard.type("nobody at all");
    await page.getByText("No job for “nobody at all”").waitFor();
    await one.end();
  }, 60_000);

  it("filters by counters and crews, and keeps the filter in the address", async () => {
    const late = await server.createJob("Okafor", { crew: undefined });
    const danas = await server.createJob("Mark");
    const one = await signedIn();
    const { page } = one;
    await page.getByRole("button", { name: /^Unassigned 1/ }).click();
    await page.waitForURL("**/board?status=unassigned");
    await card(page, danas).waitFor({ state: "detached" });
    await page.reload();
    await card(page, late).waitFor();
    expect(await card(page, danas).count()).toBe(0);
    await page.getByRole("button", { name: "Show all" }).click();
    await page.getByRole("button", { name: "Luis" }).click();
    await page.waitForURL("**/board?crew=luis");
    await expect.poll(() => page.locator(".lane").count()).toBe(1);
    // Back restores the previous filter, and Forward the next one.
    await page.goBack();
    await page.waitForURL("**/board");
    await page.locator(".lane").nth(2).waitFor();
    await page.goBack();
    await page.waitForURL("**/board?status=unassigned");
    await card(page, danas).waitFor({ state: "detached" });
    await page.goForward();
    await page.goForward();
    await page.waitForURL("**/board?crew=luis");
    await page.locator(".lane").nth(1).waitFor({ state: "detached" });
    await one.end();
  }, 60_000);
});

describe("the openings of a day", () => {
  it("adds an opening, closes and reopens a day, and undoes each", async () => {
    const one = await signedIn();
    const { page } = one;
    await page.getByRole("button", { name: /Jobs per window/ }).click();
    await page.getByRole("button", { name: "One job more, 8 AM–noon" }).click();
    await page.locator(".lane-head").getByText("0 of 4").waitFor();
    await one.checkAccessibility();
    await page.getByRole("button", { name: "Close this day" }).click();
    await page.getByText("is closed.").first().waitFor();
    await page.locator(".places-open").getByText("Closed").waitFor();
    await page.keyboard.press("Escape");
    await page.keyboard.press("z");
    await page.locator(".places-open").getByText("Closed").waitFor({ state: "detached" });
    await one.end();
  }, 60_000);

  it("says how many stops a day has before it closes", async () => {
    await server.createJob("Mark");
    await server.createJob("Bo");
    const one = await signedIn();
    const { page } = one;
    await page.getByRole("button", { name: /Jobs per window/ }).click();
    await page.getByRole("button", { name: "Close this day" }).click();
    await page.getByText(/^2 stops on .*\. Move them first, or close the day anyway\.$/).waitFor();
    await one.checkAccessibility();
    expect(await server.api("GET", `/api/v1/board?day=${today}`)).toMatchObject({ closed: false });
    await page.getByRole("button", { name: "Keep open" }).click();
    await page.getByRole("button", { name: "Close this day" }).click();
    await page.getByRole("button", { name: "Close anyway" }).click();
    await page.locator(".places-open").getByText("Closed").waitFor();
    expect(await server.api("GET", `/api/v1/board?day=${today}`)).toMatchObject({
      closed: true,
      counts: { visits: 2 },
    });
    await one.end();
  }, 60_000);

  it("shows and counts the stops of a window that the day no longer offers in their own column", async () => {
    await server.createJob("Mark");
    const windows = [{ start: "13:00", end: "17:00", capacity: 2 }];
    await server.api("PUT", `/api/v1/days/${today}/capacity`, { windows });
    const one = await signedIn();
    const { page } = one;
    await page.locator(".lane-head").getByText("0 of 2").waitFor();
    await page.locator(".lane-head").getByText("1 stop").waitFor();
    await page.getByRole("button", { name: /Jobs per window/ }).click();
    // Only a window that the day offers can change its openings.
    expect(await page.getByRole("button", { name: /^One job more/ }).count()).toBe(1);
    await one.checkAccessibility();
    await one.end();
  }, 60_000);
});

describe("without a network", () => {
  it("keeps the board, says from when it is, and updates again on its own", async () => {
    const id = await server.createJob("Mark", { crew: undefined });
    const one = await signedIn();
    one.expectTrouble(/^failed /, /ERR_INTERNET_DISCONNECTED/);
    const { page, context } = one;
    await card(page, id).waitFor();
    await context.setOffline(true);
    await page.getByText(/You’re offline. Showing/).waitFor({ timeout: 10_000 });
    await one.checkAccessibility();
    // The change is refused in words, and the card stays where it was.
    await card(page, id).locator(".card-open").focus();
    await page.keyboard.press("m");
    await page.keyboard.press("ArrowUp");
    await page.keyboard.press("ArrowUp");
    await page.keyboard.press("Enter");
    await page.getByText("You’re offline, so nothing changed.").waitFor();
    await inLane(page, "none", id).waitFor();
    await context.setOffline(false);
    await page.getByText(/You’re offline. Showing/).waitFor({ state: "hidden", timeout: 10_000 });
    await one.end();
  }, 60_000);

  it("says that the board can't load, and tries again", async () => {
    const one = await visit(browser, { size: "desktop" });
    one.expectTrouble(/^503 /);
    const { page } = one;
    let down = true;
    await page.route("**/api/v1/board*", (route) =>
      down
        ? route.fulfill({
            status: 503,
            contentType: "application/problem+json",
            body: '{"code":"store_unavailable","status":503}',
          })
        : route.continue(),
    );
    await server.signIn(one, "ana");
    await page.getByRole("heading", { name: "Couldn’t load the board" }).waitFor();
    await one.checkAccessibility();
    down = false;
    await page.getByRole("button", { name: "Try again" }).click();
    await page.locator(".lanes").waitFor();
    await one.end();
  }, 60_000);
});

it("shows forty visits on a desktop without scrolling, and passes axe in the dark and on a phone", async () => {
  await server.served.tailboard.services.settings.change((now) => {
    const wide = [
      { start: "08:00", end: "12:00", capacity: 60 },
      { start: "12:00", end: "16:00", capacity: 60 },
    ];
    return { ...now, hours: { mon: wide, tue: wide, wed: wide, thu: wide, fri: wide, sat: wide, sun: wide } };
  });
  for (let index = 0; index < 60; index += 1) {
    await server.createJob(`Customer ${index}`, {
      crew: index % 5 === 0 ? undefined : ["crew-1", "luis"][Math.floor(index / 2) % 2],
      window: index % 2 === 0 ? { start: "08:00", end: "12:00" } : { start: "12:00", end: "16:00" },
    });
  }
  for (const options of [
    { size: "desktop" },
    { size: "desktop", dark: true },
    { size: "phone", dark: true },
  ] as const) {
    const one = await signedIn("ana", options);
    await one.page.locator(".card").nth(59).waitFor({ state: "attached" });
    if (options.size === "desktop") {
      const visible = await one.page.evaluate(
        () =>
          [...document.querySelectorAll(".card")].filter((card) => card.getBoundingClientRect().bottom <= innerHeight)
            .length,
      );
      expect(visible).toBeGreaterThanOrEqual(30);
    }
    await one.checkAccessibility();
    await one.end();
  }
}, 90_000);
