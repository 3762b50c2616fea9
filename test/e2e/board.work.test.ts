import type { Browser, Page } from "@playwright/test";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { dayAfter } from "../../web/shared/format.ts";
import { launchBrowser, type VisitOptions } from "./browser.ts";
import type { TestServer } from "./test-server.ts";
import { afternoon, openBoard, cell, endWorkingDay, openJob, press, startWorkingDay } from "./working-day.ts";

/** Work on one job beside the board, a new job during a call, and the list of jobs. */
let browser: Browser;
let server: TestServer;
let today: string;

beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());
beforeEach(async () => {
  server = await startWorkingDay("ana");
  today = await server.today();
  return () => endWorkingDay(server);
});

const signedIn = (options: VisitOptions = { size: "desktop" }) => openBoard(browser, server, "ana", options);
interface JobAnswer {
  rev: number;
  status: string;
  notes: string | null;
  customer: { name: string; phone?: string };
  location: { street: string; city: string; postal_code: string };
  pricing: { total_cents: number; amendments: { reason: string; by: string }[] };
  visits: { day: string | null; window: { start: string } | null; crew: string | null; state: string }[];
  tracking_url?: string;
}
const jobOf = async (id: string) => (await server.api("GET", `/api/v1/jobs/${id}`)) as JobAnswer;

