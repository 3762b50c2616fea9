import { describe, expect, it } from "vitest";
import type { Size, Visit, VisitOptions } from "./browser.ts";
import { password, type TestServer } from "./test-server.ts";
import { useTestServer } from "./use-test-server.ts";

let server: TestServer;
const { opened, signedIn } = useTestServer(async (fresh) => {
  server = fresh;
  await server.addPerson("owner", "ana");
});

const atPeople = async (login = "ana", options: VisitOptions = {}): Promise<Visit> => {
  const one = await signedIn(login, options);
  await one.page.getByRole("link", { name: "Team" }).click();
  await one.page.locator("[data-person]").first().waitFor();
  return one;
};
const roles = async () => {
  const { items } = (await server.api("GET", "/api/v1/users")) as {
    items: { login: string; role: string; crew: string | null }[];
  };
  return Object.fromEntries(items.map(({ login, role, crew }) => [login, crew === null ? role : `${role} ${crew}`]));
};

describe.each<Size>(["desktop", "phone"])("the team, on a %s", (size) => {
  it("adds a person with a suggested password that shows once", async () => {
    const one = await atPeople("ana", { size, dark: size === "phone" });
    const { page } = one;
    await page.getByText("Only you so far.").waitFor();
    await one.checkAccessibility();
    await page.getByRole("button", { name: "Add a person" }).click();
    await page.getByRole("button", { name: "Add person" }).click();
    await page.locator('[data-error="name"]').waitFor();
    await page.getByLabel("Name", { exact: true }).fill("Dana");
    await page.locator('[name="login"]').fill("dana");
    await page.getByRole("radio", { name: /^Crew/ }).check();
    await page.getByRole("button", { name: "Suggest one" }).click();
    await one.checkAccessibility();
    await page.getByRole("button", { name: "Add person" }).click();
    await page.getByRole("heading", { name: "Dana can sign in" }).waitFor();
    await one.checkAccessibility();
    const secret = (await page.textContent("[data-password]")) ?? "";
    await page.getByRole("button", { name: "Done" }).click();
    expect(await page.textContent("body")).not.toContain(secret);
    await page.locator('[data-person="dana"]').getByText("Crew · Crew 1").waitFor();
    expect(await roles()).toEqual({ ana: "owner", dana: "crew crew-1" });

    const phone = await opened({ size: "phone" });
    await server.signIn(phone, "dana", secret);
    await phone.page.getByRole("heading", { name: "No stops today" }).waitFor();
  });
});

