import { describe, expect, it } from "vitest";
import { sampleBoard, sampleCard } from "./board.sample.ts";
import { placedAt } from "./save-card-move.ts";

const day = "2026-11-27";
const window = { start: "08:00", end: "12:00" };
const on = (job: string, position: number) => sampleCard(job, { crew: "dana", position });
const board = sampleBoard([on("a", 480), on("b", 481), on("c", 482)]);
const card = on("c", 482);
const to = (place: { before: object } | { after: object }) =>
  placedAt(board, card, { crew: "dana", day, window, place: place as never });

describe("the position of a card before it is saved", () => {
  it("is between the neighbors of the chosen place", () => {
    expect(to({ before: { job: "b", visit: "v1" } })).toBe(480.5);
    expect(to({ after: { job: "a", visit: "v1" } })).toBe(480.5);
    expect(to({ before: { job: "a", visit: "v1" } })).toBe(479);
    expect(to({ after: { job: "b", visit: "v1" } })).toBe(482);
  });

  it("is unknown without a place, for a neighbor that left the lane, and on another day", () => {
    expect(placedAt(board, card, { crew: "dana", day, window })).toBeNull();
    expect(to({ after: { job: "gone", visit: "v1" } })).toBeNull();
    const place = { after: { job: "a", visit: "v1" } };
    expect(placedAt(board, card, { crew: "dana", day: "2026-11-28", window, place })).toBeNull();
  });
});
