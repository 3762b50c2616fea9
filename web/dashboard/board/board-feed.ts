import type { Board, Card, Job, BoardReader } from "../../../http/api-client.ts";
import type { Browser } from "../../shared/browser.ts";
import { cardOf, cardsOf, changedCards, keyOf, shareCards, withCards } from "./cards.ts";

/** How it stands between this window and the office. `busy`: it answered, but could not say. */
export type Connection = "starting" | "ok" | "offline" | "degraded";

export interface FeedState {
  /** The day that was asked for; null until it was heard of. */
  board: Board | null;
  connection: Connection;
  /** When the office last answered, in milliseconds since the Unix epoch; null before the first time. */
  checkedAt: number | null;
  /** The visits that the last answer had otherwise than the one before. */
  fresh: ReadonlySet<string>;
}

/** One day, live: asked while somebody looks, more rarely while nobody answers, never while the window is hidden. */
export interface BoardFeed {
  state(): FeedState;
  /** Another day, null for today. What was heard of it before is shown until it is heard of again. */
  show(day: string | null): void;
  /** Asks now, and again from then on. */
  refresh(): Promise<void>;
  /** Asks no more until `refresh`. */
  pause(): void;
  /** Shows a change before it is known whether it is one. Returns how to take that back. */
  showUnsaved(card: Card): () => void;
  /** Shows a change that was saved, until the board says so itself; asks the board at once. */
  showSaved(job: Job): void;
}

const everyMs = 3_000;
const rarestMs = 30_000;
/** How many days are kept for turning back to. */
const mostDays = 12;
/** A board that is this old and has still not heard of a change is believed again. */
const trustMs = 15_000;

export const createBoardFeed = ({
  api,
  browser,
  changed,
}: {
  api: BoardReader;
  browser: Pick<Browser, "now" | "after">;
  changed: () => void;
}): BoardFeed => {
  const heard = new Map<string, { board: Board; etag: string | null }>();
  let day: string | null = null;
  let today: string | null = null;
  let connection: Connection = "starting";
  let checkedAt: number | null = null;
  let fresh: ReadonlySet<string> = new Set();
  let supposed: Card[] = [];
  let placed: { card: Card; until: number }[] = [];
  let callOff = () => {};
  let resting = true;
  let failures = 0;
  /** Grows with each question: an answer to an older one comes too late. */
  let turn = 0;
  let shown: { from: Board; over: Card[]; board: Board } | null = null;

  const current = () => {
    const name = day ?? today;
    return name === null ? undefined : heard.get(name);
  };
  const shownBoard = (): Board | null => {
    const from = current()?.board;
    if (from === undefined) return null;
    const over = [...placed.map(({ card }) => card), ...supposed];
    // The same board while nothing changed: whoever draws it compares by identity.
    if (shown?.from !== from || shown.over.length !== over.length || shown.over.some((card, i) => card !== over[i])) {
      shown = { from, over, board: withCards(from, over) };
    }
    return shown.board;
  };

  const take = (board: Board, etag: string | null) => {
    if (day === null) today = board.today;
    const before = heard.get(board.day)?.board ?? null;
    const next = shareCards(board, before);
    heard.delete(board.day);
    heard.set(board.day, { board: next, etag });
    const [oldest] = heard.keys();
    if (heard.size > mostDays && oldest !== undefined) heard.delete(oldest);
    fresh = before === null ? new Set() : changedCards(next, before);
    const known = new Map(cardsOf(next).map((card) => [keyOf(card), card.rev]));
    placed = placed.filter(({ card, until }) => until > browser.now() && (known.get(keyOf(card)) ?? 0) < card.rev);
  };

  const ask = async () => {
    callOff();
    resting = false;
    const mine = ++turn;
    const asked = day;
    const answer = await api.getBoard({
      day: asked,
      etag: (asked === null ? heard.get(today ?? "") : heard.get(asked))?.etag ?? null,
    });
    if (mine !== turn) return;
    if (answer.ok) {
      failures = 0;
      connection = "ok";
      checkedAt = browser.now();
      if (answer.value !== "unchanged") take(answer.value, answer.etag ?? null);
      else placed = placed.filter(({ until }) => until > browser.now());
    } else {
      failures += 1;
      connection = answer.problem === null ? "offline" : "degraded";
    }
    if (!resting) callOff = browser.after(Math.min(rarestMs, everyMs * 2 ** failures), () => void ask());
    changed();
  };

  return {
    state: () => ({ board: shownBoard(), connection, checkedAt, fresh }),
    show: (next) => {
      if (next === day) return;
      day = next;
      fresh = new Set();
      changed();
      void ask();
    },
    refresh: ask,
    pause: () => {
      resting = true;
      callOff();
    },
    showUnsaved: (card) => {
      supposed = [...supposed, card];
      changed();
      return () => {
        supposed = supposed.filter((one) => one !== card);
        changed();
      };
    },
    showSaved: (job) => {
      const known = shownBoard();
      const since = known === null ? undefined : cardsOf(known).find((card) => card.job === job.id)?.since;
      const card = cardOf(job, since ?? job.updated_at);
      const others = placed.filter((one) => keyOf(one.card) !== keyOf(card));
      placed = [...others, { card, until: browser.now() + trustMs }];
      changed();
      void ask();
    },
  };
};