describe("a person", () => {
  it("gets a phone, an email and a choice of alerts", async () => {
    await server.addPerson("dispatcher", "luis");
    const one = await atPeople();
    one.expectTrouble(/^422 .*\/users\//);
    const { page } = one;
    await page.getByRole("button", { name: "Change luis" }).click();
    await page.locator('[name="email"]').fill("luis@");
    await page.getByRole("button", { name: "Save" }).click();
    await page.locator('[data-error="email"]').waitFor();
    await page.locator('[name="email"]').fill("luis@example.com");
    await page.locator('[name="phone"]').fill("(619) 555-0142");
    await page.getByText("Alerts", { exact: true }).click();
    await page.selectOption('[name="alerts.office_new_booking"]', "email");
    await one.checkAccessibility();
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByText("luis was changed.").waitFor();
    const { items } = (await server.api("GET", "/api/v1/users")) as { items: { login: string }[] };
    expect(items.find(({ login }) => login === "luis")).toMatchObject({
      phone: "+16195550142",
      email: "luis@example.com",
      // With a number, a dispatcher usually gets texts about what is urgent.
      alerts: {
        office_new_booking: "email",
        office_message: "text",
        office_failed_stop: "text",
        office_parked: "none",
      },
    });
    await one.end();
  });

  it("changes a role and undoes it", async () => {
    await server.addPerson("dispatcher", "luis");
    const one = await atPeople();
    const { page } = one;
    await page.getByRole("button", { name: "Change luis" }).click();
    await page.getByRole("radio", { name: /^Crew/ }).check();
    await page.getByRole("button", { name: "Save", exact: true }).click();
    await page.getByText("luis was changed and has to sign in again.").waitFor();
    expect(await roles()).toMatchObject({ luis: "crew crew-1" });
    await page.getByRole("button", { name: "Undo" }).click();
    await page.getByText("Undone.").waitFor();
    expect(await roles()).toMatchObject({ luis: "dispatcher" });
  });

  it("signs a person out everywhere", async () => {
    await server.addPerson("crew", "dana", "crew-1");
    const phone = await opened({ size: "phone" });
    await server.signIn(phone, "dana");
    await phone.page.getByRole("heading", { name: "No stops today" }).waitFor();
    const one = await atPeople();
    phone.expectTrouble("401 /api/v1");
    await one.page.getByRole("button", { name: "Change dana" }).click();
    await one.checkAccessibility();
    await one.page.getByRole("button", { name: "Sign out everywhere" }).click();
    await one.page.getByText("dana is signed out everywhere.").waitFor();
    await phone.page.getByRole("heading", { name: "This phone is signed out" }).waitFor();
  });

  it("resets a password and removes a person", async () => {
    await server.addPerson("dispatcher", "luis");
    const one = await atPeople();
    const { page } = one;
    await page.getByRole("button", { name: "Change luis" }).click();
    await page.getByRole("button", { name: "Reset password" }).click();
    await page.getByRole("button", { name: "Suggest one" }).click();
    const secret = await page.inputValue('[name="password"]');
    await page.getByRole("button", { name: "Save", exact: true }).last().click();
    await page.getByRole("heading", { name: "luis can sign in" }).waitFor();
    await page.getByRole("button", { name: "Done" }).click();
    const other = await opened();
    other.expectTrouble("401 /api/v1/session");
    await server.signIn(other, "luis", password);
    await other.page.getByText("Wrong login or password").waitFor();
    await server.signIn(other, "luis", secret);
    await other.page.getByRole("link", { name: "Team" }).waitFor();

    await page.getByRole("button", { name: "Change luis" }).click();
    await page.getByRole("button", { name: "Remove", exact: true }).click();
    await page.getByRole("button", { name: "Remove luis" }).click();
    await page.getByText("luis was removed.").waitFor();
    expect(await roles()).toEqual({ ana: "owner" });
  });

  it("says why the last owner can't be removed", async () => {
    const one = await atPeople();
    const { page } = one;
    one.expectTrouble("409 /api/v1/users");
    await page.getByRole("button", { name: "Change ana" }).click();
    await page.getByRole("radio", { name: /^Dispatcher/ }).check();
    await page.getByRole("button", { name: "Save", exact: true }).click();
    await page.getByText("There has to be an owner.").waitFor();
    await one.checkAccessibility();
    expect(await roles()).toEqual({ ana: "owner" });
  });

  it("lets a dispatcher read the list, but not change it", async () => {
    await server.addPerson("dispatcher", "luis");
    const one = await atPeople("luis");
    await one.page.getByText("Only an owner can add and change people.").waitFor();
    expect(await one.page.getByRole("button", { name: /Change|Add/ }).count()).toBe(0);
    await one.checkAccessibility();
  });
});

describe("the team", () => {
  it("shows that it loads, that loading failed, and loads again by a press", async () => {
    const one = await opened({ size: "phone", dark: true });
    const { page } = one;
    await server.signIn(one, "ana");
    await page.getByRole("link", { name: "Team" }).waitFor();
    let release = () => {};
    const held = new Promise<void>((resolve) => (release = resolve));
    await one.context.route("**/api/v1/users", async (route) => {
      await held;
      await route.abort("internetdisconnected");
    });
    one.expectTrouble(/ERR_INTERNET_DISCONNECTED/);
    await page.getByRole("link", { name: "Team" }).click();
    await page.getByText("Loading the team").waitFor();
    // The loading text appears after 400 ms.
    await expect
      .poll(() => page.locator(".page-late").evaluate((element) => getComputedStyle(element).opacity), {
        timeout: 10_000,
      })
      .toBe("1");
    await one.checkAccessibility();
    release();
    await page.getByRole("heading", { name: "Couldn’t load the team." }).waitFor();
    await one.checkAccessibility();
    await one.context.unroute("**/api/v1/users");
    await page.getByRole("button", { name: "Try again" }).click();
    await page.locator('[data-person="ana"]').waitFor();
  });

  it("keeps what was typed when the network is down, and says so", async () => {
    await server.addPerson("dispatcher", "luis");
    const one = await atPeople("ana", { size: "phone" });
    const { page } = one;
    await page.getByRole("button", { name: "Change luis" }).click();
    await page.getByLabel("Name", { exact: true }).fill("Luis M");
    one.expectTrouble(/ERR_INTERNET_DISCONNECTED/);
    await one.context.setOffline(true);
    await page.getByRole("button", { name: "Save", exact: true }).click();
    await page.locator(".page-inset [role=alert]:not(:empty)").waitFor();
    await one.checkAccessibility();
    expect(await page.getByLabel("Name", { exact: true }).inputValue()).toBe("Luis M");
    await one.context.setOffline(false);
    await page.getByRole("button", { name: "Save", exact: true }).click();
    await page.getByText("Luis M was changed.").waitFor();
  });
});

it("shows both values to two owners who change one person", async () => {
  const dana = await server.addPerson("dispatcher", "dana");
  const one = await atPeople();
  const { page } = one;
  one.expectTrouble(`412 /api/v1/users/${dana}`);
  await page.getByRole("button", { name: "Change dana" }).click();
  const form = page.getByRole("form", { name: "Change dana" });
  await form.locator('[name="name"]').fill("Dana R");
  await server.api("PATCH", `/api/v1/users/${dana}`, { name: "Dana S", role: "owner" });
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: "Another owner changed dana while you were editing" }).waitFor();
  expect(await page.evaluate(() => document.activeElement?.closest(".page-conflict") !== null)).toBe(true);
  expect(await page.locator(".page-conflict tbody tr").allTextContents()).toEqual(["NameDana SDana R"]);
  await one.checkAccessibility();
  await page.getByRole("button", { name: "Keep mine" }).click();
  await page.locator('[data-person="dana"]').getByText("Dana R", { exact: true }).waitFor();
  expect(await roles()).toMatchObject({ dana: "owner" });
  await page.locator('[data-person="dana"]').getByText("Owner", { exact: true }).waitFor();
});
