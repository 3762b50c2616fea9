import type { Page } from "@playwright/test";
import { describe, expect, it } from "vitest";
import type { Size } from "./browser.ts";
import { changeSettings, hasFocus, refuseNext, useCustomerPages } from "./customer-pages.ts";

const { server, start, blank } = useCustomerPages();

const chooseWindow = async (page: Page) => {
  await page.check('[name="service"][value="trailer-15"]');
  await page.locator('[name="day"]:enabled').nth(2).check();
  await page.locator('[name="window"]:enabled').first().check();
};

const address: Record<string, string> = {
  "location.street": "412 Soderblom Ave",
  "location.city": "San Diego",
  "location.state": "CA",
  "location.postal_code": "92122",
  "customer.name": "مارك Soderblom",
  "customer.phone": "619 555 0142",
};
const fillIn = async (page: Page) => {
  for (const [name, value] of Object.entries(address)) await page.fill(`[name="${name}"]`, value);
  await page.check('[name="terms_accepted"]');
};
const press = (page: Page) => page.click('button[type="submit"]');
const done = (page: Page) => page.getByRole("heading", { name: "You’re booked" }).waitFor();
const focused = (page: Page) =>
  page.evaluate(() => (document.activeElement as HTMLInputElement | null)?.getAttribute("name") ?? "");

interface Sent {
  key: string;
  body: Record<string, unknown>;
}
/** Records each booking request that the page sends, whether it arrives or not. */
const watchBookings = (page: Page): Sent[] => {
  const sent: Sent[] = [];
  page.on("request", (request) => {
    if (request.method() === "POST" && request.url().endsWith("/api/v1/bookings"))
      sent.push({ key: request.headers()["idempotency-key"] ?? "", body: request.postDataJSON() as Sent["body"] });
  });
  return sent;
};
const jobs = async () => ((await server().api("GET", "/api/v1/jobs")) as { items: { id: string }[] }).items;

