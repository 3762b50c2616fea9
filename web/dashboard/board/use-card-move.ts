import { useEffect, useRef, useState } from "preact/hooks";
import type { Board, Card, Job } from "../../../http/api-client.ts";
import { windowText } from "../../shared/format.ts";
import type { Alternative } from "../../shared/free-days.ts";
import * as message from "#message/board.ts";
import * as staff from "#message/staff.ts";
import { problemText } from "../form/problem-text.ts";
import type { AppContext } from "../app-context.ts";
import type { Undoable } from "../page/undo-bar.tsx";
import type { BoardFeed } from "./board-feed.ts";
import { undoAfter } from "../job/undo-after.ts";
import { cardsOf, isOpen, keyOf, offeredWindows, sameWindow } from "./cards.ts";
import { stepCell, type Step } from "./grid-step.ts";
import type { Layout, Target } from "./layout.ts";
import { moveVisit } from "./move-visit.ts";
import { remoteMoveText } from "./remote-move-text.ts";
import { whenText } from "./when-text.ts";
import { spotOf, spotSpeech, targetAt, type DragState, type Spot } from "./drag-state.ts";

/** What a person has to be told, and may do about it. It stays until it was dealt with. */
export type Notice =
  | { kind: "full"; card: Card; target: Target; alternatives: Alternative[] }
  | { kind: "stale"; card: Card; target: Target; job: Job; text: string }
  /** Another person moved it while it was in the hand. */
  | { kind: "lost"; card: Card; text: string }
  | { kind: "told"; text: string };

interface Options {
  app: AppContext;
  feed: BoardFeed;
  board: Board | null;
  layout: Layout | null;
  onNotify: (done: Undoable) => void;
}

export interface CardMove {
  moving: DragState | null;
  notice: Notice | null;
  dismiss: () => void;
  /** What is read out. */
  speech: string;
  pickUp: (card: Card, by: DragState["by"]) => boolean;
  step: (step: Step) => void;
  hover: (spot: Spot | null) => void;
  /** Puts down what is held where it is held. */
  drop: () => void;
  cancel: () => void;
  /** Without picking up: from a menu. */
  put: (card: Card, target: Target) => void;
  addPlace: (card: Card, target: Target) => void;
}

