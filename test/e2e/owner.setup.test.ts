import type { Page } from "@playwright/test";
import { describe, expect, it } from "vitest";
import type { Size, Visit, VisitOptions } from "./browser.ts";
import { password, type TestServer } from "./test-server.ts";
import { useTestServer } from "./use-test-server.ts";

let server: TestServer;
const { opened } = useTestServer(async (fresh) => {
  server = fresh;
});

interface Settings {
  tax: { rate_ppm: number };
  rev: number;
  crews: { id: string; name: string; active: boolean }[];
  business: { name: string; phone: string | null; time_zone: string };
  booking: { lead_time_hours: number; days_ahead: number; postal_codes: string[] | null };
  services: {
    id: string;
    name: string;
    price: object;
    groups: { options: { label: string; unit_cents: number }[] }[];
  }[];
  hours: Record<string, { start: string; end: string; capacity: number }[]>;
  closed_days: string[];
  terms: { version: string; text: string };
  sample: boolean;
}

const settings = async () => (await server.api("GET", "/api/v1/settings")) as Settings;
/** Changes the settings as another owner would, on another device. */
const changeMeanwhile = async (change: (now: Omit<Settings, "rev" | "crews">) => object) => {
  const { rev, crews: _crews, ...now } = await settings();
  await server.api("PUT", "/api/v1/settings", change(now), { "if-match": `"${rev}"` });
};
const part = (page: Page, title: string) => page.getByRole("region", { name: title, exact: true });
const save = async (page: Page, title: string) => {
  // The notice of an earlier save may still show the same text, so wait for the response.
  const answered = page.waitForResponse((response) => response.request().method() === "PUT" && response.ok());
  await part(page, title).getByRole("button", { name: "Save", exact: true }).click();
  await answered;
  await page.getByText(`${title}: saved.`).waitFor();
};
const ownerAt = async (path: string, options: VisitOptions = {}): Promise<Visit> => {
  await server.addPerson("owner", "ana");
  const one = await opened(options);
  await server.signIn(one, "ana");
  await one.page.getByRole("link", { name: path }).click();
  await one.page.getByRole("heading", { name: path, level: 1 }).waitFor();
  return one;
};

describe("a one-time link, pasted into a tab that has the dashboard open", () => {
  /** Pastes an address into the address bar. Only the fragment changes, so no page loads. */
  const paste = (page: Page, link: string) => page.evaluate((hash) => void (location.hash = hash), new URL(link).hash);

  it("opens the setup page and leaves neither the address nor the tab's history with the token", async () => {
    const link = await server.setupLink();
    const { page } = await opened();
    await page.goto(`${server.served.dashboard}/`);
    await page.getByRole("button", { name: "Sign in" }).waitFor();
    await paste(page, link);
    await page.getByRole("heading", { name: "Welcome to Tailboard" }).waitFor();
    expect(new URL(page.url()).hash).toBe("");
    expect(await page.evaluate(() => document.activeElement?.getAttribute("name"))).toBe("name");
    await page.fill('[name="name"]', "Ana");
    await page.fill('[name="login"]', "ana");
    await page.fill('[name="password"]', password);
    await page.getByRole("button", { name: "Create owner account" }).click();
    await page.getByRole("link", { name: "Settings" }).waitFor();
    await page.goBack();
    await page.getByRole("link", { name: "Settings" }).waitFor();
    expect(page.url()).not.toContain("setup");
  });

  it("says that the link no longer works, until a new one is pasted", async () => {
    const one = await opened();
    const { page } = one;
    one.expectTrouble("401 /api/v1/setup");
    await page.goto(`${server.served.dashboard}/`);
    await page.getByRole("button", { name: "Sign in" }).waitFor();
    await paste(page, `${server.served.dashboard}/#setup=long-gone.`);
    await page.getByRole("heading", { name: "Welcome to Tailboard" }).waitFor();
    expect(new URL(page.url()).hash).toBe("");
    await page.fill('[name="name"]', "Ana");
    await page.fill('[name="login"]', "ana");
    await page.fill('[name="password"]', password);
    await page.getByRole("button", { name: "Create owner account" }).click();
    await page.getByRole("heading", { name: "This link no longer works" }).waitFor();
    await paste(page, await server.setupLink());
    await page.getByRole("heading", { name: "Welcome to Tailboard" }).waitFor();
    expect(new URL(page.url()).hash).toBe("");
  });

  it("changes nothing for a person who is signed in, and removes the token", async () => {
    const link = await server.setupLink();
    const { page } = await ownerAt("Settings");
    await paste(page, link);
    await expect.poll(() => new URL(page.url()).hash).toBe("");
    await page.getByRole("heading", { name: "Settings", level: 1 }).waitFor();
    expect(await page.evaluate(() => JSON.stringify(sessionStorage))).not.toContain("setup");
    // A load of the address shows the board, and not the setup page.
    await page.goto(link);
    await page.getByRole("link", { name: "Board" }).waitFor();
    expect(new URL(page.url()).hash).toBe("");
    expect(await page.evaluate(() => JSON.stringify(sessionStorage))).not.toContain("setup");
    await page.getByRole("button", { name: "Sign out" }).click();
    await page.getByRole("button", { name: "Sign in" }).waitFor();
  });
});

