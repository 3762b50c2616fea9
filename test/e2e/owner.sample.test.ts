import { describe, expect, it } from "vitest";
import type { Size, Visit, VisitOptions } from "./browser.ts";
import type { TestServer } from "./test-server.ts";
import { useTestServer } from "./use-test-server.ts";

let server: TestServer;
const { opened, signedIn } = useTestServer(async (fresh) => {
  server = fresh;
  await server.addPerson("owner", "ana");
});

const openBoard = async (login: string, options: VisitOptions = {}): Promise<Visit> => {
  const one = await signedIn(login, options);
  await one.page.locator("main.board").waitFor();
  return one;
};
const samples = async () => {
  const { items } = (await server.api("GET", "/api/v1/jobs")) as { items: { id: string; sample?: true }[] };
  return items.filter(({ sample }) => sample === true);
};
const shoot = async (one: Visit, name: string) => {
  const folder = process.env["TAILBOARD_SCREENSHOTS"];
  if (folder !== undefined) await one.page.screenshot({ path: `${folder}/${name}.png` });
};

describe.each<[Size, boolean]>([
  ["desktop", false],
  ["phone", true],
])("a sample day, on a %s", (size, dark) => {
  it("adds a sample day with one click and removes it with one click", async () => {
    const one = await openBoard("ana", { size, dark });
    const { page } = one;
    await page.getByRole("heading", { name: /before the first job|first job/i }).waitFor();
    await one.checkAccessibility();
    await shoot(one, `first-${size}`);
    await page.getByRole("button", { name: "Try it with a sample day" }).click();
    await page.getByText("This is a sample day.").waitFor();
    await page.locator("[data-job]").first().waitFor();
    await one.checkAccessibility();
    await shoot(one, `sample-${size}`);
    expect(await samples()).toHaveLength(14);
    expect(await page.getByText("Sample", { exact: true }).count()).toBeGreaterThan(5);

    // A real job among the samples is counted, and stays.
    await server.createJob("Mark");
    const [late] = await page.locator('[aria-labelledby="attention-late"] [data-job]').all();
    expect(late).toBeDefined();
    await late?.locator(".card-open").click();
    await page.getByRole("dialog").or(page.locator(".side-panel")).first().waitFor();
    await page.keyboard.press("Escape");

    await page.getByRole("button", { name: "Remove sample day", exact: true }).click();
    await page.getByText("The sample day was removed.").waitFor();
    await page.getByText("This is a sample day.").waitFor({ state: "hidden" });
    await one.checkAccessibility();
    expect(await samples()).toEqual([]);
    await expect.poll(() => page.locator("main.board .card[data-job]").count()).toBe(1);
  });
});

describe("a sample day", () => {
  it("shows the sample day to a dispatcher, who can neither add nor remove it", async () => {
    await server.addPerson("dispatcher", "luis");
    const one = await openBoard("luis");
    await one.page
      .getByRole("button", { name: /New job/ })
      .first()
      .waitFor();
    await one.page.locator(".first").waitFor();
    expect(await one.page.getByRole("button", { name: "Try it with a sample day" }).count()).toBe(0);
    await server.api("POST", "/api/v1/sample-day");
    await one.page.getByText("This is a sample day.").waitFor();
    expect(await one.page.getByRole("button", { name: "Remove sample day", exact: true }).count()).toBe(0);
    await one.checkAccessibility();
  });

  it("marks each sample stop on the crew's phone", async () => {
    await server.addPerson("crew", "dana", "crew-1");
    await server.api("POST", "/api/v1/sample-day");
    const one = await signedIn("dana", { size: "phone", dark: true });
    const stops = one.page.locator("main [data-job]");
    await stops.first().waitFor();
    for (const text of await stops.allInnerTexts()) expect(text).toContain("Sample");
    await one.checkAccessibility();
  });

  it("says why it can't be added or removed, and what to do", async () => {
    const one = await openBoard("ana", { size: "phone" });
    const { page } = one;
    one.expectTrouble(/ERR_FAILED/);
    await one.context.route("**/api/v1/sample-day", (route) => route.abort());
    await page.getByRole("button", { name: "Try it with a sample day" }).click();
    await page.locator(".try-sample [role=alert]:not(:empty)").waitFor();
    await one.checkAccessibility();
    await one.context.unroute("**/api/v1/sample-day");
    await page.getByRole("button", { name: "Try it with a sample day" }).click();
    await page.getByText("This is a sample day.").waitFor();
    await one.context.route("**/api/v1/sample-day", (route) => route.abort());
    await page.getByRole("button", { name: "Remove sample day", exact: true }).click();
    await page.locator(".page-undo[data-shown=true]").waitFor();
    expect(await samples()).toHaveLength(14);
    await one.context.unroute("**/api/v1/sample-day");
    await page.getByRole("button", { name: "Remove sample day", exact: true }).click();
    await page.getByText("The sample day was removed.").waitFor();
  });

  it("shows the customer's page of a sample job until the sample day is removed", async () => {
    await server.api("POST", "/api/v1/sample-day");
    const [job] = await samples();
    const { tracking_url: url } = (await server.api("GET", `/api/v1/jobs/${job?.id}`)) as { tracking_url: string };
    const one = await opened({ size: "phone" });
    await one.page.goto(url);
    await one.page.locator("main[data-status]").waitFor();
    await server.api("DELETE", "/api/v1/sample-day");
    one.expectTrouble("404 /api/v1/tracking");
    await one.page.reload();
    await one.page
      .getByText(/no longer valid|not found/i)
      .first()
      .waitFor();
  });
});
