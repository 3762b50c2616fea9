import type { Command } from "commander";
import { openApi } from "../../api.ts";
import { addCommand, repeatable, type OutputOptions } from "../../command.ts";
import { UsageError } from "../../command-error.ts";
import * as message from "../../message/jobs.ts";
import { noNotify, readNotify, type NotifyOption } from "../../read/notify.ts";
import { readCents } from "../../read/price.ts";
import { changeJob, printJob } from "./change-job.ts";

interface Options extends OutputOptions, NotifyOption {
  accept?: string[];
  waive?: string[];
  edit?: string[];
  reason?: string;
}

export const addOverageCommand = (jobs: Command): void => {
  addCommand(jobs, "overage", {
    summary: "Decide extra days, tons and trips; without an option, show what to decide",
    example: 'jobs overage 261127-7K3Q --accept o1 --waive o2 --reason "Snow"',
  })
    .argument("<id>")
    .option("--accept <item>", "charge an item as proposed; may be repeated", repeatable)
    .option("--waive <item>", "charge nothing for an item; needs --reason", repeatable)
    .option("--edit <item=quantityxprice>", "charge another amount, o1=1.2x65; needs --reason", repeatable)
    .option("--reason <text>", "why, for the job's history")
    .option(...noNotify)
    .action(async (id: string, options: Options) => {
      const { accept = [], waive = [], edit = [] } = options;
      if (accept.length + waive.length + edit.length === 0) {
        const api = await openApi();
        return printJob(api, await api.getJob({ id }), options);
      }
      await changeJob(id, options, async (api, before) =>
        api.decideOverage({
          id,
          rev: before.rev,
          body: { decisions: decisionsOf(options, before.pricing.currency), ...readNotify(options) },
        }),
      );
    });
};

const decisionsOf = ({ accept = [], waive = [], edit = [], reason }: Options, currency: string) => {
  const why = reason === undefined ? {} : { reason };
  return [
    ...accept.map((id) => ({ id, action: "accept" })),
    ...waive.map((id) => ({ id, action: "waive", ...why })),
    ...edit.map((text) => ({ ...readEdit(text, currency), action: "edit", ...why })),
  ];
};

/** Reads `o1=1.2x65`: an item, its quantity and the price of one. */
const readEdit = (text: string, currency: string) => {
  const match = /^(\w+)\s*=\s*(\d+(?:\.\d+)?)\s*[x×*]\s*(\S+)$/.exec(text.trim());
  if (match === null) throw new UsageError(message.editFormat(text));
  const [, id = "", quantity = "", price = ""] = match;
  return { id, quantity: Number(quantity), unit_cents: readCents("--edit", price, currency) };
};