describe.each<Size>(["desktop", "phone"])("on a %s", (size) => {
  it("sets up an owner with the one-time link, and a business that customers can book", async () => {
    const link = await server.setupLink();
    const one = await opened({ size });
    const { page } = one;
    one.expectTrouble("422 /api/v1/setup");
    await page.goto(link);
    await page.getByRole("heading", { name: "Welcome to Tailboard" }).waitFor();
    expect(page.url()).not.toContain("setup");
    await one.checkAccessibility();
    await page.fill('[name="name"]', "Ana");
    await page.fill('[name="login"]', "ana");
    await page.fill('[name="password"]', "passwordpassword");
    await page.getByRole("button", { name: "Create owner account" }).click();
    await page.locator('[data-error="password"]').waitFor();
    await one.checkAccessibility();
    await page.getByRole("button", { name: "Show" }).click();
    expect(await page.getAttribute('[name="password"]', "type")).toBe("text");
    await page.fill('[name="password"]', password);
    await page.getByRole("button", { name: "Create owner account" }).click();

    await page.getByRole("link", { name: "Settings" }).click();
    await page.getByRole("heading", { name: "These are sample prices" }).waitFor();
    await one.checkAccessibility();

    await page.fill('[name="business.name"]', "Coastline Hauling");
    await page.fill('[name="business.phone"]', "(619) 555-0100");
    await page.fill('[name="business.time_zone"]', "los ang");
    await page.getByRole("option", { name: /Los Angeles/ }).waitFor();
    await one.checkAccessibility();
    await page.keyboard.press("Enter");
    await page.getByText(/^It is .* there now/).waitFor();
    await save(page, "Business and time zone");

    await page.getByRole("button", { name: "Edit 15-yard dump trailer" }).click();
    await page.fill('[name="services.0.price.amount_cents"]', "6OO");
    await part(page, "Services and prices").getByRole("button", { name: "Save", exact: true }).click();
    await page.locator('[data-error="services.0.price.amount_cents"]').waitFor();
    await one.checkAccessibility();
    await page.fill('[name="services.0.price.amount_cents"]', "649.50");
    await page.getByRole("button", { name: "Edit Junk removal" }).click();
    await page.getByRole("button", { name: "Add an option" }).last().click();
    await page.getByLabel("Option", { exact: true }).last().fill("Piano");
    await page.getByRole("textbox", { name: "Price", exact: true }).last().fill("250");
    await page.getByRole("region", { name: "What customers see" }).getByText("$149.00").first().waitFor();
    await one.checkAccessibility();
    await save(page, "Services and prices");
    await page.fill('[name="tax.rate_ppm"]', "8.25");
    await save(page, "Sales tax");

    await page.selectOption('[name="copy_to"]', "sun");
    await part(page, "Hours and openings").getByRole("button", { name: "Copy", exact: true }).click();
    await page.getByLabel("Jobs on Saturday, 8 AM–noon").fill("1");
    await save(page, "Hours and openings");

    await page.getByLabel("Only these postal codes").check();
    await page.getByLabel(/^Postal codes/).fill("92101 92102\n92104");
    await page.getByText("3 postal codes").waitFor();
    await save(page, "Service area");

    await page.getByRole("textbox", { name: "Crew name" }).fill("Dana");
    await page.getByRole("button", { name: "Add a crew" }).click();
    await page.getByText("Dana was added.").waitFor();
    await page.getByRole("button", { name: "These are our prices" }).click();
    await page.getByText(/^Confirmed/).waitFor();
    await one.checkAccessibility();

    const now = await settings();
    expect(now).toMatchObject({
      business: { name: "Coastline Hauling", phone: "+16195550100", time_zone: "America/Los_Angeles" },
      booking: { postal_codes: ["92101", "92102", "92104"] },
      sample: false,
    });
    expect(now.services[0]).toMatchObject({ price: { kind: "flat", amount_cents: 64_950 } });
    expect(now.tax.rate_ppm).toBe(82_500);
    expect(now.services[1]?.groups.at(-1)?.options.at(-1)).toMatchObject({ label: "Piano", unit_cents: 25_000 });
    expect(now.hours["sun"]?.map(({ capacity }) => capacity)).toEqual([3, 3]);
    expect(now.hours["sat"]?.map(({ capacity }) => capacity)).toEqual([1, 3]);
    expect(now.crews.map(({ id }) => id)).toEqual(["crew-1", "dana"]);

    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
    await page.goto(`${server.served.site}/book/`);
    await page.getByText("$649.50").waitFor();
    expect(await page.textContent("main")).not.toContain("Sample prices");
    await page.check('[value="trailer-15"]');
    await page.locator('[name="day"]:enabled').nth(1).check();
    await page.locator('[name="window"]:enabled').first().check();
  });
});