describe("the job panel", () => {
  it.each(["desktop", "phone"] as const)(
    "takes a job from step to step, and undoes a step (%s)",
    async (size) => {
      const id = await server.createJob("Mark");
      const one = await signedIn({ size });
      const { page } = one;
      await openJob(page, id);
      expect(page.url()).toContain(`job=${id}`);
      await one.checkAccessibility();
      await press(page, "Start job");
      await press(page, "Crew is on site");
      await page.getByRole("button", { name: "Finish job" }).waitFor();
      expect((await jobOf(id)).status).toBe("in_progress");
      await press(page, "Finish job");
      await page.getByText("Mark: done.").waitFor();
      await press(page, "Undo");
      await page.getByRole("button", { name: "Finish job" }).waitFor();
      // The only Undo stands under the change that it undoes.
      await page.getByRole("button", { name: "Undo: ana: on site" }).click();
      await page.getByRole("button", { name: "Crew is on site" }).waitFor();
      await page.getByText("ana undid the last change").first().waitFor();
      await one.end();
    },
    60_000,
  );

  it("changes the price, with a reason and by line", async () => {
    const id = await server.createJob("Mark");
    const one = await signedIn();
    const { page } = one;
    await openJob(page, id);
    await press(page, "Change price");
    await page.fill('[name="lines.0.unit_cents"]', "650");
    await press(page, "Save price");
    await page.locator('[data-error="reason"]').waitFor();
    await one.checkAccessibility();
    await page.fill('[name="reason"]', "One ton more");
    await press(page, "Save price");
    await page.locator(".price-table").getByText("$650.00").first().waitFor();
    await page.getByText("ana changed the price from $600 to $650: “One ton more”").waitFor();
    expect((await jobOf(id)).pricing).toMatchObject({
      total_cents: 65_000,
      amendments: [{ by: "ana", reason: "One ton more" }],
    });
    await press(page, "Change price");
    await page.fill('[name="lines.0.label"]', "Trailer");
    await press(page, "Add a line");
    await page.fill('[name="lines.1.label"]', "Tires");
    await page.fill('[name="lines.1.quantity"]', "4");
    await page.fill('[name="lines.1.unit_cents"]', "12.50");
    await page.locator(".new-total").getByText("$700.00").waitFor();
    await one.checkAccessibility();
    await page.fill('[name="reason"]', "Four tires");
    await press(page, "Save price");
    await page.locator(".price-table").getByText("4 × Tires").waitFor();
    expect((await jobOf(id)).pricing.total_cents).toBe(70_000);
    await press(page, "Undo");
    await page.locator(".price-table").getByText("4 × Tires").waitFor({ state: "detached" });
    expect((await jobOf(id)).pricing.total_cents).toBe(65_000);
    await one.end();
  }, 60_000);

  it("moves to another day, and shows its openings first", async () => {
    for (const name of ["A", "B", "C"]) await server.createJob(name, { day: dayAfter(today, 2) });
    const id = await server.createJob("Mark");
    const one = await signedIn();
    one.expectTrouble(`409 /api/v1/jobs/${id}`);
    const { page } = one;
    await openJob(page, id);
    await press(page, "Move");
    await page.getByRole("radio", { name: /here now/ }).waitFor();
    await page.locator(`input[name="day"][value="${dayAfter(today, 2)}"]`).check();
    await page.getByText("full · 3 of 3 taken").waitFor();
    // The form chooses the day's first opening. A request for the full window is refused.
    await page.locator('input[name="window"][value="12:00-16:00"]:checked').waitFor();
    await page.locator('input[name="window"][value="08:00-12:00"]').check();
    await one.checkAccessibility();
    await press(page, "Save");
    await page.getByText("That window is full").or(page.getByText("That window just filled")).waitFor();
    await page.locator('input[name="window"][value="12:00-16:00"]').check();
    await page.selectOption('select[name="crew"]', "luis");
    await press(page, "Save");
    await page.getByText("Moved.").waitFor();
    expect((await jobOf(id)).visits).toMatchObject([
      { day: dayAfter(today, 2), window: { start: "12:00" }, crew: "luis" },
    ]);
    await press(page, "Undo");
    await page.locator(`.lane .card[data-job="${id}"]`).waitFor();
    await one.end();
  }, 60_000);

  it("cancels a job only with a reason, and undoes it", async () => {
    const id = await server.createJob("Mark");
    const one = await signedIn();
    const { page } = one;
    await openJob(page, id);
    await page.getByText("Set another status").click();
    await press(page, "Cancel job");
    await page.getByText("tracking page will say it’s cancelled").waitFor();
    await press(page, "Cancel job");
    await page.locator('[data-error="reason"]').waitFor();
    await press(page, "Booked twice");
    await press(page, "Cancel job");
    await page.getByText("ana cancelled it: “Booked twice”").waitFor();
    await page.locator(`.lanes .card[data-job="${id}"]`).waitFor({ state: "detached" });
    await one.checkAccessibility();
    await press(page, "Undo");
    await page.locator(`.lanes .card[data-job="${id}"]`).waitFor();
    expect((await jobOf(id)).status).toBe("booked");
    await one.end();
  }, 60_000);

  it("copies, replaces and revokes the tracking link", async () => {
    const id = await server.createJob("Mark");
    const one = await signedIn();
    const { page, context } = one;
    await context.grantPermissions(["clipboard-read", "clipboard-write"]);
    await openJob(page, id);
    await press(page, "Copy tracking link");
    await page.getByText("Copied").waitFor();
    const { tracking_url: first } = await jobOf(id);
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(first);
    await press(page, "Replace");
    await page.getByText("There is a new link").waitFor();
    expect((await jobOf(id)).tracking_url).not.toBe(first);
    await press(page, "Revoke");
    await page.getByText("Revoked. The old link no longer works.").waitFor();
    await press(page, "Make a new link");
    await page.getByRole("button", { name: "Copy tracking link" }).waitFor();
    const directions = await page.getByRole("link", { name: "Directions" }).getAttribute("href");
    expect(directions).toMatch(/^https:\/\/www\.google\.com\/maps\/dir\/\?api=1&destination=3310\+Marlborough/);
    expect(await page.getByRole("link", { name: "(619) 555-0142" }).getAttribute("href")).toBe("tel:+16195550142");
    await one.end();
  }, 60_000);

  it("says that it does not exist", async () => {
    const one = await signedIn();
    one.expectTrouble("404 /api/v1/jobs");
    await one.page.goto(`${server.served.dashboard}/board?job=261127-ZZZZ`);
    await one.page.getByText("Job not found.").waitFor();
    await one.checkAccessibility();
    await one.end();
  }, 60_000);
});

