import type { Browser, Locator, Page } from "@playwright/test";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { launchBrowser, visit, type Visit } from "./browser.ts";
import { startCrowdedDay } from "./oversized-day.ts";
import type { TestServer } from "./test-server.ts";
import { overflowing } from "./overflow.ts";
import { openBoard, card, endWorkingDay } from "./working-day.ts";

/** The dashboard and the crew's phone with forced colors, at 400 % zoom, and with letters twice as large. */
let browser: Browser;
let server: TestServer;
let tall: string;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());
beforeEach(async () => {
  ({ server, tall } = await startCrowdedDay(2));
  await server.addPerson("owner", "olga");
  await server.addPerson("crew", "dana", "crew-2");
  return () => endWorkingDay(server);
});

const openTall = async (page: Page) => {
  await card(page, tall).locator(".card-open").click();
  await page.locator(".panel-facts").waitFor();
};
const atSettings = async (): Promise<Visit> => {
  const one = await visit(browser, { size: "desktop" });
  await server.signIn(one, "olga");
  await one.page.getByRole("link", { name: "Settings" }).click();
  await one.page.getByRole("heading", { name: "Settings", level: 1 }).waitFor();
  return one;
};
const atCrew = async (): Promise<Visit> => {
  const one = await visit(browser, { size: "phone" });
  await server.signIn(one, "dana");
  await one.page.getByRole("button", { name: "On my way" }).waitFor();
  return one;
};