describe("the one-time link", () => {
  it("says what to do if it was already used", async () => {
    const link = await server.setupLink();
    await server.setupLink();
    const one = await opened({ size: "phone", dark: true });
    one.expectTrouble("401 /api/v1/setup");
    await one.page.goto(link);
    await one.page.fill('[name="name"]', "Ana");
    await one.page.fill('[name="login"]', "ana");
    await one.page.fill('[name="password"]', password);
    await one.page.getByRole("button", { name: "Create owner account" }).click();
    await one.page.getByRole("heading", { name: "This link no longer works" }).waitFor();
    await one.checkAccessibility();
    await one.page.getByRole("button", { name: "I have a login" }).click();
    await one.page.getByRole("heading", { name: "Sign in" }).waitFor();
  });

  it("survives a reload without being in the address", async () => {
    const one = await opened();
    await one.page.goto(await server.setupLink());
    await one.page.getByRole("heading", { name: "Welcome to Tailboard" }).waitFor();
    await one.page.reload();
    await one.page.getByRole("heading", { name: "Welcome to Tailboard" }).waitFor();
    expect(one.page.url()).toBe(`${server.served.dashboard}/`);
  });
});

describe("two people at the settings", () => {
  it("saves both changes if two people changed different things", async () => {
    const one = await ownerAt("Settings");
    one.expectTrouble("412 /api/v1/settings");
    await one.page.fill('[name="business.name"]', "Coastline Hauling");
    await changeMeanwhile((now) => ({ ...now, booking: { ...now.booking, lead_time_hours: 5 } }));
    await save(one.page, "Business and time zone");
    expect(await settings()).toMatchObject({
      business: { name: "Coastline Hauling" },
      booking: { lead_time_hours: 5 },
    });
  });

  it.each([
    ["Keep mine", "Coastline Hauling"],
    ["Take theirs", "Bay Hauling"],
  ])("shows both values if they changed the same field: %s", async (choice, name) => {
    const one = await ownerAt("Settings", { dark: true });
    const { page } = one;
    one.expectTrouble("412 /api/v1/settings");
    await page.fill('[name="business.name"]', "Coastline Hauling");
    await changeMeanwhile((now) => ({ ...now, business: { ...now.business, name: "Bay Hauling" } }));
    await part(page, "Business and time zone").getByRole("button", { name: "Save", exact: true }).click();
    await page.getByRole("heading", { name: "Another person changed this while you were editing" }).waitFor();
    const row = page.getByRole("row", { name: /Business name/ });
    expect(await row.textContent()).toContain("Bay Hauling");
    expect(await row.textContent()).toContain("Coastline Hauling");
    await one.checkAccessibility();
    const inFocus = () => page.evaluate(() => document.activeElement?.closest('.page-conflict[role="alert"]') !== null);
    expect(await inFocus()).toBe(true);
    // Enter in a form with one field saves too. With an open conflict it leads back to the choice.
    await page.locator('[name="business.name"]').focus();
    await page.locator('[name="business.name"]').evaluate((field) => field.closest("form")?.requestSubmit());
    await expect.poll(inFocus).toBe(true);
    expect((await settings()).business.name).toBe("Bay Hauling");
    await page.getByRole("button", { name: choice }).click();
    await page
      .getByRole("heading", { name: "Another person changed this while you were editing" })
      .waitFor({ state: "hidden" });
    await expect.poll(async () => (await settings()).business.name).toBe(name);
    await expect.poll(() => page.inputValue('[name="business.name"]')).toBe(name);
  });
});

