import type { Browser } from "@playwright/test";
import { expect } from "vitest";
import { loadEdgeCode } from "../../edge/local/load-edge-code.ts";
import { systemClock } from "../../main/ambient.ts";
import { readConfig } from "../../main/config.ts";
import { openDeployer } from "../../main/open-deployer.ts";
import { serve } from "../../main/serve.ts";
import { bookOnPage } from "./book-on-page.ts";
import { visit } from "./browser.ts";
import { openBucketOrigin, type Bucket, type BucketOrigin } from "./bucket-origin.ts";

/**
 * Starts a whole server with the bucket as public store, and opens its three pages from an origin that knows only the
 * bucket. A page without a stored content type would download there. Returns what the origin sent.
 */
export const openFromBucket = async (
  browser: Browser,
  bucket: Bucket,
  environment: Record<string, string>,
): Promise<BucketOrigin["served"]> => {
  const faults: unknown[] = [];
  const config = readConfig({ PORT: "0", TAILBOARD_STORE: "memory:", TAILBOARD_LIMITS: "off", ...environment });
  const running = await serve(config, { log: () => {}, onFault: (error) => faults.push(error) });
  const origins: BucketOrigin[] = [];
  try {
    const { cdn } = openDeployer({
      stores: running.tailboard,
      clock: systemClock(),
      who: "test",
      progress: () => undefined,
    });
    const originOf = async (kind: "site" | "dashboard", api: string): Promise<BucketOrigin> => {
      const got = await cdn.getFunction(kind, "LIVE");
      if (got.outcome !== "found") throw new Error(got.outcome);
      const origin = await openBucketOrigin(bucket, { handler: loadEdgeCode(got.code), api });
      origins.push(origin);
      return origin;
    };
    const site = await originOf("site", running.site);
    const dashboard = await originOf("dashboard", running.dashboard);

    const customer = await visit(browser);
    await bookOnPage(customer.page, site.url);
    const link = customer.page.getByRole("link", { name: "Follow your job" });
    const token = new URL((await link.getAttribute("href")) ?? "", site.url).hash;
    await customer.page.goto(`${site.url}/track/${token}`);
    await customer.page.locator("main[data-status=booked]").waitFor();
    await customer.end();

    const owner = await visit(browser, { size: "desktop" });
    // The API refuses calls without a session.
    owner.expectTrouble("401 /api/v1/session");
    await owner.page.goto(`${dashboard.url}/`);
    await owner.page.getByRole("heading").first().waitFor();
    await owner.end();
    expect(faults).toEqual([]);
    return origins.flatMap(({ served }) => served);
  } finally {
    for (const origin of origins) await origin.close();
    await running.close();
  }
};
