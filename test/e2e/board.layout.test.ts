import type { Browser, Page } from "@playwright/test";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { launchBrowser } from "./browser.ts";
import { startCrowdedDay } from "./oversized-day.ts";
import { overflowing } from "./overflow.ts";
import { openBoard, endWorkingDay } from "./working-day.ts";

/** Measures the board's layout from phone to desktop, with two to six windows and eight crews. */
const widths = [390, 768, 1024, 1440];
const isPhone = (width: number) => width <= 720;

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

const boxOf = async (page: Page, selector: string) => {
  const box = await page.locator(selector).boundingBox();
  if (box === null) throw new Error(`${selector} has no box`);
  return { ...box, right: box.x + box.width, bottom: box.y + box.height };
};

const topBarRows = (page: Page) =>
  page.locator(".board-top").evaluate((bar) => {
    const boxes = [...bar.children]
      .filter((child) => child.checkVisibility())
      .map((child) => child.getBoundingClientRect());
    return boxes.every(({ top }) => boxes.every(({ bottom }) => top < bottom)) ? 1 : 2;
  });

/** Parts of the top bar that overlap, like `search over New job`. */
const overlaps = (page: Page) =>
  page.locator(".board-top").evaluate((bar) => {
    const parts = [...bar.querySelectorAll("h1, .days, .places-open, .search .box, .orange")]
      .filter((part) => part.checkVisibility())
      .map((part) => ({ name: part.className || part.localName, box: part.getBoundingClientRect() }));
    return parts.flatMap((one, index) =>
      parts.slice(index + 1).flatMap((other) => {
        const wide = Math.min(one.box.right, other.box.right) - Math.max(one.box.left, other.box.left);
        const high = Math.min(one.box.bottom, other.box.bottom) - Math.max(one.box.top, other.box.top);
        return wide > 0 && high > 0 ? [`${one.name} over ${other.name}`] : [];
      }),
    );
  });

/** Scrolls to the middle of the tallest lane. Returns true if its crew's name is visible there. */
const nameInTallLane = (page: Page) =>
  page.locator('.lane[data-crew="crew-1"]').evaluate(async (lane) => {
    const cards = [...lane.querySelectorAll(".card")];
    cards[Math.floor(cards.length / 2)]?.scrollIntoView({ block: "center" });
    await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
    const name = lane.querySelector(".lane-name button");
    if (name === null) return "no name";
    const { top, bottom, left, right } = name.getBoundingClientRect();
    if (lane.getBoundingClientRect().height < innerHeight * 0.8) return "the lane is not tall";
    if (top < 0 || bottom > innerHeight || left < 0 || right > innerWidth) return "out of the window";
    const under = document.elementFromPoint((left + right) / 2, (top + bottom) / 2);
    return under !== null && name.contains(under) ? "in sight" : `covered by ${under?.className ?? "nothing"}`;
  });

/** The windows that cannot scroll fully into view between the crew's name and the end of the lanes. */
const unreachable = (page: Page) =>
  page.locator(".lanes").evaluate((lanes) => {
    const pane = lanes.getBoundingClientRect();
    const sheet = document.querySelector(".side-panel")?.getBoundingClientRect();
    const end = Math.min(pane.right, sheet === undefined ? innerWidth : sheet.left, innerWidth);
    const crew = lanes.querySelector(".lane-name")?.getBoundingClientRect();
    const cells = [...lanes.querySelectorAll<HTMLElement>('.lane[data-crew="crew-1"] .cell')];
    return cells.flatMap((cell) => {
      lanes.scrollLeft = 0;
      lanes.scrollLeft = cell.offsetLeft - (crew?.width ?? 0);
      const { left, right } = cell.getBoundingClientRect();
      return left >= (crew?.right ?? 0) - 1 && right <= end + 1 ? [] : [cell.dataset["when"] ?? ""];
    });
  });

describe.each([2, 3, 4, 6])("a day of %i windows and 8 crews", (count) => {
  it("keeps the layout at 390, 768, 1024 and 1440 px, with and without a panel", async () => {
    const { server, tall } = await startCrowdedDay(count);
    const one = await openBoard(browser, server);
    const { page } = one;
    await page.locator(`.lane .card[data-job="${tall}"]`).waitFor();
    for (const width of widths) {
      const at = `at ${width} px`;
      await page.setViewportSize({ width, height: isPhone(width) ? 844 : 800 });
      expect(await overflowing(page), at).toEqual([]);
      expect(await overlaps(page), at).toEqual([]);
      if (!isPhone(width)) {
        expect(await topBarRows(page), at).toBe(1);
        expect(await unreachable(page), at).toEqual([]);
      } else {
        // An empty cell takes no line. A crew without stops takes one line.
        const rows = await page
          .locator(".cell")
          .evaluateAll((cells) => cells.filter((one) => one.childElementCount === 0 && one.clientHeight > 1).length);
        expect(rows, at).toBe(0);
        await page.locator('.lane[data-crew="crew-8"]').scrollIntoViewIfNeeded();
        // A lane out of view has an estimated height until the browser lays it out.
        await expect
          .poll(async () => (await boxOf(page, '.lane[data-crew="crew-8"]')).height, { message: at })
          .toBeLessThanOrEqual(56);
      }
      expect(await nameInTallLane(page), at).toBe("in sight");

      await page.locator(".search input").fill("Stop");
      await page.locator(".found li").first().waitFor();
      const found = await boxOf(page, ".found");
      expect([found.x >= 0, found.right <= width, found.y >= 0], at).toEqual([true, true, true]);
      expect(await overflowing(page), at).toEqual([]);
      await page.keyboard.press("Escape");
      await page.locator(".found").waitFor({ state: "detached" });

      await page.locator(".places-open").click();
      const places = await boxOf(page, ".places .over");
      expect([places.x >= 0, places.right <= width], at).toEqual([true, true]);
      await page.keyboard.press("Escape");

      await page.locator(`.lane .card[data-job="${tall}"] .card-open`).click();
      await page.locator(".panel-facts").waitFor();
      expect(await overflowing(page), at).toEqual([]);
      const sheet = await boxOf(page, ".side-panel");
      if (isPhone(width)) expect([sheet.x, sheet.right], at).toEqual([0, width]);
      else {
        const lanes = await boxOf(page, ".lanes");
        expect(lanes.right, at).toBeLessThanOrEqual(sheet.x + 1);
        expect(sheet.right, at).toBeLessThanOrEqual(width);
        expect(await unreachable(page), at).toEqual([]);
      }
      await page.locator(".side-panel").getByRole("button", { name: "Close" }).click();
      await page.locator(".side-panel").waitFor({ state: "detached" });
    }
    await one.end();
    await endWorkingDay(server);
  }, 120_000);
});
