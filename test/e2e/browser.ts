import { existsSync } from "node:fs";
import { chromium, type Browser, type BrowserContext, type Page } from "@playwright/test";
import axe from "axe-core";
import { expect } from "vitest";

/** The two sizes that every journey is walked at. */
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

/** Where nobody names one; `scripts/system-package.mjs` installs either. */
const installed =
  ["/usr/bin/chromium-headless-shell", "/usr/bin/chromium"].find((path) => existsSync(path)) ?? "/usr/bin/chromium";

export const launchBrowser = (): Promise<Browser> =>
  chromium.launch({ executablePath: process.env["CHROMIUM"] ?? installed, args: flags });

export interface Visit {
  page: Page;
  context: BrowserContext;
  /**
   * Names the refusals that this journey provokes, as `<status> <path>` or a console text. Anything else that
   * went wrong in the page fails the journey at `end`.
   */
  expectTrouble: (...trouble: (string | RegExp)[]) => void;
  /** No finding of axe-core in the page as it stands; of some of its rules alone where only those can have changed. */
  checkAccessibility: (...rules: string[]) => Promise<void>;
  /** Closes the page; throws for console errors, failed requests, exceptions and refused policies nobody named. */
  end: () => Promise<void>;
}

export interface VisitOptions {
  size?: Size;
  dark?: boolean;
  /** Motion is off unless asked for: screenshots and axe-core want the page at rest. */
  motion?: boolean;
}

export const visit = async (
  browser: Browser,
  { size = "phone", dark = false, motion = false }: VisitOptions = {},
): Promise<Visit> => {
  const context = await browser.newContext({
    viewport: sizes[size],
    hasTouch: size === "phone",
    colorScheme: dark ? "dark" : "light",
    reducedMotion: motion ? "no-preference" : "reduce",
    locale: "en-US",
    timezoneId: "America/New_York",
  });
  const page = await context.newPage();
  // Below the limit of one test, so that what was waited for is named.
  page.setDefaultTimeout(15_000);
  const troubles: string[] = [];
  const expected: (string | RegExp)[] = [];
  page.on("console", (message) => {
    if (message.type() !== "error" && message.type() !== "warning") return;
    // The browser repeats each refused answer on the console; the answer itself is judged below.
    if (message.text().startsWith("Failed to load resource")) return;
    troubles.push(message.text());
  });
  page.on("pageerror", (error) => troubles.push(`exception: ${error.message}`));
  page.on("requestfailed", (request) => {
    // A page that goes elsewhere, or is closed, lets go of what it had asked for.
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
      // Half a megabyte of source, so once a page. Our pages have no frames, whose findings it would have to gather.
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
