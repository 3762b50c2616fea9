import type { RefObject } from "preact";
import { useEffect, useLayoutEffect, useMemo, useReducer, useRef, useState } from "preact/hooks";
import type { Problem } from "../../../http/client.ts";
import type { Job, JobInput, ToldInput } from "../../../http/api-client.ts";
import { withIdempotencyKey, type KeyedRequest } from "../../shared/keyed-request.ts";
import * as message from "#message/new-job.ts";
import type { AppContext } from "../app-context.ts";
import { hasErrors } from "../form/form-state.ts";
import { problemText } from "../form/problem-text.ts";
import { readRefusal } from "../form/refusal.ts";
import { createDayBook, type DayBook, type DayRoom } from "../job/day-book.ts";
import { readWhen, whenValue } from "../job/job-draft.ts";
import { firstOpening, openingAfter } from "../job/opening.ts";
import { valueText } from "../job/value-text.ts";
import { idleEdit, reduceJobEdit, type JobEditEvent, type JobEditState } from "../job/job-edit-state.ts";
import { isWhole, notifyOf } from "../tell/tell.ts";
import { useTell, type Tell } from "../tell/use-told.ts";
import type { Undoable } from "../page/undo-bar.tsx";
import { emptyJob, inputOf, isBegun, isQuote, missingIn, type NewJob } from "./new-job-draft.ts";

/** The free cell of the board in which the new job starts. */
export interface FreeCell {
  crew: string | null;
  day: string;
  window: { start: string; end: string } | null;
}

export interface NewJobOptions {
  app: AppContext;
  free: FreeCell | null;
  /** The day on the screen, with its openings if they are known: the new job starts there. */
  day: { day: string; room: Pick<DayRoom, "windows" | "closed"> | null };
  today: string;
  onSaved: (job: Job) => void;
  onNotify: (done: Undoable) => void;
}

/** The form of a new job. The tab stores what was typed. */
export interface NewJobForm extends JobEditState {
  draft: NewJob;
  /** True if the form opened with a stored draft. */
  wasStored: boolean;
  element: RefObject<HTMLFormElement | null>;
  book: DayBook;
  /** The wanted day without an opening; null if it had one, or after a person chose a day. */
  skipped: string | null;
  set: (change: Partial<NewJob>) => void;
  chooseWhen: (when: string) => void;
  clear: () => void;
  send: (event: Event) => void;
  /** What the new job tells the customer. */
  tell: Tell;
}

export const useNewJob = (options: NewJobOptions): NewJobForm => {
  const { app, free } = options;
  const { settings } = app;
  const stored = useStoredDraft(app, free);
  const { draft, store } = stored;
  const [state, dispatch] = useReducer(reduceJobEdit, idleEdit);
  const tell = useTell(app, callOf(draft, settings));
  const book = useMemo(() => createDayBook(app.api), [app.api]);
  const element = useRef<HTMLFormElement>(null);
  const focus = (selector: string) => element.current?.querySelector<HTMLElement>(selector)?.focus();
  const set = (change: Partial<NewJob>) =>
    store({ ...stored.latest(), draft: { ...stored.latest().draft, ...change } });
  const [skipped, setSkipped] = useFirstOpening(options, book, stored.wasStored, stored.latest, set);
  useLayoutEffect(() => focus("[name='customer.name']"), []);
  useLayoutEffect(() => focus("[aria-invalid=true], [data-alternative]"), [state.errors, state.alternatives]);
  useEffect(() => {
    // Another free cell was pressed while the panel is open: take its day, window and crew.
    if (free !== null) set(fromCell(free));
  }, [free?.crew, free?.day, free?.window?.start]);
  const send = (event: Event) => {
    event.preventDefault();
    if (!state.busy) void createJob(options, stored, tell.notify, dispatch);
  };
  return {
    ...state,
    draft,
    wasStored: stored.wasStored,
    element,
    book,
    skipped,
    set,
    chooseWhen: (when) => {
      setSkipped(null);
      dispatch({ type: "when_typed" });
      set({ when });
    },
    clear: () => {
      dispatch({ type: "cleared" });
      store({ draft: { ...emptyJob(settings), when: draft.when, crew: draft.crew }, sent: null });
      focus("[name='customer.name']");
    },
    send,
    tell,
  };
};

/** The call that a draft would make, for the preview of its message. Null until the draft is complete. */
const callOf = (draft: NewJob, settings: AppContext["settings"]): ToldInput | null =>
  hasErrors(missingIn(draft, settings)) || !isWhole(draft) ? null : { create_job: inputOf(draft, settings) };

/** What the tab stores: the draft, and what was sent under its key, so that a retry never makes a second job. */
interface Stored {
  draft: NewJob;
  sent: KeyedRequest<JobInput> | null;
}

interface StoredDraft {
  draft: NewJob;
  wasStored: boolean;
  latest: () => Stored;
  store: (next: Stored) => void;
  /** Removes the stored draft after the job was created. */
  forget: () => void;
}

