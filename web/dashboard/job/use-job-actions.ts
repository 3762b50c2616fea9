import { useState } from "preact/hooks";
import type { Answer } from "../../../http/client.ts";
import type { ApiClient, Job } from "../../../http/api-client.ts";
import * as board from "#message/board.ts";
import * as staff from "#message/staff.ts";
import * as message from "#message/job.ts";
import type { Undoable } from "../page/undo-bar.tsx";
import type { JobPanelProps } from "./job-panel.tsx";
import type { VisitStep } from "./next-step.ts";
import type { Asking } from "../tell/ask-to-tell.tsx";
import { notifyOf, sendsMessage } from "../tell/tell.ts";
import { currentIn } from "../form/problem-text.ts";
import { refusalText } from "../form/refusal.ts";
import { undoAfter } from "./undo-after.ts";
import { nextVisit, type Visit } from "./visit.ts";

/** Why the crew choice is open: to assign the next visit, or to start a visit that has no crew. */
export type Choosing = "assign" | "start";

export interface JobActions {
  busy: boolean;
  /** What went wrong with the last action. */
  trouble: string;
  choosing: Choosing | null;
  /** A step that waits for a person, because it sends a message. */
  asking: Asking | null;
  chooseCrew: (why: Choosing | null) => void;
  /** Assigns the next visit to a crew, or to none. After a start without a crew, starts it too. */
  assign: (crew: string | null) => void;
  /** Sets the state of a visit. Asks for a crew first if the visit starts without one. */
  step: (visit: string, state: VisitStep) => void;
  startWithoutCrew: () => void;
  markReady: () => void;
  removeVisit: (visit: Visit) => void;
  /** Keeps the equipment until a later day. `text` is that day in words. */
  extend: (stay: { until: string; charge: boolean; notify?: boolean }, text: string) => void;
  changeLink: (action: "revoke" | "replace") => void;
  /** `notify`: false if the change that is undone sent the customer no message. */
  undo: (job: Job, notify?: boolean) => void;
  /** Makes one change, and shows what came of it. */
  run: (send: () => Promise<Answer<Job>>, text: string) => Promise<boolean>;
  /** Takes a job that was saved, and shows what was done. */
  saved: (job: Job, done: Undoable) => void;
}

type Options = Pick<JobPanelProps, "app" | "onSaved" | "onNotify"> & { job: Job; take: (job: Job) => void };

/** The actions of an open job, one call at a time. Each saved one offers its undo. */
export const useJobActions = ({ app, job, take, onSaved, onNotify }: Options, focusTitle: () => void): JobActions => {
  const { api, browser } = app;
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState("");
  const [choosing, setChoosing] = useState<Choosing | null>(null);
  const [asking, setAsking] = useState<Asking | null>(null);
  const name = job.customer?.name || staff.noName;
  const visit = nextVisit(job);

  const saved = (next: Job, done: Undoable) => {
    setTrouble("");
    setChoosing(null);
    setAsking(null);
    take(next);
    onSaved(next);
    onNotify(done);
    focusTitle();
  };
  const act = async (send: () => Promise<Answer<Job>>, text: string, stale = message.undoStale): Promise<boolean> => {
    if (busy) return false;
    setBusy(true);
    const answer = await send();
    setBusy(false);
    if (answer.ok) saved(answer.value, { text, undo: undoAfter(answer.value, undo) });
    else setTrouble(answer.problem?.code === "stale" ? stale : refusalText(answer.problem, app.format));
    return answer.ok;
  };
  const undo = (of: Job, notify = true) =>
    void act(() => api.undoJob({ id: of.id, rev: of.rev, key: browser.key(), body: notifyOf(notify) }), staff.undone);
  const setState = async (visitId: string, state: VisitStep): Promise<void> => {
    if (busy) return;
    const body = { job: job.id, visit: visitId, set_visit_state: { state } };
    const found = await api.previewChange({ body });
    const send = (notify: boolean) =>
      act(
        () =>
          api.setVisitState({
            id: job.id,
            visit_id: visitId,
            body: { state, ...notifyOf(notify) },
            key: browser.key(),
          }),
        message.stepDone(name, staff.visitStates[state]),
      );
    if (!found.ok || !sendsMessage(found.value)) return void (await send(true));
    const answer = (notify: boolean | null) => {
      if (notify === null) setAsking(null);
      else void send(notify);
    };
    setAsking({ label: staff.visitStates[state], told: found.value, answer });
  };
  const assign = async (crew: string | null) => {
    const text = crew === null ? board.nowUnassigned(name) : board.assigned(name, app.crewName(crew));
    const isStart = choosing === "start";
    const isAssigned = await act(() => assignVisit(api, job, crew), text, message.assignStale);
    if (isAssigned && isStart && visit !== undefined) await setState(visit.id, "en_route");
  };
  return {
    busy,
    trouble,
    choosing,
    asking,
    chooseCrew: setChoosing,
    assign: (crew) => void assign(crew),
    step: (visitId, state) => {
      if (state === "en_route" && visit?.id === visitId && visit.crew === null) setChoosing("start");
      else void setState(visitId, state);
    },
    startWithoutCrew: () => void (visit !== undefined && setState(visit.id, "en_route")),
    markReady: () =>
      void act(
        () => api.setJobStatus({ id: job.id, body: { status: "ready_for_pickup" }, key: browser.key() }),
        message.stepDone(name, message.markReady),
      ),
    removeVisit: ({ id, kind }) =>
      void act(
        () => api.removeVisit({ id: job.id, visit_id: id, rev: job.rev }),
        message.visitRemoved(message.kindNames[kind]),
        message.visitStale,
      ),
    extend: (body, text) =>
      void act(
        () => api.extendJob({ id: job.id, rev: job.rev, key: browser.key(), body }),
        message.keptUntil(name, text),
        message.visitStale,
      ),
    changeLink: (action) =>
      void act(
        () => api.changeLink({ id: job.id, body: { action }, key: browser.key() }),
        action === "revoke" ? message.linkGone : message.linkNew,
      ),
    undo,
    run: act,
    saved,
  };
};

/** Assigns the next visit. Keeps what other people changed about the job, unless they assigned this visit. */
const assignVisit = async (api: ApiClient, job: Job, crew: string | null, tries = 0): Promise<Answer<Job>> => {
  const answer = await api.patchJob({ id: job.id, rev: job.rev, body: { crew } });
  const newer = answer.ok ? null : currentIn<Job>(answer.problem);
  if (newer === null || tries === 3) return answer;
  const [before, now] = [nextVisit(job), nextVisit(newer)];
  const isSame = before !== undefined && before.id === now?.id && before.crew === now.crew;
  return isSame ? await assignVisit(api, newer, crew, tries + 1) : answer;
};
