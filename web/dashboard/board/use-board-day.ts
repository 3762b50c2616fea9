import type { RefObject } from "preact";
import { useEffect, useMemo, useReducer, useRef } from "preact/hooks";
import type { Board, Card } from "../../../http/api-client.ts";
import * as dashboard from "#message/dashboard.ts";
import type { AppContext } from "../app-context.ts";
import { dayInRange } from "../day-range.ts";
import type { CardContext } from "./board-card.tsx";
import type { BoardFeed, FeedState } from "./board-feed.ts";
import { emptyView, reduceView, type BoardView, type BoardViewEvent } from "./board-view.ts";
import { cardsOf, keyOf } from "./cards.ts";
import { focusOrder, readCellKey } from "./grid-step.ts";
import { layoutOf, type Layout } from "./layout.ts";
import { useCardMove, type CardMove } from "./use-card-move.ts";
import { useRovingTabIndex, type RovingTabIndex } from "./use-roving-tab-index.ts";
import { showTitle } from "../page-title.ts";

/** One day on the board: its data, what is open, and what a person can do. */
export interface BoardDay extends BoardActions {
  app: AppContext;
  feed: BoardFeed;
  state: FeedState;
  /** Null until the first answer. */
  board: Board | null;
  layout: Layout | null;
  day: string;
  today: string;
  view: BoardView;
  dispatch: (event: BoardViewEvent) => void;
  move: CardMove;
  roving: RovingTabIndex;
  /** The element that contains all cards. */
  body: RefObject<HTMLDivElement | null>;
  cardContext: CardContext;
  hasPanel: boolean;
  isFiltered: boolean;
}

interface BoardActions {
  /** Opens a day; null is today. */
  openDay: (day: string | null) => void;
  openJob: (card: Card, form?: BoardView["form"]) => void;
  newJob: (freeCell?: BoardView["freeCell"]) => void;
  /** Starts a job in the free cell with this focus key. */
  newJobAt: (key: string) => void;
  openMenu: (card: Card, from: Element) => void;
  closeMenu: () => void;
  closePanel: () => void;
  filterBy: (change: { status?: string; crew?: string }) => void;
  refresh: () => void;
}

export const useBoardDay = (app: AppContext, feed: BoardFeed, state: FeedState): BoardDay => {
  const { navigation, format, settings } = app;
  const { route } = navigation;
  const { board } = state;
  const { status, crew } = route.filter;
  const today = board?.today ?? format.dayOf(app.browser.now());
  const day = board?.day ?? route.day ?? today;
  const [view, dispatch] = useReducer(reduceView, emptyView);
  const layout = useMemo(() => (board === null ? null : layoutOf(board, { status, crew })), [board, status, crew]);
  const cardContext = useMemo(
    (): CardContext => ({
      format,
      currency: settings.business.currency,
      today,
      shownDay: day,
      crewOf: (id) => ({ name: id === null ? "" : app.crewName(id), color: app.crewColor(id) }),
    }),
    // The names and colors of crews come with the settings.
    [format, settings, today, day],
  );
  const hasPanel = route.job !== null || route.creating;
  useEffect(() => dispatch({ type: "panel_toggled" }), [hasPanel]);
  const move = useCardMove({ app, feed, board, layout, onNotify: (done) => dispatch({ type: "notified", done }) });
  const body = useRef<HTMLDivElement>(null);
  const order = useMemo(() => (layout === null ? [] : focusOrder(layout)), [layout]);
  const roving = useRovingTabIndex(body, order);
  useEffect(() => {
    showTitle(dashboard.title(`${format.day(day)} · ${dashboard.views.board}`));
  }, [day, format]);
  const actions = boardActions({ app, feed, layout, today, dispatch, roving });
  const isFiltered = status !== "" || crew !== "";
  const data = { app, feed, state, board, layout, day, today, view, cardContext, hasPanel, isFiltered };
  return { ...data, ...actions, dispatch, move, roving, body };
};

/** The card with this focus key; undefined if the board has none. */
export const cardAt = (board: Board | null, key: string | undefined): Card | undefined =>
  board === null || key === undefined ? undefined : cardsOf(board).find((card) => keyOf(card) === key);

const boardActions = ({
  app,
  feed,
  layout,
  today,
  dispatch,
  roving,
}: Pick<BoardDay, "app" | "feed" | "layout" | "today" | "dispatch" | "roving">): BoardActions => {
  const { go, route } = app.navigation;
  const newJob = (freeCell: BoardView["freeCell"] = null) => {
    dispatch({ type: "new_job_opened", freeCell });
    go({ job: null, creating: true });
  };
  return {
    openDay: (day) => go({ day: day === null || day === today ? null : dayInRange(day, today) }),
    openJob: (card, form = null) => {
      dispatch({ type: "job_opened", form });
      go({ job: card.job, creating: false });
    },
    newJob,
    newJobAt: (key) => {
      const cell = readCellKey(key);
      const lane = cell === null ? undefined : layout?.lanes[cell.lane];
      if (cell === null || lane === undefined || layout === null) return;
      newJob({ crew: lane.crew?.id ?? null, window: layout.columns[cell.column] ?? null });
    },
    openMenu: (card, from) => dispatch({ type: "menu_opened", card, at: from.getBoundingClientRect() }),
    closeMenu: () => {
      dispatch({ type: "menu_closed" });
      roving.focus();
    },
    closePanel: () => {
      go({ job: null, creating: false });
      roving.focus();
    },
    filterBy: (change) => go({ filter: { ...route.filter, ...change } }),
    refresh: () => void feed.refresh(),
  };
};
