import type { Command } from "commander";
import { openApi } from "../../api.ts";
import { addCommand, type OutputOptions } from "../../command.ts";
import { printJob } from "./change-job.ts";
import { showAsSeen } from "./show-as-seen.ts";

export const addShowCommand = (jobs: Command): void => {
  addCommand(jobs, "show", {
    summary: "Show one job with its history and tracking link",
    example: "jobs show 261127-7K3Q",
  })
    .argument("<id>")
    .option("--as-seen", "serve the booking page with the prices and terms that the customer saw, until Ctrl-C")
    .action(async (id: string, options: OutputOptions & { asSeen?: true }) => {
      if (options.asSeen === true) return await showAsSeen(id, options);
      const api = await openApi();
      await printJob(api, await api.getJob({ id }), options, { past: true });
    });
};