describe("undo", () => {
  it("shows Undo under the change that it undoes, and not under a customer's message", async () => {
    const id = await server.createJob("Mark");
    const { tracking_token: token } = (await server.api("GET", `/api/v1/jobs/${id}`)) as { tracking_token: string };
    const write = (text: string) =>
      fetch(`${server.served.site}/api/v1/tracking/message`, {
        method: "POST",
        headers: { "content-type": "application/json", authorization: `Bearer ${token}` },
        body: JSON.stringify({ text }),
      });
    expect((await write("Gate code 4417")).status).toBe(200);
    const one = await signedIn();
    const { page } = one;
    await openJob(page, id);
    const history = page.getByRole("region", { name: "History" });
    const messages = page.locator(".job-messages .bubble");
    await messages.getByText("Gate code 4417").waitFor();
    // After the job started and the customer wrote, there is nothing to undo.
    expect(await history.getByRole("button").count()).toBe(0);
    await press(page, "Start job");
    await history.locator('[data-what="en_route"]').waitFor();
    expect((await write("Ring twice")).status).toBe(200);
    await messages.getByText("Ring twice").waitFor({ timeout: 10_000 });
    // Undo acts on the revision that the history shows.
    await history.locator('[data-what="messaged"]').nth(1).waitFor({ timeout: 10_000 });
    expect(await history.locator('[data-what="messaged"] button').count()).toBe(0);
    await history.locator('[data-what="en_route"]').getByRole("button").click();
    await history.locator('[data-what="undone"]').waitFor();
    expect(await history.getByRole("button").count()).toBe(0);
    await one.end();
  }, 60_000);

  it("cancels a job that was just created and frees its opening", async () => {
    const one = await signedIn();
    const { page } = one;
    await page.keyboard.press("]");
    await page.waitForURL("**/board?day=*");
    await page.keyboard.press("n");
    await page.fill('[name="customer.name"]', "Mark");
    await page.fill('[name="address"]', "Soderblom Ave, San Diego, CA 92122");
    await page.getByRole("button", { name: /^Create job/ }).click();
    await page.getByText(/^Job created for Mark/).waitFor();
    const id = new URL(page.url()).searchParams.get("job") ?? "";
    await page.locator(".lane-head").getByText("1 of 3").waitFor();
    await press(page, "Undo");
    await page.getByText("The job for Mark is cancelled.").waitFor();
    expect(await jobOf(id)).toMatchObject({ status: "cancelled" });
    await page.locator(".lane-head").getByText("1 of 3").waitFor({ state: "detached" });
    await one.end();
  }, 60_000);
});

