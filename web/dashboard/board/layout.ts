import type { Board, Card } from "../../../http/api-client.ts";
import type { Window } from "../../shared/format.ts";
import type { Tray } from "#message/board.ts";
import { cardsOf, isOpen, keyOf, sameWindow } from "./cards.ts";

/** Where everything stands on the screen: what waits to the left, then lanes by crew and window. */
export interface Layout {
  /** Exceptions first; trays with nothing in them are not there. */
  trays: { tray: Tray; cards: Card[] }[];
  columns: Column[];
  /** Nobody's lane first. Its open visits are in the tray of what is unassigned; here it is where to drop one. */
  lanes: LaneRow[];
}

/** Null is any time. */
export type Column = Window | null;

export interface LaneRow {
  crew: { id: string; name: string } | null;
  /** One for each column. */
  cells: Card[][];
  stops: number;
  done: number;
}

/** What the counters count, and what pressing one shows alone. */
export const statuses = ["late", "unassigned", "ready", "unscheduled", "on_way", "on_site", "done"] as const;
export type BoardStatus = (typeof statuses)[number];

export const layoutOf = (board: Board, filter: { status: string; crew: string }): Layout => {
  const shown = new Set(shownCards(board, filter).map(keyOf));
  const only = (cards: Card[]) => cards.filter((card) => shown.has(keyOf(card)));
  const columns = columnsOf(board);
  // In a lane, a visit is where somebody is going to do it; the trays are for what nobody will.
  const inLane = new Set(board.lanes.filter(({ crew }) => crew !== null).flatMap(({ visits }) => visits.map(keyOf)));
  const placed = new Set(inLane);
  const tray = (name: Tray, cards: Card[]) => {
    const own = only(cards).filter((card) => !placed.has(keyOf(card)));
    for (const card of own) placed.add(keyOf(card));
    return { tray: name, cards: own };
  };
  const nobodys = (board.lanes.find(({ crew }) => crew === null)?.visits ?? []).filter(isOpen);
  return {
    trays: [
      tray("late", board.trays.late),
      tray("unassigned", nobodys),
      tray("ready", board.trays.ready),
      tray("unscheduled", board.trays.unscheduled),
    ].filter(({ cards }) => cards.length > 0),
    columns,
    lanes: board.lanes
      .filter(({ crew }) => filter.crew === "" || (crew?.id ?? "none") === filter.crew)
      .map(({ crew, visits }) => ({
        crew,
        cells: columns.map((_, index) =>
          only(visits).filter(
            (card) => columnIndex(columns, card.window) === index && (crew !== null || !isOpen(card)),
          ),
        ),
        stops: visits.length,
        done: visits.filter(({ state }) => state === "done").length,
      })),
  };
};

const shownCards = (board: Board, { status, crew }: { status: string; crew: string }): Card[] => {
  const wanted = statuses.find((one) => one === status);
  const counted = wanted === undefined ? cardsOf(board) : countedAs(board)[wanted];
  return crew === "" ? counted : counted.filter((card) => (card.crew ?? "none") === crew);
};

/** The visits behind each counter; one visit may be behind several. */
export const countedAs = (board: Board): Record<BoardStatus, Card[]> => {
  const today = board.lanes.flatMap(({ visits }) => visits);
  return {
    late: board.trays.late,
    unassigned: (board.lanes.find(({ crew }) => crew === null)?.visits ?? []).filter(isOpen),
    ready: board.trays.ready,
    unscheduled: board.trays.unscheduled,
    on_way: today.filter(({ state }) => state === "en_route"),
    on_site: today.filter(({ state }) => state === "on_site"),
    done: today.filter(({ state }) => state === "done"),
  };
};

/** The day's windows, those that visits still have from other hours, and any time where a visit has none. */
const columnsOf = (board: Board): Column[] => {
  const visits = board.lanes.flatMap((lane) => lane.visits);
  const columns: Column[] = board.windows.map(({ start, end }) => ({ start, end }));
  for (const { window } of visits) {
    if (window !== null && !columns.some((one) => sameWindow(one, window))) columns.push(window);
  }
  columns.sort((a, b) => ((a?.start ?? "") < (b?.start ?? "") ? -1 : 1));
  return columns.length === 0 || visits.some(({ window }) => window === null) ? [...columns, null] : columns;
};

export const columnIndex = (columns: Column[], window: Window | null): number =>
  columns.findIndex((one) => (one === null ? window === null : sameWindow(one, window)));

/** Where a visit may be put down. */
export interface Target {
  crew: string | null;
  day: string | null;
  window: Window | null;
}

/** Whether a visit fits somewhere, with how many places would be taken then of how many there are. */
export type Fit =
  | { kind: "here" }
  /** Another crew, the same place. */
  | { kind: "stays" }
  /** Takes no place: any time, or no day. */
  | { kind: "free" }
  | { kind: "fits" | "full"; count: number; places: number };

export const fitOf = (board: Board, card: Card, target: Target): Fit => {
  const sameTime = card.day === target.day && sameWindow(card.window, target.window);
  if (sameTime) return card.crew === target.crew ? { kind: "here" } : { kind: "stays" };
  if (target.day === null || target.window === null) return { kind: "free" };
  const window = board.windows.find((one) => sameWindow(one, target.window));
  if (window === undefined) return { kind: "free" };
  const { taken, capacity: places } = window;
  return taken < places && !board.closed
    ? { kind: "fits", count: taken + 1, places }
    : { kind: "full", count: taken, places };
};
