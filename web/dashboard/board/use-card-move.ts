import { useEffect, useReducer, useRef } from "preact/hooks";
import type { Board, Card } from "../../../http/api-client.ts";
import * as message from "#message/board.ts";
import * as staff from "#message/staff.ts";
import type { AppContext } from "../app-context.ts";
import type { Undoable } from "../page/undo-bar.tsx";
import type { BoardFeed } from "./board-feed.ts";
import { noMove, reduceCardMove, type CardMoveEvent, type CardMoveState } from "./card-move-state.ts";
import { cardsOf, isOpen, keyOf, sameWindow, stopsOf } from "./cards.ts";
import { neighborOf, spotOf, spotSpeech, targetAt, type DragState, type Spot } from "./drag-state.ts";
import { stepCell, type Step } from "./grid-step.ts";
import type { Layout, Target } from "./layout.ts";
import { addOpening, explainLostCard, saveCardMove } from "./save-card-move.ts";

interface Options {
  app: AppContext;
  feed: BoardFeed;
  board: Board | null;
  layout: Layout | null;
  onNotify: (done: Undoable) => void;
}

/** Moves a visit to another crew, window or day. Keys, mouse and menu all end in `moveTo`. */
export interface CardMove extends CardMoveState, DragActions {
  dismiss: () => void;
  moveTo: (card: Card, target: Target) => void;
  addOpening: (card: Card, target: Target) => void;
}

export interface DragActions {
  /** Starts a drag. Returns false if the visit is over and cannot move. */
  start: (card: Card, by: DragState["by"]) => boolean;
  /** Moves the target by one cell, for keys. */
  step: (step: Step) => void;
  /** Moves the target to a spot, for the mouse. */
  hover: (spot: Spot | null) => void;
  drop: () => void;
  cancel: () => void;
  /** Moves a card one place up (-1) or down (1) in the lane of its crew. */
  reorder: (card: Card, by: -1 | 1) => void;
}

export const useCardMove = ({ app, feed, board, layout, onNotify }: Options): CardMove => {
  const [state, dispatch] = useReducer(reduceCardMove, noMove);
  // The listeners of a mouse drag outlive the render in which they were added, so they read the newest values here.
  const latest = useRef({ board, layout, drag: state.drag });
  Object.assign(latest.current, { board, layout, drag: state.drag });
  const context = { app, feed, dispatch, onNotify };
  const moveTo = (card: Card, target: Target) => void saveCardMove(context, card, target);
  const actions = dragActions(latest.current, dispatch, moveTo);
  const { drag } = state;
  useEffect(() => {
    // The day changed during a drag by keys: say the cell of the new day.
    if (drag?.by === "keys" && board !== null && layout !== null) {
      dispatch({ type: "spoke", speech: spotSpeech(board, layout, drag) });
    }
  }, [board?.day]);
  useEffect(() => {
    // Another person moved the card during the drag. Say so, because it disappears from its place.
    if (drag === null || board === null || !isLost(board, drag.card)) return;
    actions.end();
    void explainLostCard(context, drag.card);
  }, [board, drag?.card]);
  const { notice } = state;
  useEffect(() => {
    // Another move, or another notice, leaves the card where it was.
    if (notice?.kind === "tell") return () => notice.answer(null);
    return undefined;
  }, [notice]);
  return {
    ...state,
    ...actions,
    dismiss: () => dispatch({ type: "dismissed" }),
    moveTo,
    addOpening: (card, target) => void addOpening(context, card, target),
  };
};

interface Latest {
  board: Board | null;
  layout: Layout | null;
  drag: DragState | null;
}

const dragActions = (
  latest: Latest,
  dispatch: (event: CardMoveEvent) => void,
  moveTo: (card: Card, target: Target) => void,
): DragActions & { end: () => void } => {
  const setDrag = (drag: DragState | null, speech: string | null = null) => {
    const { board, layout } = latest;
    latest.drag = drag;
    const spoken = drag === null || board === null || layout === null ? null : spotSpeech(board, layout, drag);
    dispatch({ type: "dragged", drag, speech: speech ?? spoken });
  };
  return {
    start: (card, by) => {
      const name = nameOf(card);
      if (!isOpen(card)) {
        const text = message.cannotMove(name);
        dispatch({ type: "noticed", notice: { kind: "text", text }, speech: text });
        return false;
      }
      dispatch({ type: "dismissed" });
      const over = by === "keys" && latest.layout !== null ? spotOf(latest.layout, card) : null;
      setDrag({ card, by, over }, by === "keys" ? message.moveStarted(name) : null);
      return true;
    },
    step: (step) => {
      const { drag, layout } = latest;
      if (drag === null || layout === null) return;
      const from = drag.over === null || typeof drag.over === "string" ? spotOf(layout, drag.card) : drag.over;
      setDrag({ ...drag, over: stepCell(layout, from, step) });
    },
    hover: (spot) => {
      const { drag } = latest;
      if (drag !== null && JSON.stringify(drag.over) !== JSON.stringify(spot)) setDrag({ ...drag, over: spot });
    },
    drop: () => {
      const { drag, board, layout } = latest;
      setDrag(null);
      if (drag === null || drag.over === null || board === null || layout === null) return;
      const target = targetAt(board, layout, drag.card, drag.over);
      if (target !== null) moveTo(drag.card, target);
    },
    cancel: () => {
      if (latest.drag !== null) setDrag(null, message.moveCancelled(nameOf(latest.drag.card)));
    },
    reorder: (card, by) => {
      const stops = latest.board === null ? [] : stopsOf(latest.board, card.crew);
      const neighbor = stops[stops.findIndex((one) => keyOf(one) === keyOf(card)) + by];
      const { crew, day, window } = card;
      if (!isOpen(card)) return dispatch({ type: "spoke", speech: message.cannotMove(nameOf(card)) });
      if (neighbor === undefined) return dispatch({ type: "spoke", speech: message.laneEnd(nameOf(card), by < 0) });
      const place = by < 0 ? { before: neighborOf(neighbor) } : { after: neighborOf(neighbor) };
      moveTo(card, { crew, day, window, place });
    },
    end: () => setDrag(null),
  };
};

const nameOf = (card: Card): string => card.customer || staff.noName;

/** True if the board shows the day of this card, but the card elsewhere or not at all. */
const isLost = (board: Board, card: Card): boolean => {
  if (card.day !== null && card.day !== board.day) return false;
  const now = cardsOf(board).find((other) => keyOf(other) === keyOf(card));
  return (
    now === undefined ||
    now.crew !== card.crew ||
    now.day !== card.day ||
    !sameWindow(now.window, card.window) ||
    !isOpen(now)
  );
};