const useStoredDraft = ({ browser, session, settings }: AppContext, free: FreeCell | null): StoredDraft => {
  const name = `new-job/${session.me.id}`;
  const [before] = useState(() => readStored(browser.read(name)));
  const [stored, setStored] = useState<Stored>(() =>
    // A stored draft of an earlier version lacks newer fields.
    before === null
      ? { draft: { ...emptyJob(settings), ...(free === null ? {} : fromCell(free)) }, sent: null }
      : { ...before, draft: { ...emptyJob(settings), ...before.draft } },
  );
  // An opening can arrive after a later render, so it reads the newest draft here.
  const latest = useRef(stored);
  latest.current = stored;
  const store = (next: Stored) => {
    latest.current = next;
    setStored(next);
    browser.write(name, isBegun(next.draft) ? next : null);
  };
  return {
    draft: stored.draft,
    wasStored: before !== null,
    latest: () => latest.current,
    store,
    forget: () => browser.write(name, null),
  };
};

/** Proposes the first opening from the day on the screen, unless a person chose a day already. */
const useFirstOpening = (
  { app, day: { day, room: known }, today, free }: NewJobOptions,
  book: DayBook,
  wasStored: boolean,
  latest: () => Stored,
  set: (change: Partial<NewJob>) => void,
): [string | null, (skipped: string | null) => void] => {
  const [skipped, setSkipped] = useState<string | null>(null);
  const propose = async () => {
    const isChosen = () => latest().draft.when !== "";
    if (isChosen()) return;
    const present = { today, time: app.wallTime(app.browser.now()) };
    const from = day < today ? today : day;
    let room = from === day ? known : null;
    if (room === null) await book.load(from, 1);
    room ??= book.room(from) ?? null;
    const opening = room === null ? null : firstOpening(from, room, present);
    const next = opening ?? (await openingAfter(book, from, present));
    // A person chose a day while the openings loaded.
    if (next === null || isChosen()) return;
    if (opening === null) setSkipped(from);
    set({ when: whenValue(next.day, next.window) });
  };
  useEffect(() => {
    if (free === null && !wasStored) void propose();
  }, []);
  return [skipped, setSkipped];
};

const createJob = async (
  options: NewJobOptions,
  { latest, store, forget }: StoredDraft,
  notify: boolean,
  dispatch: (event: JobEditEvent) => void,
): Promise<void> => {
  const { app, onSaved, onNotify } = options;
  const { settings, browser } = app;
  const { draft, sent: before } = latest();
  const missing = missingIn(draft, settings);
  if (hasErrors(missing)) return dispatch({ type: "refused", errors: missing, trouble: "", alternatives: null });
  const sent = withIdempotencyKey(before, { ...inputOf(draft, settings), ...notifyOf(notify) }, browser.key);
  store({ draft, sent });
  dispatch({ type: "sending" });
  const answer = await app.api.createJob({ body: sent.body, key: sent.key });
  dispatch({ type: "sent" });
  if (answer.ok) {
    forget();
    const quoted = isQuote(draft, settings);
    // A quote has no pickup yet.
    const { job, problem } = quoted ? { job: answer.value } : await planPickup(app.api, answer.value, draft);
    onSaved(job);
    const name = draft.name.trim();
    onNotify({
      text:
        problem === undefined
          ? message.created(name, valueText(app, "when", quoted ? "" : draft.when))
          : message.partlyCreated(name, problemText(problem)),
      undo: () => void cancelJob(options, job, name),
    });
    return app.navigation.go({ creating: false, job: job.id }, true);
  }
  dispatch({ type: "refused", ...readRefusal(answer.problem, app.format) });
};

/**
 * Records the pickup of a new rental. It is a change of a visit, so the job stands even if it is refused. Returns the newest
 * job, and the refusal if there was one.
 */
const planPickup = async (
  api: AppContext["api"],
  job: Job,
  { pickup }: NewJob,
): Promise<{ job: Job; problem?: Problem | null }> => {
  const { day, window } = readWhen(pickup);
  const visit = job.visits.find(({ kind }) => kind === "pickup");
  if (day === null || visit === undefined) return { job };
  // The message about the new job said it all.
  const answer = await api.patchVisit({
    id: job.id,
    visit_id: visit.id,
    rev: job.rev,
    body: { day, window, notify: false },
  });
  return answer.ok ? { job: answer.value } : { job, problem: answer.problem };
};

/** Undoes a new job by cancelling it: it stays in the list, and its opening is free again. */
const cancelJob = async ({ app, onSaved, onNotify }: NewJobOptions, job: Job, name: string): Promise<void> => {
  const body = { status: "cancelled" as const, reason: message.undoReason };
  const answer = await app.api.setJobStatus({ id: job.id, body, key: app.browser.key() });
  if (answer.ok) onSaved(answer.value);
  onNotify({ text: answer.ok ? message.createUndone(name) : problemText(answer.problem), undo: null });
};

const fromCell = (free: FreeCell): Partial<NewJob> => ({
  when: whenValue(free.day, free.window),
  crew: free.crew ?? "",
});

const readStored = (value: unknown): Stored | null =>
  typeof value === "object" && value !== null && "draft" in value && "sent" in value
    ? (value as Stored) // only this page writes under this name
    : null;
