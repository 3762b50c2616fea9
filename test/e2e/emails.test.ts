import { afterAll, beforeAll, expect, it } from "vitest";
import type { Browser } from "@playwright/test";
import { languages } from "../../domain/message/language.ts";
import { messageEvents } from "../../domain/message/event.ts";
import { composeMail } from "../../notify/compose.ts";
import { sampleValues } from "../../notify/sample-values.ts";
import { launchBrowser, visit } from "./browser.ts";

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

const each = languages.flatMap((language) => [false, true].map((dark) => ({ language, dark })));

it.each(each)("passes axe in each email, and fits a phone: $language, dark: $dark", async ({ language, dark }) => {
  const { page, checkAccessibility, end } = await visit(browser, { dark });
  for (const event of messageEvents) {
    const { html } = composeMail({
      event,
      language,
      values: sampleValues[language],
      business: { name: "Coastline Hauling", phone: "(619) 555-0100", postal_address: "1 Harbor Dr, San Diego, CA" },
      canReply: true,
      facts: [
        ["When", "Tue, Dec 1, 8am-12pm"],
        ["Where", "4127 Utah St, San Diego"],
      ],
    });
    await page.setContent(html);
    await checkAccessibility();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  }
  await end();
});