describe("a new job", () => {
  const tomorrow = () => dayAfter(today, 1);
  /** Types Mark's job. The panel sets the first focus, and Tab leads on from there. */
  const typeMark = async ({ keyboard }: Page) => {
    await keyboard.type("Mark");
    // Email, the way to write, the language and the yes to texts stay as they are.
    for (const text of ["(619) 555-0142", "", "", "", "", "Soderblom Ave, San Diego, CA 92122"]) {
      await keyboard.press("Tab");
      await keyboard.type(text);
    }
  };
  const focused = (page: Page) =>
    page.evaluate(() => {
      const { name, value } = document.activeElement as HTMLInputElement;
      return `${name} ${value}`;
    });
  const tabTo = async (page: Page, control: RegExp) => {
    for (let press = 0; press < 40 && !control.test(await focused(page)); press += 1) await page.keyboard.press("Tab");
    expect(await focused(page)).toMatch(control);
  };

  it("starts a new job on the board's day in its first open window, by keyboard alone", async () => {
    for (const name of ["A", "B", "C"]) await server.createJob(name, { day: tomorrow() });
    const one = await signedIn();
    const { page } = one;
    await page.keyboard.press("]");
    await page.locator(".lane-head").getByText("3 of 3").waitFor();
    await page.keyboard.press("n");
    await page.getByRole("heading", { name: "New job" }).waitFor();
    const chosen = () =>
      page.locator(".when :checked").evaluateAll((all) => all.map((one) => one.getAttribute("value")));
    await expect.poll(chosen).toEqual([tomorrow(), "12:00-16:00"]);
    await typeMark(page);
    // The arrows go through the windows to any time and around again. The day stays.
    await tabTo(page, /^window 12:00/);
    await page.keyboard.press("ArrowDown");
    expect(await chosen()).toEqual([tomorrow(), ""]);
    await page.keyboard.press("ArrowDown");
    expect(await chosen()).toEqual([tomorrow(), "08:00-12:00"]);
    await page.keyboard.press("ArrowDown");
    await tabTo(page, /^crew /);
    await page.keyboard.type("Lu");
    await tabTo(page, /^notes /);
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: "Mark" }).waitFor();
    const id = new URL(page.url()).searchParams.get("job") ?? "";
    expect((await jobOf(id)).visits).toMatchObject([{ day: tomorrow(), window: { start: "12:00" }, crew: "luis" }]);
    await cell(page, "luis", afternoon).locator(`[data-job="${id}"]`).waitFor();
    await one.end();
  }, 60_000);

  it.each([
    ["full", /^No openings on \w{3}, \w{3} \d+\. Next: \w{3}, \w{3} \d+ 8 AM–noon\./],
    ["closed", /^Closed on \w{3}, \w{3} \d+\. Next: \w{3}, \w{3} \d+ 8 AM–noon\./],
  ])(
    "on a day that is %s says so, and begins at the next opening",
    async (kind, said) => {
      const windows = ["08:00-12:00", "12:00-16:00"].map((text) => ({
        start: text.slice(0, 5),
        end: text.slice(6),
        capacity: kind === "full" ? 0 : 3,
      }));
      const body = { windows, closed: kind === "closed" };
      await server.api("PUT", `/api/v1/days/${tomorrow()}/capacity`, body);
      const one = await signedIn();
      const { page } = one;
      await page.goto(`${server.served.dashboard}/board?day=${tomorrow()}`);
      await page.locator(".lanes").waitFor();
      await page.keyboard.press("n");
      await page.getByRole("status").getByText(said).waitFor();
      const after = dayAfter(tomorrow(), 1);
      await page.locator(`input[name="day"][value="${after}"]:checked`).waitFor();
      await page.locator('input[name="window"][value="08:00-12:00"]:checked').waitFor();
      await one.checkAccessibility();
      await page.locator(`input[name="day"][value="${tomorrow()}"]`).check();
      await page.getByRole("status").getByText(said).waitFor();
      await page.getByRole("button", { name: /^Take / }).click();
      await page.locator(`input[name="day"][value="${after}"]:checked`).waitFor();
      await one.end();
    },
    60_000,
  );

  it.each(["desktop", "phone"] as const)(
    "creates a job from the keyboard, and keeps its draft over a reload (%s)",
    async (size) => {
      const one = await signedIn({ size });
      const { page } = one;
      await page.keyboard.press("n");
      await page.getByRole("heading", { name: "New job" }).waitFor();
      expect(page.url()).toContain("new");
      expect(await page.evaluate(() => document.activeElement?.getAttribute("name"))).toBe("customer.name");
      await page.keyboard.type("Mark");
      await page.keyboard.press("Tab");
      await page.keyboard.type("(619) 555-0142");
      await page.fill('[name="address"]', "Soderblom Ave, San Diego, CA 92122");
      expect(await page.inputValue('[name="location.postal_code"]')).toBe("92122");
      await one.checkAccessibility();
      // After closing, opening and a reload, the draft is complete.
      await page.getByRole("button", { name: "Close" }).click();
      await page.getByRole("heading", { name: "New job" }).waitFor({ state: "detached" });
      await page.reload();
      await page.locator(".lanes").waitFor();
      await page.keyboard.press("n");
      await page.getByText("Kept from before").waitFor();
      expect(await page.inputValue('[name="customer.phone"]')).toBe("(619) 555-0142");
      await page.locator(`input[name="day"][value="${dayAfter(today, 1)}"]`).check();
      await page.locator('input[name="window"][value="08:00-12:00"]').check();
      await page.selectOption('select[name="crew"]', "luis");
      await page.fill('[name="pricing.amount_cents"]', "550");
      await page.getByRole("button", { name: /^Create job · .* 8 AM–noon · \$550$/ }).click();
      await page.getByRole("heading", { name: "Mark" }).waitFor();
      const id = new URL(page.url()).searchParams.get("job") ?? "";
      expect(await jobOf(id)).toMatchObject({
        customer: { name: "Mark", phone: "+16195550142" },
        location: { street: "Soderblom Ave", city: "San Diego", postal_code: "92122" },
        pricing: { total_cents: 55_000 },
        visits: [{ day: dayAfter(today, 1), window: { start: "08:00" }, crew: "luis" }],
      });
      await page.keyboard.press("Escape");
      await page.keyboard.press("n");
      expect(await page.inputValue('[name="customer.name"]')).toBe("");
      await one.end();
    },
    60_000,
  );

  it("clears the form, and begins again with the customer's name", async () => {
    const one = await signedIn();
    const { page } = one;
    await page.keyboard.press("n");
    await page.fill('[name="customer.name"]', "Mark");
    await page.fill('[name="address"]', "Soderblom Ave, San Diego, CA 92122");
    await page.getByRole("button", { name: "Clear", exact: true }).click();
    await page.locator('[name="customer.name"]:focus').waitFor();
    expect([await page.inputValue('[name="customer.name"]'), await page.inputValue('[name="address"]')]).toEqual([
      "",
      "",
    ]);
    expect(await page.getByRole("button", { name: "Clear", exact: true }).count()).toBe(0);
    await one.end();
  }, 60_000);

  it("shows missing fields and a full window, and never creates the job twice", async () => {
    const one = await signedIn();
    one.expectTrouble("409 /api/v1/jobs", "422 /api/v1/jobs", /^failed /);
    const { page } = one;
    await page.keyboard.press("n");
    await page.getByRole("button", { name: /^Create job/ }).click();
    await page.locator('[data-error="customer.name"]').waitFor();
    await one.checkAccessibility();
    await page.fill('[name="customer.name"]', "Mark");
    await page.fill('[name="customer.phone"]', "12");
    await page.fill('[name="address"]', "Soderblom Ave, San Diego, CA 92122");
    await page.locator(`input[name="day"][value="${today}"]`).check();
    await page.locator('input[name="window"][value="08:00-12:00"]').check();
    for (const name of ["A", "B", "C"]) await server.createJob(name);
    await page.getByRole("button", { name: /^Create job/ }).click();
    await page.locator('[data-error="customer.phone"]').waitFor();
    await page.fill('[name="customer.phone"]', "(619) 555-0142");
    await page.getByRole("button", { name: /^Create job/ }).click();
    await page.locator("[data-alternative]").first().click();
    // The answer is lost. The next press creates no second job.
    let lost = false;
    await page.route("**/api/v1/jobs", async (route) => {
      if (route.request().method() !== "POST" || lost) return route.continue();
      lost = true;
      await route.fetch();
      return route.abort("connectionreset");
    });
    await page.getByRole("button", { name: /^Create job/ }).click();
    await page.getByText("You’re offline. What you typed is kept").waitFor();
    await page.getByRole("button", { name: /^Create job/ }).click();
    await page.getByRole("heading", { name: "Mark" }).waitFor();
    const { items } = (await server.api("GET", "/api/v1/jobs?q=Mark")) as { items: unknown[] };
    expect(items).toHaveLength(1);
    await one.end();
  }, 60_000);
});

