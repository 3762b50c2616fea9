import type { Board, Card, Job } from "../../../http/api-client.ts";
import { cardOf, cardsOf, changedCards, keyOf, shareCards, withCards } from "./cards.ts";

/** How many days are kept, so that a person can return to them without waiting. */
const mostDays = 12;
/** How long a saved change covers a board that does not include it, in milliseconds. */
const savedMs = 15_000;

interface Answer {
  board: Board;
  etag: string | null;
}

/** The boards that were read, with this window's own changes on top. */
export class DayCache {
  /** The keys of the visits that changed with the last answer. */
  fresh: ReadonlySet<string> = new Set();
  readonly #days = new Map<string, Answer>();
  #today: string | null = null;
  #unsaved: Card[] = [];
  #saved: { card: Card; until: number }[] = [];
  #shown: { from: Board; over: Card[]; board: Board } | null = null;

  /** The board of a day as the page shows it; null if that day was not read. A day of null is today. */
  shown(day: string | null): Board | null {
    const from = this.#answer(day)?.board;
    if (from === undefined) return null;
    const over = [...this.#saved.map(({ card }) => card), ...this.#unsaved];
    const before = this.#shown;
    // The same object while nothing changed, because components compare by identity.
    if (before?.from === from && before.over.length === over.length && before.over.every((card, i) => card === over[i]))
      return before.board;
    this.#shown = { from, over, board: withCards(from, over) };
    return this.#shown.board;
  }

  etag(day: string | null): string | null {
    return this.#answer(day)?.etag ?? null;
  }

  /** Stores an answer. Drops the saved changes that it includes. */
  take({ board, etag }: Answer, isToday: boolean, now: number): void {
    if (isToday) this.#today = board.today;
    const before = this.#days.get(board.day)?.board ?? null;
    const next = shareCards(board, before);
    this.#days.delete(board.day);
    this.#days.set(board.day, { board: next, etag });
    const [oldest] = this.#days.keys();
    if (this.#days.size > mostDays && oldest !== undefined) this.#days.delete(oldest);
    this.fresh = before === null ? new Set() : changedCards(next, before);
    const revs = new Map(cardsOf(next).map((card) => [keyOf(card), card.rev]));
    this.expire(now);
    this.#saved = this.#saved.filter(({ card }) => (revs.get(keyOf(card)) ?? 0) < card.rev);
  }

  /** Drops the saved changes that the board should have included by now. */
  expire(now: number): void {
    this.#saved = this.#saved.filter(({ until }) => until > now);
  }

  forgetFresh(): void {
    this.fresh = new Set();
  }

  addUnsaved(card: Card): void {
    this.#unsaved = [...this.#unsaved, card];
  }

  removeUnsaved(card: Card): void {
    this.#unsaved = this.#unsaved.filter((other) => other !== card);
  }

  addSaved(job: Job, day: string | null, now: number): void {
    const board = this.shown(day);
    const since = board === null ? undefined : cardsOf(board).find((card) => card.job === job.id)?.since;
    const card = cardOf(job, since ?? job.updated_at);
    const others = this.#saved.filter((saved) => keyOf(saved.card) !== keyOf(card));
    this.#saved = [...others, { card, until: now + savedMs }];
  }

  #answer(day: string | null): Answer | undefined {
    const name = day ?? this.#today;
    return name === null ? undefined : this.#days.get(name);
  }
}
