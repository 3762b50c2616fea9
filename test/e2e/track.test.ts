import type { Browser } from "@playwright/test";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { TrackedJob } from "../../http/client.ts";
import { sampleTracked } from "../../web/track/tracked.sample.ts";
import { launchBrowser, visit, type Size, type Visit, type VisitOptions } from "./browser.ts";
import { daysFrom, startFakeServer, type FakeServer } from "./fake-server.ts";

let browser: Browser;
let server: FakeServer;
let open: Visit[] = [];

beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());
beforeEach(async () => {
  server = await startFakeServer();
  server.availability = daysFrom(dayFromNow(0), 60, () => 2);
});
afterEach(async () => {
  try {
    for (const one of open) await one.end();
  } finally {
    open = [];
    await server.close();
  }
});

const token = "abcdefghijklmnopqrstuvwxyz012345";
const dayFromNow = (days: number) =>
  new Intl.DateTimeFormat("sv", { timeZone: "America/Los_Angeles" }).format(Date.now() + days * 86_400_000);
const publish = (change: Partial<TrackedJob> = {}) =>
  server.publish(
    token,
    sampleTracked({ day: dayFromNow(3), cutoff_at: new Date(Date.now() + 2 * 86_400_000).toISOString(), ...change }),
  );
const follow = async (path = `/track/#${token}`, options: VisitOptions = {}): Promise<Visit> => {
  const one = await visit(browser, options);
  open.push(one);
  await one.page.goto(server.url + path);
  return one;
};
const states: Record<string, Partial<TrackedJob>> = {
  scheduled: {},
  "on site": { stage: "on_site", next: "fill_and_tell" },
  "on the way": {
    status: "in_progress",
    stage: "en_route",
    next: "crew_on_the_way",
    can: ["message"],
    cutoff_at: null,
  },
  ready: { status: "ready_for_pickup", stage: "ready", next: "collect_soon", can: ["cancel", "reschedule", "message"] },
  completed: { status: "completed", stage: "completed", next: "nothing", can: [], cutoff_at: null },
  cancelled: { status: "cancelled", stage: "cancelled", next: "nothing", can: [], cutoff_at: null },
};

describe.each<Size>(["phone", "desktop"])("on a %s", (size) => {
  it("answers in a sentence, in every state, with nothing for axe to find", async () => {
    const one = await follow(`/track/`, { size, dark: size === "desktop" });
    await one.page.getByRole("heading", { name: "Open the link from your confirmation" }).waitFor();
    await one.checkAccessibility();
    await publish();
    await one.page.goto(`${server.url}/track/#${token}`);
    await one.page.locator("main[data-status]").waitFor();
    let rev = 1;
    for (const change of Object.values(states)) {
      await publish({ ...change, rev: ++rev });
      await one.page.reload();
      await one.page.locator(`main[data-stage="${change.stage ?? "scheduled"}"]`).waitFor();
      await one.checkAccessibility();
      expect(await one.page.getByRole("heading", { level: 1 }).textContent()).not.toBe("");
    }
  });
});

