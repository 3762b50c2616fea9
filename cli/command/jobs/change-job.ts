import type { Day } from "../../../domain/day.ts";
import type { Settings } from "../../../domain/settings.ts";
import type { JobView } from "../../../projection/job-view.ts";
import { openApi, todayOf, type Api } from "../../api.ts";
import { printResult, type OutputOptions } from "../../command.ts";
import * as message from "../../message/jobs.ts";
import { showJob } from "../../show/job-card.ts";
import { textContext } from "../../show/phrases.ts";
import { printNotice } from "../../terminal.ts";
import { withHints } from "./hints.ts";

/**
 * Reads a job, changes it and prints it. The change names the revision that was read, so it is refused if the job has changed
 * since, and the person sees what changed.
 */
export const changeJob = async (
  id: string,
  options: OutputOptions,
  change: (api: Api, before: JobView, settings: Settings) => Promise<JobView>,
): Promise<void> => {
  const api = await openApi();
  const [before, settings] = await Promise.all([api.getJob({ id }), api.getSettings()]);
  const job = await withHints(api, () => change(api, before, settings), before);
  if (job.rev === before.rev) printNotice(message.unchanged);
  await printJob(api, job, options);
};

/** Changes fields of a job. `body` returns the fields. */
export const patchJob = (
  id: string,
  options: OutputOptions,
  body: (today: Day, before: JobView) => object,
): Promise<void> =>
  changeJob(id, options, async (api, before, settings) =>
    api.patchJob({ id, rev: before.rev, body: body(todayOf(api, settings), before) }),
  );

/** Prints a job. `past` adds its history. */
export const printJob = async (
  api: Api,
  job: JobView,
  options: OutputOptions,
  { past } = { past: false },
): Promise<void> => {
  const settings = await api.getSettings();
  const context = textContext(settings, todayOf(api, settings), api.linksKnown);
  await printResult(options, job, () => showJob(job, context, { past }));
};
