import type { Board, BoardReader, Card, Job } from "../../../http/api-client.ts";
import type { Browser } from "../../shared/browser.ts";
import { DayCache } from "./day-cache.ts";

/** The connection to the server. `offline`: no answer. `degraded`: it answers, but cannot serve the request. */
export type Connection = "starting" | "ok" | "offline" | "degraded";

export interface FeedState {
  /** The chosen day; null until its first answer. */
  board: Board | null;
  connection: Connection;
  /** When the server last answered, in milliseconds since the Unix epoch; null before the first answer. */
  checkedAt: number | null;
  /** The keys of the visits that changed with the last answer. */
  fresh: ReadonlySet<string>;
}

/** The live board of one day. It polls while the page is visible, and less often while the server does not answer. */
export interface BoardFeed {
  state(): FeedState;
  /** Chooses a day; null is today. An earlier answer for it is shown until the next one arrives. */
  show(day: string | null): void;
  /** Reads the board now, then polls. */
  refresh(): Promise<void>;
  /** Stops polling until `refresh`. */
  pause(): void;
  /** Shows a change before it is saved. Returns a function that removes it again. */
  showUnsaved(card: Card): () => void;
  /** Shows a saved change until the board includes it, and reads the board. */
  showSaved(job: Job): void;
}

interface FeedOptions {
  api: BoardReader;
  browser: Pick<Browser, "now" | "after">;
  changed: () => void;
}

const pollMs = 3_000;
const longestPollMs = 30_000;

export const createBoardFeed = (options: FeedOptions): BoardFeed => new Feed(options);

class Feed implements BoardFeed {
  readonly #options: FeedOptions;
  readonly #cache = new DayCache();
  #day: string | null = null;
  #connection: Connection = "starting";
  #checkedAt: number | null = null;
  #isPaused = true;
  #failures = 0;
  /** Grows with each call, so that only the answer to the newest call is used. */
  #turn = 0;
  #cancelPoll = () => {};

  constructor(options: FeedOptions) {
    this.#options = options;
  }

  state(): FeedState {
    const { fresh } = this.#cache;
    const board = this.#cache.shown(this.#day);
    return { board, connection: this.#connection, checkedAt: this.#checkedAt, fresh };
  }

  show(day: string | null): void {
    if (day === this.#day) return;
    this.#day = day;
    this.#cache.forgetFresh();
    this.#options.changed();
    void this.refresh();
  }

  async refresh(): Promise<void> {
    const { api, browser, changed } = this.#options;
    this.#cancelPoll();
    this.#isPaused = false;
    this.#turn += 1;
    const turn = this.#turn;
    const day = this.#day;
    const answer = await api.getBoard({ day, etag: this.#cache.etag(day) });
    if (turn !== this.#turn) return;
    if (answer.ok) {
      this.#failures = 0;
      this.#connection = "ok";
      this.#checkedAt = browser.now();
      const { value: board, etag = null } = answer;
      if (board === "unchanged") this.#cache.expire(browser.now());
      else this.#cache.take({ board, etag }, day === null, browser.now());
    } else {
      this.#failures += 1;
      this.#connection = answer.problem === null ? "offline" : "degraded";
    }
    const wait = Math.min(longestPollMs, pollMs * 2 ** this.#failures);
    if (!this.#isPaused) this.#cancelPoll = browser.after(wait, () => void this.refresh());
    changed();
  }

  pause(): void {
    this.#isPaused = true;
    this.#cancelPoll();
  }

  showUnsaved(card: Card): () => void {
    this.#cache.addUnsaved(card);
    this.#options.changed();
    return () => {
      this.#cache.removeUnsaved(card);
      this.#options.changed();
    };
  }

  showSaved(job: Job): void {
    this.#cache.addSaved(job, this.#day, this.#options.browser.now());
    this.#options.changed();
    void this.refresh();
  }
}
