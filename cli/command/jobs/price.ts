import type { Command } from "commander";
import { addCommand, repeatable, type OutputOptions } from "../../command.ts";
import { UsageError } from "../../command-error.ts";
import * as message from "../../message/jobs.ts";
import { readItem } from "../../read/item.ts";
import { noNotify, readNotify, type NotifyOption } from "../../read/notify.ts";
import { readLines, type PriceOptions } from "../../read/price.ts";
import type { JobView } from "../../../projection/job-view.ts";
import { changeJob } from "./change-job.ts";

interface Options extends OutputOptions, PriceOptions, NotifyOption {
  item?: string[];
  reason?: string;
  agreedBy?: string;
}

export const addPriceCommand = (jobs: Command): void => {
  addCommand(jobs, "price", {
    summary: "Set the final price, with a reason",
    example: 'jobs price 261127-7K3Q --item half-load --reason "The real load" --agreed-by Mark',
  })
    .argument("<id>")
    .option("--item <id[=quantity]>", "an item of the service, at its locked price; may be repeated", repeatable)
    .option("--flat <amount>", "one total, such as 600 or 149.50")
    .option("--line <line>", '"Label x2 = 45.00" with the price of one; may be repeated', repeatable)
    .option("--reason <text>", "why the price changes; the customer reads it")
    .option("--agreed-by <name>", "the customer who said yes")
    .option(...noNotify)
    .action(async (id: string, options: Options) => {
      if (options.item === undefined && options.flat === undefined && options.line === undefined)
        throw new UsageError(message.priceNeeded);
      await changeJob(id, options, async (api, before) => {
        await api.setPrice({ id, rev: before.rev, body: bodyOf(options, before) });
        return await api.getJob({ id });
      });
    });
};

const bodyOf = ({ item, reason, agreedBy, notify, ...price }: Options, { pricing, service }: JobView) => {
  // The job keeps the currency that it was priced in, even if the business has changed its own.
  const lines = readLines(price, { currency: pricing.currency, label: service.name });
  return {
    ...readNotify(notify === undefined ? {} : { notify }),
    ...(item === undefined ? {} : { items: item.map(readItem) }),
    ...(lines === undefined ? {} : { lines }),
    ...(reason === undefined ? {} : { reason }),
    ...(agreedBy === undefined ? {} : { agreed: { how: "phone", name: agreedBy } }),
  };
};
