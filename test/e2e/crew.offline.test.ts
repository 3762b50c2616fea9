import type { Browser } from "@playwright/test";
import { afterAll, beforeAll, expect, it } from "vitest";
import { launchBrowser, visit } from "./browser.ts";
import { startTestServer, type TestServer } from "./test-server.ts";

let browser: Browser;
let server: TestServer;

beforeAll(async () => {
  browser = await launchBrowser();
  server = await startTestServer();
});
afterAll(async () => {
  await browser.close();
  await server.close();
});

it("opens the crew's day without a signal, stores taps, and sends them later", async () => {
  await server.addPerson("crew", "dana", "crew-1");
  const id = await server.createJob("Mark");
  const phone = await visit(browser, { size: "phone", dark: true });
  await server.signIn(phone, "dana");
  await phone.page.getByRole("link", { name: "Call Mark" }).waitFor();
  await phone.page.evaluate(async () => {
    const { active } = await navigator.serviceWorker.ready;
    if (active !== null && active.state !== "activated")
      await new Promise((resolve) => active.addEventListener("statechange", resolve));
  });

  phone.expectTrouble(/ERR_INTERNET_DISCONNECTED/, /^failed \/api\/v1\//);
  await phone.context.setOffline(true);
  await phone.page.close();
  const page = await phone.context.newPage();
  await page.goto(`${server.served.dashboard}/`);
  await page.getByText("No signal").waitFor();
  await page.getByRole("link", { name: "Call Mark" }).waitFor();
  await page.getByRole("button", { name: "On my way" }).click();
  await page.getByText("1 change waiting to send").waitFor();
  expect(await server.history(id)).toEqual(["booked"]);
  await page.reload();
  await page.getByText("1 change waiting to send").waitFor();

  await phone.context.setOffline(false);
  await expect.poll(() => server.history(id), { timeout: 15_000 }).toEqual(["booked", "en_route"]);

  // After signing out, nothing of the day stays on the phone.
  await page.getByRole("button", { name: "Sign out" }).click();
  await page.getByRole("button", { name: "Sign in" }).waitFor();
  expect(await page.evaluate(() => JSON.stringify(localStorage))).not.toContain("Mark");
  await phone.end();
  expect(server.faults).toEqual([]);
});

it("can be installed: serves the manifest, its icons and the worker", async () => {
  const get = (path: string) => fetch(`${server.served.dashboard}${path}`);
  expect(await (await get("/")).text()).toContain('<link rel="manifest" href="/manifest.webmanifest">');
  const manifest = await get("/manifest.webmanifest");
  expect(manifest.headers.get("content-type")).toBe("application/manifest+json");
  const { icons, display } = (await manifest.json()) as { icons: { src: string }[]; display: string };
  expect(display).toBe("standalone");
  expect(icons).toHaveLength(4);
  for (const { src } of icons) expect((await get(src)).headers.get("content-type")).toBe("image/png");
  const worker = await get("/sw.js");
  expect(worker.headers.get("content-type")).toContain("text/javascript");
  expect(worker.headers.get("cache-control")).toContain("max-age=0");
});
