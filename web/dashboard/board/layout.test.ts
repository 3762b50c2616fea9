import { describe, expect, it } from "vitest";
import { sampleBoard, sampleCard } from "./board.sample.ts";
import { countedAs, fitOf, layoutOf } from "./layout.ts";

const all = { status: "", crew: "" };
const afternoon = { start: "12:00", end: "16:00" };
const names = (cards: { job: string }[] | undefined) => cards?.map(({ job }) => job);
const attention = (board: ReturnType<typeof sampleBoard>, filter = all) =>
  layoutOf(board, filter).attention.map(({ name, cards }) => [name, names(cards)]);

const hale = sampleCard("hale", { day: "2026-11-26", state: "attempted", status: "ready_for_pickup" });
const okafor = sampleCard("okafor", { window: afternoon });
const mark = sampleCard("mark", { crew: "dana", status: "ready_for_pickup" });
const bo = sampleCard("bo", { day: null, window: null });
const day = sampleBoard([hale, okafor, mark, bo]);

describe("layoutOf", () => {
  it("shows each visit once: in the lane of its crew, or in the first attention list that fits", () => {
    expect(attention(day)).toEqual([
      ["failed", ["hale"]],
      ["unscheduled", ["bo"]],
    ]);
    expect(layoutOf(day, all).lanes.map(({ cells }) => cells.map(names))).toEqual([
      [["mark"], []],
      [[], []],
      [[], ["okafor"]],
    ]);
  });

  it("lists a rental past its paid days apart, and names what a crew could not do today", () => {
    const rental = { type: "trailer-15", unit: "T15-04", from: "2026-11-12", until: "2026-11-27", allowed_days: 7 };
    const out = (job: string, last_day: string) =>
      sampleCard(job, {
        kind: "pickup",
        day: null,
        window: null,
        stage: "on_site",
        rental: { ...rental, last_day },
      });
    const tried = sampleCard("tried", { crew: "dana", state: "attempted", status: "ready_for_pickup" });
    const board = sampleBoard([tried]);
    const trays = { ...board.trays, out: [out("park", "2026-11-25"), out("lim", "2026-11-29")] };
    const layout = layoutOf({ ...board, trays }, all);
    expect(layout.attention.map(({ name, cards }) => [name, names(cards)])).toEqual([
      ["overdue", ["park"]],
      ["out", ["lim"]],
    ]);
    expect(names(layout.failed)).toEqual(["tried"]);
  });

  it("numbers the stops of a crew in the order of its lane, without cancelled visits", () => {
    const lane = sampleBoard([
      sampleCard("first", { crew: "dana" }),
      sampleCard("gone", { crew: "dana", status: "cancelled" }),
      sampleCard("second", { crew: "dana", window: afternoon }),
      okafor,
    ]);
    expect(layoutOf(lane, all).lanes.map(({ stops }) => Object.fromEntries(stops))).toEqual([
      { "first/v1": 1, "second/v1": 2 },
      {},
      {},
    ]);
  });

  it("has a column for any time if a visit has no window or the day has no windows", () => {
    expect(layoutOf(day, all).columns).toHaveLength(2);
    expect(layoutOf(sampleBoard([sampleCard("x", { window: null, crew: "dana" })]), all).columns.at(-1)).toBeNull();
    expect(layoutOf(sampleBoard([], { windows: [] }), all).columns).toEqual([null]);
  });

  it("keeps a column, in time order, for a window that the day no longer offers", () => {
    const early = { start: "06:00", end: "08:00" };
    expect(
      layoutOf(sampleBoard([sampleCard("x", { window: early })]), all).columns.map((column) => column?.start),
    ).toEqual(["06:00", "08:00", "12:00"]);
  });

  it("filters by status or by crew", () => {
    expect(attention(day, { status: "late", crew: "" })).toEqual([["failed", ["hale"]]]);
    const only = layoutOf(day, { status: "", crew: "dana" });
    expect(only.lanes.map(({ crew }) => crew?.name)).toEqual(["Dana"]);
    expect(only.attention).toEqual([]);
    expect(names(countedAs(day).ready)).toEqual(["hale", "mark"]);
  });
});

describe("fitOf", () => {
  const target = { crew: "dana", day: "2026-11-27", window: afternoon };
  it("counts the opening that the visit would take", () =>
    expect(fitOf(day, mark, target)).toEqual({ kind: "fits", count: 2, places: 3 }));
  it("needs no opening if only the crew changes or the target is any time", () => {
    expect(fitOf(day, okafor, target)).toEqual({ kind: "stays" });
    expect(fitOf(day, okafor, { ...target, crew: null })).toEqual({ kind: "here" });
    expect(fitOf(day, okafor, { ...target, window: null })).toEqual({ kind: "free" });
  });
  it("is full for a full window and on a closed day", () => {
    const three = sampleBoard(["a", "b", "c"].map((job) => sampleCard(job, { window: afternoon })));
    expect(fitOf(three, mark, target)).toEqual({ kind: "full", count: 3, places: 3 });
    expect(fitOf({ ...day, closed: true }, mark, target)).toMatchObject({ kind: "full" });
  });
});
