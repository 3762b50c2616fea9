import { expect, it } from "vitest";
import type { Answer } from "../../../http/client.ts";
import { settled, steppedBrowser } from "../../shared/stepped-browser.ts";
import { createInboxWatch, type InboxCount } from "./inbox-watch.ts";

const open = () => {
  const browser = steppedBrowser(0);
  const seen = { asked: 0, changed: 0, arrived: 0 };
  let count: InboxCount | null = { needs_reply: 0, seq: 4 };
  let hidden = false;
  const watch = createInboxWatch({
    browser,
    isHidden: () => hidden,
    summary: async (): Promise<Answer<InboxCount>> => {
      seen.asked += 1;
      return count === null ? { ok: false, problem: null } : { ok: true, value: count, replayed: false };
    },
    changed: () => void (seen.changed += 1),
    arrived: () => void (seen.arrived += 1),
  });
  return {
    watch,
    browser,
    seen,
    answer: (next: InboxCount | null) => void (count = next),
    hide: () => void (hidden = true),
  };
};

it("asks every ten seconds, and says when a customer wrote", async () => {
  const { watch, browser, seen, answer } = open();
  await watch.refresh();
  expect([watch.count(), seen]).toEqual([
    { needs_reply: 0, seq: 4 },
    { asked: 1, changed: 1, arrived: 0 },
  ]);
  answer({ needs_reply: 1, seq: 5 });
  await browser.step(10_000);
  expect(seen).toEqual({ asked: 2, changed: 2, arrived: 1 });
  answer({ needs_reply: 0, seq: 5 });
  await browser.step(10_000);
  expect(seen).toEqual({ asked: 3, changed: 3, arrived: 1 });
  watch.pause();
  await browser.step(60_000);
  expect(seen.asked).toBe(3);
});

it("asks nothing while the board brings the count", async () => {
  const { watch, browser, seen } = open();
  await watch.refresh();
  for (let times = 0; times < 10; times += 1) {
    await browser.step(3_000);
    watch.take({ needs_reply: 2, seq: 6 });
  }
  expect(seen).toEqual({ asked: 1, changed: 2, arrived: 1 });
  await browser.step(10_000);
  expect(seen.asked).toBe(2);
});

it("keeps the last count without an answer, and asks again", async () => {
  const { watch, browser, seen, answer } = open();
  await watch.refresh();
  answer(null);
  await browser.step(10_000);
  await settled();
  expect(watch.count()).toEqual({ needs_reply: 0, seq: 4 });
  await browser.step(10_000);
  expect(seen.asked).toBe(3);
});

it("asks less often while the window is hidden", async () => {
  const { watch, browser, seen, hide } = open();
  hide();
  await watch.refresh();
  await browser.step(29_000);
  expect(seen.asked).toBe(1);
  await browser.step(1_000);
  expect(seen.asked).toBe(2);
});
