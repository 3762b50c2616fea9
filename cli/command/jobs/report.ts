import type { Command } from "commander";
import { epochOf } from "../../../domain/clock.ts";
import { instantIn, isTime } from "../../../domain/day.ts";
import { openApi, todayOf } from "../../api.ts";
import { addCommand, type OutputOptions } from "../../command.ts";
import { UsageError } from "../../command-error.ts";
import * as message from "../../message/jobs.ts";
import { noNotify, readNotify, type NotifyOption } from "../../read/notify.ts";
import { readCents } from "../../read/price.ts";
import { visitNamed } from "../visits.ts";
import { printJob } from "./change-job.ts";

/** Commands that report about a visit: the weight of a load, and a later arrival. */
export const addReportCommands = (jobs: Command): void => {
  addCommand(jobs, "weigh", {
    summary: "Enter the weight of the load that a visit took",
    example: "jobs weigh 261127-7K3Q --pounds 6800 --ticket 88213",
  })
    .argument("<id>")
    .argument("[visit]", "the last visit that took a unit, if left out")
    .option("--tons <number>", "short tons")
    .option("--pounds <number>", "pounds, which are rounded down to tons")
    .option("--ticket <number>", "the number of the scale ticket")
    .option("--facility <name>", "where the load went")
    .option("--fee <amount>", "what that place charged, 45 or 45.50")
    .action(async (id: string, visit: string | undefined, options: OutputOptions & WeighOptions) => {
      const { tons, pounds, ticket, facility, fee } = options;
      if ((tons === undefined) === (pounds === undefined)) throw new UsageError(message.tonsOrPounds);
      const api = await openApi();
      const before = await api.getJob({ id });
      const currency = before.pricing?.currency ?? (await api.getSettings()).business.currency;
      const visit_id = visitNamed(before, visit, ({ kind, state }) => kind !== "drop_off" && state === "done");
      const job = await api.weighVisit({
        id,
        visit_id,
        body: {
          ...(tons === undefined ? { net_pounds: Number(pounds) } : { net_tons: Number(tons) }),
          ...(ticket === undefined ? {} : { ticket }),
          ...(facility === undefined ? {} : { facility }),
          ...(fee === undefined ? {} : { fee_cents: readCents("--fee", fee, currency) }),
        },
      });
      await printJob(api, job, options);
    });

  addCommand(jobs, "late", {
    summary: "Say when the crew arrives today",
    example: "jobs late 261127-7K3Q --eta 14:20",
  })
    .argument("<id>")
    .requiredOption("--eta <time>", "the time of the arrival, 14:20")
    .option(...noNotify)
    .action(async (id: string, options: OutputOptions & NotifyOption & { eta: string }) => {
      if (!isTime(options.eta)) throw new UsageError(message.timeFormat(options.eta));
      const api = await openApi();
      const [before, settings] = await Promise.all([api.getJob({ id }), api.getSettings()]);
      const visit_id = visitNamed({ ...before, visits: before.visits.toReversed() }, undefined, isAhead);
      const arrival = epochOf(instantIn(settings.business.time_zone, todayOf(api, settings), options.eta));
      const minutes = Math.round((arrival - api.services.clock.now()) / 60_000);
      const job = await api.setArrival({ id, visit_id, body: { arrives_in_minutes: minutes, ...readNotify(options) } });
      await printJob(api, job, options);
    });
};

const isAhead = ({ state }: { state: string }): boolean => state === "scheduled" || state === "en_route";

interface WeighOptions {
  tons?: string;
  pounds?: string;
  ticket?: string;
  facility?: string;
  fee?: string;
}
