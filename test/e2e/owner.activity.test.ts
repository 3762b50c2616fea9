import { describe, expect, it } from "vitest";
import type { Size, Visit, VisitOptions } from "./browser.ts";
import type { TestServer } from "./test-server.ts";
import { useTestServer } from "./use-test-server.ts";

let server: TestServer;
const { signedIn } = useTestServer(async (fresh) => {
  server = fresh;
  await server.addPerson("owner", "ana");
});

const atDesk = async (login = "ana", options: VisitOptions = {}): Promise<Visit> => {
  const one = await signedIn(login, options);
  await one.page.getByRole("link", { name: "Team" }).waitFor();
  return one;
};
const shoot = async (one: Visit, name: string) => {
  const folder = process.env["TAILBOARD_SCREENSHOTS"];
  if (folder !== undefined) await one.page.screenshot({ path: `${folder}/${name}.png` });
};

describe.each<[Size, boolean]>([
  ["desktop", false],
  ["phone", true],
])("activity, on a %s", (size, dark) => {
  it("filters activity by person, job and day, and links to the job", async () => {
    const id = await server.createJob("Mark Twain");
    await server.createJob("Marta");
    await server.addPerson("crew", "dana", "crew-1");
    await server.api("POST", `/api/v1/jobs/${id}/visits/v1/state`, { state: "en_route" });
    const one = await atDesk("ana", { size, dark });
    const { page } = one;
    await page.getByRole("link", { name: "Team" }).click();
    await page.locator('[data-person="ana"] [data-seen]').getByText("Signed in on 1 device").waitFor();
    await page.locator('[data-person="dana"] [data-seen]').getByText("Not signed in").waitFor();
    await one.checkAccessibility();
    await shoot(one, `people-${size}`);
    await page.getByRole("link", { name: "Activity" }).click();
    await page.getByRole("heading", { name: "Activity", level: 1 }).waitFor();
    await page.getByText("ana signed in").waitFor();
    await page.getByText("Ana added dana").waitFor();
    await page.getByText("Ana: on the way").waitFor();
    await one.checkAccessibility();
    await shoot(one, `activity-${size}`);
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);

    await page.selectOption('[name="by"]', "ana");
    await expect.poll(() => page.locator("[data-what]").count()).toBe(1);
    expect(page.url()).toContain("by=ana");
    await page.selectOption('[name="by"]', "");
    await page.fill('[name="q"]', "twain");
    await expect.poll(() => page.locator("[data-what]").count()).toBe(2);
    await page.fill('[name="q"]', "nobody at all");
    await page.getByRole("heading", { name: "No activity matches these filters." }).waitFor();
    await one.checkAccessibility();
    await page.getByRole("button", { name: "Show all" }).click();
    await page.getByText("ana signed in").waitFor();
    await page.fill('[name="from"]', "2026-01-01");
    await page.fill('[name="to"]', "2026-01-02");
    await page.getByRole("heading", { name: "No activity matches these filters." }).waitFor();
    await page.reload();
    await page.getByRole("heading", { name: "No activity matches these filters." }).waitFor();
    expect(await page.inputValue('[name="from"]')).toBe("2026-01-01");
    one.expectTrouble("422 /api/v1/activity");
    await page.fill('[name="to"]', "2026-06-01");
    await page.getByText("Choose at most 31 days.").waitFor();
    await one.checkAccessibility();
    await page.getByRole("button", { name: "Show all" }).click();
    await page
      .locator('[data-what="en_route"]')
      .getByRole("link", { name: /Mark Twain/ })
      .click();
    await page.waitForURL(new RegExp(`/jobs/${id}`));
  });
});

describe("activity", () => {
  it("shows older activity in pages", async () => {
    for (let index = 0; index < 60; index += 1) {
      await server.api("POST", "/api/v1/crews", { id: `crew-${index + 10}`, name: `Crew ${index}` });
    }
    const one = await atDesk();
    await one.page.goto(`${server.served.dashboard}/activity`);
    await expect.poll(() => one.page.locator("[data-what]").count()).toBe(50);
    await one.page.getByRole("button", { name: "Older" }).click();
    await expect.poll(() => one.page.locator("[data-what]").count()).toBe(62);
    await one.page.getByText("62 changes").waitFor();
  });

  it("says that loading failed, and loads by a press", async () => {
    const one = await atDesk("ana", { size: "phone" });
    const { page } = one;
    one.expectTrouble(/ERR_FAILED/);
    let release = () => {};
    const held = new Promise<void>((resolve) => (release = resolve));
    await one.context.route("**/api/v1/activity*", async (route) => {
      await held;
      await route.abort();
    });
    await page.getByRole("link", { name: "Team" }).click();
    await page.getByRole("link", { name: "Activity" }).click();
    await page.getByText("Loading activity").waitFor();
    await expect
      .poll(() => page.locator(".page-late").evaluate((element) => getComputedStyle(element).opacity), {
        timeout: 10_000,
      })
      .toBe("1");
    await one.checkAccessibility();
    release();
    await page.getByRole("heading", { name: "Couldn’t load activity." }).waitFor();
    await one.checkAccessibility();
    await one.context.unroute("**/api/v1/activity*");
    await page.getByRole("button", { name: "Try again" }).click();
    await page.getByText("ana signed in").waitFor();
  });

  it("keeps the form without a network, and says what is missing", async () => {
    const one = await atDesk("ana", { size: "phone", dark: true });
    const { page } = one;
    await page.getByRole("link", { name: "Team" }).click();
    await page.getByRole("link", { name: "Activity" }).click();
    await page.getByText("ana signed in").waitFor();
    one.expectTrouble(/ERR_INTERNET_DISCONNECTED/);
    await one.context.setOffline(true);
    await page.selectOption('[name="by"]', "customers");
    await page.getByRole("heading", { name: "Couldn’t load activity." }).waitFor();
    await one.checkAccessibility();
    await shoot(one, "activity-offline");
    await page.getByRole("button", { name: "Try again" }).waitFor();
    // The list loads by itself when the network returns.
    await one.context.setOffline(false);
    await page.getByRole("heading", { name: "No activity matches these filters." }).waitFor();
  });

  it("shows activity to owners only", async () => {
    await server.addPerson("dispatcher", "luis");
    const one = await atDesk("luis");
    await one.page.getByRole("link", { name: "Team" }).click();
    await one.page.locator("[data-person]").first().waitFor();
    expect(await one.page.getByRole("link", { name: "Activity" }).count()).toBe(0);
    expect(await one.page.locator("[data-seen]").count()).toBe(0);
    await one.page.goto(`${server.served.dashboard}/activity`);
    await one.page.getByText("Only an owner can see activity.").waitFor();
    await one.checkAccessibility();
  });
});