it("shows both names to two owners who rename one crew", async () => {
  const one = await ownerAt("Settings");
  const { page } = one;
  one.expectTrouble("412 /api/v1/crews/crew-1");
  const crew = page.locator('[data-crew="crew-1"]');
  for (const [theirs, choice, kept] of [
    ["Dana", "Take theirs", "Dana"],
    ["Luis", "Keep mine", "North crew"],
  ] as const) {
    await crew.getByRole("button", { name: /^Rename/ }).click();
    await crew.getByRole("textbox").fill("North crew");
    await server.api("PATCH", "/api/v1/crews/crew-1", { name: theirs });
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: `Another owner renamed this crew to ${theirs}` }).waitFor();
    expect(await page.evaluate(() => document.activeElement?.closest(".page-conflict") !== null)).toBe(true);
    await one.checkAccessibility();
    await page.getByRole("button", { name: choice }).click();
    await crew.getByText(kept, { exact: true }).waitFor();
    await expect.poll(async () => (await settings()).crews.find(({ id }) => id === "crew-1")?.name).toBe(kept);
    // The form closed, and the focus stayed in the section.
    expect(await page.evaluate(() => document.activeElement?.closest("[data-crew]") !== null)).toBe(true);
  }
});

describe("a change", () => {
  it("puts a service in another place on the booking page, but not past the ends of the list", async () => {
    const one = await ownerAt("Settings");
    const { page } = one;
    const move = (what: string) => page.getByRole("button", { name: `Move ${what}`, exact: true });
    await move("15-yard dump trailer down").waitFor();
    expect(await move("15-yard dump trailer up").isDisabled()).toBe(true);
    expect(await move("Estate cleanout down").isDisabled()).toBe(true);
    expect(await move("Estate cleanout up").isDisabled()).toBe(false);
    await move("15-yard dump trailer down").click();
    await save(page, "Services and prices");
    expect((await settings()).services.map(({ id }) => id)).toEqual([
      "junk-removal",
      "trailer-15",
      "single-item",
      "estate-cleanout",
    ]);
  });

  it("undoes a move within ten seconds", async () => {
    const one = await ownerAt("Settings");
    const { page } = one;
    await page.getByRole("textbox", { name: /Notice you need before a booking/ }).fill("8");
    await save(page, "Booking rules");
    expect((await settings()).booking.lead_time_hours).toBe(8);
    await page.getByRole("button", { name: "Undo" }).click();
    await page.getByText("Booking rules: undone.").waitFor();
    expect((await settings()).booking.lead_time_hours).toBe(2);
    await expect.poll(() => page.inputValue('[name="booking.lead_time_hours"]')).toBe("2");
  });

  it("keeps an unsaved change after another page and after a reload", async () => {
    const one = await ownerAt("Settings");
    const { page } = one;
    await page.fill('[name="terms.text"]', "No tires.");
    await page.getByRole("navigation", { name: "Main menu" }).getByRole("link", { name: "Team" }).click();
    await page.getByRole("heading", { name: "Team", level: 1 }).waitFor();
    await page.getByRole("link", { name: "Settings" }).click();
    await expect.poll(() => page.inputValue('[name="terms.text"]')).toBe("No tires.");
    page.on("dialog", (dialog) => void dialog.accept());
    await page.reload();
    await expect.poll(() => page.inputValue('[name="terms.text"]')).toBe("No tires.");
    await save(page, "Terms");
    expect((await settings()).terms).toEqual({ version: "2", text: "No tires." });
  });

  it.each<Size>(["desktop", "phone"])(
    "asks what a new currency does to the prices, and undoes each choice: %s",
    async (size) => {
      const one = await ownerAt("Settings", { size });
      const { page } = one;
      const business = part(page, "Business and time zone");
      const { services: before, rev } = await settings();
      await page.selectOption('[name="business.currency"]', "JPY");
      await business.getByText("Your prices are in USD. What happens to them in JPY?").waitFor();
      await one.checkAccessibility();
      await business.getByRole("button", { name: "Save", exact: true }).click();
      await business.locator('[data-error="currency_change"]').waitFor();
      expect((await settings()).rev).toBe(rev);
      await business.getByRole("radio", { name: /^Keep the numbers/ }).check();
      await save(page, "Business and time zone");
      expect((await settings()).services[0]?.price).toEqual({ kind: "flat", amount_cents: 600 });
      expect((await settings()).services[1]?.groups[0]?.options[0]).toMatchObject({ unit_cents: 149 });
      await page.getByRole("button", { name: "Undo" }).click();
      await page.getByText("Business and time zone: undone.").waitFor();
      expect((await settings()).services).toEqual(before);
    },
  );

  it("closes and reopens days with keys", async () => {
    const one = await ownerAt("Settings");
    const { page } = one;
    // Weeks start on Sunday in the United States.
    expect(await part(page, "Closed days").locator(".page-days > span").first().textContent()).toBe("Su");
    await page.getByRole("button", { name: "Next month" }).click();
    await page.locator("[data-day$='-01']").focus();
    await page.keyboard.press("ArrowRight");
    await expect.poll(() => page.evaluate(() => document.activeElement?.getAttribute("data-day"))).toMatch(/-02$/);
    await page.keyboard.press("Enter");
    await one.checkAccessibility();
    await save(page, "Closed days");
    const [day = ""] = (await settings()).closed_days;
    expect(day).toMatch(/-02$/);
    await page.getByRole("button", { name: /^Reopen / }).click();
    await save(page, "Closed days");
    expect((await settings()).closed_days).toEqual([]);
  });

  it("says how many stops a day has before it closes, and links to its board", async () => {
    const one = await ownerAt("Settings");
    const { page } = one;
    await page.getByRole("button", { name: "Next month" }).click();
    const tile = page.locator("[data-day$='-02']");
    const day = (await tile.getAttribute("data-day")) ?? "";
    await server.createJob("Mark", { day, window: undefined, crew: undefined });
    await server.createJob("Bo", { day, window: undefined, crew: undefined });
    await tile.click();
    const note = part(page, "Closed days").locator("[data-stops='2']");
    await note.getByText(/^2 stops on .*\. Move them first, or close the day anyway\./).waitFor();
    expect(await note.getByRole("link").getAttribute("href")).toBe(`/board?day=${day}`);
    await one.checkAccessibility();
    await save(page, "Closed days");
    expect((await settings()).closed_days).toEqual([day]);
    await note.waitFor({ state: "detached" });
  });

  it("shows an invalid setting beside its field before saving", async () => {
    const one = await ownerAt("Settings");
    const { page } = one;
    await page.getByRole("button", { name: "Add a window" }).click();
    await page.getByLabel("From, Window 4–8 PM").fill("15:00");
    await part(page, "Hours and openings").getByRole("button", { name: "Save", exact: true }).click();
    await page.getByText("Overlaps another window on Monday.").waitFor();
    await one.checkAccessibility();
    await part(page, "Hours and openings").getByRole("button", { name: "Discard" }).click();
    await page.getByText("Overlaps another window on Monday.").waitFor({ state: "hidden" });
    await page.getByRole("textbox", { name: /Days ahead/ }).fill("0");
    await part(page, "Booking rules").getByRole("button", { name: "Save", exact: true }).click();
    await page.locator('[data-error="booking.days_ahead"]').waitFor();
    await expect
      .poll(() => page.evaluate(() => document.activeElement?.getAttribute("name")))
      .toBe("booking.days_ahead");
  });
});

