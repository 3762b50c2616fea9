import { existsSync } from "node:fs";
import { chromium, type Browser, type BrowserContext, type Page } from "@playwright/test";
import axe from "axe-core";
import { expect } from "vitest";

/** The two window sizes of the browser tests. */
const sizes = { phone: { width: 390, height: 844 }, desktop: { width: 1440, height: 900 } } as const;
export type Size = keyof typeof sizes;

const flags = [
  "--no-sandbox",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--disable-gpu",
];

/** Used if CHROMIUM is not set. `scripts/system-package.mjs` installs either. */
const installed =
  ["/usr/bin/chromium-headless-shell", "/usr/bin/chromium"].find((path) => existsSync(path)) ?? "/usr/bin/chromium";

export const launchBrowser = (): Promise<Browser> =>
  chromium.launch({ executablePath: process.env["CHROMIUM"] ?? installed, args: flags });

export interface Visit {
  page: Page;
  context: BrowserContext;
  /**
   * Names the errors that this test provokes, as `<status> <path>` or a console text. Any other error in the page fails
   * the test at `end`.
   */
  expectTrouble: (...trouble: (string | RegExp)[]) => void;
  /** Checks that axe-core finds nothing in the page. With `rules`, runs only those. */
  checkAccessibility: (...rules: string[]) => Promise<void>;
  /** Closes the page. Throws for unexpected console errors, failed requests, exceptions and policy violations. */
  end: () => Promise<void>;
}

export interface VisitOptions {
  size?: Size;
  dark?: boolean;
  /** Motion is off by default, because screenshots and axe-core need the page at rest. */
  motion?: boolean;
  /** The language that the browser prefers. */
  locale?: string;
}

export const visit = async (
  browser: Browser,
  { size = "phone", dark = false, motion = false, locale = "en-US" }: VisitOptions = {},
): Promise<Visit> => {
  const context = await browser.newContext({
    viewport: sizes[size],
    hasTouch: size === "phone",
    colorScheme: dark ? "dark" : "light",
    reducedMotion: motion ? "no-preference" : "reduce",
    locale,
    timezoneId: "America/New_York",
  });
  const page = await context.newPage();
  // Shorter than the limit of one test, so that the error names the awaited element.
  page.setDefaultTimeout(15_000);
  const troubles: string[] = [];
  const expected: (string | RegExp)[] = [];
  page.on("console", (message) => {
    if (message.type() !== "error" && message.type() !== "warning") return;
    // The browser also logs each error response on the console. The check below handles the response itself.
    if (message.text().startsWith("Failed to load resource")) return;
    troubles.push(message.text());
  });
  page.on("pageerror", (error) => troubles.push(`exception: ${error.message}`));
  page.on("requestfailed", (request) => {
    // A page that navigates or closes aborts its requests.
    if (request.failure()?.errorText === "net::ERR_ABORTED") return;
    troubles.push(`failed ${new URL(request.url()).pathname} ${request.failure()?.errorText ?? ""}`);
  });
  page.on("response", (response) => {
    if (response.status() >= 400) troubles.push(`${response.status()} ${new URL(response.url()).pathname}`);
  });
  return {
    page,
    context,
    expectTrouble: (...trouble) => void expected.push(...trouble),
    checkAccessibility: async (...rules) => {
      // Half a megabyte of source, so inject it once per page. Our pages have no frames.
      if (!(await page.evaluate(() => "axe" in window))) await page.evaluate(axe.source);
      const violations = await page.evaluate(async (only) => {
        const here = window as unknown as { axe: typeof axe };
        const runOnly = only.length > 0 ? { runOnly: { type: "rule" as const, values: only } } : {};
        const found = await here.axe.run({ resultTypes: ["violations"], ...runOnly });
        return found.violations.map(({ id, nodes }) => ({ id, nodes: nodes.map(({ html }) => ({ html })) }));
      }, rules);
      expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(" ")}`)).toEqual([]);
    },
    end: async () => {
      await context.close();
      const unexpected = troubles.filter(
        (trouble) =>
          !expected.some((known) => (typeof known === "string" ? trouble.includes(known) : known.test(trouble))),
      );
      expect(unexpected).toEqual([]);
    },
  };
};