describe.each<Size>(["phone", "desktop"])("on a %s", (size) => {
  it("books from the first question to the link, and passes axe at each step", async () => {
    const { page, checkAccessibility } = await start("/book/", { size, dark: size === "desktop" });
    const sent = watchBookings(page);
    await page.waitForSelector('[name="service"]');
    await checkAccessibility();
    await chooseWindow(page);
    await page.getByText("$600.00").waitFor();
    await checkAccessibility();
    await press(page);
    await page.getByRole("button", { name: "Change what" }).waitFor();
    await fillIn(page);
    await checkAccessibility();
    const button = page.locator('button[type="submit"]');
    expect(await button.textContent()).toMatch(/^Book \w{3}, \w{3} \d+, 8 AM–noon ·\u00a0\$600$/);
    await button.click();
    await done(page);
    await checkAccessibility();
    const href = (await page.getByRole("link", { name: "Follow your job" }).getAttribute("href")) ?? "";
    expect(href).toMatch(/^\/track\/#[\w-]{32}$/);
    expect(await page.inputValue("input[readonly]")).toBe(server().served.site + href);
    expect(sent[0]?.body).toMatchObject({
      service: "trailer-15",
      terms_accepted: true,
      window: { start: "08:00", end: "12:00" },
    });
    expect(await jobs()).toMatchObject([
      { customer: { name: address["customer.name"] }, pricing: { total_cents: 60_000 }, status: "booked" },
    ]);
    await page.reload();
    await done(page);
    await page.keyboard.press("Tab");
    await page.getByRole("button", { name: "Book another" }).press("Enter");
    await page.waitForSelector('[name="service"]');
    expect(await hasFocus(page)).toBe(true);
  });

  it("works with the keyboard alone and never loses the focus", async () => {
    const { page } = await start("/book/", { size });
    await page.waitForSelector('[name="service"]');
    const tabTo = async (name: string) => {
      while ((await focused(page)) !== name) {
        await page.keyboard.press("Tab");
        expect(await hasFocus(page)).toBe(true);
      }
    };
    await page.locator('[name="service"]').first().focus();
    await page.keyboard.press("Space");
    await page.keyboard.press("Enter");
    await page.waitForSelector('[name="day"]');
    expect(await hasFocus(page)).toBe(true);
    await tabTo("day");
    await page.keyboard.press("Space");
    await page.keyboard.press("Tab");
    await tabTo("window");
    await page.keyboard.press("Space");
    await page.keyboard.press("Enter");
    await expect.poll(() => focused(page)).toBe("location.street");
    for (const name of Object.keys(address)) {
      await tabTo(name);
      await page.keyboard.type(address[name] ?? "");
    }
    await tabTo("terms_accepted");
    await page.keyboard.press("Space");
    await page.keyboard.press("Enter");
    await done(page);
    expect(await hasFocus(page)).toBe(true);
  });
});

describe("the keyboard", () => {
  it("passes closed questions with Tab without opening them, in both directions", async () => {
    const { page } = await start();
    await page.waitForSelector('[name="service"]');
    await page.getByRole("link", { name: "Call us" }).focus();
    const seen: string[] = [];
    for (const key of ["Tab", "Shift+Tab"])
      for (let times = 0; times < 4; times++) {
        await page.keyboard.press(key);
        seen.push(
          await page.evaluate(() => document.activeElement?.textContent || document.activeElement?.tagName || ""),
        );
        if (times === 3) break;
      }
    expect(seen).toContain("When should we come?");
    expect(seen).toContain("Where, and who do we ask for?");
    expect(seen.filter((text) => text === "BODY")).toEqual([]);
    expect(await page.locator("section.shut").count()).toBe(2);
  });

  it("moves the focus to the next heading when the focused control disappears", async () => {
    const one = await blank();
    one.expectTrouble("failed /api/v1/");
    await one.page.route("**/api/v1/**", (route) => route.abort());
    await one.page.goto(`${server().served.site}/book/`);
    const retry = one.page.getByRole("button", { name: "Try again" });
    await retry.focus();
    await one.page.unroute("**/api/v1/**");
    await one.page.keyboard.press("Enter");
    await one.page.waitForSelector('[name="service"]');
    expect(await hasFocus(one.page)).toBe(true);
    const when = one.page.getByRole("button", { name: "When should we come?" });
    await when.press("Enter");
    expect(await hasFocus(one.page)).toBe(true);
    await one.page.getByRole("button", { name: "Choose a service" }).press("Enter");
    await expect.poll(() => focused(one.page)).toBe("service");
    await one.page.keyboard.press("Space");
    for (let later = one.page.getByRole("button", { name: "Later days", exact: true }); (await later.count()) > 0;) {
      await later.press("Enter");
      await expect.poll(() => one.page.locator('[name="day"]').count()).toBeGreaterThan(0);
      expect(await hasFocus(one.page)).toBe(true);
    }
  });
});

describe("the questions", () => {
  it("asks for a service before a day", async () => {
    const { page, checkAccessibility } = await start();
    await page.waitForSelector('[name="service"]');
    await page.getByRole("button", { name: "When should we come?" }).click();
    await page.getByText("Choose a service first").waitFor();
    expect(await page.locator(".wait").count()).toBe(0);
    await checkAccessibility();
    await page.getByRole("button", { name: "Choose a service" }).click();
    await expect.poll(() => focused(page)).toBe("service");
  });

  it("makes each question a step of Back and Forward, and keeps step and answers over a reload", async () => {
    const { page } = await start("/track/");
    await page.goto(`${server().served.site}/book/`);
    await page.check('[name="service"][value="trailer-15"]');
    await press(page);
    const folded = (what: string) => page.getByRole("button", { name: what }).count();
    await page.locator('[name="day"]:enabled').nth(2).check();
    await page.locator('[name="window"]:enabled').first().check();
    await press(page);
    await page.fill('[name="location.street"]', "412 Soderblom Ave");
    const questions = ["Change what", "Change how much", "Change when"];
    expect(await Promise.all(questions.map(folded))).toEqual([1, 1, 1]);
    await page.goBack();
    await expect.poll(() => folded("Change when")).toBe(0);
    expect(await folded("Change how much")).toBe(1);
    expect(await hasFocus(page)).toBe(true);
    await page.goBack();
    await expect.poll(() => folded("Change how much")).toBe(0);
    expect(await folded("Change what")).toBe(1);
    await page.goBack();
    await expect.poll(() => folded("Change what")).toBe(0);
    expect(await page.isChecked('[value="trailer-15"]')).toBe(true);
    for (const _ of questions) await page.goForward();
    await expect.poll(() => folded("Change when")).toBe(1);
    expect(await page.inputValue('[name="location.street"]')).toBe("412 Soderblom Ave");
    await page.reload();
    await page.getByRole("button", { name: "Change when" }).waitFor();
    expect(await page.inputValue('[name="location.street"]')).toBe("412 Soderblom Ave");
    for (const question of questions.toReversed()) {
      await page.goBack();
      await expect.poll(() => folded(question)).toBe(0);
    }
    await page.goBack();
    await page.getByRole("heading", { name: "Open the link from your confirmation" }).waitFor();
  });

  it("wait for the later part, and offer Try again if it cannot be loaded", async () => {
    const one = await blank();
    one.expectTrouble("failed /assets/book-later");
    await one.page.route("**/assets/book-later-*", (route) => route.abort());
    await one.page.goto(`${server().served.site}/book/`);
    await one.page.check('[name="service"][value="trailer-15"]');
    await one.page.getByText("$600").first().waitFor();
    await press(one.page);
    await one.page.getByText("You’re offline. What you typed is kept.").waitFor();
    await one.checkAccessibility();
    await one.page.unroute("**/assets/book-later-*");
    await one.page.getByRole("button", { name: "Try again" }).press("Enter");
    await one.page.locator('[name="day"]:enabled').first().waitFor();
    await one.page.getByRole("button", { name: "Change what" }).waitFor();
    expect(await one.page.locator("section.shut").first().innerText()).toContain("15-yard dump trailer");
    expect(await hasFocus(one.page)).toBe(true);
  });
});

describe("what goes wrong", () => {
  it("shows errors beside each field and in one list, whose lines lead to the fields", async () => {
    const { page, checkAccessibility } = await start();
    const sent = watchBookings(page);
    await chooseWindow(page);
    await press(page);
    await page.fill('[name="location.street"]', "412 Soderblom Ave");
    await page.fill('[name="customer.email"]', "mark");
    await press(page);
    const errors = await page
      .locator("[data-error]")
      .evaluateAll((all) => all.map((one) => (one as HTMLElement).dataset["error"]));
    expect(errors).toEqual([
      "location.city",
      "location.postal_code",
      "customer.name",
      "customer.email",
      "terms_accepted",
    ]);
    expect(await focused(page)).toBe("location.city");
    expect(await page.locator('[name="location.city"]').getAttribute("aria-describedby")).toBe(
      await page.locator('[data-error="location.city"]').getAttribute("id"),
    );
    expect(await page.locator(".summary").innerText()).toBe(
      [
        "5 answers need a fix",
        "City: Enter your city.",
        "ZIP code: Enter your ZIP code.",
        "Your name: Enter your name.",
        "Email: That doesn’t look like an email address.",
        "Terms: Accept the terms to book.",
      ].join("\n"),
    );
    await checkAccessibility();
    await page.getByRole("link", { name: "Email: That doesn’t look" }).press("Enter");
    expect(await focused(page)).toBe("customer.email");
    expect(page.url()).toBe(`${server().served.site}/book/`);
    await page.fill('[name="location.city"]', "San Diego");
    await expect.poll(() => page.locator('[data-error="location.city"]').count()).toBe(0);
    expect(sent).toHaveLength(0);
  });

  it("shows the server's error beside its field", async () => {
    const { page, expectTrouble } = await start();
    expectTrouble("422 /api/v1/bookings");
    await chooseWindow(page);
    await press(page);
    await fillIn(page);
    await page.fill('[name="customer.phone"]', "123");
    await press(page);
    const error = page.locator('[data-error="customer.phone"]');
    await error.waitFor();
    expect(await error.textContent()).toContain("phone number");
    await expect.poll(() => focused(page)).toBe("customer.phone");
    expect(await jobs()).toEqual([]);
  });

  it("shows the error of a field that the page does not have", async () => {
    const { page, expectTrouble } = await start();
    expectTrouble("422 /api/v1/bookings");
    await chooseWindow(page);
    await press(page);
    await fillIn(page);
    await refuseNext(page, "/bookings", {
      code: "invalid",
      facts: {
        errors: [
          { field: "/customer/phone", code: "phone", message: "Not a phone number." },
          { field: "/location/lot", code: "invalid", message: "Say which lot." },
        ],
      },
    });
    await press(page);
    await page.locator(".summary").waitFor();
    expect(await page.locator(".summary").innerText()).toBe(
      "2 answers need a fix\nPhone: Not a phone number.\nSay which lot.",
    );
  });

  it("offers the closest open windows when one just filled, and keeps the form", async () => {
    const { page, expectTrouble, checkAccessibility } = await start();
    expectTrouble("409 /api/v1/bookings");
    const sent = watchBookings(page);
    await chooseWindow(page);
    const day = await page.locator('[name="day"]:checked').inputValue();
    await press(page);
    await fillIn(page);
    for (const name of ["Ana", "Ben", "Cleo"]) await server().createJob(name, { day });
    await press(page);
    const offer = page.locator("[data-alternative]").first();
    await offer.waitFor();
    await checkAccessibility();
    expect(await page.inputValue('[name="customer.name"]')).toBe(address["customer.name"]);
    await offer.click();
    await press(page);
    await done(page);
    expect(sent[1]?.body).toMatchObject({ customer: { name: address["customer.name"] } });
    expect([sent[1]?.body["day"], sent[1]?.body["window"]]).not.toEqual([
      sent[0]?.body["day"],
      sent[0]?.body["window"],
    ]);
    expect(await jobs()).toHaveLength(4);
  });

  it("shows the old and the new price, and asks again", async () => {
    const { page, expectTrouble } = await start();
    expectTrouble("409 /api/v1/bookings");
    await chooseWindow(page);
    await press(page);
    await fillIn(page);
    await page.getByText("$600.00").waitFor();
    await changeSettings(server(), ({ services }) => ({
      services: services.map((one) =>
        one["id"] === "trailer-15" ? { ...one, price: { kind: "flat", amount_cents: 65_000 } } : one,
      ),
    }));
    await press(page);
    await page.getByText("from $600 to $650").waitFor();
    expect(await jobs()).toEqual([]);
    await press(page);
    await done(page);
    expect(await jobs()).toMatchObject([{ pricing: { total_cents: 65_000 } }]);
  });

  it("creates one job from a double click, a lost answer and a reload", async () => {
    const { page, expectTrouble } = await start();
    expectTrouble("failed /api/v1/bookings", "ERR_FAILED");
    const sent = watchBookings(page);
    await chooseWindow(page);
    await press(page);
    await fillIn(page);
    // The booking succeeds, but its answer is lost.
    await page.route("**/api/v1/bookings", async (route) => {
      await route.fetch();
      await route.abort();
    });
    await page.dblclick('button[type="submit"]');
    await page.getByText("You’re offline").waitFor();
    await page.unroute("**/api/v1/bookings");
    await page.reload();
    await page.check('[name="terms_accepted"]');
    expect(await page.inputValue('[name="location.street"]')).toBe(address["location.street"]);
    await press(page);
    await done(page);
    expect(await jobs()).toHaveLength(1);
    expect(new Set(sent.map(({ key }) => key)).size).toBe(1);
    expect(sent[0]?.key).toMatch(/^[A-Za-z0-9_-]{16,64}$/);
  });

  it("uses a new key after the server has seen this one with another body", async () => {
    const { page, expectTrouble } = await start();
    expectTrouble("422 /api/v1/bookings");
    const sent = watchBookings(page);
    await chooseWindow(page);
    await press(page);
    await fillIn(page);
    await refuseNext(page, "/bookings", { code: "idempotency_key_reused", detail: "This key was used already." });
    await press(page);
    await page.getByText("This key was used already.").waitFor();
    await press(page);
    await done(page);
    expect(new Set(sent.map(({ key }) => key)).size).toBe(2);
  });

  it("takes the address while the API is down, shows a phone, and continues when it is back", async () => {
    const one = await blank();
    const { page } = one;
    one.expectTrouble("failed /api/v1/catalog");
    await page.route("**/api/v1/**", (route) => route.abort());
    await page.goto(`${server().served.site}/book/`);
    await page.getByText("Couldn’t load our services").waitFor();
    const call = page.getByRole("link", { name: "Call us, (619) 555-0142" });
    expect(await call.getAttribute("href")).toBe("tel:+16195550142");
    await page.getByRole("button", { name: "Where, and who do we ask for?" }).click();
    await page.fill('[name="customer.name"]', "Mark");
    await one.checkAccessibility();
    await page.unroute("**/api/v1/**");
    await page.getByRole("button", { name: "Try again" }).click();
    await page.getByText("Couldn’t load our services").waitFor({ state: "detached" });
    expect(await page.inputValue('[name="customer.name"]')).toBe("Mark");
  });

  it("says how long to wait when there were too many tries, and which ZIP code is not served", async () => {
    await changeSettings(server(), ({ booking }) => ({ booking: { ...booking, postal_codes: ["92101"] } }));
    const { page, expectTrouble } = await start();
    expectTrouble("429 /api/v1/bookings", "422 /api/v1/quotes");
    await chooseWindow(page);
    await press(page);
    await fillIn(page);
    await page.locator('[data-error="location.postal_code"]').waitFor();
    await page.fill('[name="location.postal_code"]', "92101");
    await refuseNext(page, "/bookings", { code: "too_many_requests", retry_after: 40 });
    await press(page);
    await page.getByText("Wait 40 seconds").waitFor();
  });
});

describe("other days and other services", () => {
  it("counts items, and books any day if the service allows it", async () => {
    await changeSettings(server(), ({ services }) => ({
      services: services.map((one) => (one["id"] === "junk-removal" ? { ...one, needs_window: false } : one)),
    }));
    const { page, checkAccessibility } = await start();
    const sent = watchBookings(page);
    await page.check('[value="junk-removal"]');
    await page.getByRole("radio", { name: /^Half load/ }).check();
    await page.getByRole("button", { name: "One more: Stairs" }).click();
    await page.fill('[name="items.stairs"]', "2");
    await page.getByText("$399.00").first().waitFor();
    await page.locator('[name="day"][value=""]').check();
    await checkAccessibility();
    await press(page);
    await fillIn(page);
    await press(page);
    await page.getByText("We’ll be in touch to set the day.").waitFor();
    expect(sent[0]?.body).toMatchObject({
      items: [
        { id: "half-load", quantity: 1 },
        { id: "stairs", quantity: 2 },
      ],
    });
    expect(sent[0]?.body).not.toHaveProperty("day");
  });

  it("shows full days, and offers later days when there are no openings", async () => {
    const today = await server().today();
    const dayAfter = (days: number) => new Date(Date.parse(today) + days * 86_400_000).toISOString().slice(0, 10);
    await changeSettings(server(), () => ({
      closed_days: Array.from({ length: 18 }, (_, day) => dayAfter(day)).filter((day) => day !== dayAfter(5)),
    }));
    for (const start of ["08:00", "12:00"])
      for (const name of ["Ana", "Ben", "Cleo"])
        await server().createJob(name, {
          day: dayAfter(5),
          window: { start, end: start === "08:00" ? "12:00" : "16:00" },
        });
    const { page } = await start();
    await page.check('[value="trailer-15"]');
    await page.getByText("No openings online through").waitFor();
    expect(await page.locator('[name="day"]:disabled').count()).toBe(1);
    await page.getByRole("button", { name: "Show later days" }).press("Enter");
    await page.locator('[name="day"]:enabled').first().waitFor();
    expect(await hasFocus(page)).toBe(true);
    await page.locator('[name="day"]:enabled').first().check();
    await page.locator('[name="window"]').first().check();
  });

  it("offers the phone if booking is closed, and says that prices are samples", async () => {
    await changeSettings(server(), ({ booking }) => ({ booking: { ...booking, open: false } }));
    const closed = await start();
    expect(await closed.page.getByRole("link", { name: "Call to book" }).getAttribute("href")).toBe("tel:+16195550142");
    await closed.checkAccessibility();
    await changeSettings(server(), ({ booking }) => ({ booking: { ...booking, open: true }, sample: true }));
    const sample = await start();
    await sample.page.getByText("Sample prices").waitFor();
  });
});

describe("zoom, large letters and forced colors", () => {
  it("shows the choice without color if the system sets the colors", async () => {
    const { page } = await start();
    await page.emulateMedia({ forcedColors: "active", reducedMotion: "reduce" });
    await chooseWindow(page);
    const looks = await page.locator("label.tile:has(input[type=radio])").evaluateAll((tiles) =>
      tiles.map((tile) => ({
        chosen: tile.querySelector("input")?.checked === true,
        look: `${getComputedStyle(tile).borderTopWidth} ${getComputedStyle(tile, "::after").content}`,
      })),
    );
    expect(looks.filter(({ chosen }) => chosen)).toHaveLength(3);
    for (const { chosen, look } of looks)
      expect([chosen, look.includes("✓"), look.startsWith("3px")]).toEqual([chosen, chosen, chosen]);
  });

  /** Scrolls each control into view, as the keyboard does, and checks that nothing covers it. */
  const uncovered = (page: Page) =>
    page.locator("form .box, form input[type=checkbox], form button").evaluateAll((controls) =>
      controls
        .filter((control) => {
          control.scrollIntoView({ block: "nearest" });
          const { left, top, width, height } = control.getBoundingClientRect();
          const front = document.elementFromPoint(left + width / 2, top + Math.min(height / 2, 20));
          return (
            front === null ||
            !(control.contains(front) || front.contains(control)) ||
            front.closest("footer") !== control.closest("footer")
          );
        })
        .map((control) => control.getAttribute("name") ?? control.textContent),
    );
  const fits = (page: Page) =>
    page.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth);

  it("keeps the layout at 400 % zoom without sideways scrolling or covered controls", async () => {
    const { page } = await start();
    await page.setViewportSize({ width: 320, height: 256 });
    await chooseWindow(page);
    expect(await fits(page)).toBe(true);
    expect(await uncovered(page)).toEqual([]);
    await press(page);
    await press(page);
    await page.locator(".summary").waitFor();
    expect(await fits(page)).toBe(true);
    await fillIn(page);
    await press(page);
    await done(page);
    expect(await fits(page)).toBe(true);
  });

  it("grows with the reader's font size and still fits", async () => {
    const { page, context } = await start();
    await chooseWindow(page);
    const size = () =>
      page
        .locator("h2")
        .first()
        .evaluate((heading) => parseFloat(getComputedStyle(heading).fontSize));
    const before = await size();
    const session = await context.newCDPSession(page);
    await session.send("Page.enable");
    await session.send("Page.setFontSizes", { fontSizes: { standard: 32, fixed: 26 } });
    await page.reload();
    await page.locator('[name="window"]:checked').waitFor();
    expect(await size()).toBe(before * 2);
    expect(await fits(page)).toBe(true);
    expect(await uncovered(page)).toEqual([]);
  });

  it("shows the business's name and phone to a browser without scripts", async () => {
    const context = await (await blank()).context.browser()?.newContext({ javaScriptEnabled: false });
    const page = await context?.newPage();
    for (const path of ["/book/", "/track/"]) {
      await page?.goto(server().served.site + path);
      await page?.getByText("Coastline Hauling").first().waitFor();
      await page?.getByText("needs JavaScript").waitFor();
      expect(await page?.getByRole("link", { name: "Call (619) 555-0142" }).getAttribute("href")).toBe(
        "tel:+16195550142",
      );
    }
    await context?.close();
  });

  it("asks phones for a numeric keyboard for ZIP codes and for the street line alone", async () => {
    const { page } = await start();
    await chooseWindow(page);
    const attributes = (name: string) =>
      page
        .locator(`[name="${name}"]`)
        .evaluate((box) => [box.getAttribute("inputmode"), box.getAttribute("autocomplete")]);
    expect(await attributes("location.postal_code")).toEqual(["numeric", "postal-code"]);
    expect(await attributes("location.street")).toEqual([null, "address-line1"]);
  });
});
