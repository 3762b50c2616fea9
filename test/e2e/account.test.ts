import { beforeEach, describe, expect, it } from "vitest";
import type { Size, Visit, VisitOptions } from "./browser.ts";
import { password, type TestServer } from "./test-server.ts";
import { fail, hold } from "./view-state.ts";
import { useTestServer } from "./use-test-server.ts";

const next = "five words in a long row";
let server: TestServer;
const { opened, signedIn } = useTestServer(async (fresh) => {
  server = fresh;
  await server.addPerson("owner", "ana");
});

const atAccount = async (login = "ana", options: VisitOptions = {}): Promise<Visit> => {
  const one = await signedIn(login, options);
  await one.page.getByRole("link", { name: "Account" }).click();
  await one.page.getByRole("heading", { name: "Devices" }).waitFor();
  return one;
};
const change = async ({ page }: Visit, current: string, chosen: string) => {
  await page.getByLabel("Current password").fill(current);
  await page.getByLabel("New password").fill(chosen);
  await page.getByRole("button", { name: "Change password" }).click();
};

describe.each<[Size, "owner" | "dispatcher" | "crew"]>([
  ["desktop", "owner"],
  ["desktop", "dispatcher"],
  ["phone", "crew"],
])("on a %s, %s", (size, role) => {
  it("changes the password and signs out the other device", async () => {
    const login = role === "owner" ? "ana" : "luis";
    if (role !== "owner") await server.addPerson(role, login, role === "crew" ? "crew-1" : undefined);
    const other = await signedIn(login, { size: "phone" });
    const one = await atAccount(login, { size, dark: size === "phone" });
    const { page } = one;
    await expect.poll(() => page.locator("[data-session]").count()).toBe(2);
    await one.checkAccessibility();
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);

    one.expectTrouble("422 /api/v1/session/password");
    await change(one, "not my password", next);
    await page.getByText("This is not your current password. Try again.").waitFor();
    expect(await page.evaluate(() => document.activeElement?.getAttribute("name"))).toBe("current");
    await change(one, password, "short");
    await page.locator('[data-error="password"]').waitFor();
    await one.checkAccessibility();

    other.expectTrouble(/^401 /);
    await change(one, password, next);
    await page.getByText("Your password is changed. All your other devices are signed out.").waitFor();
    await expect.poll(() => page.locator("[data-session]").count()).toBe(1);
    await page.getByText("You’re signed in on this device only.").waitFor();
    expect(await page.getByLabel("New password").inputValue()).toBe("");
    await one.checkAccessibility();

    await other.page.reload();
    await other.page.getByRole("button", { name: "Sign in" }).waitFor();
    other.expectTrouble("401 /api/v1/session");
    await server.signIn(other, login, password);
    await other.page.getByText("Wrong login or password").waitFor();
    await server.signIn(other, login, next);
    await other.page.getByRole("link", { name: "Account" }).waitFor();
    // The page that changed the password stays signed in.
    await page.reload();
    await page.getByRole("heading", { name: "Devices" }).waitFor();
  });
});

