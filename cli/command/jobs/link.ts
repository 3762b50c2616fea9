import type { Command } from "commander";
import { openApi } from "../../api.ts";
import { addCommand, printResult, type OutputOptions } from "../../command.ts";
import { CommandError, localProblem, UsageError } from "../../command-error.ts";
import * as message from "../../message/jobs.ts";
import { printNotice } from "../../terminal.ts";

export const addLinkCommand = (jobs: Command): void => {
  addCommand(jobs, "link", {
    summary: "Print the tracking link, revoke it, or replace it with a new one",
    example: "jobs link 261127-7K3Q --replace",
  })
    .argument("<id>")
    .option("--revoke", "the link stops working; the job does not change")
    .option("--replace", "the old link stops working, and the job gets a new one")
    .action(async (id: string, options: OutputOptions & { revoke?: true; replace?: true }) => {
      if (options.revoke === true && options.replace === true) throw new UsageError(message.revokeOrReplace);
      const api = await openApi();
      const action = options.revoke === true ? "revoke" : options.replace === true ? "replace" : null;
      const job = action === null ? await api.getJob({ id }) : await api.changeLink({ id, body: { action } });
      if (action === null && job.tracking_url === undefined)
        throw new CommandError(localProblem("not_found", message.noLink(job.link)));
      if (options.json !== true && job.tracking_url !== undefined && !api.linksKnown)
        printNotice(message.linkAddressGuessed);
      await printResult(options, job, () => job.tracking_url ?? message.noLink(job.link));
    });
};
