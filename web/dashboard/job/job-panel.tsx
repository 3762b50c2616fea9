import { useLayoutEffect, useRef, useState } from "preact/hooks";
import type { Answer } from "../../../http/client.ts";
import type { Job } from "../../../http/api-client.ts";
import * as message from "#message/job.ts";
import * as staff from "#message/staff.ts";
import { problemText } from "../form/problem-text.ts";
import type { AppContext } from "../app-context.ts";
import type { Undoable } from "../page/undo-bar.tsx";
import { ConflictNote } from "./conflict-note.tsx";
import { HistoryList } from "./history-list.tsx";
import { JobFacts } from "./job-facts.tsx";
import { JobForm } from "./job-form.tsx";
import { nextStep, otherSteps, type VisitStep } from "./next-step.ts";
import { undoAfter } from "./undo-after.ts";
import { StatusChip } from "./status-chip.tsx";
import { useJob } from "./use-job.ts";
import { useJobEdit, type Panel } from "./use-job-edit.ts";

export interface JobPanelProps {
  app: AppContext;
  id: string;
  /** What to open at once. */
  panel: Panel | null;
  /** The newest rev that the board has seen; 0 where it knows nothing of the job. */
  seen: number;
  today: string;
  /** The board shows a change before it hears of it. */
  placed: (job: Job) => void;
  onNotify: (done: Undoable) => void;
  close: () => void;
}

/** One job beside the board, which stays live behind it. */
export const JobPanel = (props: JobPanelProps) => {
  const { app, id, seen, close } = props;
  const { job, trouble, take, refresh } = useJob(app, id, seen);
  const missing = trouble?.problem?.code === "not_found";
  return (
    <aside class="side-panel" aria-label={message.job} data-job-panel={id} onKeyDown={closeOnEscape(close)}>
      {job !== null ? (
        <Open {...props} job={job} take={take} />
      ) : (
        <>
          <header class="panel-top">
            {trouble === null ? <span /> : <h2>{missing ? message.notFound : message.failed}</h2>}
            <Close close={close} />
          </header>
          {trouble === null ? (
            <div class="skeleton-panel" role="status">
              <span class="vh">{message.loading}</span>
              <div class="wait" />
              <div class="wait" />
            </div>
          ) : (
            !missing && (
              <section role="alert">
                <p class="quiet">{problemText(trouble.problem)}</p>
                <button type="button" class="plain" onClick={refresh}>
                  {staff.retry}
                </button>
              </section>
            )
          )}
        </>
      )}
    </aside>
  );
};

const Open = ({
  app,
  job,
  panel,
  today,
  take,
  placed,
  onNotify,
  close,
}: JobPanelProps & { job: Job; take: (job: Job) => void }) => {
  const { api, browser, format } = app;
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState("");
  const title = useRef<HTMLHeadingElement>(null);
  const name = job.customer?.name || staff.noName;
  useLayoutEffect(() => {
    // A form that is open at once has the focus in it already.
    if (title.current?.closest(".side-panel")?.contains(document.activeElement) === false) title.current.focus();
  }, []);

  const saved = (next: Job, done: Undoable) => {
    setTrouble("");
    take(next);
    placed(next);
    onNotify(done);
    title.current?.focus();
  };
  const act = async (ask: () => Promise<Answer<Job>>, text: string) => {
    if (busy) return;
    setBusy(true);
    const answer = await ask();
    setBusy(false);
    if (answer.ok) return saved(answer.value, { text, undo: undoAfter(answer.value, undo) });
    setTrouble(answer.problem?.code === "stale" ? message.undoStale : problemText(answer.problem));
  };
  const undo = (of: Job) => void act(() => api.undoJob({ id: of.id, rev: of.rev, key: browser.key() }), staff.undone);
  const edit = useJobEdit({ app, job, panel, take, saved, undo });
  const step = (visit: string, state: VisitStep) =>
    void act(
      () => api.setVisitState({ id: job.id, visit_id: visit, body: { state }, key: browser.key() }),
      message.stepDone(name, staff.visitStates[state]),
    );
  const changeLink = (action: "revoke" | "replace") =>
    void act(
      () => api.changeLink({ id: job.id, body: { action }, key: browser.key() }),
      action === "revoke" ? message.linkGone : message.linkNew,
    );

  const next = nextStep(job);
  const over = job.status === "completed" || job.status === "cancelled";
  const bookedOn = format.date(format.dayOf(Date.parse(job.created_at)));
  return (
    <>
      <header class="panel-top">
        <h2 tabIndex={-1} ref={title}>
          <bdi>{name}</bdi>
        </h2>
        <StatusChip job={job} always />
        <Close close={close} />
      </header>
      <p class="quiet panel-born">{message.bookedLine(job.id, bookedOn, message.bookedHow[job.source])}</p>
      {edit.panel !== null && <ConflictNote app={app} edit={edit} />}
      {edit.panel !== null ? (
        <JobForm {...{ app, job, edit, today }} />
      ) : (
        <>
          <JobFacts {...{ app, job, changeLink }} />
          <p class="error" role="alert">
            {trouble}
          </p>
          <div class="panel-acts">
            {next !== null && (
              <button type="button" class="orange" aria-disabled={busy} onClick={() => step(next.visit, next.state)}>
                {next.label}
              </button>
            )}
            {!over && (
              <button type="button" class="plain" onClick={() => edit.open("move")}>
                {message.move}
              </button>
            )}
            <button type="button" class="plain" onClick={() => edit.open("price")}>
              {message.editPrice}
            </button>
            <button type="button" class="plain" onClick={() => edit.open("details")}>
              {message.editDetails}
            </button>
          </div>
          {!over && next !== null && (
            <details class="panel-more">
              <summary>{message.otherSteps}</summary>
              <div class="panel-acts">
                {job.status === "booked" && (
                  <button
                    type="button"
                    class="plain"
                    onClick={() =>
                      void act(
                        () =>
                          api.setJobStatus({ id: job.id, body: { status: "ready_for_pickup" }, key: browser.key() }),
                        message.stepDone(name, message.markReady),
                      )
                    }
                  >
                    {message.markReady}
                  </button>
                )}
                {otherSteps(job).map((state) => (
                  <button type="button" class="plain" key={state} onClick={() => step(next.visit, state)}>
                    {staff.visitStates[state]}
                  </button>
                ))}
                {job.status === "in_progress" && (
                  <button type="button" class="plain" onClick={() => edit.open("attempted")}>
                    {staff.visitStates.attempted}
                  </button>
                )}
                <button type="button" class="plain danger" onClick={() => edit.open("cancel")}>
                  {message.cancelJob}
                </button>
              </div>
            </details>
          )}
        </>
      )}
      <HistoryList {...{ app, job, busy }} undo={() => undo(job)} />
    </>
  );
};

/** From within its fields as well: what was typed is kept. */
export const closeOnEscape = (close: () => void) => (event: KeyboardEvent) => {
  if (event.key !== "Escape" || event.defaultPrevented) return;
  event.stopPropagation();
  close();
};

export const Close = ({ close }: { close: () => void }) => (
  <button type="button" class="page-x" aria-label={staff.close} onClick={close}>
    ×
  </button>
);
