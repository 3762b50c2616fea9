import { useEffect, useReducer, useRef, useState, type Dispatch } from "preact/hooks";
import type { Problem } from "../../../http/client.ts";
import type { Job } from "../../../http/api-client.ts";
import * as message from "#message/job.ts";
import type { AppContext } from "../app-context.ts";
import { hasErrors } from "../form/form-state.ts";
import { readRefusal } from "../form/refusal.ts";
import { useTell, type Tell } from "../tell/use-told.ts";
import type { Undoable } from "../page/undo-bar.tsx";
import {
  changedFields,
  fields,
  isDirty,
  openDraft,
  resolveConflicts,
  shownValues,
  typeInto,
  valuesOf,
  type ChangedField,
  type FieldName,
  type Values,
} from "./job-draft.ts";
import { idleEdit, reduceJobEdit, type FormName, type JobEditEvent, type JobEditState } from "./job-edit-state.ts";
import { callOf, endJob, saveJobEdit, type EditOutcome } from "./save-job-edit.ts";
import { openEdit, readEdit, type OpenEdit } from "./stored-edit.ts";
import type { JobActions } from "./use-job-actions.ts";
import { undoAfter } from "./undo-after.ts";
import { whoChanged } from "./who-changed.ts";

/** The form of an open job. A refresh never changes a field that a person typed into. */
export interface JobEdit extends JobEditState {
  /** The open form; null if none is. */
  form: FormName | null;
  open: (form: FormName) => void;
  /** Closes the form and drops what was typed. */
  discard: () => void;
  values: Values;
  reason: string;
  type: (change: Partial<Values>) => void;
  typeReason: (text: string) => void;
  /** The fields that other people changed since the form opened. */
  changes: ChangedField[];
  /** Who changed them last, and when; null if this person did, in another window. */
  changedBy: { name: string; at: string } | null;
  resolve: (choice: (field: FieldName) => "local" | "remote") => void;
  /** Moves the focus to the conflict note. */
  showConflict: () => void;
  save: () => void;
  /** What the save tells the customer. */
  tell: Tell;
}

interface Options {
  app: AppContext;
  job: Job;
  /** The form to open with. */
  form: FormName | null;
  take: (job: Job) => void;
  saved: (job: Job, done: Undoable) => void;
  undo: JobActions["undo"];
}

export const useJobEdit = (options: Options): JobEdit => {
  const { app, job, form: wanted, take } = options;
  const [edit, setEdit] = useStoredEdit(app, job, wanted);
  const [state, dispatch] = useReducer(reduceJobEdit, idleEdit);
  const latest = useRef(job);
  if (job.rev > latest.current.rev) latest.current = job;
  const remote = valuesOf(latest.current);
  const draft = edit?.draft ?? openDraft(job);
  const tell = useTell(app, edit === null ? null : callOf(edit, latest.current));
  const open = (form: FormName) => {
    dispatch({ type: "cleared" });
    tell.change(true);
    // A draft with typed values stays when a person looks at another form.
    setEdit(edit !== null && isDirty(edit.draft) ? { ...edit, form } : openEdit(latest.current, form));
  };
  useEffect(() => {
    if (wanted !== null) open(wanted);
  }, [wanted]);
  const onNewer = (newer: Job) => {
    latest.current = newer;
    take(newer);
  };
  const send = async (sent: OpenEdit) => {
    if (state.busy) return;
    dispatch({ type: "sending" });
    const save = sent.form === "cancel" || sent.form === "attempted" ? endJob : saveJobEdit;
    const outcome = await save({ app, edit: sent, job: latest.current, notify: tell.notify, onNewer });
    dispatch({ type: "sent" });
    if (outcome.kind === "saved") latest.current = outcome.job;
    finish({ ...options, job: latest.current, notify: tell.notify }, sent, outcome, setEdit, dispatch);
  };
  return {
    ...state,
    form: edit?.form ?? null,
    open,
    discard: () => {
      dispatch({ type: "cleared" });
      setEdit(null);
    },
    values: shownValues(draft, remote),
    reason: draft.reason,
    type: (change) => {
      dispatch({ type: "when_typed" });
      if (edit !== null) setEdit({ ...edit, draft: typeInto(draft, remote, change) });
    },
    typeReason: (reason) => edit !== null && setEdit({ ...edit, draft: { ...draft, reason } }),
    changes: edit === null ? [] : changedFields(draft, remote),
    changedBy: whoChanged(latest.current, app.session.me, edit?.since),
    resolve: (choice) => {
      if (edit === null) return;
      const next = { ...edit, draft: resolveConflicts(draft, remote, choice) };
      setEdit(next);
      void send(next);
    },
    showConflict: () => dispatch({ type: "choice_needed" }),
    save: () => void (edit !== null && send(edit)),
    tell,
  };
};

/** The open form, which the tab stores per person and job while it has typed values. */
const useStoredEdit = (
  { browser, session }: AppContext,
  job: Job,
  wanted: FormName | null,
): [OpenEdit | null, (edit: OpenEdit | null) => void] => {
  const name = `job-draft/${session.me.id}/${job.id}`;
  const [edit, setEdit] = useState(() => readEdit(browser.read(name)) ?? openEdit(job, wanted));
  const store = (next: OpenEdit | null) => {
    setEdit(next);
    browser.write(name, next !== null && isDirty(next.draft) ? next : null);
  };
  return [edit, store];
};

/** Shows the outcome of a save: closes the form, or says what is wrong. */
const finish = (
  { app, job, saved, undo, notify }: Options & { notify: boolean },
  edit: OpenEdit,
  outcome: EditOutcome,
  setEdit: (edit: OpenEdit | null) => void,
  dispatch: Dispatch<JobEditEvent>,
): void => {
  switch (outcome.kind) {
    case "saved": {
      const { mergedWith } = outcome;
      const text = mergedWith === null ? message.saved[edit.form] : message.savedWith(mergedWith);
      setEdit(null);
      dispatch({ type: "cleared" });
      return saved(outcome.job, { text, undo: undoAfter(outcome.job, (of) => undo(of, notify)) });
    }
    case "unchanged":
      setEdit(null);
      return saved(job, { text: message.nothingToSave, undo: null });
    case "conflict":
      // Keep what was sent, because a refresh can arrive first. The note takes the focus: it may be out of sight.
      setEdit(edit);
      return dispatch({ type: "choice_needed" });
    case "invalid":
      return dispatch({ type: "refused", errors: outcome.errors, trouble: "", alternatives: null });
    case "refused":
      return dispatch(refusalOf(outcome.problem, app.format));
  }
};

const refusalOf = (problem: Problem | null, format: AppContext["format"]): JobEditEvent => {
  const refusal = readRefusal(problem, format);
  const { errors } = refusal;
  return { type: "refused", ...refusal, ...(hasErrors(errors) ? { trouble: unplaced(errors) } : {}) };
};

/** The errors of fields that no form shows, as one text. */
const unplaced = (errors: Record<string, string>): string =>
  Object.entries(errors)
    .filter(([name]) => !fields.some((field) => field === name) && name !== "reason")
    .map(([, text]) => text)
    .join(" ");