describe("links", () => {
  it.each([`/track/${token}`, `/track.html?token=${token}`])(
    "%s leaves no token in the address, and stands a reload",
    async (path) => {
      await publish();
      const { page } = await follow(path);
      await page.locator("main[data-status=booked]").waitFor();
      expect(page.url()).toBe(`${server.url}/track/`);
      await page.reload();
      await page.locator("main[data-status=booked]").waitFor();
      expect(await page.evaluate(() => history.length)).toBeLessThanOrEqual(2);
    },
  );

  it("that are unknown, malformed, revoked or expired look exactly alike", async () => {
    await publish({ expires_at: new Date(Date.now() - 1000).toISOString() });
    const revoked = "r".repeat(32);
    await server.publish(revoked, sampleTracked());
    await server.publish(revoked, null);
    const seen = new Set<string>();
    for (const link of [token, revoked, "u".repeat(32), "malformed"]) {
      const one = await follow(`/track/#${link}`);
      one.expectTrouble(/404 \/t\//, "404 /api/v1/tracking");
      await one.page
        .getByRole("heading", { name: "Job not found, or this tracking link is no longer valid" })
        .waitFor();
      await one.page.getByRole("link", { name: "Call office" }).waitFor();
      await one.checkAccessibility();
      seen.add(`${await one.page.title()} ${await one.page.evaluate(() => document.body.innerHTML)}`);
    }
    expect(seen.size).toBe(1);
  });

  it("whose view is not published yet are answered by the API", async () => {
    await server.publish(token, sampleTracked({ day: dayFromNow(3) }), { sealed: false });
    const one = await follow();
    one.expectTrouble(/404 \/t\//);
    await one.page.locator("main[data-status=booked]").waitFor();
  });

  it("open another job when another fragment comes into the same tab", async () => {
    await publish();
    const other = "o".repeat(32);
    await server.publish(other, sampleTracked({ id: "261128-AAAA" }));
    const { page } = await follow();
    await page.getByText("261127-7K3Q").waitFor();
    await page.evaluate((hash) => void (location.hash = hash), other);
    await page.getByText("261128-AAAA").waitFor();
  });
});

describe("following", () => {
  it("shows a change without a reload, and what was last known without a network", async () => {
    await publish({ day: dayFromNow(0) });
    const { page, context, expectTrouble } = await follow();
    await page.getByRole("heading", { name: "We’re coming today" }).waitFor();
    await publish({ day: dayFromNow(0), rev: 2, status: "in_progress", stage: "en_route", next: "crew_on_the_way" });
    await page.locator("main[data-status=in_progress][data-stage=en_route]").waitFor({ timeout: 10_000 });
    expectTrouble("failed /t/", "ERR_INTERNET_DISCONNECTED");
    await context.setOffline(true);
    await page.getByText(/No connection. Last known/).waitFor({ timeout: 10_000 });
    await context.setOffline(false);
    await page.getByText(/^Checked/).waitFor({ timeout: 10_000 });
  });

  it("keeps a name's writing direction and its markup to itself", async () => {
    await publish({
      crew_first_name: "دانا<b>",
      business: { ...sampleTracked().business, name: "<img src=x onerror=alert(1)>" },
    });
    const { page } = await follow();
    await page.locator("main[data-status]").waitFor();
    expect(await page.locator("img").count()).toBe(0);
    expect(await page.locator(".lead bdi").textContent()).toBe("دانا<b>");
  });
});

describe("acting", () => {
  it("says ready with one press", async () => {
    await publish();
    const { page } = await follow();
    await page.getByRole("button", { name: "I’m ready for pickup" }).click();
    await page.locator("main[data-status=ready_for_pickup]").waitFor();
    await page.getByText("You said you’re ready").waitFor();
  });

  it("moves to another day", async () => {
    await publish();
    const { page, checkAccessibility } = await follow();
    await page.getByRole("button", { name: "Move", exact: true }).click();
    await page.locator(`[name="day"][value="${dayFromNow(5)}"]`).check();
    await page.locator('[name="window"][value="12:00-16:00"]').check();
    await checkAccessibility();
    await page.getByRole("button", { name: /^Move to/ }).click();
    await page.getByText("Moved to another time").waitFor();
    expect(server.requests.find(({ call }) => call === "POST /tracking/reschedule")).toMatchObject({
      body: { day: dayFromNow(5), window: { start: "12:00", end: "16:00" } },
      key: expect.stringMatching(/^[A-Za-z0-9_-]{16,64}$/) as string,
    });
  });

  it("cancels only after saying what is lost, and sends a message that survives a refusal", async () => {
    await publish();
    const { page, checkAccessibility, expectTrouble } = await follow();
    expectTrouble("503 /api/v1/tracking/message");
    await page.getByRole("button", { name: "Message" }).click();
    await page.fill('[name="text"]', "Gate code 4411 🐕");
    await checkAccessibility();
    server.refuse("POST /tracking/message", { code: "store_unavailable", retry_after: 2 });
    await page.getByRole("button", { name: "Send" }).click();
    await page.locator('[data-error="text"]').waitFor();
    expect(await page.inputValue('[name="text"]')).toBe("Gate code 4411 🐕");
    await page.getByRole("button", { name: "Send" }).click();
    await page.getByText("Sent.").waitFor();
    const sent = server.requests.filter(({ call }) => call === "POST /tracking/message");
    expect(new Set(sent.map(({ key }) => key)).size).toBe(1);
    await page.getByRole("button", { name: "Cancel", exact: true }).click();
    await page.getByText("You give up your place").waitFor();
    await checkAccessibility();
    await page.fill('[name="reason"]', "Found a neighbour with a truck");
    await page.getByRole("button", { name: "Cancel the job" }).click();
    await page.locator("main[data-status=cancelled]").waitFor();
    expect(server.requests.find(({ call }) => call === "POST /tracking/cancel")?.body).toEqual({
      reason: "Found a neighbour with a truck",
    });
  });

  it("tells to call when it is too late to move or cancel", async () => {
    await publish({ cutoff_at: new Date(Date.now() - 1000).toISOString() });
    const { page } = await follow();
    await page.getByText("Too late to move or cancel here").waitFor();
    expect(await page.getByRole("button", { name: "Move" }).count()).toBe(0);
  });
});
