import type { Page } from "@playwright/test";

/** Fills in a booking page of this or an earlier release, and presses its button. */
export const bookOnPage = async (page: Page, site: string): Promise<void> => {
  await page.goto(`${site}/book/`);
  await page.check('[value="trailer-15"]');
  await page.locator('[name="day"]:enabled').nth(1).check();
  await page.locator('[name="window"]:enabled').first().check();
  for (const [name, value] of Object.entries({
    "location.street": "Soderblom Ave",
    "location.city": "San Diego",
    "location.postal_code": "92122",
    "customer.name": "Mark",
    "customer.phone": "(619) 555-0142",
  }))
    await page.fill(`[name="${name}"]`, value);
  await page.check('[name="terms_accepted"]');
  await page.click('button[type="submit"]');
};
