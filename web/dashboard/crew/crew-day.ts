import type { Board, Job, Me } from "../../../http/api-client.ts";
import type { Problem } from "../../../http/client.ts";
import type { Browser } from "../../shared/browser.ts";
import type { CrewApi } from "./crew-api.ts";
import { createOutbox, type Outbox, type RefusedChange, type VisitChange, type VisitDetails } from "./outbox.ts";
import { sendReport } from "./send-report.ts";
import { forgetDay, readDay, storeDay } from "./stored-day.ts";
import { crewVisits, idOf, nextVisit, type CrewVisit } from "./visit-step.ts";

/** The connection of this phone to the server. `degraded`: it answers, but cannot serve the request. */
export type Connection = "starting" | "ok" | "offline" | "degraded" | "signed_out";

export interface CrewDayState {
  connection: Connection;
  /** When the server last answered, in milliseconds since the Unix epoch; null before the first answer. */
  checkedAt: number | null;
  board: Board | null;
  visits: CrewVisit[];
  focus: CrewVisit | null;
  /** The jobs of the visits by id, for what a card does not have: phone, notes and items. */
  jobs: ReadonlyMap<string, Job>;
  waiting: VisitChange[];
  refused: RefusedChange[];
  /** The customer of the visit that was on the screen and now belongs to another crew; null if it is still this crew's. */
  gone: string | null;
}

export interface CrewDay {
  state(): CrewDayState;
  /** Reads the day now, then every few seconds until `pause`. */
  refresh(): Promise<void>;
  pause(): void;
  tap(visit: CrewVisit, state: VisitChange["state"], details?: VisitDetails): void;
  /** Undoes "On my way". A tap that was not sent yet is removed. */
  undoEnRoute(visit: CrewVisit): void;
  /** Sends a refused delivery again without its unit; the office names it later. */
  saveWithoutUnit(refused: RefusedChange): void;
  /** True if the load of this visit waits on the phone for a signal. */
  hasPriceFor(visit: CrewVisit): boolean;
  /** Takes a job that was changed outside the outbox. */
  take(job: Job): void;
  choose(visit: CrewVisit | null): void;
  dismiss(refused: RefusedChange): void;
  dismissGone(): void;
}

interface CrewDayOptions {
  api: CrewApi;
  me: Me;
  browser: Browser;
  storage: Pick<Browser, "read" | "write">;
  changed: () => void;
}

/** A crew sees a change of the office within five seconds. An unchanged day costs a few hundred bytes. */
const pollMs = 3_000;

/** A crew's day on one phone: the server's board, with the taps that are not sent yet on top. */
export const createCrewDay = (options: CrewDayOptions): CrewDay => new Day(options);

class Day implements CrewDay {
  readonly #options: CrewDayOptions;
  readonly #outbox: Outbox;
  readonly #jobs: Map<string, Job>;
  #board: Board | null;
  #etag: string | null = null;
  #connection: Connection = "starting";
  #checkedAt: number | null;
  /** The visit that a person opened; null shows the next one. */
  #chosen: string | null = null;
  #gone: string | null = null;
  #running: Promise<void> | null = null;
  #isPaused = false;
  #cancelPoll = () => {};

