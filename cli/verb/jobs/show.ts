import type { Command } from "commander";
import { openOffice, todayOf } from "../../office.ts";
import { showJob } from "../../show/job-card.ts";
import { settingOf } from "../../show/phrase.ts";
import { reply, verb, type Said } from "../../verb.ts";
import { showAsSeen } from "./as-seen.ts";

export const showVerb = (jobs: Command): void => {
  verb(jobs, "show", { summary: "One job, with its history and tracking link", example: "jobs show 261127-7K3Q" })
    .argument("<id>")
    .option("--as-seen", "serve the booking page with the prices and terms that the customer saw, until Ctrl-C")
    .action(async (id: string, options: Said & { asSeen?: true }) => {
      if (options.asSeen === true) return await showAsSeen(id, options);
      const office = await openOffice();
      const [job, settings] = await Promise.all([office.job(id), office.settings()]);
      await reply(options, job, () =>
        showJob(job, settingOf(settings, todayOf(office, settings), office.linksKnown), { past: true }),
      );
    });
};
