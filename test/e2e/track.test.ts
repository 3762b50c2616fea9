import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import { describe, expect, it } from "vitest";
import type { TrackedJob } from "../../http/client.ts";
import { visit, type Size, type Visit, type VisitOptions } from "./browser.ts";
import { changeSettings, hasFocus, openBusiness, refuseNext, useCustomerPages } from "./customer-pages.ts";
import { startTestServer, type TestServer } from "./test-server.ts";

const { server, browser, start, blank } = useCustomerPages();

interface Made {
  id: string;
  token: string;
  /** The path of the tracking link on the site. */
  path: string;
}

const dayFromNow = async (days: number) =>
  new Date(Date.parse(await server().today()) + days * 86_400_000).toISOString().slice(0, 10);
const make = async (change: object = {}, at: TestServer = server()): Promise<Made> => {
  const made = (await at.api("POST", "/api/v1/jobs", {
    service: "trailer-15",
    day: new Date(Date.parse(await at.today()) + 3 * 86_400_000).toISOString().slice(0, 10),
    window: { start: "08:00", end: "12:00" },
    crew: "crew-1",
    customer: { name: "Mark", phone: "(619) 555-0123" },
    location: { street: "3310 Marlborough Ave", city: "San Diego", state: "CA", postal_code: "92104" },
    ...change,
  })) as { id: string; tracking_token: string };
  return { id: made.id, token: made.tracking_token, path: `/track/#${made.tracking_token}` };
};
const follow = async ({ path }: Made, options: VisitOptions = {}): Promise<Visit> => {
  const one = await start(path, options);
  await one.page.locator("main[data-status]").waitFor();
  return one;
};
const visitState = (id: string, state: string, more: object = {}) =>
  server().api("POST", `/api/v1/jobs/${id}/visits/v1/state`, { state, ...more });
/** Gives the trailer a drop-off and a pickup. */
const deliverTrailers = () =>
  changeSettings(server(), ({ services }) => ({
    services: services.map((one) => (one["id"] === "trailer-15" ? { ...one, visits: ["drop_off", "pickup"] } : one)),
  }));
/** Makes a job whose trailer is at the customer's. */
const makeDelivered = async (): Promise<Made> => {
  await deliverTrailers();
  const made = await make();
  await visitState(made.id, "en_route");
  await visitState(made.id, "done");
  return made;
};
const status = (id: string, to: string, more: object = {}) =>
  server().api("POST", `/api/v1/jobs/${id}/status`, { status: to, ...more });
const amend = async (id: string, amount_cents: number) => {
  const { rev } = (await server().api("GET", `/api/v1/jobs/${id}`)) as { rev: number };
  const change = { pricing: { kind: "flat", amount_cents, currency: "USD" }, reason: "One ton more" };
  await server().api("PATCH", `/api/v1/jobs/${id}`, change, { "if-match": `"${rev}"`, "content-type": "application/merge-patch+json" }); // prettier-ignore
};
const stage = (page: Page, name: string) => page.locator(`main[data-stage="${name}"]`).waitFor({ timeout: 12_000 });

