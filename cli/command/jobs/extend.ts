import type { Command } from "commander";
import { todayOf } from "../../api.ts";
import { addCommand, type OutputOptions } from "../../command.ts";
import { noNotify, readNotify, type NotifyOption } from "../../read/notify.ts";
import { readDay } from "../../read/when.ts";
import { changeJob } from "./change-job.ts";

interface Options extends OutputOptions, NotifyOption {
  until: string;
  free?: true;
}

export const addExtendCommand = (jobs: Command): void => {
  addCommand(jobs, "extend", {
    summary: "Keep the equipment of a rental longer",
    example: "jobs extend 261127-7K3Q --until 2026-12-10",
  })
    .argument("<id>")
    .requiredOption("--until <day>", "the last day on site: 2026-12-10, tomorrow or a weekday")
    .option("--free", "charge nothing for the days")
    .option(...noNotify)
    .action(async (id: string, { until, free, ...options }: Options) => {
      await changeJob(id, options, async (api, before, settings) =>
        api.extendJob({
          id,
          rev: before.rev,
          body: { until: readDay(until, todayOf(api, settings)), charge: free !== true, ...readNotify(options) },
        }),
      );
    });
};