describe("devices", () => {
  it("signs out one device or all others from the keyboard, and marks this device", async () => {
    const lost = [await signedIn("ana"), await signedIn("ana", { size: "phone" }), await signedIn("ana")];
    const one = await atAccount("ana", { size: "phone" });
    const { page } = one;
    const rows = page.locator("[data-session]");
    await expect.poll(() => rows.count()).toBe(4);
    expect(await rows.filter({ hasText: "This device" }).getByText("Chrome on Linux").count()).toBe(1);
    for (const each of lost) each.expectTrouble(/^401 /);

    const first = page.locator('[data-current="false"]').first().getByRole("button");
    await first.focus();
    await page.keyboard.press("Enter");
    await page.getByText("Chrome on Linux is signed out.").waitFor();
    await expect.poll(() => rows.count()).toBe(3);
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe("Devices");
    await one.checkAccessibility();

    await page.getByRole("button", { name: "Sign out all other devices" }).click();
    await page.getByText("2 other devices are signed out.").waitFor();
    await page.getByText("You’re signed in on this device only.").waitFor();
    for (const each of lost) {
      await each.page.reload();
      await each.page.getByRole("button", { name: "Sign in" }).waitFor();
    }
  });

  it("say that a device could not be signed out, and sign it out by a second press", async () => {
    const lost = await signedIn("ana", { size: "phone" });
    lost.expectTrouble(/^401 /);
    const one = await atAccount();
    const { page } = one;
    const signOut = page.locator('[data-current="false"]').getByRole("button");
    await fail(page, "**/api/v1/sessions/*");
    one.expectTrouble(/^503 /);
    await signOut.click();
    await page.locator('[aria-labelledby="account-devices"] [role="alert"]:not(:empty)').waitFor();
    expect(await page.locator("[data-session]").count()).toBe(2);
    await page.unrouteAll({ behavior: "ignoreErrors" });
    await signOut.click();
    await page.getByText("You’re signed in on this device only.").waitFor();
  });

  it("show that they load, that loading failed, and load again by a press", async () => {
    const one = await signedIn("ana", { dark: true });
    const { page } = one;
    await hold(page, "**/api/v1/sessions");
    await page.getByRole("link", { name: "Account" }).click();
    await page.getByText("Loading your devices").waitFor();
    await page.unrouteAll({ behavior: "ignoreErrors" });
    await fail(page, "**/api/v1/sessions");
    one.expectTrouble(/^503 /);
    await page.reload();
    await page.getByRole("heading", { name: "Couldn’t load your devices." }).waitFor();
    await one.checkAccessibility();
    await page.unrouteAll({ behavior: "ignoreErrors" });
    await page.getByRole("button", { name: "Try again" }).click();
    await page.locator("[data-session]").waitFor();
  });

  it("link a crew back to its day", async () => {
    await server.addPerson("crew", "dana", "crew-1");
    const one = await atAccount("dana", { size: "phone" });
    await one.page.getByRole("link", { name: "Back to your day" }).click();
    await one.page.getByRole("heading", { name: "No stops today" }).waitFor();
  });
});

describe("failed sign-ins", () => {
  beforeEach(async () => {
    await server.addPerson("dispatcher", "mark");
  });

  it("appear in the activity, one line per login and hour, without the typed passwords", async () => {
    const guesser = await opened();
    guesser.expectTrouble("401 /api/v1/session");
    for (const [login, secret] of [
      ["mark", "first wrong guess"],
      ["mark", "second wrong guess"],
      ["mark", "third wrong guess"],
      ["my secret password", "mark"],
    ] as const) {
      await server.signIn(guesser, login, secret);
      await guesser.page.getByText("Wrong login or password").waitFor();
    }
    const one = await signedIn("ana");
    const { page } = one;
    await page.getByRole("link", { name: "Team" }).click();
    await page.getByRole("link", { name: "Activity" }).click();
    await page.getByText(/^1 try to sign in with an unknown login, /).waitFor();
    const lines = await page.locator('[data-what="sign_in_failed"]', { hasText: "for mark" }).allTextContents();
    for (const line of lines) expect(line).toMatch(/\d wrong passwords? for mark, \S+( [AP]M)?–\S+( [AP]M)?$/);
    expect(lines.reduce((sum, line) => sum + Number(/(\d+) wrong/.exec(line)?.[1]), 0)).toBe(3);
    // The hour may change between two tries.
    expect(lines.length).toBeLessThanOrEqual(2);
    expect(await page.textContent("body")).not.toMatch(/wrong guess|my secret/);
    await one.checkAccessibility();
  });
});

describe("a person’s own row among people", () => {
  it("links to the account page for a new password", async () => {
    const one = await signedIn("ana");
    const { page } = one;
    await page.getByRole("link", { name: "Team" }).click();
    await page.getByRole("button", { name: "Change ana" }).click();
    expect(await page.getByRole("button", { name: "Reset password" }).count()).toBe(0);
    await page.getByRole("link", { name: "Change your password" }).click();
    await page.getByLabel("Current password").waitFor();
  });
});
