import type { Command } from "commander";
import { addCommand, type OutputOptions } from "../../command.ts";
import { UsageError } from "../../command-error.ts";
import * as message from "../../message/jobs.ts";
import { noNotify, readNotify, type NotifyOption } from "../../read/notify.ts";
import { readDay, readWindow } from "../../read/when.ts";
import { patchJob } from "./change-job.ts";

interface Options extends OutputOptions, NotifyOption {
  day?: string;
  window?: string;
  anyTime?: true;
  unscheduled?: true;
}

export const addMoveCommand = (jobs: Command): void => {
  addCommand(jobs, "move", {
    summary: "Move the next visit to another day or arrival window",
    example: "jobs move 261127-7K3Q --day friday --window 12:00-16:00",
  })
    .argument("<id>")
    .option("--day <day>", "2026-11-27, today, tomorrow or a weekday")
    .option("--window <window>", "arrival window, 08:00-12:00; without it, the window stays")
    .option("--any-time", "no arrival window: any time that day")
    .option("--unscheduled", "no day")
    .option(...noNotify)
    .action(async (id: string, options: Options) => {
      const change = readMove(options);
      await patchJob(id, options, (today) => ({
        ...change,
        ...readNotify(options),
        ...(typeof change.day === "string" ? { day: readDay(change.day, today) } : {}),
      }));
    });
};

const readMove = ({ day, window, anyTime, unscheduled }: Options) => {
  if (unscheduled === true) {
    if (day !== undefined || window !== undefined || anyTime === true) throw new UsageError(message.unscheduledAlone);
    return { day: null, window: null };
  }
  if (window !== undefined && anyTime === true) throw new UsageError(message.windowOrAnyTime);
  if (day === undefined && window === undefined && anyTime === undefined) throw new UsageError(message.moveWhere);
  return {
    ...(day === undefined ? {} : { day }),
    ...(window === undefined ? {} : { window: readWindow(window) }),
    ...(anyTime === true ? { window: null } : {}),
  };
};
