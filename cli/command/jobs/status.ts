import type { Command } from "commander";
import type { Status } from "../../../domain/job.ts";
import { openApi, todayOf } from "../../api.ts";
import { addCommand, type OutputOptions } from "../../command.ts";
import { noNotify, readNotify, type NotifyOption } from "../../read/notify.ts";
import { readDay, readWindow } from "../../read/when.ts";
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

interface StatusOptions extends OutputOptions, NotifyOption {
  reason?: string;
  day?: string;
  window?: string;
  equipmentReturned?: true;
}

const addStatusCommand = (jobs: Command, { name, status, summary, example }: StatusCommand): void => {
  const command = addCommand(jobs, name, { summary, example })
    .argument("<id>")
    .option("--reason <text>", "why, for the job's history")
    .option(...noNotify);
  if (status === "cancelled") command.option("--equipment-returned", "the equipment at the customer's is back");
  if (status === "ready_for_pickup") {
    command
      .option("--day <day>", "the day of the pickup: 2026-11-27, today, tomorrow or a weekday")
      .option("--window <window>", "its arrival window, 08:00-12:00; any time if left out");
  }
  command.action(async (id: string, { reason, day, window, equipmentReturned, ...options }: StatusOptions) => {
    const api = await openApi();
    const set = await api.setJobStatus({
      id,
      body: {
        status,
        ...(reason === undefined ? {} : { reason }),
        ...(equipmentReturned === true ? { equipment_returned: true } : {}),
        ...readNotify(options),
      },
    });
    if (day === undefined) return printJob(api, set, options);
    const body = {
      day: readDay(day, todayOf(api, await api.getSettings())),
      window: window === undefined ? null : readWindow(window),
      ...readNotify(options),
    };
    return printJob(api, await api.patchJob({ id, rev: set.rev, body }), options);
  });
};
