import type { Browser } from "@playwright/test";
import { afterAll, beforeAll, expect, it } from "vitest";
import { systemClock } from "../../main/ambient.ts";
import { readContract } from "../../main/contract.ts";
import { openDeployer } from "../../main/open-deployer.ts";
import { buildRelease, type Release } from "../../release/artifacts/build-release.ts";
import { keptReleases, type KeptRelease } from "../../release/api/contract/kept-releases.ts";
import { deploy } from "../../release/promotion/deploy.ts";
import { edgeFunctionName, manifestOf } from "../../release/artifacts/manifest.ts";
import { promote } from "../../release/promotion/promote.ts";
import { bookOnPage } from "./book-on-page.ts";
import { launchBrowser, visit } from "./browser.ts";
import { changeSettings } from "./customer-pages.ts";
import { startTestServer } from "./test-server.ts";

/** Runs the pages of the last two releases in front of today's API, because a page rollback must not need an API rollback. */
let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

/** Publishes a release as it was built, under its own id. The edge function is today's, because all releases share it. */
const asReleased = async ({ id, file, assets }: KeptRelease): Promise<Release> => {
  const { files: now } = await buildRelease();
  const bytes = (name: "contract.json" | "book.html" | "track.html") => new TextEncoder().encode(file(name));
  const files = new Map<string, Uint8Array>([
    ...assets(),
    ["book.html", bytes("book.html")],
    ["track.html", bytes("track.html")],
    ["contract.json", bytes("contract.json")],
    [edgeFunctionName, now.get(edgeFunctionName) ?? new Uint8Array()],
  ]);
  return { id, files, api: null, manifest: manifestOf(id, files, null) };
};

it.each(keptReleases())("book, follow, move and ready on the pages of release $id", async (kept) => {
  const server = await startTestServer();
  try {
    const { tailboard, site } = server.served;
    const deployer = openDeployer({
      stores: tailboard,
      clock: systemClock(),
      who: "test",
      progress: () => undefined,
    });
    const built = { source: { commit: null, dirty: false }, manual: true };
    await deploy(deployer, await asReleased(kept), built);
    // The API is of the last deployed release. The live pages go back to an earlier one.
    const { release } = await deploy(deployer, await buildRelease({ contract: await readContract() }), built);
    expect(release).toBe(server.served.release);
    await promote(deployer, { release: kept.id, only: null, dryRun: false, manual: true });

    // Only what was delivered can be picked up.
    await changeSettings(server, ({ services }) => ({
      services: services.map((one) => (one["id"] === "trailer-15" ? { ...one, visits: ["drop_off", "pickup"] } : one)),
    }));
    const { page, end } = await visit(browser);
    const named = () => page.locator('meta[name="release"]').getAttribute("content");
    await bookOnPage(page, site);
    expect(await named()).toBe(kept.id);
    await page.getByRole("link", { name: "Follow your job" }).click();
    await page.locator("main[data-status=booked]").waitFor();
    expect(await named()).toBe(kept.id);
    await page.getByRole("button", { name: "Move", exact: true }).click();
    await page.locator('[name="day"]:enabled').nth(3).check();
    await page.locator('[name="window"]:enabled').last().check();
    await page.getByRole("button", { name: /^Move to/ }).click();
    await page.getByText("Moved to another time").waitFor();
    const jobs = async () =>
      ((await server.api("GET", "/api/v1/jobs")) as { items: { id: string; status: string }[] }).items;
    for (const { id } of await jobs())
      for (const state of ["en_route", "done"])
        await server.api("POST", `/api/v1/jobs/${id}/visits/v1/state`, { state });
    await page.getByRole("button", { name: "I’m ready for pickup" }).click();
    await page.locator("main[data-status=ready_for_pickup]").waitFor();
    // The earlier page opens a view that today's server encrypted.
    await page.reload();
    await page.locator("main[data-status=ready_for_pickup]").waitFor();
    await end();
    expect((await jobs()).map(({ status }) => status)).toEqual(["ready_for_pickup"]);
    expect(server.faults).toEqual([]);
  } finally {
    await server.close();
  }
});