/** A visit on its way to another crew, window or day: by keys, by mouse, or from a menu, all the same in the end. */
export const useCardMove = ({ app, feed, board, layout, onNotify }: Options): CardMove => {
  const [moving, setMoving] = useState<DragState | null>(null);
  const [notice, setNotice] = useState<Notice | null>(null);
  const [speech, setSpeech] = useState("");
  // Listeners of a drag outlive the drawing that they began in.
  const latest = useRef({ board, layout, moving });
  latest.current = { board, layout, moving };
  const { api, browser } = app;
  const nameOf = (card: Card) => card.customer || staff.noName;

  const change = (next: DragState | null) => {
    latest.current.moving = next;
    setMoving(next);
    if (next !== null && board !== null && layout !== null) setSpeech(spotSpeech(board, layout, next));
  };
  // Another day under a visit that is held: it is over that day's same cell.
  useEffect(() => {
    if (moving !== null && moving.by === "keys" && board !== null && layout !== null) {
      setSpeech(spotSpeech(board, layout, moving));
    }
  }, [board?.day]);

  const meanwhileText = (card: Card, job: Job) =>
    remoteMoveText(card, job, { ...app, me: app.session.me, now: browser.now() });
  // A visit in the hand that another person moves leaves the board under it: that is said, not only shown.
  useEffect(() => {
    if (moving === null || board === null || !isLost(board, moving.card)) return;
    const { card } = moving;
    change(null);
    const explain = async () => {
      const found = await api.getJob({ id: card.job });
      if (!found.ok) return setNotice({ kind: "told", text: problemText(found.problem) });
      const text = meanwhileText(card, found.value);
      setSpeech(text);
      setNotice({ kind: "lost", card, text });
    };
    void explain();
  }, [board, moving?.card]);

  const undo = async (job: Job) => {
    const answer = await api.undoJob({ id: job.id, rev: job.rev, key: browser.key() });
    if (answer.ok) {
      feed.showSaved(answer.value);
      onNotify({ text: staff.undone, undo: null });
    } else if (answer.problem?.code === "stale") setNotice({ kind: "told", text: message.undoStale });
    else setNotice({ kind: "told", text: problemText(answer.problem) });
  };

  const put = async (card: Card, target: Target) => {
    if (target.crew === card.crew && target.day === card.day && sameWindow(target.window, card.window)) return;
    setNotice(null);
    const takeBack = feed.showUnsaved({ ...card, ...target });
    const moved = await moveVisit(api, card, target);
    // What was saved is known before what was supposed is forgotten: nothing flickers.
    if (moved.kind === "saved") feed.showSaved(moved.job);
    takeBack();
    switch (moved.kind) {
      case "saved": {
        const text = savedText(app, card, target);
        setSpeech(text);
        return onNotify({ text, undo: undoAfter(moved.job, (job) => void undo(job)) });
      }
      case "full":
        void feed.refresh();
        return setNotice({ kind: "full", card, target, alternatives: moved.alternatives });
      case "stale":
      case "not_next": {
        feed.showSaved(moved.job);
        return setNotice({
          kind: "stale",
          card,
          target,
          job: moved.job,
          text: meanwhileText(card, moved.job),
        });
      }
      case "refused":
        return setNotice({
          kind: "told",
          text: moved.problem === null ? message.offlineWrite : problemText(moved.problem),
        });
    }
  };

  const addPlace = async (card: Card, target: Target) => {
    if (target.day === null || target.window === null) return;
    const found = await api.getBoard({ day: target.day });
    if (!found.ok) return setNotice({ kind: "told", text: problemText(found.problem) });
    const there = found.value;
    const sized = await api.setCapacity({
      day: target.day,
      body: {
        windows: offeredWindows(there).map(({ start, end, capacity, taken }) => ({
          start,
          end,
          capacity: start === target.window?.start ? Math.max(capacity, taken) + 1 : capacity,
        })),
        closed: there.closed,
      },
    });
    if (!sized.ok) return setNotice({ kind: "told", text: problemText(sized.problem) });
    await put(card, target);
  };

  return {
    moving,
    notice,
    speech,
    dismiss: () => setNotice(null),
    pickUp: (card, by) => {
      if (!isOpen(card)) {
        setSpeech(message.cannotMove(nameOf(card)));
        setNotice({ kind: "told", text: message.cannotMove(nameOf(card)) });
        return false;
      }
      setNotice(null);
      change({ card, by, over: by === "keys" && layout !== null ? spotOf(layout, card) : null });
      if (by === "keys") setSpeech(message.moveStarted(nameOf(card)));
      return true;
    },
    step: (step) => {
      if (moving === null || layout === null) return;
      const from = moving.over === null || typeof moving.over === "string" ? spotOf(layout, moving.card) : moving.over;
      change({ ...moving, over: stepCell(layout, from, step) });
    },
    hover: (spot) => {
      const { moving: held } = latest.current;
      if (held !== null && JSON.stringify(held.over) !== JSON.stringify(spot)) change({ ...held, over: spot });
    },
    drop: () => {
      const { moving: held, board: on, layout: within } = latest.current;
      change(null);
      if (held === null || held.over === null || on === null || within === null) return;
      const target = targetAt(on, within, held.card, held.over);
      if (target !== null) void put(held.card, target);
    },
    cancel: () => {
      const { moving: held } = latest.current;
      if (held === null) return;
      change(null);
      setSpeech(message.moveCancelled(nameOf(held.card)));
    },
    put: (card, target) => void put(card, target),
    addPlace: (card, target) => void addPlace(card, target),
  };
};

const savedText = (app: AppContext, card: Card, target: Target): string => {
  const name = card.customer || staff.noName;
  const sameTime = card.day === target.day && sameWindow(card.window, target.window);
  if (sameTime)
    return target.crew === null ? message.nowUnassigned(name) : message.assigned(name, app.crewName(target.crew));
  if (target.day === null) return message.nowUnscheduled(name);
  const hours = target.window === null ? staff.anyTime.toLowerCase() : windowText(target.window);
  const when = card.day === target.day ? hours : whenText(app, target);
  const crew = target.crew !== card.crew && target.crew !== null ? `, ${app.crewName(target.crew)}` : "";
  return message.movedTo(name, when + crew);
};

/** On the day that the card is of, another place than the card says; other days do not show it anyway. */
const isLost = (board: Board, card: Card): boolean => {
  if (card.day !== null && card.day !== board.day) return false;
  const now = cardsOf(board).find((one) => keyOf(one) === keyOf(card));
  return (
    now === undefined ||
    now.crew !== card.crew ||
    now.day !== card.day ||
    !sameWindow(now.window, card.window) ||
    !isOpen(now)
  );
};
