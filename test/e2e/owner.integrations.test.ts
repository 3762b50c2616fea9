import { Webhook } from "standardwebhooks";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { answerOk, answerStatus, startReceiver, type WebhookReceiver } from "../harness/webhook-receiver.ts";
import type { Size, Visit, VisitOptions } from "./browser.ts";
import type { TestServer } from "./test-server.ts";
import { useTestServer } from "./use-test-server.ts";

let server: TestServer;
const { signedIn } = useTestServer(async (fresh) => {
  server = fresh;
  await server.addPerson("owner", "ana");
});
let receiver: WebhookReceiver;
beforeEach(async () => {
  receiver = await startReceiver();
});
afterEach(() => receiver.close());

const atPart = async (part: string, options: VisitOptions = {}): Promise<Visit> => {
  const one = await signedIn("ana", options);
  await one.context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await one.page.getByRole("link", { name: "Settings" }).click();
  await one.page.getByRole("navigation", { name: "Sections" }).getByRole("link", { name: "Integrations" }).click();
  await one.page.getByRole("navigation", { name: "Kinds of integrations" }).getByRole("link", { name: part }).click();
  await one.page.getByRole("heading", { name: part }).waitFor();
  return one;
};

/** Copies the secret that the page shows once, and closes it. */
const takeSecret = async ({ page }: Visit): Promise<string> => {
  const secret = await page.locator("[data-secret]").inputValue();
  await page.getByRole("button", { name: "Copy", exact: true }).click();
  await page.getByText("Copied.").waitFor();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(secret);
  await page.getByRole("button", { name: "I’ve stored it" }).click();
  await page.locator("[data-secret]").waitFor({ state: "detached" });
  expect(await page.content()).not.toContain(secret);
  return secret;
};

