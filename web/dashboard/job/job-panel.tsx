import type { RefObject } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import type { Job } from "../../../http/api-client.ts";
import * as message from "#message/job.ts";
import * as staff from "#message/staff.ts";
import { problemText } from "../form/problem-text.ts";
import type { AppContext } from "../app-context.ts";
import type { Undoable } from "../page/undo-bar.tsx";
import { AskToTell } from "../tell/ask-to-tell.tsx";
import { CustomerOfJob } from "../customers/customer-of-job.tsx";
import { ConflictNote } from "./conflict-note.tsx";
import { CrewChoice } from "./crew-choice.tsx";
import { HistoryList } from "./history-list.tsx";
import { JobButtons } from "./job-buttons.tsx";
import type { FormName } from "./job-edit-state.ts";
import { JobFacts } from "./job-facts.tsx";
import { JobMessages } from "./job-messages.tsx";
import { JobForm } from "./job-form.tsx";
import { StatusChip } from "./status-chip.tsx";
import { VisitPart } from "./visit-part.tsx";
import { useJob, type JobState } from "./use-job.ts";
import { PricePart } from "../price/price-part.tsx";
import { useJobActions, type JobActions } from "./use-job-actions.ts";
import { useJobEdit, type JobEdit } from "./use-job-edit.ts";

export interface JobPanelProps {
  app: AppContext;
  id: string;
  /** The form to open with. */
  form: FormName | null;
  /** The newest revision that the board has; 0 if it does not have the job. */
  seen: number;
  today: string;
  /** Shows a saved job on the board before the board has it. */
  onSaved: (job: Job) => void;
  onNotify: (done: Undoable) => void;
  close: () => void;
}

/** One job beside the board or the job list. */
export const JobPanel = (props: JobPanelProps) => {
  const { app, id, seen, close } = props;
  const state = useJob(app, id, seen);
  return (
    <aside class="side-panel" aria-label={message.job} data-job-panel={id} onKeyDown={closeOnEscape(close)}>
      {state.job !== null ? (
        <OpenJob {...props} job={state.job} take={state.take} />
      ) : (
        <NoJob state={state} close={close} />
      )}
    </aside>
  );
};

/** The panel while the job loads, and after it could not be loaded. */
const NoJob = ({ state: { trouble, refresh }, close }: { state: JobState; close: () => void }) => {
  const isMissing = trouble?.problem?.code === "not_found";
  return (
    <>
      <header class="panel-top">
        {trouble === null ? <span /> : <h2>{isMissing ? message.notFound : message.failed}</h2>}
        <Close close={close} />
      </header>
      {trouble === null && (
        <div class="skeleton-panel" role="status">
          <span class="vh">{message.loading}</span>
          <div class="wait" />
          <div class="wait" />
        </div>
      )}
      {trouble !== null && !isMissing && (
        <section role="alert">
          <p class="quiet">{problemText(trouble.problem)}</p>
          <button type="button" class="plain" onClick={refresh}>
            {staff.retry}
          </button>
        </section>
      )}
    </>
  );
};

type OpenJobProps = JobPanelProps & { job: Job; take: (job: Job) => void };

const OpenJob = (props: OpenJobProps) => {
  const { app, job, form, today, close } = props;
  const title = useRef<HTMLHeadingElement>(null);
  useFocusUnlessInside(title);
  const actions = useJobActions(props, () => title.current?.focus());
  const { saved, undo } = actions;
  const edit = useJobEdit({ app, job, form, take: props.take, saved, undo });
  const { format } = app;
  const bookedOn = format.date(format.dayOf(Date.parse(job.created_at)));
  return (
    <>
      <header class="panel-top">
        <h2 tabIndex={-1} ref={title}>
          <bdi>{job.customer?.name || staff.noName}</bdi>
        </h2>
        <StatusChip job={job} today={today} always />
        <Close close={close} />
      </header>
      <p class="quiet panel-born">{message.bookedLine(job.id, bookedOn, message.bookedHow[job.source])}</p>
      {edit.form !== null ? (
        <>
          <ConflictNote app={app} edit={edit} />
          <JobForm {...{ app, job, edit, today }} />
        </>
      ) : (
        <JobView {...{ app, job, today, actions, edit }} take={props.take} />
      )}
      <JobMessages key={job.id} {...{ app, job }} onNotify={props.onNotify} />
      <HistoryList {...{ app, job }} busy={actions.busy} undo={() => undo(job)} />
    </>
  );
};

interface JobViewProps {
  app: AppContext;
  job: Job;
  today: string;
  actions: JobActions;
  edit: JobEdit;
  take: (job: Job) => void;
}

/** The job without an open form: its facts, and what to do next. */
const JobView = ({ app, job, today, actions, edit, take }: JobViewProps) => (
  <>
    {job.visits.length > 1 && <VisitPart {...{ app, job, actions, today }} />}
    <JobFacts {...{ app, job }} changeLink={actions.changeLink} assign={() => actions.chooseCrew("assign")} />
    <PricePart key={job.id} {...{ app, job, actions, take, today }} />
    <CustomerOfJob app={app} job={job} />
    {actions.asking !== null && (
      <AskToTell
        key={actions.asking.label}
        app={app}
        name={job.customer?.name}
        asking={actions.asking}
        busy={actions.busy}
        class="crew-choice"
      />
    )}
    {actions.choosing !== null && <CrewChoice {...{ app, job, actions }} choosing={actions.choosing} />}
    <p class="error" role="alert">
      {actions.trouble}
    </p>
    <JobButtons {...{ job, actions, edit }} />
  </>
);

/** Focuses the title when the panel opens, unless a form inside has the focus already. */
const useFocusUnlessInside = (title: RefObject<HTMLHeadingElement | null>): void =>
  useLayoutEffect(() => {
    if (title.current?.closest(".side-panel")?.contains(document.activeElement) === false) title.current.focus();
  }, []);

/** Closes the panel on Escape, also from inside its fields: a draft keeps what was typed. */
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
