import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { packageRoot, readConfig } from "../main/config.ts";
import { serve } from "../main/serve.ts";
import { launchBrowser } from "../test/e2e/browser.ts";
import { takeCustomerPictures } from "../test/e2e/customer-screenshots.ts";
import { takeDashboardPictures } from "../test/e2e/dashboard-screenshots.ts";
import { takeOfficePictures } from "../test/e2e/office-screenshots.ts";

/** `npm run screenshots [-- FOLDER]`: retakes the README's screenshots from a fresh server with a business name and number. */
const folder = process.argv[2] ?? join(packageRoot, "docs/screenshots");
const served = await serve(readConfig({ PORT: "0", TAILBOARD_STORE: "memory:", TAILBOARD_LIMITS: "off" }), {
  log: () => undefined,
  onFault: console.error,
});
await served.tailboard.services.settings.change((now) => ({
  ...now,
  business: { ...now.business, name: "Coastline Hauling", phone: "+16195550100", time_zone: "America/Los_Angeles" },
  crews: [{ id: "crew-1", name: "Dana", active: true }],
  sample: false,
}));
const pictures = spawn(process.execPath, [join(packageRoot, "test/e2e/screenshots.ts"), folder, served.site], {
  stdio: "inherit",
});
const [code] = (await once(pictures, "exit")) as [number | null];
await served.close();
process.exitCode = code ?? 1;

const browser = await launchBrowser();
try {
  await takeDashboardPictures(browser, folder);
  await takeCustomerPictures(browser, join(folder, "customer"));
  await takeOfficePictures(browser, join(folder, "office"));
} finally {
  await browser.close();
}
