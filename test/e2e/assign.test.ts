import type { Browser } from "@playwright/test";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { launchBrowser } from "./browser.ts";
import type { TestServer } from "./test-server.ts";
import { openBoard, endWorkingDay, lane, press, startWorkingDay } from "./working-day.ts";

/** Assigning a crew from the panel of a job. */
let browser: Browser;
let server: TestServer;

beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());
beforeEach(async () => {
  server = await startWorkingDay("ana");
  return () => endWorkingDay(server);
});

interface JobAnswer {
  visits: { crew: string | null; state: string }[];
}
const visitOf = async (id: string) => ((await server.api("GET", `/api/v1/jobs/${id}`)) as JobAnswer).visits[0];

describe.each(["desktop", "phone"] as const)("the job panel (%s)", (size) => {
  const openJob = async (id: string) => {
    const one = await openBoard(browser, server, "ana", { size });
    await one.page.goto(`${one.page.url().replace(/\?.*/, "")}?job=${id}`);
    await one.page.locator(".panel-facts").waitFor();
    return one;
  };

  it("assigns a crew with two presses, and undoes it", async () => {
    const id = await server.createJob("Mark", { crew: undefined });
    const one = await openJob(id);
    const { page } = one;
    await press(page, "Assign");
    await page.getByRole("heading", { name: "Assign the job" }).waitFor();
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe("Dana");
    await one.checkAccessibility();
    await page.locator(".crew-choice").getByRole("button", { name: "Luis" }).click();
    await page.locator(".panel-facts").getByText("Luis").waitFor();
    expect(await visitOf(id)).toMatchObject({ crew: "luis", state: "scheduled" });
    await lane(page, "luis").locator(`.card[data-job="${id}"]`).waitFor({ state: "attached" });
    await page.locator(".page-undo").getByRole("button", { name: "Undo", exact: true }).click();
    await page.getByRole("button", { name: "Assign", exact: true }).waitFor();
    expect(await visitOf(id)).toMatchObject({ crew: null });
    await one.end();
  }, 60_000);

  it("asks for a crew before it starts a job that has none", async () => {
    const id = await server.createJob("Mark", { crew: undefined });
    const one = await openJob(id);
    const { page } = one;
    await press(page, "Start job");
    await page.getByRole("heading", { name: "Which crew starts this job?" }).waitFor();
    expect(await visitOf(id)).toMatchObject({ crew: null, state: "scheduled" });
    await one.checkAccessibility();
    await page.locator(".crew-choice").getByRole("button", { name: "Dana" }).click();
    await page.getByRole("button", { name: "Crew is on site" }).waitFor();
    expect(await visitOf(id)).toMatchObject({ crew: "crew-1", state: "en_route" });
    await one.end();
  }, 60_000);
});

it("starts a job without a crew if a dispatcher says so", async () => {
  const id = await server.createJob("Mark", { crew: undefined });
  const one = await openBoard(browser, server);
  const { page } = one;
  await page.goto(`${page.url().replace(/\?.*/, "")}?job=${id}`);
  await press(page, "Start job");
  await press(page, "Start without a crew");
  await page.getByRole("button", { name: "Crew is on site" }).waitFor();
  expect(await visitOf(id)).toMatchObject({ crew: null, state: "en_route" });
  await one.end();
});
