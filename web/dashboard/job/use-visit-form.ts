import type { RefObject } from "preact";
import { useLayoutEffect, useReducer, useRef, useState } from "preact/hooks";
import type { Answer } from "../../../http/client.ts";
import type { Job, ToldInput, VisitInput, VisitPatch } from "../../../http/api-client.ts";
import * as message from "#message/job.ts";
import * as staff from "#message/staff.ts";
import { notifyOf } from "../tell/tell.ts";
import { useTell, type Tell } from "../tell/use-told.ts";
import { readRefusal } from "../form/refusal.ts";
import { readWhen, whenValue } from "./job-draft.ts";
import { idleEdit, reduceJobEdit, type JobEditState } from "./job-edit-state.ts";
import { undoAfter } from "./undo-after.ts";
import type { Visit } from "./visit.ts";
import type { VisitFormProps } from "./visit-form.tsx";

/** The values of the controls of a visit. */
export interface VisitDraft {
  when: string;
  crew: string;
  unit: string;
  note: string;
}

export interface VisitForm extends JobEditState {
  draft: VisitDraft;
  element: RefObject<HTMLFormElement | null>;
  set: (change: Partial<VisitDraft>) => void;
  send: (event: Event) => void;
  /** What the save tells the customer. */
  tell: Tell;
}

/** The form of one visit. It sends only what a person changed. */
export const useVisitForm = (props: VisitFormProps): VisitForm => {
  const { app, visit, job, actions, close } = props;
  const [before] = useState(() => draftOf(visit));
  const [draft, setDraft] = useState(before);
  const [state, dispatch] = useReducer(reduceJobEdit, idleEdit);
  const tell = useTell(app, callOf(props, before, draft));
  const element = useRef<HTMLFormElement>(null);
  const focus = (selector: string) => element.current?.querySelector<HTMLElement>(selector)?.focus();
  useLayoutEffect(() => focus("input:checked, select"), []);
  useLayoutEffect(() => focus("[aria-invalid=true], [data-alternative]"), [state.errors, state.alternatives]);
  const send = async () => {
    dispatch({ type: "sending" });
    const answer = await save(props, before, draft, tell.notify);
    dispatch({ type: "sent" });
    if (answer.ok) {
      close();
      const name = job.customer?.name || staff.noName;
      const text = visit === null ? message.swapAdded(name) : message.visitSaved(message.kindNames[visit.kind]);
      return actions.saved(answer.value, {
        text,
        undo: undoAfter(answer.value, (of) => actions.undo(of, tell.notify)),
      });
    }
    const { problem } = answer;
    const stale = problem?.code === "stale" ? { trouble: message.visitStale } : {};
    dispatch({ type: "refused", ...readRefusal(problem, app.format), ...stale });
  };
  return {
    ...state,
    draft,
    element,
    tell,
    set: (change) => {
      if (change.when !== undefined) dispatch({ type: "when_typed" });
      setDraft((now) => ({ ...now, ...change }));
    },
    send: (event) => {
      event.preventDefault();
      if (!state.busy) void send();
    },
  };
};

const draftOf = (visit: Visit | null): VisitDraft => ({
  when: visit === null ? "" : whenValue(visit.day, visit.window),
  crew: visit?.crew ?? "",
  unit: visit?.equipment?.delivers ?? "",
  note: visit?.note ?? "",
});

const save = (
  { app: { api, browser }, job, visit }: VisitFormProps,
  before: VisitDraft,
  draft: VisitDraft,
  notify: boolean,
): Promise<Answer<Job>> =>
  visit === null
    ? api.addVisit({ id: job.id, rev: job.rev, key: browser.key(), body: { ...swapOf(draft), ...notifyOf(notify) } })
    : api.patchVisit({
        id: job.id,
        visit_id: visit.id,
        rev: job.rev,
        body: { ...patchOf(before, draft), ...notifyOf(notify) },
      });

const callOf = ({ job, visit }: VisitFormProps, before: VisitDraft, draft: VisitDraft): ToldInput | null => {
  if (visit === null) return { job: job.id, add_visit: swapOf(draft) };
  const patch = patchOf(before, draft);
  return Object.keys(patch).length === 0 ? null : { job: job.id, visit: visit.id, patch_visit: patch };
};

/** What changed between two drafts. An emptied field is null. */
export const patchOf = (before: VisitDraft, draft: VisitDraft): VisitPatch => {
  const { day, window } = readWhen(draft.when);
  const changed = (name: "crew" | "unit" | "note") => draft[name].trim() !== before[name];
  const given = (text: string) => (text.trim() === "" ? null : text.trim());
  return {
    ...(draft.when === before.when ? {} : { day, window }),
    ...(changed("crew") ? { crew: given(draft.crew) } : {}),
    ...(changed("unit") ? { unit: given(draft.unit) } : {}),
    ...(changed("note") ? { note: given(draft.note) } : {}),
  };
};

/** The swap that a draft describes. Empty fields are left out. */
export const swapOf = ({ when, crew, unit, note }: VisitDraft): VisitInput => {
  const { day, window } = readWhen(when);
  return {
    kind: "swap",
    ...(day === null ? {} : { day }),
    ...(window === null ? {} : { window }),
    ...(crew === "" ? {} : { crew }),
    ...(unit.trim() === "" ? {} : { unit: unit.trim() }),
    ...(note.trim() === "" ? {} : { note: note.trim() }),
  };
};