describe.each<Size>(["phone", "desktop"])("on a %s", (size) => {
  it("says the state of the job in a sentence, in every state, and passes axe", async () => {
    await deliverTrailers();
    const one = await start("/track/", { size, dark: size === "desktop" });
    const { page } = one;
    await page.getByRole("heading", { name: "Open the link from your confirmation" }).waitFor();
    await page.getByRole("link", { name: "Call (619) 555-0142" }).waitFor();
    await one.checkAccessibility();
    const trailer = await make();
    const other = await make({ service: "single-item", items: [{ id: "sofa", quantity: 1 }] });
    // Start from a blank page, because a new fragment alone makes the page reload itself.
    const open = async ({ path }: Made) => {
      await page.goto("about:blank");
      await page.goto(server().served.site + path);
    };
    const walk: [string, () => Promise<unknown>, RegExp][] = [
      ["scheduled", () => open(trailer), /^We’re coming /],
      ["en_route", () => visitState(trailer.id, "en_route"), /on the way$/],
      ["on_site", () => visitState(trailer.id, "done"), /^Your trailer is here$/],
      ["ready", () => status(trailer.id, "ready_for_pickup"), /^You’re ready for pickup$/],
      ["cancelled", () => status(trailer.id, "cancelled", { reason: "Moved away" }), /^This job is cancelled$/],
    ];
    for (const [name, go, answer] of walk) {
      await go();
      await page.reload();
      await stage(page, name);
      await one.checkAccessibility();
      expect(await page.getByRole("heading", { level: 1 }).textContent()).toMatch(answer);
    }
    await open(other);
    await stage(page, "scheduled");
    await visitState(other.id, "en_route");
    await visitState(other.id, "done");
    await page.reload();
    await stage(page, "completed");
    await one.checkAccessibility();
    expect(await page.getByRole("heading", { level: 1 }).textContent()).toBe("All done");
  });
});