describe("settings", () => {
  it("lets a dispatcher read settings, but not change them", async () => {
    await server.addPerson("dispatcher", "luis");
    const one = await opened();
    await server.signIn(one, "luis");
    await one.page.getByRole("link", { name: "Settings" }).click();
    await one.page.getByText("Only an owner can change settings").waitFor();
    expect(await one.page.locator('[name="business.name"]').isDisabled()).toBe(true);
    await one.checkAccessibility();
  });

  it("say that loading failed, and load by a press", async () => {
    await server.addPerson("owner", "ana");
    const one = await opened({ size: "phone" });
    await server.signIn(one, "ana");
    await one.page.getByRole("link", { name: "Settings" }).waitFor();
    one.expectTrouble(/ERR_FAILED/);
    await one.context.route("**/api/v1/settings", (route) => route.abort());
    await one.page.getByRole("link", { name: "Settings" }).click();
    await one.page.getByRole("heading", { name: "Couldn’t load settings." }).waitFor();
    await one.checkAccessibility();
    await one.context.unroute("**/api/v1/settings");
    await one.page.getByRole("button", { name: "Try again" }).click();
    await one.page.locator('[name="business.name"]').waitFor();
  });
});

describe("settings without a network", () => {
  it("show that they load, and keep what was typed until it can be saved", async () => {
    await server.addPerson("owner", "ana");
    const one = await opened({ size: "phone", dark: true });
    const { page } = one;
    await server.signIn(one, "ana");
    let release = () => {};
    const held = new Promise<void>((resolve) => (release = resolve));
    await one.context.route("**/api/v1/settings", async (route) => {
      await held;
      await route.continue();
    });
    await page.getByRole("link", { name: "Settings" }).click();
    await page.locator('main[aria-busy="true"]').waitFor();
    // The loading text appears after 400 ms.
    await expect
      .poll(() => page.locator(".page-late").evaluate((element) => getComputedStyle(element).opacity), {
        timeout: 10_000,
      })
      .toBe("1");
    await one.checkAccessibility();
    release();
    await page.locator('[name="business.name"]').waitFor();
    await one.context.unroute("**/api/v1/settings");
    one.expectTrouble(/ERR_INTERNET_DISCONNECTED/);
    await one.context.setOffline(true);
    await page.fill('[name="business.name"]', "Coastline Hauling");
    await part(page, "Business and time zone").getByRole("button", { name: "Save", exact: true }).click();
    await part(page, "Business and time zone").locator("[role=alert]:not(:empty)").first().waitFor();
    await one.checkAccessibility();
    expect(await page.inputValue('[name="business.name"]')).toBe("Coastline Hauling");
    await one.context.setOffline(false);
    await save(page, "Business and time zone");
    expect((await settings()).business.name).toBe("Coastline Hauling");
  });
});

