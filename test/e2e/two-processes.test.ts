import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import type { Browser } from "@playwright/test";
import { afterAll, beforeAll, expect, it } from "vitest";
import { packageRoot, readConfig } from "../../main/config.ts";
import { serve, type Served } from "../../main/serve.ts";
import { launchBrowser, visit } from "./browser.ts";

/** The command line and the server are two processes on one folder. The customer's page shows changes of both. */
let browser: Browser;
let served: Served;
let root: string;
const faults: unknown[] = [];

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "tailboard-mark-"));
  browser = await launchBrowser();
  served = await serve(readConfig({ PORT: "0", TAILBOARD_STORE: `sqlite:${root}` }), {
    log: () => {},
    onFault: (error) => faults.push(error),
  });
});
afterAll(async () => {
  await browser.close();
  await served.close();
  await rm(root, { recursive: true, force: true });
  expect(faults).toEqual([]);
});

const tailboard = async (...words: string[]): Promise<Record<string, unknown>> => {
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [join(packageRoot, "cli/bin.mjs"), ...words, "--json"],
    {
      env: { ...process.env, TAILBOARD_STORE: `sqlite:${root}`, TAILBOARD_SITE_URL: served.site },
    },
  );
  return JSON.parse(stdout) as Record<string, unknown>;
};

/** Mark's job for tomorrow, at a flat $600. */
const marksJob = () => {
  const address = "Soderblom Ave, San Diego, CA 92122";
  const words = [
    "--name",
    "Mark",
    "--address",
    address,
    "--service",
    "single-item",
    "--flat",
    "600",
    "--day",
    "tomorrow",
  ];
  return tailboard("jobs", "new", ...words);
};

it("shows each change from the terminal on the customer's open page within ten seconds", async () => {
  const made = await marksJob();
  const id = String(made["id"]);
  const { page, checkAccessibility, end } = await visit(browser);
  await page.goto(String(made["tracking_url"]));
  await page.locator("main[data-status=booked]").waitFor();
  await page.getByText("$600.00").first().waitFor();
  await page.evaluate(() => Reflect.set(globalThis, "kept", true));
  for (const [verb, status] of [
    ["ready", "ready_for_pickup"],
    ["start", "in_progress"],
    ["complete", "completed"],
  ] as const) {
    const changed = await tailboard("jobs", verb, id);
    expect(changed["status"]).toBe(status);
    await page.locator(`main[data-status=${status}]`).waitFor({ timeout: 10_000 });
  }
  expect(await page.evaluate(() => Reflect.get(globalThis, "kept"))).toBe(true);
  await checkAccessibility();
  await end();
  const listed = await tailboard("jobs", "list");
  expect(listed["items"]).toMatchObject([{ id, status: "completed", pricing: { total_cents: 60_000 } }]);
}, 90_000);

it("opens an imported link and removes its token from the address bar", async () => {
  const made = await marksJob();
  const token = String(made["tracking_token"]);
  for (const path of [`/track/${token}`, `/track.html?token=${token}`, `/track/?token=${token}`]) {
    const { page, end } = await visit(browser);
    await page.goto(served.site + path);
    await page.locator("main[data-status=booked]").waitFor();
    expect(page.url()).not.toContain(token);
    await page.reload();
    await page.locator("main[data-status=booked]").waitFor();
    await end();
  }
}, 90_000);

it("shows unknown, revoked and malformed links alike", async () => {
  const made = await marksJob();
  await tailboard("jobs", "link", String(made["id"]), "--revoke");
  const texts: string[] = [];
  for (const token of [String(made["tracking_token"]), "A".repeat(32), "nonsense"]) {
    const { page, expectTrouble, end } = await visit(browser);
    expectTrouble(/^404 /);
    await page.goto(`${served.site}/track/#${token}`);
    await page.getByText("no longer valid").waitFor();
    // The business's name comes after the headline.
    await page.locator("header b").filter({ hasText: /\S/ }).waitFor();
    const now = () => page.locator("body").innerHTML();
    texts.push(await now());
    // Both pages end up with the same state, whichever answer arrives first.
    await expect.poll(now).toBe(texts[0]);
    await end();
  }
}, 90_000);
