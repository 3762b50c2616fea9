import { useEffect, useRef, useState } from "preact/hooks";
import type { Problem } from "../../../http/client.ts";
import type { Job } from "../../../http/api-client.ts";
import type { Alternative } from "../../shared/free-days.ts";
import * as message from "#message/job.ts";
import * as staff from "#message/staff.ts";
import { fieldErrors, problemText } from "../form/problem-text.ts";
import { alternativesOf, currentOf } from "../board/move-visit.ts";
import type { AppContext } from "../app-context.ts";
import type { Undoable } from "../page/undo-bar.tsx";
import {
  fields,
  choose,
  clashes,
  isDirty,
  linesOf,
  openDraft,
  patchOf,
  shownValues,
  typeInto,
  valuesOf,
  type Draft,
  type FieldName,
  type Line,
  type Values,
} from "./job-draft.ts";
import { undoAfter } from "./undo-after.ts";
import { nextVisit } from "./visit.ts";
import { whoChanged } from "./who-changed.ts";

/** What is open in a job's sheet. The first three edit the job; the other two ask for a reason. */
export type Panel = "details" | "move" | "price" | "cancel" | "attempted";

export interface JobEdit {
  panel: Panel | null;
  open: (panel: Panel) => void;
  /** Closes the form and forgets what was typed. */
  discard: () => void;
  values: Values;
  reason: string;
  type: (change: Partial<Values>) => void;
  typeReason: (text: string) => void;
  /** What others changed since the form was opened, and who did; empty where nobody did. */
  lines: Line[];
  who: { name: string; at: string } | null;
  resolve: (choice: (field: FieldName) => "mine" | "theirs") => void;
  /** Grows with each save that only a choice can finish: the conflict then takes the focus. */
  asked: number;
  /** Leads to the conflict. */
  ask: () => void;
  errors: Record<string, string>;
  trouble: string;
  alternatives: Alternative[] | null;
  busy: boolean;
  save: () => void;
}

interface Options {
  app: AppContext;
  job: Job;
  panel: Panel | null;
  take: (job: Job) => void;
  saved: (job: Job, done: Undoable) => void;
  undo: (job: Job) => void;
}

interface Kept {
  draft: Draft;
  panel: Panel;
  /** When the job had last been changed as the form was opened: who changed it since is who to name. */
  since: string;
}

/** The next try against what somebody else saved meanwhile; more than this many in a row is no accident. */
const mostTries = 4;

/**
 * The form of a job. Refreshes never touch what was typed; a save that meets somebody else's is made on top of theirs
 * where the two are about different fields, and asks where they are about the same one.
 */
