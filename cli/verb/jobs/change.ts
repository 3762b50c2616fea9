import type { Command } from "commander";
import type { Status } from "../../../domain/job.ts";
import { openApi, todayOf } from "../../api.ts";
import { showJob } from "../../show/job-card.ts";
import { settingOf } from "../../show/phrase.ts";
import { reply, verb, type Said } from "../../verb.ts";

interface Options extends Said {
  reason?: string;
}

/** The verbs that move a whole job on. Each is right whatever changed meanwhile, so it names no version. */
export const changeVerbs = (jobs: Command): void => {
  changeVerb(
    jobs,
    "ready",
    "ready_for_pickup",
    "The customer is ready for pickup; or back to that after an attempt, with a reason",
    "jobs ready 261127-7K3Q",
  );
  changeVerb(jobs, "start", "in_progress", "The crew has begun", "jobs start 261127-7K3Q");
  changeVerb(jobs, "complete", "completed", "All hauled", "jobs complete 261127-7K3Q");
  changeVerb(
    jobs,
    "cancel",
    "cancelled",
    "Cancel an open job, with a reason",
    'jobs cancel 261127-7K3Q --reason "Customer moved away"',
  );
};

const changeVerb = (jobs: Command, name: string, status: Status, summary: string, example: string): void => {
  verb(jobs, name, { summary, example })
    .argument("<id>")
    .option("--reason <text>", "why, for the record")
    .action(async (id: string, options: Options) => {
      const api = await openApi();
      const job = await api.setStatus(id, {
        status,
        ...(options.reason === undefined ? {} : { reason: options.reason }),
      });
      const settings = await api.settings();
      await reply(options, job, () =>
        showJob(job, settingOf(settings, todayOf(api, settings), api.linksKnown), { past: false }),
      );
    });
};
