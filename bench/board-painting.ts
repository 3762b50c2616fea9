import type { Browser, BrowserContext, Page } from "@playwright/test";
import { launchBrowser } from "../test/e2e/browser.ts";
import { openBusyOffice, type Busy, type BusyOffice } from "./board-office.ts";
import { median } from "./machine.ts";

export interface PaintingRow {
  visits: number;
  /** The units that are out, each with a card in the list on the left. */
  out: number;
  /** From the start of the navigation, with an empty cache, to the frame that shows the first job card. */
  first_card_ms: number;
  /** From the press of Enter to the frame that shows the card in the lane. */
  by_key_ms: number;
  by_key_longest_ms: number;
  /** From releasing the mouse button to that frame. */
  by_drop_ms: number;
  by_drop_longest_ms: number;
}

/** Measurements per value. */
const times = 7;
const slower = 4;

/** Measures what a dispatcher waits for in Chromium, with the processor slowed down four times. */
export const measurePainting = async (days: Busy[]): Promise<PaintingRow[]> => {
  const browser = await launchBrowser();
  const rows: PaintingRow[] = [];
  try {
    for (const day of days) {
      const busy = await openBusyOffice(day);
      rows.push(await measure(browser, busy, day));
      await busy.close();
    }
  } finally {
    await browser.close();
  }
  return rows;
};

const measure = async (browser: Browser, busy: BusyOffice, { visits, out = 0 }: Busy): Promise<PaintingRow> => {
  const firsts: number[] = [];
  for (let time = 0; time < times; time += 1) {
    const { page, context } = await slowPage(browser, busy);
    firsts.push(await firstCard(page, busy));
    await context.close();
  }
  const { page, context } = await slowPage(browser, busy);
  await firstCard(page, busy);
  // Wait until the board is fully drawn.
  await page.waitForFunction((count) => document.querySelectorAll(".card").length >= count, visits);
  const id = busy.waiting[0] ?? "";
  // Start in the first crew's lane. Each round moves the card to the second lane and back.
  await assignByDrop(page, id);
  const keys: number[] = [];
  const drops: number[] = [];
  for (let time = 0; time < times; time += 1) {
    keys.push(await assignByKey(page, id));
    drops.push(await assignByDrop(page, id));
  }
  await context.close();
  return {
    visits,
    out,
    first_card_ms: median(firsts),
    by_key_ms: median(keys),
    by_key_longest_ms: Math.max(...keys),
    by_drop_ms: median(drops),
    by_drop_longest_ms: Math.max(...drops),
  };
};

const slowPage = async (browser: Browser, busy: BusyOffice): Promise<{ page: Page; context: BrowserContext }> => {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  await context.addCookies([busy.cookie]);
  const page = await context.newPage();
  await page.addInitScript(watchFrames);
  const session = await context.newCDPSession(page);
  await session.send("Emulation.setCPUThrottlingRate", { rate: slower });
  return { page, context };
};

/** What a page records about its frames. Times are milliseconds since its navigation began. */
interface Watched {
  firstCard: Promise<number>;
  /** Measures from the next event of this name to the frame that shows an element of this selector. */
  watch: (event: string, selector: string) => void;
  watched: Promise<number>;
}
declare global {
  var tailboardFrames: Watched;
}

/**
 * Runs inside the page. It checks each frame before it is drawn and counts it as shown when the next task begins, because
 * style, layout and paint of that frame are finished at that point.
 */
const watchFrames = () => {
  const shown = (selector: string): Promise<number> =>
    new Promise((resolve) => {
      const check = () => {
        if (document.querySelector(selector) === null) return void requestAnimationFrame(check);
        const { port1, port2 } = new MessageChannel();
        port1.addEventListener("message", () => resolve(performance.now()));
        port1.start();
        port2.postMessage(null);
      };
      requestAnimationFrame(check);
    });
  const frames: Watched = {
    firstCard: shown(".card"),
    watch: (event, selector) => {
      frames.watched = new Promise((resolve) => {
        const listener = (occurred: Event) => void shown(selector).then((at) => resolve(at - occurred.timeStamp));
        addEventListener(event, listener, { capture: true, once: true });
      });
    },
    watched: Promise.resolve(Number.NaN),
  };
  globalThis.tailboardFrames = frames;
};

const firstCard = async (page: Page, { office }: BusyOffice): Promise<number> => {
  await page.goto(`${office.served.dashboard}/board`);
  return await page.evaluate(() => globalThis.tailboardFrames.firstCard);
};

/** Moves the card to the second crew by keyboard. `assignByDrop` moves it back to the first. */
const assignByKey = async (page: Page, id: string): Promise<number> => {
  await page.locator(`.card[data-job="${id}"] .card-open`).focus();
  await page.keyboard.press("m");
  await page.keyboard.press("ArrowDown");
  await page.locator('.lane[data-crew="crew-2"] .slot').waitFor();
  return await timed(page, "crew-2", id, "keydown", () => page.keyboard.press("Enter"));
};

const assignByDrop = async (page: Page, id: string): Promise<number> => {
  await page.locator(`.card[data-job="${id}"]`).hover();
  await page.mouse.down();
  await page.locator('.lane[data-crew="crew-1"] .lane-name').hover();
  const cell = page.locator('.lane[data-crew="crew-1"] .cell').first();
  const slot = page.locator('.lane[data-crew="crew-1"] .slot');
  // The drag code loads with the first drag, so keep moving the mouse until the slot appears.
  for (let at = 0; at < 100 && (await slot.count()) === 0; at += 1)
    await cell.hover({ position: { x: 5 + (at % 2), y: 5 } });
  await slot.waitFor();
  return await timed(page, "crew-1", id, "pointerup", () => page.mouse.up());
};

const timed = async (
  page: Page,
  crew: string,
  id: string,
  event: string,
  action: () => Promise<void>,
): Promise<number> => {
  const inLane = `.lane[data-crew="${crew}"] .card[data-job="${id}"]`;
  // Listen before the action, because key events and this call reach the page on different paths.
  await page.evaluate(([name, selector]) => globalThis.tailboardFrames.watch(name, selector), [event, inLane] as const);
  const saved = page.waitForResponse((answer) => answer.request().method() === "PATCH" && answer.status() === 200);
  await action();
  const ms = await page.evaluate(() => globalThis.tailboardFrames.watched);
  await saved;
  // Wait until the board has refreshed, so that the next measurement begins idle.
  await page.waitForResponse((answer) => answer.url().includes("/api/v1/board"));
  return ms;
};
