import type { Command } from "commander";
import type { Status } from "../../../domain/job.ts";
import { openApi } from "../../api.ts";
import { addCommand, type OutputOptions } from "../../command.ts";
import { printJob } from "./change-job.ts";

/** Commands that change the status of a job. They name no revision, because they are right whatever else has changed. */
export const addStatusCommands = (jobs: Command): void => {
  for (const command of statusCommands) addStatusCommand(jobs, command);
};

interface StatusCommand {
  name: string;
  status: Status;
  summary: string;
  example: string;
}

const statusCommands: StatusCommand[] = [
  {
    name: "ready",
    status: "ready_for_pickup",
    summary: "Mark a job as ready for pickup; after a failed attempt this needs a reason",
    example: "jobs ready 261127-7K3Q",
  },
  {
    name: "start",
    status: "in_progress",
    summary: "Mark a job as started by the crew",
    example: "jobs start 261127-7K3Q",
  },
  {
    name: "complete",
    status: "completed",
    summary: "Mark a job as completed",
    example: "jobs complete 261127-7K3Q",
  },
  {
    name: "cancel",
    status: "cancelled",
    summary: "Cancel an open job, with a reason",
    example: 'jobs cancel 261127-7K3Q --reason "Customer moved away"',
  },
];

const addStatusCommand = (jobs: Command, { name, status, summary, example }: StatusCommand): void => {
  addCommand(jobs, name, { summary, example })
    .argument("<id>")
    .option("--reason <text>", "why, for the job's history")
    .action(async (id: string, options: OutputOptions & { reason?: string }) => {
      const api = await openApi();
      const job = await api.setJobStatus({
        id,
        body: { status, ...(options.reason === undefined ? {} : { reason: options.reason }) },
      });
      await printJob(api, job, options);
    });
};
