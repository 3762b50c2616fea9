import type { Page } from "@playwright/test";
import { createApiClient } from "../http/api-client.ts";
import { createBoardFeed } from "../web/dashboard/board/board-feed.ts";
import { cardsOf } from "../web/dashboard/board/cards.ts";
import { launchBrowser } from "../test/e2e/browser.ts";
import { openBusyOffice, type BusyOffice } from "./board-office.ts";
import { median } from "./machine.ts";

export interface BoardFollowingRow {
  boards: string;
  changes: number;
  /** Seconds from the response to a change until the last board shows it. */
  all_p50_s: number;
  all_p95_s: number;
  all_longest_s: number;
  idle_requests_a_second: number;
  /** Bytes that one board in a real page receives, including headers. */
  idle_received_bytes_a_minute: number;
}

/** One open board, in a page or in this process. */
interface Follower {
  /** Resolves when the board shows the job in the crew's lane. */
  sees: (job: string, crew: string) => Promise<void>;
  stop: () => Promise<void>;
}

const idleSeconds = 30;

/**
 * Measures forty open boards of a day with 300 visits against one server. Eight are real pages, the most that two cores can
 * draw in time. The other thirty-two run the page's board feed in this process, with the same code and the same pauses.
 */
export const measureBoardFollowing = async (changes = 20, pages = 8, feeds = 32): Promise<BoardFollowingRow> => {
  const busy = await openBusyOffice({ visits: 300 });
  const browser = await launchBrowser();
  const followers: Follower[] = [];
  try {
    let idle: (() => number) | null = null;
    for (let index = 0; index < pages; index += 1) {
      const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
      await context.addCookies([busy.cookie]);
      const page = await context.newPage();
      idle ??= await received(page);
      await page.goto(`${busy.office.served.dashboard}/board`);
      await page.locator(".card").first().waitFor();
      followers.push(pageFollower(page));
    }
    for (let index = 0; index < feeds; index += 1) {
      followers.push(feedFollower(busy));
      // Spread the starts, because people do not open their boards simultaneously.
      await pause(97);
    }
    const seconds: number[] = [];
    for (let index = 0; index < changes; index += 1) {
      const job = busy.waiting[index % busy.waiting.length] ?? "";
      const crew = `crew-${1 + (Math.floor(index / busy.waiting.length) % 3)}`;
      const { rev } = (await busy.office.api("GET", `/api/v1/jobs/${job}`)) as { rev: number };
      await busy.office.api("PATCH", `/api/v1/jobs/${job}`, { crew }, { "if-match": `"${rev}"` });
      const began = performance.now();
      await Promise.all(followers.map((follower) => follower.sees(job, crew)));
      seconds.push((performance.now() - began) / 1000);
    }
    const [bytesBefore, requestsBefore] = [idle?.() ?? Number.NaN, busy.office.requests()];
    await pause(idleSeconds * 1000);
    const [bytes, requests] = [(idle?.() ?? Number.NaN) - bytesBefore, busy.office.requests() - requestsBefore];
    const sorted = seconds.toSorted((a, b) => a - b);
    return {
      boards: `${pages} pages + ${feeds} feeds`,
      changes,
      all_p50_s: median(seconds),
      all_p95_s: sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * 0.95))] ?? Number.NaN,
      all_longest_s: Math.max(...seconds),
      idle_requests_a_second: requests / idleSeconds,
      idle_received_bytes_a_minute: Math.round((bytes / idleSeconds) * 60),
    };
  } finally {
    for (const follower of followers) await follower.stop();
    await browser.close();
    await busy.close();
  }
};

const pageFollower = (page: Page): Follower => ({
  sees: async (job, crew) => {
    await page.locator(`.lane[data-crew="${crew}"] .card[data-job="${job}"]`).waitFor({
      state: "attached",
      timeout: 30_000,
    });
  },
  stop: () => page.context().close(),
});

/** Runs the page's board feed with a cookie and a clock but without a window. It polls as often as an open page. */
const feedFollower = ({ office, cookie }: BusyOffice): Follower => {
  const fetcher: typeof fetch = (path, init) =>
    fetch(new URL(path as string, office.served.dashboard), {
      ...init,
      // The API client passes a path and plain headers.
      headers: { ...(init?.headers as Record<string, string> | undefined), cookie: `${cookie.name}=${cookie.value}` },
    });
  const woken: (() => void)[] = [];
  const feed = createBoardFeed({
    api: createApiClient(fetcher),
    browser: {
      now: () => Date.now(),
      after: (ms, run) => {
        const timer = setTimeout(run, ms);
        return () => clearTimeout(timer);
      },
    },
    changed: () => {
      for (const wake of woken.splice(0)) wake();
    },
  });
  void feed.refresh();
  return {
    sees: async (job, crew) => {
      const isShown = () => {
        const { board } = feed.state();
        return board !== null && cardsOf(board).some((card) => card.job === job && card.crew === crew);
      };
      while (!isShown()) await new Promise<void>((resolve) => void woken.push(resolve));
    },
    stop: () => {
      feed.pause();
      return Promise.resolve();
    },
  };
};

/** Counts the bytes on the wire that a page receives from now on. */
const received = async (page: Page): Promise<() => number> => {
  const session = await page.context().newCDPSession(page);
  await session.send("Network.enable");
  let bytes = 0;
  session.on("Network.loadingFinished", ({ encodedDataLength }) => (bytes += encodedDataLength));
  return () => bytes;
};

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
