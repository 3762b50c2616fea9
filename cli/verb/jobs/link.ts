import type { Command } from "commander";
import { Failed, localProblem, UsageError } from "../../failure.ts";
import * as message from "../../message.ts";
import { openApi } from "../../api.ts";
import { say } from "../../terminal.ts";
import { reply, verb, type Said } from "../../verb.ts";

export const linkVerb = (jobs: Command): void => {
  verb(jobs, "link", {
    summary: "Print the tracking link; revoke it, or replace it by a new one",
    example: "jobs link 261127-7K3Q --replace",
  })
    .argument("<id>")
    .option("--revoke", "the link stops working, the job goes on")
    .option("--replace", "the old link stops working, a new one begins")
    .action(async (id: string, options: Said & { revoke?: true; replace?: true }) => {
      if (options.revoke === true && options.replace === true)
        throw new UsageError("Give --revoke or --replace, not both.");
      const api = await openApi();
      const action = options.revoke === true ? "revoke" : options.replace === true ? "replace" : null;
      const job = action === null ? await api.job(id) : await api.changeLink(id, action);
      if (action === null && job.tracking_url === undefined)
        throw new Failed(localProblem("not_found", message.noLink(job.link)));
      if (options.json !== true && job.tracking_url !== undefined && !api.linksKnown) say(message.linkUnserved);
      await reply(options, job, () => job.tracking_url ?? message.noLink(job.link));
    });
};
