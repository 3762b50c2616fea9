import { launchBrowser } from "../test/e2e/browser.ts";
import { readConfig } from "../main/config.ts";
import { serve } from "../main/serve.ts";
import { bookAt } from "./reading.ts";

export interface FollowingRow {
  changes: number;
  pages: number;
  p50_s: number;
  p95_s: number;
  longest_s: number;
}

/**
 * Measures the time from a confirmed change to the customer's screen. Ten pages stay open without a reload while the office
 * changes the status of each job five times.
 */
export const measureFollowing = async (pages = 10): Promise<FollowingRow> => {
  const served = await serve(readConfig({ PORT: "0", TAILBOARD_STORE: "memory:", TAILBOARD_LIMITS: "off" }), {
    log: () => undefined,
    onFault: (error) => {
      throw error;
    },
  });
  const browser = await launchBrowser();
  try {
    const app = served.tailboard.app(["dashboard"], () => undefined);
    const seconds: number[] = [];
    const follow = async (index: number) => {
      const { id, token } = await bookAt(served.site, index);
      const page = await (await browser.newContext()).newPage();
      await page.goto(`${served.site}/track/#${token}`);
      await page.locator("main[data-status=booked]").waitFor();
      for (const status of ["ready_for_pickup", "in_progress", "ready_for_pickup", "in_progress", "completed"]) {
        const answer = await app.fetch(
          new Request(`${served.site}/api/v1/jobs/${id}/status`, {
            method: "POST",
            headers: { "content-type": "application/json" },
            body: JSON.stringify({ status, reason: "Gate locked" }),
          }),
          { clientAddress: "127.0.0.1", principal: { role: "owner", name: "Bench", crew: null } },
        );
        if (answer.status !== 200) throw new Error(`Status ${status} was answered ${answer.status}`);
        const began = performance.now();
        await page.locator(`main[data-status=${status}]`).waitFor({ timeout: 60_000 });
        seconds.push((performance.now() - began) / 1000);
      }
    };
    await Promise.all(Array.from({ length: pages }, (_, index) => follow(index)));
    const sorted = seconds.toSorted((a, b) => a - b);
    const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
    return { changes: sorted.length, pages, p50_s: at(0.5), p95_s: at(0.95), longest_s: at(1) };
  } finally {
    await browser.close();
    await served.close();
  }
};
