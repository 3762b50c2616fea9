import { readFileSync, writeFileSync } from "node:fs";
import { launchBrowser } from "../test/e2e/browser.ts";

// `node scripts/icons.ts`: draws the home-screen icons. Run it after the logo has changed.
const browser = await launchBrowser();
for (const size of [180, 192, 512]) {
  const page = await browser.newPage({ viewport: { width: size, height: size } });
  // Phones cut their own shape from the square, so the truck stays away from the edges.
  await page.setContent(
    `<style>*{margin:0}</style><svg width="${size}" height="${size}" viewBox="-6 -7 44 44" style="display:block;background:#17191c"><path d="M5 9h14v12H5zM21 13h4l3 4v4h-7z" fill="#ff7a1a"/></svg>`,
  );
  const file = new URL(`../web/worker/icon-${size}.png`, import.meta.url);
  writeFileSync(file, await page.screenshot());
}

// In the favicon the truck fills the square. The image is stored in the source file that serves it.
const small = await browser.newPage({ viewport: { width: 32, height: 32 } });
await small.setContent(
  `<style>*{margin:0}</style><svg width="32" height="32" viewBox="0 0 32 32" style="display:block;background:#17191c" shape-rendering="crispEdges"><path d="M5 9h14v12H5zM21 13h4l3 4v4h-7z" fill="#ff7a1a"/></svg>`,
);
const favicon = new URL("../projection/favicon.ts", import.meta.url);
const png = (await small.screenshot()).toString("base64");
writeFileSync(favicon, readFileSync(favicon, "utf8").replace(/"iVBOR[^"]*"/, JSON.stringify(png)));
await browser.close();
