import { expect, it } from "vitest";
import { sampleBoard } from "./board.sample.ts";
import { fullnessOf } from "./week-strip.tsx";

it("adds up the windows of a day", () => {
  const { windows } = sampleBoard();
  const half = windows.map((window, index) => ({ ...window, taken: index * 3 }));
  expect(fullnessOf({ windows: half, closed: false })).toEqual({ taken: 3, capacity: 6, share: 0.5 });
});

it("is never more than full, and a closed day has no capacity", () => {
  const { windows } = sampleBoard();
  const over = windows.map((window) => ({ ...window, taken: 5 }));
  expect(fullnessOf({ windows: over, closed: false })).toEqual({ taken: 10, capacity: 6, share: 1 });
  expect(fullnessOf({ windows, closed: true })).toEqual({ taken: 0, capacity: 0, share: 0 });
});
