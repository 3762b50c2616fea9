import { useLayoutEffect, useRef } from "preact/hooks";
import type { Job } from "../../../http/api-client.ts";
import * as message from "#message/job.ts";
import * as staff from "#message/staff.ts";
import type { AppContext } from "../app-context.ts";
import { TellThem } from "../tell/tell-them.tsx";
import { FormFields } from "./job-form-fields.tsx";
import type { JobEdit } from "./use-job-edit.ts";

interface Props {
  app: AppContext;
  job: Job;
  edit: JobEdit;
  today: string;
}

/** The open form of a job. What was typed stays until it is saved or discarded. */
export const JobForm = ({ app, job, edit, today }: Props) => {
  const { form: name, errors } = edit;
  const element = useRef<HTMLFormElement>(null);
  const focus = (selector: string) => element.current?.querySelector<HTMLElement>(selector)?.focus();
  useLayoutEffect(() => focus("input:not([type=radio]), input:checked, textarea, select"), [name]);
  useLayoutEffect(() => focus("[aria-invalid=true], [data-alternative]"), [errors, edit.alternatives]);
  if (name === null) return null;
  return (
    <form
      ref={element}
      class="panel-form"
      aria-labelledby="panel-title"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        edit.save();
      }}
    >
      <h3 id="panel-title">{message.panels[name]}</h3>
      <FormFields {...{ app, job, edit, today, name }} />
      <p class="error" role="alert">
        {edit.trouble}
      </p>
      {edit.changes.some(({ local }) => local !== null) && (
        <p class="panel-hint">
          {message.conflictAbove(edit.changedBy?.name ?? staff.someone)}{" "}
          <button type="button" class="bare" onClick={edit.showConflict}>
            {message.seeConflict}
          </button>
        </p>
      )}
      <TellThem app={app} name={job.customer?.name} tell={edit.tell} />
      <div class="panel-acts">
        <button type="submit" class={name === "cancel" ? "plain danger" : "orange"} aria-disabled={edit.busy}>
          {edit.busy ? staff.saving : name === "cancel" ? message.cancelJob : staff.save}
        </button>
        <button type="button" class="plain" onClick={edit.discard}>
          {message.discard}
        </button>
      </div>
    </form>
  );
};