describe.each<Size>(["desktop", "phone"])("integrations, on a %s", (size) => {
  const options = { size, dark: size === "phone" };

  it("make an API token that works until it is revoked", async () => {
    const one = await atPart("API tokens", options);
    const { page } = one;
    await page.getByText("No API tokens yet.").waitFor();
    await page.getByRole("button", { name: "Make a token" }).click();
    await page.getByRole("button", { name: "Make the token" }).click();
    await page.locator('[data-error="scopes"]').waitFor();
    await one.checkAccessibility();
    await page.locator('[name="name"]').fill("Books");
    await page.getByLabel("See jobs").check();
    await page.locator('[name="end"]').selectOption("In 90 days");
    await page.getByRole("button", { name: "Make the token" }).click();
    await page.getByRole("heading", { name: "Books is ready" }).waitFor();
    await one.checkAccessibility();
    const token = await takeSecret(one);
    const ask = async () =>
      (await fetch(`${server.served.dashboard}/api/v1/jobs`, { headers: { authorization: `Bearer ${token}` } })).status;
    expect(await ask()).toBe(200);
    await page.reload();
    await page.getByText(/Last used Today .* Works until /).waitFor();
    await page.getByRole("button", { name: "Revoke Books" }).click();
    await one.checkAccessibility();
    await page.keyboard.press("Escape");
    await page.getByRole("button", { name: "Revoke Books" }).press("Enter");
    await page.getByRole("group", { name: "Revoke Books" }).getByRole("button", { name: "Revoke Books" }).click();
    await page.getByText("Books was revoked.").waitFor();
    await page.getByText("No API tokens yet.").waitFor();
    expect(await ask()).toBe(401);
  });

  it("add a webhook, test it, and send again what failed", async () => {
    const one = await atPart("Webhooks", options);
    const { page } = one;
    one.expectTrouble("422 /api/v1/webhooks");
    await page.getByText("No webhooks yet.").waitFor();
    await page.getByRole("button", { name: "Add a webhook" }).click();
    await page.locator('[name="url"]').fill("https://10.0.0.1/");
    await page.getByRole("button", { name: "Add webhook" }).click();
    await page.locator('[data-error="url"]').waitFor();
    await one.checkAccessibility();
    await page.locator('[name="url"]').fill(receiver.url);
    await page.locator('[name="description"]').fill("Books");
    await page.getByLabel("Any change to a job").uncheck();
    await page.getByRole("button", { name: "Add webhook" }).click();
    await page.getByRole("heading", { name: "Books is ready" }).waitFor();
    const secret = await takeSecret(one);
    await page.getByRole("button", { name: "Send a test" }).click();
    await page.getByText(/The receiver took the test in \d+ ms/).waitFor();
    const [call] = receiver.received;
    expect(new Webhook(secret).verify(call?.body ?? "", call?.headers ?? {})).toMatchObject({ type: "webhook.test" });
    await page.getByText("No calls yet.").waitFor();

    receiver.answer = answerStatus(500);
    await server.createJob("Maria Ortega");
    await expect.poll(() => receiver.received.length, { timeout: 20_000 }).toBeGreaterThan(1);
    await expect
      .poll(async () => {
        await page.getByRole("button", { name: "Refresh" }).click();
        return await page.locator("[data-delivery]").innerText();
      })
      .toMatch(/Trying again[^]*answered 500[^]*next try/);
    await one.checkAccessibility();
    receiver.answer = answerOk;
    await page.getByRole("button", { name: /^Send now: “New job” of job/ }).click();
    await page.locator("[data-delivery]").getByText("Delivered").waitFor();

    await page.getByRole("button", { name: "New secret" }).click();
    await page.getByRole("button", { name: "Make a new secret" }).click();
    expect(await takeSecret(one)).not.toBe(secret);
    receiver.answer = answerStatus(410);
    await server.createJob("Lee Chan");
    await expect.poll(disabledReason, { timeout: 20_000 }).toBe("gone");
    await page.reload();
    await page.getByRole("heading", { name: "Books is disabled" }).waitFor();
    await one.checkAccessibility();
    await page.getByRole("button", { name: "Details of Books" }).click();
    await page.getByRole("button", { name: "Enable again" }).click();
    await page.getByText("Books is on.").waitFor();
    expect(await disabledReason()).toBeNull();
    await page.getByRole("button", { name: "Remove", exact: true }).click();
    await page.getByRole("button", { name: "Remove Books" }).click();
    await page.getByText("No webhooks yet.").waitFor();
  });

  it("make a calendar, and revoke it", async () => {
    const one = await atPart("Calendars", options);
    const { page } = one;
    await page.getByText("Don’t dispatch from a calendar.").waitFor();
    await one.checkAccessibility();
    await server.createJob("Maria Ortega");
    await page.getByRole("button", { name: "Add a calendar" }).click();
    await page.locator('[name="name"]').fill("Everyone");
    await page.getByRole("radio", { name: /The customer too/ }).check();
    await page.getByRole("button", { name: "Make the address" }).click();
    await page.getByRole("heading", { name: "Everyone is ready" }).waitFor();
    const url = await takeSecret(one);
    const feed = await fetch(url);
    expect([feed.status, feed.headers.get("content-type")]).toEqual([200, "text/calendar; charset=utf-8"]);
    expect(await feed.text()).toContain("Maria Ortega");
    await page.getByText("All crews · The customer too").waitFor();
    await page.getByRole("button", { name: "Revoke Everyone" }).click();
    await page.getByRole("group").getByRole("button", { name: "Revoke Everyone" }).click();
    await page.getByText("No calendars yet.").waitFor();
    expect((await fetch(url)).status).toBe(404);
  });
});

const disabledReason = async (): Promise<string | null> => {
  const { items } = (await server.api("GET", "/api/v1/webhooks")) as { items: { disabled: { why: string } | null }[] };
  return items[0]?.disabled?.why ?? null;
};

it("are for owners, and say what could not be loaded", async () => {
  await server.addPerson("dispatcher", "luis");
  const luis = await signedIn("luis");
  await luis.page.getByRole("link", { name: "Settings" }).waitFor();
  await luis.page.goto(`${server.served.dashboard}/integrations`);
  await luis.page.getByText("Only an owner can connect other programs.").waitFor();

  const one = await signedIn("ana");
  await one.page.getByRole("link", { name: "Settings" }).waitFor();
  one.expectTrouble(/\/api\/v1\/webhooks/);
  await one.page.route("**/api/v1/webhooks", (route) => route.abort());
  await one.page.goto(`${server.served.dashboard}/integrations#tokens`);
  await one.page.getByText("Couldn’t load integrations.").waitFor();
  await one.checkAccessibility();
  await one.page.unroute("**/api/v1/webhooks");
  await one.page.getByRole("button", { name: "Try again" }).click();
  await one.page.getByText("No API tokens yet.").waitFor();
});
