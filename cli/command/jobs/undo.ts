import type { Command } from "commander";
import { addCommand, type OutputOptions } from "../../command.ts";
import { noNotify, readNotify, type NotifyOption } from "../../read/notify.ts";
import { changeJob } from "./change-job.ts";

export const addUndoCommand = (jobs: Command): void => {
  addCommand(jobs, "undo", { summary: "Undo the last change of a job", example: "jobs undo 261127-7K3Q" })
    .argument("<id>")
    .option(...noNotify)
    .action(async (id: string, options: OutputOptions & NotifyOption) => {
      await changeJob(id, options, async (api, before) =>
        api.undoJob({ id, rev: before.rev, body: readNotify(options) }),
      );
    });
};