  constructor(options: CrewDayOptions) {
    const { me, browser, storage } = options;
    this.#options = options;
    const stored = readDay(storage, browser.now());
    const own = stored?.me.id === me.id ? stored : null;
    this.#board = own?.board ?? null;
    this.#checkedAt = own?.checkedAt ?? null;
    this.#jobs = new Map(own?.jobs.map((job) => [job.id, job]));
    this.#outbox = createOutbox<Job>({
      name: `crew-outbox/${me.id}`,
      storage,
      browser,
      post: (change) => sendReport(options.api, browser, change),
      sent: (job) => this.#takeJob(job),
      changed: () => options.changed(),
    });
  }

  state(): CrewDayState {
    return {
      connection: this.#connection,
      checkedAt: this.#checkedAt,
      board: this.#board,
      visits: this.#visits(),
      focus: this.#focus(),
      jobs: this.#jobs,
      waiting: this.#outbox.waiting(),
      refused: this.#outbox.refused(),
      gone: this.#gone,
    };
  }

  refresh(): Promise<void> {
    this.#running ??= this.#run();
    return this.#running;
  }

  pause(): void {
    this.#isPaused = true;
    this.#cancelPoll();
  }

  tap({ card }: CrewVisit, state: VisitChange["state"], details?: VisitDetails): void {
    const { job, visit, customer } = card;
    this.#outbox.add({ job, visit, state, customer, ...(details === undefined ? {} : { details }) });
    // A finished visit makes room for the next one. A started visit stays on the screen.
    this.#chosen = state === "done" || state === "attempted" ? null : idOf({ card });
    void (this.#running ?? Promise.resolve()).then(() => this.refresh());
  }

  undoEnRoute(visit: CrewVisit): void {
    const { job, visit: id } = visit.card;
    if (!this.#outbox.takeBack({ job, visit: id, state: "en_route" })) this.tap(visit, "scheduled");
  }

  saveWithoutUnit(refused: RefusedChange): void {
    this.#outbox.dismiss(refused);
    for (const { job, visit, state, customer, details } of refused.changes) {
      const { unit: _taken, ...others } = details ?? {};
      this.#outbox.add({ job, visit, state, customer, details: others });
    }
    void (this.#running ?? Promise.resolve()).then(() => this.refresh());
  }

  hasPriceFor({ card }: CrewVisit): boolean {
    return this.#outbox
      .waiting()
      .some(({ job, visit, details }) => job === card.job && visit === card.visit && details?.price !== undefined);
  }

  take(job: Job): void {
    this.#takeJob(job);
    this.#store();
    this.#options.changed();
  }

  choose(visit: CrewVisit | null): void {
    this.#chosen = visit === null ? null : idOf(visit);
    this.#options.changed();
  }

  dismiss(refused: RefusedChange): void {
    this.#outbox.dismiss(refused);
  }

  dismissGone(): void {
    this.#gone = null;
    this.#options.changed();
  }

  #visits(): CrewVisit[] {
    if (this.#board === null) return [];
    // While connected, a tap is sent immediately. It counts as pending only if that fails.
    const isConnected = this.#connection === "ok";
    return crewVisits(this.#board, this.#outbox.waiting(), this.#jobs).map((visit) => ({
      ...visit,
      pending: visit.pending && !isConnected,
    }));
  }

  #focus(): CrewVisit | null {
    return nextVisit(this.#visits(), this.#chosen);
  }

  async #run(): Promise<void> {
    const { storage, browser, changed } = this.#options;
    this.#isPaused = false;
    this.#cancelPoll();
    try {
      await this.#refreshOnce();
      if (this.#connection === "signed_out") forgetDay(storage);
    } finally {
      this.#running = null;
      if (!this.#isPaused && this.#connection !== "signed_out")
        this.#cancelPoll = browser.after(pollMs, () => void this.refresh());
      changed();
    }
  }

  async #refreshOnce(): Promise<void> {
    const { api, browser, changed } = this.#options;
    const delivery = await this.#outbox.send();
    // Without a day to show, try to read one even after the outbox got no answer.
    if (delivery === "signed_out" || (delivery === "offline" && this.#board !== null)) {
      this.#connection = delivery;
      return;
    }
    const answer = await api.getBoard({ etag: this.#etag });
    if (!answer.ok) {
      this.#connection = connectionAfter(answer.problem);
      return;
    }
    this.#connection = delivery === "sent" ? "ok" : delivery;
    this.#checkedAt = browser.now();
    if (answer.value !== "unchanged") {
      this.#takeBoard(answer.value);
      this.#etag = answer.etag ?? null;
    }
    changed();
    await this.#loadJobs();
    this.#store();
  }

  #takeBoard(next: Board): void {
    const before = this.#focus();
    this.#board = next;
    if (before === null || before.state === "done") return;
    if (this.#visits().some((visit) => idOf(visit) === idOf(before))) return;
    this.#chosen = null;
    // A refused tap on this visit has its own notice, which says more.
    const refused = this.#outbox.refused().flatMap(({ changes }) => changes);
    if (!refused.some(({ job }) => job === before.card.job)) this.#gone = before.card.customer;
  }

  #takeJob(job: Job): void {
    const before = this.#jobs.get(job.id);
    if (before !== undefined && before.rev > job.rev) return;
    // The answer to a tap has no units and options to choose from, so the phone keeps those that it knows.
    const choices = job.unit_choices ?? before?.unit_choices;
    const groups = job.price_groups ?? before?.price_groups;
    this.#jobs.set(job.id, {
      ...job,
      ...(choices === undefined ? {} : { unit_choices: choices }),
      ...(groups === undefined ? {} : { price_groups: groups }),
    });
  }

  /** Loads the jobs of all visits while there is a connection, because there may be none at the gate. */
  async #loadJobs(): Promise<void> {
    for (const { card } of this.#visits()) {
      const known = this.#jobs.get(card.job);
      if (known !== undefined && known.rev >= card.rev) continue;
      const job = await this.#options.api.getJob({ id: card.job });
      if (job.ok) this.#takeJob(job.value);
      else if (job.problem === null) return;
    }
  }

  #store(): void {
    const { storage, me } = this.#options;
    const [board, checkedAt] = [this.#board, this.#checkedAt];
    if (board === null || checkedAt === null) return;
    const listed = new Set(this.#visits().map(({ card }) => card.job));
    const jobs = [...this.#jobs.values()].filter(({ id }) => listed.has(id));
    storeDay(storage, { me, board, jobs, checkedAt });
  }
}

const connectionAfter = (problem: Problem | null): Connection => {
  if (problem === null) return "offline";
  return problem.status === 401 || problem.status === 403 ? "signed_out" : "degraded";
};
