import { DomainError } from "../../../domain/domain-error.ts";
import { placeInLane } from "../../../domain/place-in-lane.ts";
import type { Board, Card, Job } from "../../../http/api-client.ts";
import { windowText } from "../../shared/format.ts";
import * as message from "#message/board.ts";
import * as staff from "#message/staff.ts";
import { problemText } from "../form/problem-text.ts";
import { refusalText } from "../form/refusal.ts";
import type { AppContext } from "../app-context.ts";
import { undoAfter } from "../job/undo-after.ts";
import type { Undoable } from "../page/undo-bar.tsx";
import { notifyOf, sendsMessage } from "../tell/tell.ts";
import type { BoardFeed } from "./board-feed.ts";
import type { CardMoveEvent } from "./card-move-state.ts";
import { keyOf, offeredWindows, sameWindow, stopsOf } from "./cards.ts";
import type { Target } from "./layout.ts";
import { moveVisit } from "./move-visit.ts";
import { remoteMoveText } from "./remote-move-text.ts";
import { whenText } from "./when-text.ts";

/** What saving a move needs, and where its outcome goes. */
export interface SaveContext {
  app: AppContext;
  feed: BoardFeed;
  dispatch: (event: CardMoveEvent) => void;
  onNotify: (done: Undoable) => void;
}

/** Saves a move. The board shows it immediately; if it is not saved, the card returns and a notice says why. */
export const saveCardMove = async (context: SaveContext, card: Card, target: Target): Promise<void> => {
  const { app, feed, dispatch, onNotify } = context;
  const { crew, day, window, place } = target;
  const stays = crew === card.crew && day === card.day && sameWindow(window, card.window);
  if (stays && place === undefined) return;
  dispatch({ type: "dismissed" });
  const { position: _before, ...unplaced } = card;
  const position = placedAt(feed.state().board, card, target);
  const withdraw = feed.showUnsaved({ ...unplaced, crew, day, window, ...(position === null ? {} : { position }) });
  const notify = await askToTell(context, card, target);
  if (notify === null) return withdraw();
  const outcome = await moveVisit(app.api, card, target, notify);
  // Show the saved card before removing the unsaved one, so that the card does not flicker.
  if (outcome.kind === "saved") feed.showSaved(outcome.job);
  withdraw();
  switch (outcome.kind) {
    case "saved": {
      const text = stays ? orderText(feed.state().board, card) : savedText(app, card, target);
      dispatch({ type: "spoke", speech: text });
      return onNotify({ text, undo: undoAfter(outcome.job, (job) => void undoMove(context, job, notify)) });
    }
    case "full":
    case "no_unit": {
      void feed.refresh();
      const { kind, alternatives } = outcome;
      return dispatch({ type: "noticed", notice: { kind, card, target, alternatives } });
    }
    case "neighbor_gone":
      void feed.refresh();
      return noticeText(context, message.neighborGone(nameOf(card)));
    case "stale": {
      const { job } = outcome;
      feed.showSaved(job);
      const text = textOfRemoteMove(app, card, job);
      return dispatch({ type: "noticed", notice: { kind: "stale", card, target, job, text } });
    }
    case "refused":
      return noticeText(
        context,
        outcome.problem === null ? message.offlineWrite : refusalText(outcome.problem, app.format),
      );
  }
};

/** Shows the message that a move sends. Returns whether to send it; null if the card stays where it was. */
const askToTell = async (
  { app: { api }, dispatch }: SaveContext,
  card: Card,
  { day, window }: Target,
): Promise<boolean | null> => {
  // Only another time is news for the customer.
  if (day === card.day && sameWindow(window, card.window)) return true;
  const body = { job: card.job, visit: card.visit, patch_visit: { day, window } };
  const found = await api.previewChange({ body });
  if (!found.ok || !sendsMessage(found.value)) return true;
  const { promise, resolve } = Promise.withResolvers<boolean | null>();
  dispatch({ type: "noticed", notice: { kind: "tell", card, told: found.value, answer: resolve } });
  const notify = await promise;
  dispatch({ type: "dismissed" });
  return notify;
};

