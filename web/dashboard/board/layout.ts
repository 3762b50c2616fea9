import type { Board, Card } from "../../../http/api-client.ts";
import type { Window } from "../../shared/format.ts";
import type { Tray } from "#message/board.ts";
import { stayOn } from "./rental-line.tsx";
import { cardsOf, isOpen, keyOf, sameWindow, stopsOf } from "./cards.ts";

/** The arrangement of one day: the attention lists on the left, then lanes by crew and window. */
export interface Layout {
  /** The lists that have cards, exceptions first. */
  attention: { name: Tray; cards: Card[] }[];
  /** The visits in the lanes that a crew could not do. The attention list names them too. */
  failed: Card[];
  columns: Column[];
  /** The lane without a crew last. */
  lanes: LaneRow[];
}

/** An arrival window; null is any time. */
export type Column = Window | null;

export interface LaneRow {
  crew: { id: string; name: string } | null;
  /** The cards of each column. */
  cells: Card[][];
  /** The number of each stop in the order of the lane, by the key of its visit. Visits without a crew have none. */
  stops: Map<string, number>;
  visits: number;
  done: number;
}

const isOverdue = (card: Card, today: string): boolean => {
  const stay = stayOn(card, today);
  return stay !== null && stay.day > stay.allowed;
};

/** The counters above the board. A pressed counter filters the board to its visits. */
export const statuses = ["late", "unassigned", "ready", "unscheduled", "on_way", "on_site", "done"] as const;
export type BoardStatus = (typeof statuses)[number];

export const layoutOf = (board: Board, filter: { status: string; crew: string }): Layout => {
  const shown = new Set(shownCards(board, filter).map(keyOf));
  const only = (cards: Card[]) => cards.filter((card) => shown.has(keyOf(card)));
  const columns = columnsOf(board);
  // A visit in a lane is in no attention list.
  const placed = new Set(board.lanes.flatMap(({ visits }) => visits.map(keyOf)));
  const list = (name: Tray, cards: Card[]) => {
    const own = only(cards).filter((card) => {
      const isNew = !placed.has(keyOf(card));
      placed.add(keyOf(card));
      return isNew;
    });
    return { name, cards: own };
  };
  return {
    attention: [
      list(
        "failed",
        [...board.trays.late, ...board.trays.ready].filter(({ state }) => state === "attempted"),
      ),
      list("attention", board.trays.attention),
      list(
        "overdue",
        board.trays.out.filter((card) => isOverdue(card, board.today)),
      ),
      list("late", board.trays.late),
      list("ready", board.trays.ready),
      list("requests", board.trays.requests),
      list("out", board.trays.out),
      list("unscheduled", board.trays.unscheduled),
    ].filter(({ cards }) => cards.length > 0),
    failed: only(board.lanes.flatMap(({ visits }) => visits)).filter(
      ({ state, status }) => state === "attempted" && status !== "cancelled",
    ),
    columns,
    lanes: board.lanes
      .filter(({ crew }) => filter.crew === "" || (crew?.id ?? "none") === filter.crew)
      .toSorted((a, b) => Number(a.crew === null) - Number(b.crew === null))
      .map(({ crew, visits }) => ({
        crew,
        stops: crew === null ? new Map() : numbersOf(stopsOf(board, crew.id)),
        cells: columns.map((_, index) => only(visits).filter(({ window }) => columnIndex(columns, window) === index)),
        visits: visits.length,
        done: visits.filter(({ state }) => state === "done").length,
      })),
  };
};

const numbersOf = (stops: Card[]): Map<string, number> => new Map(stops.map((card, index) => [keyOf(card), index + 1]));

const shownCards = (board: Board, { status, crew }: { status: string; crew: string }): Card[] => {
  const wanted = statuses.find((name) => name === status);
  const counted = wanted === undefined ? cardsOf(board) : countedAs(board)[wanted];
  return crew === "" ? counted : counted.filter((card) => (card.crew ?? "none") === crew);
};

/** The visits of each counter. One visit can be in several. */
export const countedAs = (board: Board): Record<BoardStatus, Card[]> => {
  const today = board.lanes.flatMap(({ visits }) => visits);
  return {
    late: board.trays.late,
    unassigned: unassignedVisits(board),
    ready: board.trays.ready,
    unscheduled: board.trays.unscheduled,
    on_way: today.filter(({ state }) => state === "en_route"),
    on_site: today.filter(({ state }) => state === "on_site"),
    done: today.filter(({ state }) => state === "done"),
  };
};

const unassignedVisits = (board: Board): Card[] =>
  (board.lanes.find(({ crew }) => crew === null)?.visits ?? []).filter(isOpen);

/** The windows of the day, the former windows that visits still have, and any time if a visit has no window. */
const columnsOf = (board: Board): Column[] => {
  const visits = board.lanes.flatMap((lane) => lane.visits);
  const columns: Column[] = board.windows.map(({ start, end }) => ({ start, end }));
  for (const { window } of visits) {
    if (window !== null && !columns.some((column) => sameWindow(column, window))) columns.push(window);
  }
  columns.sort((a, b) => ((a?.start ?? "") < (b?.start ?? "") ? -1 : 1));
  return columns.length === 0 || visits.some(({ window }) => window === null) ? [...columns, null] : columns;
};

export const columnIndex = (columns: Column[], window: Window | null): number =>
  columns.findIndex((column) => (column === null ? window === null : sameWindow(column, window)));

/** Where a card can be dropped. */
export interface Target {
  crew: string | null;
  day: string | null;
  window: Window | null;
  /** A place in the lane that a person chose; left out: by the window. */
  place?: Place;
}

/** A place beside another visit of the lane. */
export type Place = { before: Neighbor } | { after: Neighbor };
export type Neighbor = Pick<Card, "job" | "visit">;

/** Whether a visit fits a target. `count` is how many places would be taken, of `places`. */
export type Fit =
  | { kind: "here" }
  /** Another place in the same lane and window. */
  | { kind: "order" }
  /** Another crew in the same window. */
  | { kind: "stays" }
  /** Any time, or no day: needs no opening. */
  | { kind: "free" }
  | { kind: "fits" | "full"; count: number; places: number };

export const fitOf = (board: Board, card: Card, target: Target): Fit => {
  const sameTime = card.day === target.day && sameWindow(card.window, target.window);
  if (sameTime)
    return card.crew !== target.crew ? { kind: "stays" } : { kind: target.place === undefined ? "here" : "order" };
  if (target.day === null || target.window === null) return { kind: "free" };
  const window = board.windows.find((offered) => sameWindow(offered, target.window));
  if (window === undefined) return { kind: "free" };
  const { taken, capacity: places } = window;
  return taken < places && !board.closed
    ? { kind: "fits", count: taken + 1, places }
    : { kind: "full", count: taken, places };
};
