import type { Job } from "../../../http/api-client.ts";
import { openDraft, type Draft } from "./job-draft.ts";
import { formNames, type FormName } from "./job-edit-state.ts";

/** An open form of a job. The tab stores it once something was typed, so that a reload keeps it. */
export interface OpenEdit {
  draft: Draft;
  form: FormName;
  /** When the job had last changed as the form opened. A later change was made by another person during the edit. */
  since: string;
}

export const openEdit = (job: Job, form: FormName | null): OpenEdit | null =>
  form === null ? null : { draft: openDraft(job), form, since: job.updated_at };

/** Reads a stored edit, also one that an earlier version of the page stored; null if the tab has no edit. */
export const readEdit = (value: unknown): OpenEdit | null => {
  if (typeof value !== "object" || value === null || !("draft" in value) || !("since" in value)) return null;
  // Only this page writes under this name, and an earlier version of it had a form for the price.
  if ("form" in value) return formNames.some((name) => name === value.form) ? (value as OpenEdit) : null;
  if (!("panel" in value) || !formNames.some((name) => name === value.panel)) return null;
  const { draft, since, panel } = value as EarlierEdit;
  return { draft: { base: draft.opened, local: draft.mine, reason: draft.reason }, form: panel, since };
};

interface EarlierEdit {
  draft: { opened: Draft["base"]; mine: Draft["local"]; reason: string };
  panel: FormName;
  since: string;
}
