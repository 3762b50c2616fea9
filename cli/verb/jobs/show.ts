import type { Command } from "commander";
import { openApi, todayOf } from "../../api.ts";
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
      const api = await openApi();
      const [job, settings] = await Promise.all([api.job(id), api.settings()]);
      await reply(options, job, () =>
        showJob(job, settingOf(settings, todayOf(api, settings), api.linksKnown), { past: true }),
      );
    });
};
