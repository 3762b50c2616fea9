import { launchBrowser } from "../test/e2e/browser.ts";
import { openBusyOffice } from "./board-office.ts";
import { weigh } from "./weighing.ts";

export interface BoardWeightRow {
  what: string;
  files: number;
  brotli_bytes: number;
  gzip_bytes: number;
  /** Of the 120 KB that the board's JavaScript may weigh, in brotli; empty for what is no part of it. */
  of_120_kb: string;
}

const most = 120 * 1024;

/** What comes over the wire for the board: until a first card is there, and with everything it can open beside it. */
export const measureBoardWeight = async (): Promise<BoardWeightRow[]> => {
  const busy = await openBusyOffice(3);
  const browser = await launchBrowser();
  try {
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
    await context.addCookies([busy.cookie]);
    const page = await context.newPage();
    const asked: { url: string; type: string }[] = [];
    page.on("request", (request) => asked.push({ url: request.url(), type: request.resourceType() }));
    await page.goto(`${busy.office.served.dashboard}/board`);
    await page.locator(".card").first().waitFor();
    const first = [...asked];
    // The drag's code comes with the mouse, the sheets' with the first one opened.
    await page.locator(".trays .card-open").first().hover();
    await page.locator(".trays .card-open").first().click();
    await page.locator(".sheet-facts").waitFor();
    await page.keyboard.press("Escape");
    await page.keyboard.press("n");
    await page.locator("[data-new-job]").waitFor();
    return [
      await row("JavaScript until the first card", scripts(first), true),
      await row("JavaScript with drag, job sheet and new job", scripts(asked), true),
      await row("styles", of(first, "stylesheet"), false),
      await row("HTML", of(first, "document"), false),
    ];
  } finally {
    await browser.close();
    await busy.close();
  }
};

type Asked = { url: string; type: string };
const of = (asked: Asked[], type: string) => asked.flatMap((one) => (one.type === type ? [one.url] : []));
const scripts = (asked: Asked[]) => of(asked, "script");

const row = async (what: string, urls: string[], limited: boolean): Promise<BoardWeightRow> => {
  const total = async (encoding: string) => {
    const sizes = await Promise.all([...new Set(urls)].map((url) => weigh(url, encoding)));
    return sizes.reduce((sum, { head, body }) => sum + head + body, 0);
  };
  const brotli = await total("br");
  return {
    what,
    files: new Set(urls).size,
    brotli_bytes: brotli,
    gzip_bytes: await total("gzip"),
    of_120_kb: limited ? `${Math.round((brotli / most) * 100)} %` : "",
  };
};
