import { launchBrowser } from "../test/e2e/browser.ts";
import { openBusyOffice } from "./board-office.ts";
import { weigh } from "./weighing.ts";

export interface BoardWeightRow {
  what: string;
  files: number;
  brotli_bytes: number;
  gzip_bytes: number;
  /** The share of the board's limit of 120 KB of JavaScript in brotli. Empty for other files. */
  of_120_kb: string;
}

const most = 120 * 1024;

/** Measures what the board loads: until the first card shows, and with the drag code and every drawer. */
export const measureBoardWeight = async (): Promise<BoardWeightRow[]> => {
  const busy = await openBusyOffice({ visits: 3 });
  const browser = await launchBrowser();
  try {
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
    await context.addCookies([busy.cookie]);
    const page = await context.newPage();
    const requests: PageRequest[] = [];
    page.on("request", (request) => requests.push({ url: request.url(), type: request.resourceType() }));
    await page.goto(`${busy.office.served.dashboard}/board`);
    await page.locator(".card").first().waitFor();
    const first = [...requests];
    // The drag code loads when the mouse enters a card, the drawers' code when the first one opens.
    await page.locator(".lane .card-open").first().hover();
    await page.locator(".lane .card-open").first().click();
    await page.locator(".panel-facts").waitFor();
    await page.keyboard.press("Escape");
    await page.keyboard.press("n");
    await page.locator("[data-new-job]").waitFor();
    return [
      await row("JavaScript until the first card", scripts(first), true),
      await row("JavaScript with drag, job drawer and new job", scripts(requests), true),
      await row("styles", urlsOf(first, "stylesheet"), false),
      await row("HTML", urlsOf(first, "document"), false),
    ];
  } finally {
    await browser.close();
    await busy.close();
  }
};

type PageRequest = { url: string; type: string };
const urlsOf = (requests: PageRequest[], type: string) =>
  requests.flatMap((request) => (request.type === type ? [request.url] : []));
const scripts = (requests: PageRequest[]) => urlsOf(requests, "script");

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
