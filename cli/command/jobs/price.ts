import type { Command } from "commander";
import { addCommand, repeatable, type OutputOptions } from "../../command.ts";
import { UsageError } from "../../command-error.ts";
import * as message from "../../message/jobs.ts";
import { readPrice, type PriceOptions } from "../../read/price.ts";
import { patchJob } from "./change-job.ts";

export const addPriceCommand = (jobs: Command): void => {
  addCommand(jobs, "price", {
    summary: "Change the price, with a reason",
    example: 'jobs price 261127-7K3Q --flat 650 --reason "Second load"',
  })
    .argument("<id>")
    .option("--flat <amount>", "one total, such as 600 or 149.50")
    .option("--line <line>", '"Label x2 = 45.00" with the price of one; may be repeated', repeatable)
    .option("--reason <text>", "what the customer agreed to")
    .action(async (id: string, options: OutputOptions & PriceOptions & { reason?: string }) => {
      if (options.flat === undefined && options.line === undefined) throw new UsageError(message.priceNeeded);
      await patchJob(id, options, (_, { pricing }) => ({
        // The job keeps the currency that it was priced in, even if the business has changed its own.
        pricing: readPrice(options, pricing.currency),
        ...(options.reason === undefined ? {} : { reason: options.reason }),
      }));
    });
};