describe("the ten minutes of an owner", () => {
  it("leads an owner from the one-time link over the checklist to a crew on its phone", async () => {
    const one = await opened({ size: "phone" });
    const { page } = one;
    const done = () => page.locator(".first li[data-done=true]").count();
    await page.goto(await server.setupLink());
    await page.fill('[name="name"]', "Ana");
    await page.fill('[name="login"]', "ana");
    await page.fill('[name="password"]', password);
    await page.getByRole("button", { name: "Create owner account" }).click();
    await page.locator(".first li").first().waitFor();
    expect(await page.locator(".first li").count()).toBe(4);
    expect(await done()).toBe(0);
    await page.locator(".first code").getByText("/book/").waitFor();

    await page.getByRole("link", { name: /Business and time zone/ }).click();
    await page.fill('[name="business.name"]', "Coastline Hauling");
    await save(page, "Business and time zone");
    await page.getByRole("button", { name: "These are our prices" }).click();
    await page.getByText(/^Confirmed/).waitFor();
    await page.getByRole("link", { name: "Board" }).click();
    await expect.poll(done).toBe(3);

    await page.getByRole("link", { name: /Crew and their sign-in/ }).click();
    // Crews come first: their section of the settings leads on to the people who sign in.
    await expect.poll(() => page.evaluate(() => document.activeElement?.id)).toBe("crews-title");
    await page.getByRole("link", { name: /^Give a crew its sign-in/ }).click();
    await page.getByRole("button", { name: "Add a person" }).click();
    await page.getByLabel("Name", { exact: true }).fill("Dana");
    await page.locator('[name="login"]').fill("dana");
    await page.getByRole("radio", { name: /^Crew/ }).check();
    await page.getByRole("button", { name: "Suggest one" }).click();
    await page.getByRole("button", { name: "Add person" }).click();
    const secret = (await page.textContent("[data-password]")) ?? "";
    await page.getByRole("button", { name: "Done" }).click();
    await page.getByRole("link", { name: "Board" }).click();
    await page.locator(".first code").waitFor();
    await expect.poll(() => page.locator(".first ol").count()).toBe(0);
    await one.checkAccessibility();

    const phone = await opened({ size: "phone" });
    await server.signIn(phone, "dana", secret);
    await phone.page.getByRole("heading", { name: "No stops today" }).waitFor();
  });
});
