import type { Command } from "commander";
import { openApi } from "../../api.ts";
import { addCommand } from "../../command.ts";
import * as message from "../../message/forget.ts";
import { confirmForgetting, printForgotten, type ConfirmOptions } from "../forget.ts";

export const addForgetCommand = (jobs: Command): void => {
  addCommand(jobs, "forget", {
    summary: "Remove the customer from a completed or cancelled job. Days and price stay.",
    example: "jobs forget 261127-7K3Q",
  })
    .argument("<id>")
    .option("--yes", "do not ask")
    .option("--remove", "remove the whole job, with its days and price")
    .action(async (typed: string, options: ConfirmOptions & { remove?: true }) => {
      const api = await openApi();
      const { id } = await api.getJob({ id: typed });
      const remove = options.remove === true;
      await confirmForgetting(remove ? message.asks.remove(id) : message.asks.job(id), options);
      const body = { confirm: id, ...(remove ? { remove } : {}) };
      await printForgotten(options, await api.forgetJob({ id, body }));
    });
};
