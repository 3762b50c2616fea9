import type { Layout } from "./layout.ts";
import { keyOf } from "./cards.ts";

/** The focus key of a free cell. A card has its visit key instead. */
export const cellKey = (lane: number, column: number): string => `cell ${lane} ${column}`;

export const readCellKey = (key: string): { lane: number; column: number } | null => {
  const [, lane, column] = /^cell (\d+) (\d+)$/.exec(key) ?? [];
  return lane === undefined || column === undefined ? null : { lane: Number(lane), column: Number(column) };
};

export type Step = "ArrowUp" | "ArrowDown" | "ArrowLeft" | "ArrowRight" | "Home" | "End";
export const isStep = (key: string): key is Step =>
  ["ArrowUp", "ArrowDown", "ArrowLeft", "ArrowRight", "Home", "End"].includes(key);

/** The focus key that an arrow leads to from `at`: `at` itself at an edge, and the first key if `at` is unknown. */
export const stepFrom = (layout: Layout, at: string, step: Step): string => {
  const waiting = layout.attention.flatMap(({ cards }) => cards.map(keyOf));
  const inTray = waiting.indexOf(at);
  const inGrid = findInGrid(layout, at);
  if (inTray >= 0) {
    if (step === "ArrowUp") return waiting[inTray - 1] ?? at;
    if (step === "ArrowDown") return waiting[inTray + 1] ?? at;
    if (step === "Home") return waiting[0] ?? at;
    if (step === "End") return waiting.at(-1) ?? at;
    return step === "ArrowRight" ? (stopAt(layout, 0, 0, 0) ?? at) : at;
  }
  if (inGrid === null) return waiting[0] ?? stopAt(layout, 0, 0, 0) ?? at;
  const { lane, column, index, count } = inGrid;
  const last = layout.columns.length - 1;
  switch (step) {
    case "ArrowDown":
      return index + 1 < count
        ? (stopAt(layout, lane, column, index + 1) ?? at)
        : (stopAt(layout, lane + 1, column, 0) ?? at);
    case "ArrowUp":
      return index > 0
        ? (stopAt(layout, lane, column, index - 1) ?? at)
        : (stopAt(layout, lane - 1, column, Infinity) ?? at);
    case "ArrowLeft":
      return column > 0 ? (stopAt(layout, lane, column - 1, index) ?? at) : (waiting[0] ?? at);
    case "ArrowRight":
      return stopAt(layout, lane, column + 1, index) ?? at;
    case "Home":
      return stopAt(layout, lane, 0, 0) ?? at;
    case "End":
      return stopAt(layout, lane, last, 0) ?? at;
  }
};

/** During a drag by keys: the cell that an arrow leads to. */
export const stepCell = (
  layout: Layout,
  { lane, column }: { lane: number; column: number },
  step: Step,
): { lane: number; column: number } => {
  const within = (value: number, count: number) => Math.max(0, Math.min(count - 1, value));
  const down = { ArrowUp: -1, ArrowDown: 1 }[step as string] ?? 0;
  const right = { ArrowLeft: -1, ArrowRight: 1, Home: -Infinity, End: Infinity }[step as string] ?? 0;
  return { lane: within(lane + down, layout.lanes.length), column: within(column + right, layout.columns.length) };
};

/** All focus keys in reading order. */
export const focusOrder = (layout: Layout): string[] => [
  ...layout.attention.flatMap(({ cards }) => cards.map(keyOf)),
  ...layout.lanes.flatMap(({ cells }, lane) =>
    cells.flatMap((cards, column) => (cards.length === 0 ? [cellKey(lane, column)] : cards.map(keyOf))),
  ),
];

const stopAt = (layout: Layout, lane: number, column: number, index: number): string | undefined => {
  const cards = layout.lanes[lane]?.cells[column];
  if (cards === undefined) return undefined;
  const card = cards[Math.min(index, cards.length - 1)];
  return card === undefined ? cellKey(lane, column) : keyOf(card);
};

const findInGrid = (layout: Layout, at: string) => {
  const cell = readCellKey(at);
  if (cell !== null) {
    return layout.lanes[cell.lane]?.cells[cell.column] === undefined ? null : { ...cell, index: 0, count: 0 };
  }
  for (const [lane, { cells }] of layout.lanes.entries()) {
    for (const [column, cards] of cells.entries()) {
      const index = cards.findIndex((card) => keyOf(card) === at);
      if (index >= 0) return { lane, column, index, count: cards.length };
    }
  }
  return null;
};
