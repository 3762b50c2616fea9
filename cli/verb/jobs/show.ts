import type { Command } from "commander";
import { openOffice, todayOf } from "../../office.ts";
import { showJob } from "../../show/job-card.ts";
import { settingOf } from "../../show/phrase.ts";
import { reply, verb, type Said } from "../../verb.ts";

export const showVerb = (jobs: Command): void => {
  verb(jobs, "show", { summary: "One job, with its history and tracking link", example: "jobs show 261127-7K3Q" })
    .argument("<id>")
    .action(async (id: string, options: Said) => {
      const office = await openOffice();
      const [job, settings] = await Promise.all([office.job(id), office.settings()]);
      await reply(options, job, () => showJob(job, settingOf(settings, todayOf(office, settings)), { past: true }));
    });
};
