import type { Command } from "commander";
import { addCommand, type OutputOptions } from "../../command.ts";
import { UsageError } from "../../command-error.ts";
import * as message from "../../message/jobs.ts";
import { patchJob } from "./change-job.ts";

export const addAssignCommand = (jobs: Command): void => {
  addCommand(jobs, "assign", {
    summary: "Assign the next visit to a crew",
    example: "jobs assign 261127-7K3Q --crew crew-1",
  })
    .argument("<id>")
    .option("--crew <id>", "the crew's id")
    .option("--none", "unassign the visit")
    .action(async (id: string, options: OutputOptions & { crew?: string; none?: true }) => {
      if ((options.crew === undefined) === (options.none === undefined)) throw new UsageError(message.crewOrNone);
      await patchJob(id, options, () => ({ crew: options.crew ?? null }));
    });
};