describe("with forced colors", () => {
  type Box = { x: number; y: number; width: number; height: number };
  /** The share of pixels in a box that have this color. Without a color: the color of the first pixel. */
  const share = async (page: Page, clip: Box, color: number[] | null) => {
    const picture = await page.screenshot({ clip });
    return page.evaluate(
      async ([base64, wanted]) => {
        const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
        const image = await createImageBitmap(new Blob([bytes], { type: "image/png" }));
        const context = new OffscreenCanvas(image.width, image.height).getContext("2d");
        context?.drawImage(image, 0, 0);
        const data = context?.getImageData(0, 0, image.width, image.height).data ?? new Uint8ClampedArray();
        const pixels = Array.from({ length: data.length / 4 }, (_, index) =>
          Array.from(data.slice(index * 4, index * 4 + 3)),
        );
        const same = pixels.filter((pixel) => wanted?.every((part, at) => Math.abs(part - (pixel[at] ?? 0)) < 4));
        return { share: same.length / pixels.length, first: pixels[0] ?? [] };
      },
      [picture.toString("base64"), color] as const,
    );
  };
  /** The system's color of a selection, as the screen shows it. */
  const highlightOf = async (page: Page): Promise<number[]> => {
    await page.evaluate(() => {
      const probe = document.createElement("i");
      probe.id = "probe";
      for (const [name, value] of Object.entries({
        background: "Highlight",
        position: "fixed",
        inset: "0 auto auto 0",
        width: "8px",
        height: "8px",
        "z-index": "99",
        "forced-color-adjust": "none",
      }))
        probe.style.setProperty(name, value);
      // Measured on the page's background, because the color may be translucent.
      const ground = document.createElement("i");
      ground.id = "probe-ground";
      ground.style.setProperty("background", "Canvas");
      ground.append(probe);
      document.body.append(ground);
    });
    const { first } = await share(page, { x: 2, y: 2, width: 2, height: 2 }, null);
    await page.evaluate(() => document.getElementById("probe-ground")?.remove());
    return first;
  };
  /** The box of an element, with a margin for an outline that is drawn outside it. */
  const highlighted = async (page: Page, element: Locator, ring = 0): Promise<number> => {
    await element.scrollIntoViewIfNeeded();
    const color = await highlightOf(page);
    const box = await element.boundingBox();
    if (box === null) throw new Error("The element has no box");
    const [x, y] = [Math.max(0, box.x - ring), Math.max(0, box.y - ring)];
    return (await share(page, { x, y, width: box.width + 2 * ring, height: box.height + 2 * ring }, color)).share;
  };
  const forced = async (one: Visit) => {
    await one.page.emulateMedia({ forcedColors: "active" });
    return one;
  };
  /** A chosen element has at least an outline in that color. One that is not chosen has none of it. */
  const isMarked = async (page: Page, chosen: Locator, other: Locator, what: string, ring = 0) => {
    expect(await highlighted(page, chosen, ring), `${what}, chosen`).toBeGreaterThan(0.01);
    expect(await highlighted(page, other), `${what}, not chosen`).toBeLessThan(0.002);
  };

  it("marks the chosen, filtered, found and focused parts of the board", async () => {
    const one = await forced(await openBoard(browser, server));
    const { page } = one;
    await page.locator(".counter").first().click();
    await page.mouse.move(700, 400);
    await page.locator("h1").click();
    await isMarked(page, page.locator(".counter").first(), page.locator(".counter").nth(1), "a counter");
    await page.locator(".counter").first().click();
    await isMarked(page, page.locator(".days [aria-current]"), page.locator('.days [data-day="1"]'), "the day");
    await isMarked(page, page.locator(".rail a[aria-current]"), page.locator(".rail a").nth(1), "the view");
    await openTall(page);
    await isMarked(page, card(page, tall), page.locator(".lane .card:not([data-chosen=true])").first(), "a card");
    await page.keyboard.press("/");
    await page.keyboard.type("Stop");
    await page.locator(".found li").nth(1).waitFor();
    await isMarked(page, page.locator(".found li").first(), page.locator(".found li").nth(1), "a result");
    await page.keyboard.press("Escape");
    await page.keyboard.press("Escape");
    await page.locator(".lane .card-open").nth(3).focus();
    await page.keyboard.press("ArrowDown");
    const focus = page.locator(".card-open:focus");
    await isMarked(page, focus, page.locator(".lane .card-open").first(), "the focus", 4);
    await one.end();
  }, 90_000);

  it("marks the chosen day and window, a closed day and a chosen reason", async () => {
    const board = await forced(await openBoard(browser, server));
    await openTall(board.page);
    await board.page.getByRole("button", { name: "Move", exact: true }).click();
    await board.page.locator('.tile:has([name="window"]:checked)').waitFor();
    for (const name of ["day", "window"]) {
      const tile = (state: string) => board.page.locator(`.tile:has([name="${name}"]${state})`).first();
      await isMarked(board.page, tile(":checked"), tile(":not(:checked)"), `the ${name}`);
    }
    await board.end();

    const settings = await forced(await atSettings());
    const days = settings.page.locator("#closed .page-days button:enabled");
    // This month may have one day left.
    await settings.page.locator("#closed .page-month-head .plain").last().click();
    await days.nth(3).click();
    await settings.page.locator("#closed h2").click();
    await isMarked(settings.page, days.nth(3), days.nth(5), "a closed day");
    await settings.page.getByRole("button", { name: "Discard" }).click();
    await settings.end();

    const crew = await forced(await atCrew());
    await crew.page.getByRole("button", { name: "On my way" }).click();
    await crew.page.getByRole("button", { name: "Can’t do it" }).click();
    const chip = crew.page.locator(".crew-chip");
    await chip.first().click();
    await crew.page.locator(".crew-ask h2").click();
    await isMarked(crew.page, chip.first(), chip.nth(1), "a reason");
    await crew.end();
  }, 90_000);
});

/** The share of the window's height that fixed parts cover. */
const covered = (page: Page) =>
  page.evaluate(() => {
    const stays = (element: Element | null): boolean => {
      if (element === null) return false;
      const { position } = getComputedStyle(element);
      const { height } = element.getBoundingClientRect();
      // A part that fills the window scrolls on its own.
      if ((position === "fixed" || position === "sticky") && height < innerHeight * 0.95) return true;
      return stays(element.parentElement);
    };
    const rows = Array.from({ length: innerHeight / 4 }, (_, index) => index * 4 + 2);
    return rows.filter((y) => stays(document.elementFromPoint(innerWidth / 2, y))).length / rows.length;
  });