/** The position of a card at its target, as the server will compute it; null without a chosen place. */
export const placedAt = (board: Board | null, card: Card, { crew, day, place }: Target): number | null => {
  if (place === undefined || board === null || board.day !== day) return null;
  const others = stopsOf(board, crew).filter((one) => keyOf(one) !== keyOf(card));
  try {
    return placeInLane(others, place) ?? null;
  } catch (error) {
    if (error instanceof DomainError) return null; // the neighbor left the lane, and the server will say so
    throw error;
  }
};

/** `Mark is stop 2 of 5.` */
const orderText = (board: Board | null, card: Card): string => {
  const stops = board === null ? [] : stopsOf(board, card.crew);
  return message.reordered(nameOf(card), stops.findIndex((one) => keyOf(one) === keyOf(card)) + 1, stops.length);
};

const nameOf = (card: Card): string => card.customer || staff.noName;

/** Adds one opening to the full window of `target`, then saves the move there. */
export const addOpening = async (context: SaveContext, card: Card, target: Target): Promise<void> => {
  const { api } = context.app;
  if (target.day === null || target.window === null) return;
  const found = await api.getBoard({ day: target.day });
  if (!found.ok) return noticeText(context, problemText(found.problem));
  const board = found.value;
  const resized = await api.setCapacity({
    day: target.day,
    body: {
      windows: offeredWindows(board).map(({ start, end, capacity, taken }) => ({
        start,
        end,
        capacity: start === target.window?.start ? Math.max(capacity, taken) + 1 : capacity,
      })),
      closed: board.closed,
    },
  });
  if (!resized.ok) return noticeText(context, problemText(resized.problem));
  await saveCardMove(context, card, target);
};

/** Says what another person changed about a card that was being dragged. */
export const explainLostCard = async ({ app, dispatch }: SaveContext, card: Card): Promise<void> => {
  const found = await app.api.getJob({ id: card.job });
  if (!found.ok) {
    return dispatch({ type: "noticed", notice: { kind: "text", text: problemText(found.problem) } });
  }
  const text = textOfRemoteMove(app, card, found.value);
  dispatch({ type: "noticed", notice: { kind: "lost", card, text }, speech: text });
};

/** A customer who did not hear of the move hears nothing of its undo. */
const undoMove = async (context: SaveContext, job: Job, notify: boolean): Promise<void> => {
  const { app, feed, onNotify } = context;
  const answer = await app.api.undoJob({ id: job.id, rev: job.rev, key: app.browser.key(), body: notifyOf(notify) });
  if (answer.ok) {
    feed.showSaved(answer.value);
    return onNotify({ text: staff.undone, undo: null });
  }
  noticeText(context, answer.problem?.code === "stale" ? message.undoStale : problemText(answer.problem));
};

const noticeText = ({ dispatch }: SaveContext, text: string): void =>
  dispatch({ type: "noticed", notice: { kind: "text", text } });

const textOfRemoteMove = (app: AppContext, card: Card, job: Job): string =>
  remoteMoveText(card, job, { ...app, me: app.session.me, now: app.browser.now() });

const savedText = (app: AppContext, card: Card, target: Target): string => {
  const name = nameOf(card);
  if (card.day === target.day && sameWindow(card.window, target.window)) {
    return target.crew === null ? message.nowUnassigned(name) : message.assigned(name, app.crewName(target.crew));
  }
  if (target.day === null) return message.nowUnscheduled(name);
  const hours = target.window === null ? staff.anyTime.toLowerCase() : windowText(target.window);
  const when = card.day === target.day ? hours : whenText(app, target);
  const crew = target.crew !== card.crew && target.crew !== null ? `, ${app.crewName(target.crew)}` : "";
  return message.movedTo(name, when + crew);
};
