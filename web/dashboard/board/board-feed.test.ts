import { expect, it } from "vitest";
import type { Answer } from "../../../http/client.ts";
import type { Board, Job } from "../../../http/api-client.ts";
import { settled, steppedBrowser } from "../../shared/stepped-browser.ts";
import { createBoardFeed } from "./board-feed.ts";
import { sampleBoard, sampleCard } from "./board.sample.ts";

type Said = Answer<Board | "unchanged">;
const board = (value: Board, etag = "1"): Said => ({ ok: true, value, etag, replayed: false });
const same: Said = { ok: true, value: "unchanged", replayed: false };
const silence: Said = { ok: false, problem: null };
const mark = sampleCard("mark");

const started = (...answers: Said[]) => {
  const asked: [string | null, string | null][] = [];
  const browser = steppedBrowser(0);
  const feed = createBoardFeed({
    api: {
      getBoard: ({ day = null, etag }) => {
        asked.push([day, etag]);
        return Promise.resolve(answers.shift() ?? same);
      },
    },
    browser,
    changed: () => {},
  });
  return { feed, browser, asked };
};
const lanes = (value: Board | null) => value?.lanes.map(({ visits }) => visits.map(({ job }) => job));

it("asks every three seconds with what it has, and draws nothing anew while nothing changed", async () => {
  const { feed, browser, asked } = started(board(sampleBoard([mark])));
  await feed.refresh();
  const first = feed.state().board;
  await browser.step(6_000);
  expect(asked).toEqual([
    [null, null],
    [null, "1"],
    [null, "1"],
  ]);
  expect(feed.state().board).toBe(first);
  expect(feed.state().checkedAt).toBe(6_000);
});

it("polls less often while the server does not answer, keeps the last board, and reads immediately on refresh", async () => {
  const { feed, browser, asked } = started(board(sampleBoard([mark])), silence, silence, silence, silence, silence);
  await feed.refresh();
  await browser.step(3_000);
  expect(feed.state()).toMatchObject({ connection: "offline", checkedAt: 0 });
  expect(lanes(feed.state().board)).toEqual([["mark"], [], []]);
  expect(browser.timers()).toEqual([6_000]);
  await browser.step(6_000 + 12_000 + 24_000);
  expect(browser.timers()).toEqual([30_000]);
  const before = asked.length;
  await feed.refresh();
  await feed.refresh();
  expect(asked.length).toBe(before + 2);
  expect(feed.state().connection).toBe("ok");
  expect(browser.timers()).toEqual([3_000]);
});

it("stops polling while it is paused", async () => {
  const { feed, browser, asked } = started();
  await feed.refresh();
  feed.pause();
  await browser.step(60_000);
  expect(asked).toHaveLength(1);
  // Also where the answer is still on its way.
  const looking = feed.refresh();
  feed.pause();
  await looking;
  await browser.step(60_000);
  expect(asked).toHaveLength(2);
});

it("shows another day as it was heard of last, and takes no late answer for it", async () => {
  const saturday = sampleBoard([], { day: "2026-11-28" });
  const { feed, asked } = started(board(sampleBoard([mark])), board(saturday, "2"), board(sampleBoard([mark]), "3"));
  await feed.refresh();
  feed.show("2026-11-28");
  expect(feed.state().board).toBeNull();
  feed.show(null);
  expect(lanes(feed.state().board)).toEqual([["mark"], [], []]);
  await settled();
  expect(asked.at(-1)).toEqual([null, "1"]);
  expect(feed.state().board?.day).toBe("2026-11-27");
});

it("gives an answer that comes after the day was turned no place", async () => {
  const answers: ((said: Said) => void)[] = [];
  const browser = steppedBrowser(0);
  const feed = createBoardFeed({
    api: { getBoard: () => new Promise((resolve) => void answers.push(resolve)) },
    browser,
    changed: () => {},
  });
  feed.show("2026-11-28");
  feed.show("2026-11-29");
  answers[1]?.(board(sampleBoard([{ ...mark, job: "sunday" }], { day: "2026-11-29", today: "2026-11-27" }), "29"));
  await settled();
  const shown = feed.state().board;
  expect(shown?.day).toBe("2026-11-29");
  await browser.step(1_000);
  // Saturday's answer comes late, and after it a failure of a look that is older still.
  answers[0]?.(board(sampleBoard([mark], { day: "2026-11-28" }), "28"));
  await settled();
  expect(feed.state()).toMatchObject({ connection: "ok", checkedAt: 0 });
  expect(feed.state().board).toBe(shown);
  // One look is due, not two.
  expect(browser.timers()).toEqual([2_000]);
  feed.show("2026-11-28");
  expect(feed.state().board).toBeNull();
});

