import type { Job } from "../../../http/api-client.ts";
import * as message from "#message/job.ts";
import * as staff from "#message/staff.ts";
import { nextStep, otherSteps } from "./next-step.ts";
import type { JobActions } from "./use-job-actions.ts";
import type { JobEdit } from "./use-job-edit.ts";

interface Props {
  job: Job;
  actions: JobActions;
  edit: JobEdit;
}

/** The buttons of a job: its next step first, then its forms, then the rare steps. */
export const JobButtons = ({ job, actions, edit }: Props) => {
  const next = nextStep(job);
  const isOver = job.status === "completed" || job.status === "cancelled";
  // A request and a quote have no time yet, and buttons of their own.
  const isRequest = job.status === "requested" || job.status === "quoted";
  return (
    <>
      <div class="panel-acts">
        {next !== null && !isRequest && actions.choosing !== "start" && (
          <button
            type="button"
            class="orange"
            aria-disabled={actions.busy}
            onClick={() => actions.step(next.visit, next.state)}
          >
            {next.label}
          </button>
        )}
        {!isOver && !isRequest && (
          <button type="button" class="plain" onClick={() => edit.open("move")}>
            {message.move}
          </button>
        )}
        <button type="button" class="plain" onClick={() => edit.open("details")}>
          {message.editDetails}
        </button>
      </div>
      {!isOver && !isRequest && next !== null && <OtherSteps {...{ job, actions, edit }} visit={next.visit} />}
    </>
  );
};

const OtherSteps = ({ job, actions, edit, visit }: Props & { visit: string }) => (
  <details class="panel-more">
    <summary>{message.otherSteps}</summary>
    <div class="panel-acts">
      {job.status === "booked" && (
        <button type="button" class="plain" onClick={actions.markReady}>
          {message.markReady}
        </button>
      )}
      {otherSteps(job).map((state) => (
        <button type="button" class="plain" key={state} onClick={() => actions.step(visit, state)}>
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
);
