import type { Board, Job, Me } from "../../../http/api-client.ts";
import type { Browser } from "../../shared/browser.ts";
import { forgetDay, storeDay, readDay } from "./stored-day.ts";
import type { CrewApi } from "./crew-api.ts";
import { createOutbox, type Outbox, type RefusedChange, type VisitChange } from "./outbox.ts";
import { crewVisits, idOf, nextVisit, type CrewVisit } from "./visit-step.ts";

/** How it stands between this phone and the office. */
export type Connection = "starting" | "ok" | "offline" | "degraded" | "signed_out";

export interface CrewDayState {
  connection: Connection;
  /** When the office last answered, in milliseconds since the Unix epoch; null before the first time. */
  checkedAt: number | null;
  board: Board | null;
  visits: CrewVisit[];
  focus: CrewVisit | null;
  /** What the board does not say: phone, notes, items. By job. */
  jobs: ReadonlyMap<string, Job>;
  waiting: VisitChange[];
  refused: RefusedChange[];
  /** Whose visit was on the screen and is another crew's now. */
  gone: string | null;
}

export interface CrewDay {
  state(): CrewDayState;
  /** Looks now, and again every few seconds until `pause`. */
  refresh(): Promise<void>;
  pause(): void;
  tap(visit: CrewVisit, state: VisitChange["state"], reason?: string): void;
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

/** What the office changes is here within five seconds; an unchanged day costs a few hundred bytes. */
const pollMs = 3_000;

/** A crew's day on one phone: what the office says, with what was tapped here and is on its way on top. */
export const createCrewDay = ({ api, me, browser, storage, changed }: CrewDayOptions): CrewDay => {
  const found = readDay(storage, browser.now());
  const kept = found?.me.id === me.id ? found : null;
  let board = kept?.board ?? null;
  let etag: string | null = null;
  let connection: Connection = "starting";
  let checkedAt = kept?.checkedAt ?? null;
  let chosen: string | null = null;
  let gone: string | null = null;
  let callOff = () => {};
  let running: Promise<void> | null = null;
  let resting = false;
  const jobs = new Map<string, Job>(kept?.jobs.map((job) => [job.id, job]));

  const keep = (job: Job) => {
    const before = jobs.get(job.id);
    if (before === undefined || before.rev <= job.rev) jobs.set(job.id, job);
  };
  const outbox: Outbox = createOutbox<Job>({
    name: `crew-outbox/${me.id}`,
    storage,
    browser,
    post: ({ key, job, visit, state, reason }) =>
      api.setVisitState({
        id: job,
        visit_id: visit,
        body: { state, ...(reason === undefined ? {} : { reason }) },
        key,
      }),
    sent: keep,
    changed: () => changed(),
  });

  const visits = () => (board === null ? [] : crewVisits(board, outbox.waiting(), jobs).map(settle));
  // With a connection a tap is sent at once: it is worth no word unless that fails.
  const settle = (visit: CrewVisit): CrewVisit => ({ ...visit, pending: visit.pending && connection !== "ok" });
  const focus = () => nextVisit(visits(), chosen);

  const take = (next: Board) => {
    const before = focus();
    board = next;
    if (before === null || before.state === "done" || visits().some((visit) => idOf(visit) === idOf(before))) return;
    chosen = null;
    // What was tapped meanwhile says it better: that notice names what was not done.
    const told = outbox.refused().some(({ changes }) => changes.some(({ job }) => job === before.card.job));
    if (!told) gone = before.card.customer;
  };

  const refreshOnce = async () => {
    const delivery = await outbox.send();
    // Whoever has no day yet asks for it even so.
    if (delivery === "signed_out" || (delivery === "offline" && board !== null)) {
      connection = delivery;
      return;
    }
    const answer = await api.getBoard({ etag });
    if (!answer.ok) {
      const { problem } = answer;
      connection =
        problem === null ? "offline" : problem.status === 401 || problem.status === 403 ? "signed_out" : "degraded";
      return;
    }
    connection = delivery === "sent" ? "ok" : delivery;
    checkedAt = browser.now();
    if (answer.value !== "unchanged") {
      take(answer.value);
      etag = answer.etag ?? null;
    }
    changed();
    await fetchJobs();
    if (board === null || checkedAt === null) return;
    const listed = new Set(visits().map(({ card }) => card.job));
    storeDay(storage, { me, board, jobs: [...jobs.values()].filter(({ id }) => listed.has(id)), checkedAt });
  };

  /** Beforehand, while there is a connection: at the gate there may be none. */
  const fetchJobs = async () => {
    for (const { card } of visits()) {
      const known = jobs.get(card.job);
      if (known !== undefined && known.rev >= card.rev) continue;
      const job = await api.getJob({ id: card.job });
      if (job.ok) keep(job.value);
      else if (job.problem === null) return;
    }
  };

  const refresh = (): Promise<void> =>
    (running ??= (async () => {
      resting = false;
      callOff();
      try {
        await refreshOnce();
        if (connection === "signed_out") forgetDay(storage);
      } finally {
        running = null;
        if (!resting && connection !== "signed_out") callOff = browser.after(pollMs, () => void refresh());
        changed();
      }
    })());

  return {
    state: () => ({
      connection,
      checkedAt,
      board,
      visits: visits(),
      focus: focus(),
      jobs,
      waiting: outbox.waiting(),
      refused: outbox.refused(),
      gone,
    }),
    refresh,
    pause: () => {
      resting = true;
      callOff();
    },
    tap: ({ card }, state, reason) => {
      const { job, visit, customer } = card;
      outbox.add({ job, visit, state, customer, ...(reason === undefined ? {} : { reason }) });
      // What is finished makes room for the next; what is begun stays on the screen.
      chosen = state === "done" || state === "attempted" ? null : idOf({ card });
      void (running ?? Promise.resolve()).then(() => refresh());
    },
    choose: (visit) => {
      chosen = visit === null ? null : idOf(visit);
      changed();
    },
    dismiss: (refused) => outbox.dismiss(refused),
    dismissGone: () => {
      gone = null;
      changed();
    },
  };
};
