import { describe, expect, it } from "vitest";
import { sampleBoard, sampleCard } from "./board.sample.ts";
import { readSpot, targetAt } from "./drag-state.ts";
import { layoutOf } from "./layout.ts";

const [a, b, c] = ["a", "b", "c"].map((job) => sampleCard(job, { crew: "dana" }));
const free = sampleCard("free");
const board = sampleBoard([a, b, c, free].filter((card) => card !== undefined));
const layout = layoutOf(board, { status: "", crew: "" });
const placeOf = (card: typeof free, at?: number, lane = 0) =>
  targetAt(board, layout, card, { lane, column: 0, ...(at === undefined ? {} : { at }) })?.place;

describe("a drop target", () => {
  it("is read from the cell, with a place among its cards", () => {
    expect(readSpot("1 0 2")).toEqual({ lane: 1, column: 0, at: 2 });
    expect(readSpot("1 0")).toEqual({ lane: 1, column: 0 });
    expect(readSpot("elsewhere")).toBeNull();
  });

  it("has a place beside a visit of the cell, unless the card is there already", () => {
    expect(placeOf(free, 0)).toEqual({ before: { job: "a", visit: "v1" } });
    expect(placeOf(free, 3)).toEqual({ after: { job: "c", visit: "v1" } });
    expect(placeOf(b ?? free, 0)).toEqual({ before: { job: "a", visit: "v1" } });
    expect(placeOf(b ?? free, 1)).toBeUndefined();
    expect(placeOf(b ?? free, 2)).toEqual({ after: { job: "c", visit: "v1" } });
  });

  it("has no place by keys, in an empty cell, and in the lane without a crew", () => {
    expect(placeOf(free)).toBeUndefined();
    expect(placeOf(free, 0, 1)).toBeUndefined();
    expect(placeOf(a ?? free, 0, 2)).toBeUndefined();
  });
});
