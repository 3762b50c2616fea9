import type { Command } from "commander";
import { openApi, todayOf } from "../../api.ts";
import { addCommand, repeatable, type OutputOptions } from "../../command.ts";
import { readItem } from "../../read/item.ts";
import { noNotify, readNotify, type NotifyOption } from "../../read/notify.ts";
import { readCents, readLines, type PriceOptions } from "../../read/price.ts";
import { readDay, readWindow } from "../../read/when.ts";
import { changeJob, printJob } from "./change-job.ts";

interface QuoteOptions extends OutputOptions, PriceOptions, NotifyOption {
  item?: string[];
  days?: string;
  validUntil?: string;
  message?: string;
  deposit?: string;
}

interface ApproveOptions extends OutputOptions, NotifyOption {
  name: string;
  day?: string;
  window?: string;
}

/** Commands for work that the office prices by hand. */
export const addQuoteCommands = (jobs: Command): void => {
  addQuoteCommand(jobs);
  addApproveCommand(jobs);
  addDeclineCommand(jobs);
};

const addQuoteCommand = (jobs: Command): void => {
  addCommand(jobs, "quote", {
    summary: "Send a quote for a request, or revise it",
    example: 'jobs quote 261127-7K3Q --line "Crew of three, one day = 1200" --valid-until friday',
  })
    .argument("<id>")
    .option("--line <line>", '"Label x2 = 45.00" with the price of one; may be repeated', repeatable)
    .option("--flat <amount>", "one total, such as 600 or 149.50")
    .option("--item <id[=quantity]>", "an item of the service; may be repeated", repeatable)
    .option("--days <count>", "the days of a rental")
    .option("--valid-until <day>", "the last day to approve it; without it, the days of the settings")
    .option("--message <text>", "what the customer reads above the price")
    .option("--deposit <amount>", "the deposit; without it, the deposit of the service")
    .option(...noNotify)
    .action(async (id: string, options: QuoteOptions) => {
      await changeJob(id, options, async (api, before, settings) => {
        const { item, days, validUntil, message, deposit, ...price } = options;
        const { currency } = settings.business;
        const lines = readLines(price, { currency, label: before.service.name });
        const body = {
          ...readNotify(options),
          ...(lines === undefined ? {} : { lines }),
          ...(item === undefined ? {} : { items: item.map(readItem) }),
          ...(days === undefined ? {} : { days: Number(days) }),
          ...(validUntil === undefined ? {} : { valid_until: readDay(validUntil, todayOf(api, settings)) }),
          ...(message === undefined ? {} : { message }),
          ...(deposit === undefined ? {} : { deposit_cents: readCents("--deposit", deposit, currency) }),
        };
        return await api.sendQuote({ id, rev: before.rev, body });
      });
    });
};

const addApproveCommand = (jobs: Command): void => {
  addCommand(jobs, "approve", {
    summary: "Approve a quote for a customer who said yes by phone",
    example: "jobs approve 261127-7K3Q --name Mark --day friday --window 08:00-12:00",
  })
    .argument("<id>")
    .requiredOption("--name <name>", "who said yes")
    .option("--day <day>", "2026-11-27, today, tomorrow or a weekday; without it the job is not scheduled")
    .option("--window <window>", "arrival window, 08:00-12:00; without it, any time that day")
    .option(...noNotify)
    .action(async (id: string, { name, day, window, ...options }: ApproveOptions) => {
      await changeJob(id, options, async (api, before, settings) => {
        const body = {
          name,
          how: "phone",
          ...readNotify(options),
          ...(day === undefined ? {} : { day: readDay(day, todayOf(api, settings)) }),
          ...(window === undefined ? {} : { window: readWindow(window) }),
        };
        return await api.approveQuote({ id, rev: before.rev, body });
      });
    });
};

const addDeclineCommand = (jobs: Command): void => {
  addCommand(jobs, "decline", {
    summary: "Cancel a request or a quote that the customer declined by phone",
    example: 'jobs decline 261127-7K3Q --reason "Too expensive"',
  })
    .argument("<id>")
    .requiredOption("--reason <text>", "why, for the job's history")
    .option(...noNotify)
    .action(async (id: string, { reason, ...options }: OutputOptions & NotifyOption & { reason: string }) => {
      const api = await openApi();
      const body = { status: "cancelled", reason, ...readNotify(options) };
      await printJob(api, await api.setJobStatus({ id, body }), options);
    });
};