describe("the list of jobs", () => {
  it.each(["desktop", "phone"] as const)(
    "filters the list in the address, opens jobs from the keyboard, and shows pages (%s)",
    async (size) => {
      const marks = await server.createJob("Mark", { crew: "luis" });
      for (let index = 0; index < 50; index += 1)
        await server.createJob(`Customer ${index}`, { window: undefined, day: dayAfter(today, 1) });
      const one = await signedIn({ size });
      const { page } = one;
      await page.getByRole("link", { name: "Jobs" }).click();
      await page.locator(".rows li").nth(49).waitFor();
      await page.getByText("The first 50 jobs").waitFor();
      await one.checkAccessibility();
      await press(page, "Next page");
      await page.waitForURL("**/jobs?cursor=*");
      await page.getByText("1 job ·").waitFor();
      await press(page, "First page");
      await page.selectOption('select[name="crew"]', "luis");
      await page.waitForURL("**/jobs?crew=luis");
      // The unfiltered page, which may have loaded just before, shows it as well.
      await expect.poll(() => page.locator(".rows li").count()).toBe(1);
      await page.locator(`.rows [data-job="${marks}"]`).waitFor();
      await page.reload();
      await page.locator(`.rows [data-job="${marks}"]`).waitFor();
      await page.keyboard.press("/");
      await page.keyboard.type("ma");
      await page.waitForURL("**/jobs?q=ma&crew=luis");
      await page.keyboard.press("ArrowDown");
      await page.keyboard.press("Enter");
      await page.waitForURL(`**/jobs/${marks}?q=ma&crew=luis`);
      await page.getByRole("heading", { name: "Mark" }).waitFor();
      await one.checkAccessibility();
      await page.keyboard.press("Escape");
      await page.waitForURL("**/jobs?q=ma&crew=luis");
      await page.fill('input[name="q"]', "nobody");
      await page.getByRole("heading", { name: "No jobs found." }).waitFor();
      await one.checkAccessibility();
      await one.end();
    },
    60_000,
  );
});