export const useJobEdit = ({ app, job, panel: wanted, take, saved, undo }: Options): JobEdit => {
  const { api, browser } = app;
  // One for each person: a tab that somebody else signs in to shows them nothing of it.
  const name = `job-draft/${app.session.me.id}/${job.id}`;
  const [kept, setKept] = useState<Kept | null>(() => readKept(browser.read(name)) ?? opened(job, wanted));
  const [errors, setErrors] = useState<Record<string, string>>({});
  const [trouble, setTrouble] = useState("");
  const [alternatives, setAlternatives] = useState<Alternative[] | null>(null);
  const [busy, setBusy] = useState(false);
  const [asked, setAsked] = useState(0);
  const ask = () => setAsked((count) => count + 1);
  const latest = useRef(job);
  if (job.rev > latest.current.rev) latest.current = job;
  const now = valuesOf(latest.current);
  const draft = kept?.draft ?? openDraft(job);
  const lines = kept === null ? [] : linesOf(draft, now);

  const keep = (next: Kept | null) => {
    setKept(next);
    browser.write(name, next !== null && isDirty(next.draft) ? next : null);
  };
  const clear = () => {
    setErrors({});
    setTrouble("");
    setAlternatives(null);
  };
  useEffect(() => {
    if (wanted !== null) open(wanted);
  }, [wanted]);
  const open = (panel: Panel) => {
    clear();
    // What was typed into one part stays while another is looked at.
    keep(kept !== null && isDirty(kept.draft) ? { ...kept, panel } : opened(latest.current, panel));
  };

  const failed = (problem: Problem | null) => {
    const wrong = fieldErrors(problem);
    setErrors(wrong);
    if (problem?.code === "window_full") setAlternatives(alternativesOf(problem));
    else if (problem === null) setTrouble(problemText(null));
    else if (Object.keys(wrong).length === 0 || problem.code !== "invalid") setTrouble(problemText(problem));
    else setTrouble(unplaced(wrong));
  };
  const finish = (next: Job, panel: Panel, joined: string | null) => {
    latest.current = next;
    keep(null);
    clear();
    const text = joined === null ? message.saved[panel] : message.savedWith(joined);
    saved(next, { text, undo: undoAfter(next, undo) });
  };

  const edit = async (from: Kept): Promise<void> => {
    let joined: string | null = null;
    for (let tries = 0; tries < mostTries; tries += 1) {
      const current = valuesOf(latest.current);
      // Only a choice goes on from here; it may be out of sight.
      if (clashes(from.draft, current).length > 0) {
        keep(from);
        return ask();
      }
      const patch = patchOf(from.draft, current);
      if (patch === null) {
        keep(null);
        return saved(latest.current, { text: message.nothingToSave, undo: null });
      }
      if (patch.pricing !== undefined && patch.reason === undefined)
        return setErrors({ reason: message.priceReasonNeeded });
      const answer = await api.patchJob({ id: job.id, rev: latest.current.rev, body: patch });
      if (answer.ok) return finish(answer.value, from.panel, joined);
      const theirs = currentOf(answer.problem);
      if (theirs === null) return failed(answer.problem);
      joined = whoChanged(theirs, app.session.me, from.since)?.name ?? staff.someone;
      latest.current = theirs;
      take(theirs);
    }
    setTrouble(problemText(null));
  };
  const end = async ({ draft, panel }: Kept): Promise<void> => {
    const reason = draft.reason.trim();
    if (reason === "") {
      return setErrors({ reason: panel === "cancel" ? message.cancelReasonNeeded : message.attemptReasonNeeded });
    }
    const visit = nextVisit(latest.current);
    const key = browser.key();
    const answer =
      panel === "cancel"
        ? await api.setJobStatus({ id: job.id, body: { status: "cancelled", reason }, key })
        : await api.setVisitState({ id: job.id, visit_id: visit?.id ?? "", body: { state: "attempted", reason }, key });
    if (answer.ok) finish(answer.value, panel, null);
    else failed(answer.problem);
  };
  const send = async (from: Kept) => {
    if (busy) return;
    clear();
    setBusy(true);
    await (from.panel === "cancel" || from.panel === "attempted" ? end(from) : edit(from));
    setBusy(false);
  };

  return {
    panel: kept?.panel ?? null,
    open,
    discard: () => {
      clear();
      keep(null);
    },
    values: shownValues(draft, now),
    reason: draft.reason,
    type: (change) => {
      setAlternatives(null);
      if (kept !== null) keep({ ...kept, draft: typeInto(draft, now, change) });
    },
    typeReason: (reason) => {
      if (kept !== null) keep({ ...kept, draft: { ...draft, reason } });
    },
    lines,
    asked,
    ask,
    who: whoChanged(latest.current, app.session.me, kept?.since),
    resolve: (choice) => {
      if (kept === null) return;
      const next = { ...kept, draft: choose(draft, now, choice) };
      keep(next);
      void send(next);
    },
    errors,
    trouble,
    alternatives,
    busy,
    save: () => void (kept !== null && send(kept)),
  };
};

const opened = (job: Job, panel: Panel | null): Kept | null =>
  panel === null ? null : { draft: openDraft(job), panel, since: job.updated_at };

/** Only `keep` writes under this name; what an older version of the page wrote is let go. */
const readKept = (value: unknown): Kept | null =>
  typeof value === "object" && value !== null && "draft" in value && "since" in value && "panel" in value
    ? (value as Kept)
    : null;

/** A fault of a field that this form does not show is told above it. */
const unplaced = (errors: Record<string, string>): string =>
  Object.entries(errors)
    .filter(([name]) => !fields.some((field) => field === name) && name !== "reason")
    .map(([, text]) => text)
    .join(" ");
