import type { Command } from "commander";
import type { JobView } from "../../../projection/job-view.ts";
import type { Settings } from "../../../domain/settings.ts";
import type { Day } from "../../../domain/day.ts";
import { UsageError } from "../../failure.ts";
import * as message from "../../message.ts";
import { openApi, todayOf, type Api } from "../../api.ts";
import { readDay } from "../../read/day.ts";
import { readPrice, type PriceOptions } from "../../read/price.ts";
import { readWindow } from "../../read/window.ts";
import { showJob } from "../../show/job-card.ts";
import { settingOf } from "../../show/phrase.ts";
import { say } from "../../terminal.ts";
import { collect, reply, verb, type Said } from "../../verb.ts";
import { explained } from "./explain.ts";

/** The verbs that are meant for the job as it was seen: what changed meanwhile is shown, and nothing is done. */
export const patchVerbs = (jobs: Command): void => {
  verb(jobs, "assign", { summary: "Give the next visit to a crew", example: "jobs assign 261127-7K3Q --crew crew-1" })
    .argument("<id>")
    .option("--crew <id>")
    .option("--none", "to nobody yet")
    .action(async (id: string, options: Said & { crew?: string; none?: true }) => {
      if ((options.crew === undefined) === (options.none === undefined)) throw new UsageError("Give --crew or --none.");
      await patch(id, options, () => ({ crew: options.crew ?? null }));
    });

  verb(jobs, "move", {
    summary: "Give the next visit another day or window",
    example: "jobs move 261127-7K3Q --day friday --window 12:00-16:00",
  })
    .argument("<id>")
    .option("--day <day>", "2026-11-27, today, tomorrow or a weekday")
    .option("--window <window>", "arrival window, 08:00-12:00; without it, the one that it has")
    .option("--any-time", "no window: any time that day")
    .option("--unscheduled", "no day yet")
    .action(async (id: string, options: Said & MoveOptions) => {
      const change = moveOf(options);
      await patch(id, options, (today) => ({
        ...change,
        ...(typeof change.day === "string" ? { day: readDay(change.day, today) } : {}),
      }));
    });

  verb(jobs, "price", {
    summary: "Agree on another price, with a reason",
    example: 'jobs price 261127-7K3Q --flat 650 --reason "Second load"',
  })
    .argument("<id>")
    .option("--flat <amount>", "as in 600 or 149.50")
    .option("--line <line>", '"Label x2 = 45.00" with the price of one; may be repeated', collect)
    .option("--reason <text>", "what the customer agreed to")
    .action(async (id: string, options: Said & PriceOptions & { reason?: string }) => {
      if (options.flat === undefined && options.line === undefined) throw new UsageError("Give --flat or --line.");
      await patch(id, options, (_, { pricing }) => ({
        // The currency that the job was priced in, which may no longer be the business's.
        pricing: readPrice(options, pricing.currency),
        ...(options.reason === undefined ? {} : { reason: options.reason }),
      }));
    });

  verb(jobs, "undo", { summary: "Take back the last change, as a new one", example: "jobs undo 261127-7K3Q" })
    .argument("<id>")
    .action(async (id: string, options: Said) => {
      await changed(id, options, (api, before) => api.undo(id, before.rev));
    });
};

interface MoveOptions {
  day?: string;
  window?: string;
  anyTime?: true;
  unscheduled?: true;
}

const moveOf = ({ day, window, anyTime, unscheduled }: MoveOptions) => {
  if (unscheduled === true) {
    if (day !== undefined || window !== undefined || anyTime === true)
      throw new UsageError("--unscheduled goes alone.");
    return { day: null, window: null };
  }
  if (window !== undefined && anyTime === true) throw new UsageError("Give --window or --any-time, not both.");
  if (day === undefined && window === undefined && anyTime === undefined) {
    throw new UsageError("Say where to: --day, --window, --any-time or --unscheduled.");
  }
  return {
    ...(day === undefined ? {} : { day }),
    ...(window === undefined ? {} : { window: readWindow(window) }),
    ...(anyTime === true ? { window: null } : {}),
  };
};

const patch = (id: string, options: Said, body: (today: Day, before: JobView) => object): Promise<void> =>
  changed(id, options, async (api, before, settings) =>
    api.patchJob(id, before.rev, body(todayOf(api, settings), before)),
  );

const changed = async (
  id: string,
  options: Said,
  change: (api: Api, before: JobView, settings: Settings) => Promise<JobView>,
): Promise<void> => {
  const api = await openApi();
  const [before, settings] = await Promise.all([api.job(id), api.settings()]);
  const job = await explained(api, () => change(api, before, settings), before);
  if (job.rev === before.rev) say(message.unchanged);
  await reply(options, job, () =>
    showJob(job, settingOf(settings, todayOf(api, settings), api.linksKnown), { past: false }),
  );
};
