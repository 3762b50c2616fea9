import type { Browser, BrowserContext, Page } from "@playwright/test";
import { launchBrowser } from "../test/e2e/browser.ts";
import { openBusyOffice, type BusyOffice } from "./board-office.ts";
import { median } from "./machine.ts";

export interface PaintingRow {
  visits: number;
  /** From the start of the navigation, with nothing cached, to the frame that shows the first job card. */
  first_card_ms: number;
  /** From the press of Enter to the frame that shows the card in the lane. */
  by_key_ms: number;
  by_key_longest_ms: number;
  /** From letting go of the mouse to that frame. */
  by_drop_ms: number;
  by_drop_longest_ms: number;
}

/** How often each is measured. */
const times = 7;
const slower = 4;

/** What a dispatcher waits for on a processor four times slower than this one, in real Chromium. */
export const measurePainting = async (sizes: number[]): Promise<PaintingRow[]> => {
  const browser = await launchBrowser();
  const rows: PaintingRow[] = [];
  try {
    for (const visits of sizes) {
      const busy = await openBusyOffice(visits);
      rows.push(await measure(browser, busy, visits));
      await busy.close();
    }
  } finally {
    await browser.close();
  }
  return rows;
};

const measure = async (browser: Browser, busy: BusyOffice, visits: number): Promise<PaintingRow> => {
  const firsts: number[] = [];
  for (let time = 0; time < times; time += 1) {
    const { page, context } = await slowPage(browser, busy);
    firsts.push(await firstCard(page, busy));
    await context.close();
  }
  const { page, context } = await slowPage(browser, busy);
  await firstCard(page, busy);
  // Whatever the board still had to draw of itself is drawn before anybody presses a key.
  await page.waitForFunction((count) => document.querySelectorAll(".card").length >= count, visits);
  const id = busy.waiting[0] ?? "";
  // Into the first crew's lane: from there it goes to the second and back.
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

/** What a page tells of its own frames; times are milliseconds since its navigation began. */
interface Watched {
  firstCard: Promise<number>;
  /** From the next event of this name: how long until the frame that has an element of this selector. */
  watch: (event: string, selector: string) => void;
  watched: Promise<number>;
}
declare global {
  var tailboardFrames: Watched;
}

/**
 * Runs inside the page. A frame is looked at before it is drawn, and counts as shown when the task after it begins:
 * style, layout and paint of that frame are over by then.
 */
const watchFrames = () => {
  const shown = (selector: string): Promise<number> =>
    new Promise((resolve) => {
      const look = () => {
        if (document.querySelector(selector) === null) return void requestAnimationFrame(look);
        const { port1, port2 } = new MessageChannel();
        port1.addEventListener("message", () => resolve(performance.now()));
        port1.start();
        port2.postMessage(null);
      };
      requestAnimationFrame(look);
    });
  const frames: Watched = {
    firstCard: shown(".card"),
    watch: (event, selector) => {
      frames.watched = new Promise((resolve) => {
        const heard = (happened: Event) => void shown(selector).then((at) => resolve(at - happened.timeStamp));
        addEventListener(event, heard, { capture: true, once: true });
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

/** To the crew below by keys, and then to the one above, so that nothing has to be put back in between. */
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
  // The code of a drag arrives with the first one: a hand that waits for it moves on.
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
  act: () => Promise<void>,
): Promise<number> => {
  const inLane = `.lane[data-crew="${crew}"] .card[data-job="${id}"]`;
  // Listening before the act: a key goes another way into the page than this call.
  await page.evaluate(([name, selector]) => globalThis.tailboardFrames.watch(name, selector), [event, inLane] as const);
  const saved = page.waitForResponse((answer) => answer.request().method() === "PATCH" && answer.status() === 200);
  await act();
  const ms = await page.evaluate(() => globalThis.tailboardFrames.watched);
  await saved;
  // The board as it is after the change, so that the next one begins from rest.
  await page.waitForResponse((answer) => answer.url().includes("/api/v1/board") && answer.status() === 200);
  return ms;
};