/** Checks that each control can scroll into view and that nothing covers it there. */
const cannotBeReached = async (controls: Locator): Promise<string[]> => {
  const lost: string[] = [];
  for (const control of await controls.all()) {
    if (!(await control.isVisible())) continue;
    await control.scrollIntoViewIfNeeded();
    const ok = await control.evaluate((element) => {
      element.scrollIntoView({ block: "center", inline: "center" });
      const { top, bottom, left, right } = element.getBoundingClientRect();
      const under = document.elementFromPoint((left + right) / 2, (top + bottom) / 2);
      return under !== null && (element.contains(under) || under.contains(element));
    });
    if (!ok) lost.push((await control.textContent()) ?? "");
  }
  return lost;
};

describe("at 400 % zoom", () => {
  const zoomed = async (one: Visit) => {
    await one.page.setViewportSize({ width: 320, height: 256 });
    return one;
  };
  const holds = async (page: Page, controls: string, what: string) => {
    expect(await overflowing(page), what).toEqual([]);
    expect(await cannotBeReached(page.locator(controls)), what).toEqual([]);
    for (const share of [0, 0.3, 1]) {
      await page.evaluate((part) => scrollTo(0, part * document.documentElement.scrollHeight), share);
      expect(await covered(page), `${what}, scrolled by ${share}`).toBeLessThanOrEqual(0.34);
    }
  };

  it("keeps board, job panel, new job and settings readable and usable", async () => {
    const one = await zoomed(await openBoard(browser, server));
    const { page } = one;
    await holds(page, ".board-top button, .counter, .rail a, .attention .card-open", "the board");
    await openTall(page);
    await holds(page, ".side-panel button", "the sheet");
    await page.locator(".side-panel").getByRole("button", { name: "Close" }).click();
    await page.getByRole("button", { name: /^New job/ }).click();
    await holds(page, ".side-panel :is(input, button, select, textarea)", "a new job");
    await one.end();
    const settings = await zoomed(await atSettings());
    await holds(settings.page, "#hours :is(input, button)", "settings");
    await settings.end();
  }, 120_000);

  it("keeps the crew's phone readable and usable", async () => {
    const one = await zoomed(await atCrew());
    await holds(one.page, "main :is(a, button), .crew-footer button", "the crew's day");
    await one.page.getByRole("button", { name: "On my way" }).click();
    await one.page.getByRole("button", { name: "Can’t do it" }).click();
    await holds(one.page, ".crew-footer :is(button, textarea)", "a reason");
    await one.end();
  }, 60_000);
});

describe("with a default font twice as large", () => {
  const enlarged = async ({ page, context }: Visit) => {
    const session = await context.newCDPSession(page);
    await session.send("Page.setFontSizes", { fontSizes: { standard: 32, fixed: 26 } });
    await page.reload();
  };
  const sizeOf = (page: Page, selector: string) =>
    page
      .locator(selector)
      .first()
      .evaluate((element) => parseFloat(getComputedStyle(element).fontSize));

  it("fits the window with letters twice as large", async () => {
    const one = await openBoard(browser, server);
    const { page } = one;
    const before = [await sizeOf(page, ".card-open b"), await sizeOf(page, ".lane-name button")];
    await enlarged(one);
    await page.locator(".lanes .card").first().waitFor();
    expect([await sizeOf(page, ".card-open b"), await sizeOf(page, ".lane-name button")]).toEqual(
      before.map((size) => size * 2),
    );
    for (const width of [390, 1024, 1440]) {
      await page.setViewportSize({ width, height: 844 });
      expect(await overflowing(page), `the board at ${width} px`).toEqual([]);
      await openTall(page);
      expect(await overflowing(page), `the sheet at ${width} px`).toEqual([]);
      await page.locator(".side-panel").getByRole("button", { name: "Close" }).click();
    }
    await one.end();

    const crew = await atCrew();
    const text = await sizeOf(crew.page, ".crew-where");
    await enlarged(crew);
    await crew.page.locator(".crew-where").waitFor();
    expect(await sizeOf(crew.page, ".crew-where")).toBe(text * 2);
    expect(await overflowing(crew.page), "the crew's day").toEqual([]);
    await crew.end();

    const settings = await atSettings();
    await enlarged(settings);
    await settings.page.locator("#hours").waitFor();
    for (const width of [390, 1440]) {
      await settings.page.setViewportSize({ width, height: 844 });
      expect(await overflowing(settings.page), `settings at ${width} px`).toEqual([]);
    }
    await settings.end();
  }, 120_000);
});
