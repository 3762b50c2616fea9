import { expect, it } from "vitest";
import { sampleBoard, sampleCard } from "./board.sample.ts";
import { stepCell, stepFrom, focusOrder, type Step } from "./grid-step.ts";
import { layoutOf } from "./layout.ts";

const afternoon = { start: "12:00", end: "16:00" };
const layout = layoutOf(
  sampleBoard([
    sampleCard("wait-1", { day: null, window: null }),
    sampleCard("wait-2", { day: null, window: null }),
    sampleCard("dana-1", { crew: "dana" }),
    sampleCard("dana-2", { crew: "dana" }),
    sampleCard("luis-1", { crew: "luis", window: afternoon }),
  ]),
  { status: "", crew: "" },
);
const walk = (from: string, ...steps: Step[]) => {
  let at = from;
  return steps.map((step) => (at = stepFrom(layout, at, step)));
};

it("every place that can have the focus is in reading order, a free cell included", () =>
  expect(focusOrder(layout)).toEqual([
    "wait-1/v1",
    "wait-2/v1",
    "dana-1/v1",
    "dana-2/v1",
    "cell 0 1",
    "cell 1 0",
    "luis-1/v1",
    "cell 2 0",
    "cell 2 1",
  ]));

it("arrows go down through a cell, on to the next lane, and across to what waits", () => {
  expect(walk("dana-1/v1", "ArrowDown", "ArrowDown", "ArrowDown", "ArrowDown")).toEqual([
    "dana-2/v1",
    "cell 1 0",
    "cell 2 0",
    "cell 2 0",
  ]);
  expect(walk("cell 1 0", "ArrowUp", "ArrowRight", "ArrowLeft", "ArrowLeft")).toEqual([
    "dana-2/v1",
    "cell 0 1",
    "dana-1/v1",
    "wait-1/v1",
  ]);
  expect(walk("wait-1/v1", "ArrowUp", "End", "ArrowDown", "Home", "ArrowRight")).toEqual([
    "wait-1/v1",
    "wait-2/v1",
    "wait-2/v1",
    "wait-1/v1",
    "dana-1/v1",
  ]);
  expect(walk("dana-2/v1", "End", "Home", "ArrowRight", "ArrowRight")).toEqual([
    "cell 0 1",
    "dana-1/v1",
    "cell 0 1",
    "cell 0 1",
  ]);
});

it("from a visit that is gone, an arrow leads to the first place", () =>
  expect(walk("gone/v1", "ArrowDown")).toEqual(["wait-1/v1"]));

it("a visit that is picked up stays within the grid", () => {
  const from = { lane: 1, column: 0 };
  expect(stepCell(layout, from, "ArrowUp")).toEqual({ lane: 0, column: 0 });
  expect(stepCell(layout, from, "ArrowLeft")).toEqual(from);
  expect(stepCell(layout, from, "End")).toEqual({ lane: 1, column: 1 });
  expect(stepCell(layout, { lane: 2, column: 1 }, "ArrowDown")).toEqual({ lane: 2, column: 1 });
});