it("takes no late answer of today for a day that was turned to, nor a late failure for silence", async () => {
  const answers: ((said: Said) => void)[] = [];
  const feed = createBoardFeed({
    api: { getBoard: () => new Promise((resolve) => void answers.push(resolve)) },
    browser: steppedBrowser(0),
    changed: () => {},
  });
  void feed.refresh();
  feed.show("2026-11-28");
  feed.show(null);
  answers[2]?.(board(sampleBoard([mark], { day: "2026-11-27" }), "27"));
  await settled();
  answers[0]?.(silence);
  answers[1]?.(board(sampleBoard([], { day: "2026-11-28", today: "2026-11-28" }), "28"));
  await settled();
  expect(feed.state()).toMatchObject({ connection: "ok", board: { day: "2026-11-27" } });
  expect(lanes(feed.state().board)).toEqual([["mark"], [], []]);
});

it("asks once for a day that is shown already", async () => {
  const { feed, asked } = started();
  feed.show("2026-11-28");
  feed.show("2026-11-28");
  await settled();
  expect(asked).toEqual([["2026-11-28", null]]);
});

it("keeps the last twelve days to turn back to, and asks anew for one that it let go", async () => {
  const days = Array.from({ length: 13 }, (_, index) => `2026-12-${String(index + 1).padStart(2, "0")}`);
  const { feed, asked } = started(...days.map((day) => board(sampleBoard([], { day }), day)));
  for (const day of days) {
    feed.show(day);
    await settled();
  }
  feed.show("2026-12-02");
  expect(feed.state().board?.day).toBe("2026-12-02");
  feed.show("2026-12-01");
  expect(feed.state().board).toBeNull();
  expect(asked.at(-1)).toEqual(["2026-12-01", null]);
});

it.each([
  ["is as it was", same],
  ["is another one", board(sampleBoard([mark]), "2")],
])("believes a board that %s and has not heard of a saved change for 15 seconds", async (_, last) => {
  const { feed, browser } = started(board(sampleBoard([mark])), same, same, same, same, same, last);
  await feed.refresh();
  feed.showSaved({
    id: "mark",
    rev: 2,
    visits: [{ id: "v1", kind: "service", day: mark.day, window: mark.window, crew: "dana", state: "scheduled" }],
    status: "booked",
    service: { name: "" },
    location: {},
    customer: null,
  } as unknown as Job);
  await settled();
  await browser.step(14_000);
  expect(lanes(feed.state().board)).toEqual([[], ["mark"], []]);
  await browser.step(1_000);
  expect(lanes(feed.state().board)).toEqual([["mark"], [], []]);
});

it("shows a change immediately, withdraws it if it is not saved, and keeps a saved one until the board has it", async () => {
  const { feed, browser } = started(
    board(sampleBoard([mark])),
    same,
    board(sampleBoard([{ ...mark, rev: 2, crew: "luis" }]), "2"),
  );
  await feed.refresh();
  const takeBack = feed.showUnsaved({ ...mark, crew: "dana" });
  expect(lanes(feed.state().board)).toEqual([[], ["mark"], []]);
  takeBack();
  expect(lanes(feed.state().board)).toEqual([["mark"], [], []]);

  const visit = { id: "v1", kind: "service", day: mark.day, window: mark.window, crew: "dana", state: "scheduled" };
  const job = {
    id: "mark",
    rev: 2,
    visits: [visit],
    status: "booked",
    service: { name: "" },
    location: {},
    customer: null,
  };
  feed.showSaved(job as unknown as Job);
  await settled();
  expect(lanes(feed.state().board)).toEqual([[], ["mark"], []]);
  await browser.step(3_000);
  expect(lanes(feed.state().board)).toEqual([[], [], ["mark"]]);
  expect([...feed.state().fresh]).toEqual(["mark/v1"]);
});