describe("links", () => {
  const bent: [string, (token: string) => string, boolean][] = [
    ["our own", (token) => `/track/#${token}`, true],
    ["the path", (token) => `/track/${token}`, false],
    ["the path in capitals", (token) => `/Track/${token}`, false],
    ["a query", (token) => `/track.html?token=${token}`, false],
    ["an encoded #", (token) => `/track/%23${token}`, false],
    ["an # encoded twice", (token) => `/track/%2523${token}`, false],
    ["a doubled #", (token) => `/track/##${token}`, true],
    ["a dot behind", (token) => `/track/#${token}.`, true],
    ["a bracket and trackers", (token) => `/track/${token})?utm_source=mail&fbclid=${"x".repeat(32)}`, false],
    ["trackers before the fragment", (token) => `/track/?utm_source=mail#${token}`, true],
  ];
  it("open however mail software changed them, clean the address, and survive a reload", async () => {
    const made = await make();
    const { page } = await start("/track/");
    for (const [how, path, own] of bent) {
      await page.goto("about:blank");
      await page.goto(server().served.site + path(made.token));
      await page.locator("main[data-status=booked]").waitFor();
      expect([how, page.url()]).toEqual([how, `${server().served.site}/track/${own ? `#${made.token}` : ""}`]);
      await page.reload();
      await page.locator("main[data-status=booked]").waitFor();
    }
  });

  it("sends no token in any request", async () => {
    const made = await make();
    const one = await blank();
    const asked: string[] = [];
    one.page.on("request", (request) => asked.push(request.url()));
    await one.page.goto(`${server().served.site}/track/${made.token}`);
    await one.page.locator("main[data-status=booked]").waitFor();
    const [opened, ...others] = asked;
    expect(opened).toContain(made.token);
    expect(others.length).toBeGreaterThan(0);
    expect(others.filter((url) => url.includes(made.token))).toEqual([]);
  });

  it("look alike if unknown, malformed or revoked, and show a phone", async () => {
    const revoked = await make();
    await server().api("POST", `/api/v1/jobs/${revoked.id}/link`, { action: "revoke" });
    const seen = new Set<string>();
    for (const link of [revoked.token, "u".repeat(32), "malformed"]) {
      const one = await start(`/track/#${link}`);
      one.expectTrouble(/404 \/t\//, "404 /api/v1/tracking");
      await one.page
        .getByRole("heading", { name: "Job not found, or this tracking link is no longer valid" })
        .waitFor();
      await one.page.getByText("Coastline Hauling").waitFor();
      expect(await one.page.getByRole("link", { name: "Call (619) 555-0142" }).getAttribute("href")).toBe(
        "tel:+16195550142",
      );
      await one.page.locator("svg.nothing").waitFor();
      await one.checkAccessibility();
      seen.add(`${await one.page.title()} ${await one.page.evaluate(() => document.body.innerHTML)}`);
    }
    expect(seen.size).toBe(1);
  });

  it("look like unknown links if expired", async () => {
    const folder = await mkdtemp(join(tmpdir(), "tailboard-expired-"));
    const store = { TAILBOARD_STORE: `sqlite:${folder}` };
    try {
      const before = await startTestServer(store);
      await openBusiness(before);
      const made = await make({}, before);
      await before.api("POST", `/api/v1/jobs/${made.id}/status`, { status: "cancelled", reason: "Moved away" });
      await before.close();
      const after = await startTestServer({ ...store, TAILBOARD_CLOCK: `+${60 * 86_400}` });
      const one = await visit(browser());
      one.expectTrouble(/404 \/t\//, "404 /api/v1/tracking");
      await one.page.clock.setFixedTime(Date.now() + 60 * 86_400_000);
      await one.page.goto(after.served.site + made.path);
      await one.page
        .getByRole("heading", { name: "Job not found, or this tracking link is no longer valid" })
        .waitFor();
      await one.end();
      await after.close();
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });

  it("are answered by the API if their view is not published yet", async () => {
    const made = await make();
    const one = await blank();
    one.expectTrouble(/404 \/t\//);
    await one.page.route("**/t/*", (route) => route.fulfill({ status: 404 }));
    await one.page.goto(server().served.site + made.path);
    await one.page.locator("main[data-status=booked]").waitFor();
  });

  it("opens another job when another link opens in the same tab", async () => {
    const [made, other] = [await make(), await make()];
    const { page } = await follow(made);
    await page.getByText(made.id).waitFor();
    await page.evaluate((hash) => void (location.hash = hash), other.token);
    await page.getByText(other.id).waitFor();
  });
});

describe("tracking", () => {
  it("shows a change without a reload, and the last known state without a network", async () => {
    const made = await make({ day: await dayFromNow(0) });
    const { page, context, expectTrouble } = await follow(made);
    await page.getByRole("heading", { name: "We’re coming today" }).waitFor();
    await visitState(made.id, "en_route");
    await stage(page, "en_route");
    await page
      .locator(".past .num", { hasText: /^Today (?:\d+:\d\d (?:AM|PM)|noon|midnight|\d+ (?:AM|PM))$/ })
      .first()
      .waitFor();
    expectTrouble("failed /t/", "ERR_INTERNET_DISCONNECTED");
    await context.setOffline(true);
    await page.getByText(/Couldn’t refresh. This is from/).waitFor({ timeout: 10_000 });
    await context.setOffline(false);
    await page.getByText(/^Checked/).waitFor({ timeout: 10_000 });
  });

  it("shows a phone while neither the view nor the API answers, and continues when they do", async () => {
    const made = await make();
    const one = await blank();
    one.expectTrouble("failed /t/", "failed /api/v1/");
    await one.page.route(/\/(?:t|api)\//, (route) => route.abort());
    await one.page.goto(server().served.site + made.path);
    await one.page.getByRole("heading", { name: "Couldn’t load your job" }).waitFor();
    await one.page.getByRole("link", { name: "Call (619) 555-0142" }).waitFor();
    await one.checkAccessibility();
    // The page also tries by itself, which takes the button away.
    await one.page.getByRole("button", { name: "Try again" }).focus();
    await one.page.unroute(/\/(?:t|api)\//);
    await one.page.keyboard.press("Enter");
    await one.page.locator("main[data-status=booked]").waitFor();
    expect(await hasFocus(one.page)).toBe(true);
  });

  it("says that the price is locked, or that the office changed it", async () => {
    const made = await make();
    const { page } = await follow(made);
    await page.getByText(/^Price locked \w{3} \d+$/).waitFor();
    await amend(made.id, 65_000);
    await page.getByText(/^We changed the price on \w{3} \d+$/).waitFor({ timeout: 10_000 });
    await page.getByText("$600.00 → $650.00: One ton more").waitFor();
    const text = await page.locator("main").innerText();
    expect(text).not.toMatch(/locked|agreed|won’t change/i);
  });

  it("isolates a name's writing direction and shows its markup as text", async () => {
    await changeSettings(server(), ({ business }) => ({
      business: { ...business, name: "<img src=x onerror=alert(1)>" },
    }));
    const { id } = ((await server().api("POST", "/api/v1/crews", { id: "crew-9", name: "دانا<b>" })) as {
      id: string;
    }) ?? { id: "crew-9" };
    const { page } = await follow(await make({ crew: id }));
    expect(await page.locator("img").count()).toBe(0);
    expect(await page.locator(".lead bdi").textContent()).toBe("دانا<b>");
  });
});

describe("actions", () => {
  it("marks the job ready after one question", async () => {
    const { page, checkAccessibility } = await follow(await makeDelivered());
    await page.getByRole("button", { name: "Ready for pickup" }).press("Enter");
    await page.getByRole("heading", { name: "When should we pick it up?" }).waitFor();
    await checkAccessibility();
    await page.getByRole("button", { name: "Tell them I’m ready" }).press("Enter");
    await page.locator("main[data-status=ready_for_pickup]").waitFor();
    await page.getByText("You said you’re ready").waitFor();
    expect(await hasFocus(page)).toBe(true);
  });

  it("moves to another day", async () => {
    const made = await make();
    const { page, checkAccessibility } = await follow(made);
    const day = await dayFromNow(5);
    const sent: (string | undefined)[] = [];
    page.on("request", (request) => {
      if (request.url().endsWith("/tracking/reschedule")) sent.push(request.headers()["idempotency-key"]);
    });
    await page.getByRole("button", { name: "Move", exact: true }).click();
    await page.locator(`[name="day"][value="${day}"]`).check();
    await page.locator('[name="window"][value="12:00-16:00"]').check();
    await checkAccessibility();
    await page.getByRole("button", { name: /^Move to/ }).click();
    await page.getByText("Moved to another time").waitFor();
    const { visits } = (await server().api("GET", `/api/v1/jobs/${made.id}`)) as { visits: object[] };
    expect(visits).toMatchObject([{ day, window: { start: "12:00", end: "16:00" } }]);
    expect(sent).toEqual([expect.stringMatching(/^[A-Za-z0-9_-]{16,64}$/)]);
  });

  it("offers open windows when the chosen window fills", async () => {
    const made = await make();
    const one = await follow(made);
    one.expectTrouble("409 /api/v1/tracking/reschedule");
    const { page } = one;
    const day = await dayFromNow(5);
    await page.getByRole("button", { name: "Move", exact: true }).click();
    await page.locator(`[name="day"][value="${day}"]`).check();
    await page.locator('[name="window"][value="08:00-12:00"]').check();
    for (const name of ["Ana", "Ben", "Cleo"]) await server().createJob(name, { day });
    await page.getByRole("button", { name: /^Move to/ }).click();
    await page.locator("[data-alternative]").first().click();
    expect(await hasFocus(page)).toBe(true);
    await page.getByRole("button", { name: /^Move to/ }).click();
    await page.getByText("Moved to another time").waitFor();
  });

  it("says what a cancellation loses before it cancels, and keeps a message after an error", async () => {
    const made = await make();
    const { page, checkAccessibility, expectTrouble } = await follow(made);
    expectTrouble("503 /api/v1/tracking/message");
    const keys: (string | undefined)[] = [];
    page.on("request", (request) => {
      if (request.url().endsWith("/tracking/message")) keys.push(request.headers()["idempotency-key"]);
    });
    await page.getByRole("button", { name: "Message" }).click();
    await page.fill('[name="text"]', "Gate code 4411 🐕");
    await checkAccessibility();
    await refuseNext(page, "/tracking/message", { code: "store_unavailable", retry_after: 2 });
    await page.getByRole("button", { name: "Send" }).click();
    await page.locator('[data-error="text"]').waitFor();
    expect(await page.inputValue('[name="text"]')).toBe("Gate code 4411 🐕");
    await page.getByRole("button", { name: "Send" }).click();
    await page.getByText("Sent to our office.").waitFor();
    expect(keys).toHaveLength(2);
    expect(new Set(keys).size).toBe(1);
    await page.getByRole("button", { name: "Cancel", exact: true }).press("Enter");
    await page.getByText("You’ll lose your time").waitFor();
    await checkAccessibility();
    await page.fill('[name="reason"]', "Found a neighbour with a truck");
    await page.getByRole("button", { name: "Cancel booking" }).press("Enter");
    await page.locator("main[data-status=cancelled]").waitFor();
    expect(await hasFocus(page)).toBe(true);
    const job = (await server().api("GET", `/api/v1/jobs/${made.id}`)) as { history: { what: string }[] };
    expect(JSON.stringify(job)).toContain("Found a neighbour with a truck");
    const messages = await server().api("GET", `/api/v1/jobs/${made.id}/messages`);
    expect(JSON.stringify(messages)).toContain("Gate code 4411");
  });

  it("keeps the focus when a panel closes, also when the office cancels the job", async () => {
    const made = await make();
    const { page } = await follow(made);
    await page.getByRole("button", { name: "Message" }).press("Enter");
    await page.getByRole("button", { name: "Close" }).press("Enter");
    expect(await hasFocus(page)).toBe(true);
    await page.getByRole("button", { name: "Message" }).press("Enter");
    await page.locator('[name="text"]').press("Escape");
    await page.locator("dialog").waitFor({ state: "detached" });
    expect(await hasFocus(page)).toBe(true);
    await page.getByRole("button", { name: "Cancel", exact: true }).press("Enter");
    await page.getByRole("button", { name: "Keep booking" }).focus();
    await status(made.id, "cancelled", { reason: "By phone" });
    await page.locator("main[data-status=cancelled]").waitFor({ timeout: 10_000 });
    expect(await hasFocus(page)).toBe(true);
  });

  it("offers Try again if the part with the panels cannot be loaded", async () => {
    const made = await make();
    const one = await blank();
    one.expectTrouble("failed /assets/track-later");
    await one.page.route("**/assets/track-later-*", (route) => route.abort());
    await one.page.goto(server().served.site + made.path);
    await one.page.getByRole("button", { name: "Message" }).click();
    await one.page.getByText("You’re offline. What you typed is kept.").waitFor();
    await one.page.unroute("**/assets/track-later-*");
    await one.page.getByRole("button", { name: "Try again" }).press("Enter");
    await one.page.locator('[name="text"]').waitFor();
    expect(await hasFocus(one.page)).toBe(true);
  });

  it("says to call when it is too late to move or cancel", async () => {
    await changeSettings(server(), ({ booking }) => ({ booking: { ...booking, cutoff_hours: 100 } }));
    const { page } = await follow(await make());
    await page.getByText("Too late to change it here").waitFor();
    expect(await page.getByRole("button", { name: "Move" }).count()).toBe(0);
  });
});

describe("what the server says a customer can do", () => {
  const actions: [when: string, make: () => Promise<Made>, can: string[], offered: string[]][] = [
    ["before the visit", make, ["cancel", "message", "reschedule"], ["Add to calendar", "Cancel", "Message", "Move"]],
    ["after the drop-off", makeDelivered, ["message", "ready"], ["Message", "Ready for pickup"]],
  ];
  it.each(actions)("decides which actions the page offers %s", async (_when, prepare, allowed, labels) => {
    const made = await prepare();
    const answer = await fetch(`${server().served.site}/api/v1/tracking`, {
      headers: { authorization: `Bearer ${made.token}` },
    });
    const { can } = (await answer.json()) as TrackedJob;
    const { page } = await follow(made);
    const offered = await page.locator(".offers button").allTextContents();
    expect(can.toSorted()).toEqual(allowed);
    expect(offered.toSorted()).toEqual(labels);
  });
});
