import type { Problem } from "../../../http/client.ts";
import type { Job, ToldInput } from "../../../http/api-client.ts";
import * as message from "#message/job.ts";
import * as staff from "#message/staff.ts";
import type { AppContext } from "../app-context.ts";
import { currentIn } from "../form/problem-text.ts";
import type { FieldErrors } from "../form/form-state.ts";
import { isWhole, notifyOf } from "../tell/tell.ts";
import { conflictsOf, patchOf, valuesOf } from "./job-draft.ts";
import type { OpenEdit } from "./stored-edit.ts";
import { nextVisit } from "./visit.ts";
import { whoChanged } from "./who-changed.ts";

export type EditOutcome =
  /** `mergedWith` names the person whose changes were kept too; null if there were none. */
  | { kind: "saved"; job: Job; mergedWith: string | null }
  /** Another person changed the same field, so a person has to choose. */
  | { kind: "conflict" }
  | { kind: "unchanged" }
  | { kind: "invalid"; errors: FieldErrors }
  | { kind: "refused"; problem: Problem | null };

/** The call that a save would make, for the preview of its message. Null if there is nothing to send yet. */
export const callOf = ({ form, draft }: OpenEdit, job: Job): ToldInput | null => {
  // No customer reads the reason, so the preview needs none.
  if (form === "cancel") return { job: job.id, set_job_status: { status: "cancelled", reason: "-" } };
  if (form === "attempted") {
    const visit = nextVisit(job)?.id ?? "";
    return { job: job.id, visit, set_visit_state: { state: "attempted", reason: "-" } };
  }
  const patch = patchOf(draft, valuesOf(job));
  return patch === null || !isWhole(patch.customer) ? null : { job: job.id, patch_job: patch };
};

interface SaveOptions {
  app: AppContext;
  edit: OpenEdit;
  /** The newest job that this page has. */
  job: Job;
  /** False: the customer is not told. */
  notify: boolean;
  /** Takes a newer job that a refused save returned. */
  onNewer: (job: Job) => void;
}

/** After this many refusals as stale in a row the save gives up. */
const mostTries = 4;

/** Saves an edit on top of what other people saved during it. Different fields merge; the same field is a conflict. */
export const saveJobEdit = async ({ app, edit, job, notify, onNewer }: SaveOptions): Promise<EditOutcome> => {
  let current = job;
  let mergedWith: string | null = null;
  for (let tries = 0; tries < mostTries; tries += 1) {
    const remote = valuesOf(current);
    if (conflictsOf(edit.draft, remote).length > 0) return { kind: "conflict" };
    const patch = patchOf(edit.draft, remote);
    if (patch === null) return { kind: "unchanged" };
    const answer = await app.api.patchJob({ id: job.id, rev: current.rev, body: { ...patch, ...notifyOf(notify) } });
    if (answer.ok) return { kind: "saved", job: answer.value, mergedWith };
    const newer = currentIn<Job>(answer.problem);
    if (newer === null) return { kind: "refused", problem: answer.problem };
    mergedWith = whoChanged(newer, app.session.me, edit.since)?.name ?? staff.someone;
    current = newer;
    onNewer(newer);
  }
  return { kind: "refused", problem: null };
};

/** Cancels a job, or marks its next visit as attempted. Both need a reason. */
export const endJob = async ({ app, edit, job, notify }: Omit<SaveOptions, "onNewer">): Promise<EditOutcome> => {
  const reason = edit.draft.reason.trim();
  const isCancel = edit.form === "cancel";
  if (reason === "") {
    return {
      kind: "invalid",
      errors: { reason: isCancel ? message.cancelReasonNeeded : message.attemptReasonNeeded },
    };
  }
  const key = app.browser.key();
  const visit = nextVisit(job)?.id ?? "";
  const told = notifyOf(notify);
  const answer = isCancel
    ? await app.api.setJobStatus({ id: job.id, body: { status: "cancelled", reason, ...told }, key })
    : await app.api.setVisitState({ id: job.id, visit_id: visit, body: { state: "attempted", reason, ...told }, key });
  return answer.ok
    ? { kind: "saved", job: answer.value, mergedWith: null }
    : { kind: "refused", problem: answer.problem };
};
