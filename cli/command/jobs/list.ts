import type { Command } from "commander";
import { openApi, todayOf, type Api, type JobPage } from "../../api.ts";
import { addCommand, printResult, type OutputOptions } from "../../command.ts";
import * as message from "../../message/jobs.ts";
import { readDay } from "../../read/when.ts";
import { showJobs } from "../../show/job-table.ts";
import { dayText, textContext } from "../../show/phrases.ts";
import { printNotice, width } from "../../terminal.ts";

interface Options extends OutputOptions {
  day?: string;
  from?: string;
  to?: string;
  crew?: string;
  status?: string;
  q?: string;
  limit?: string;
  all?: true;
}

export const addListCommand = (jobs: Command): void => {
  addCommand(jobs, "list", {
    summary: "List jobs by day, in the order of each day",
    example: "jobs list --day today --status booked,ready_for_pickup",
  })
    .option("--day <day>", "2026-11-27, today, tomorrow or a weekday")
    .option("--from <day>", "the first day; without a day: last week, the next 30 days, and jobs without a day")
    .option("--to <day>", "the last day")
    .option("--crew <id>", "a crew's id, or none")
    .option(
      "--status <list>",
      "requested, quoted, booked, ready_for_pickup, in_progress, completed, cancelled; several with commas",
    )
    .option("--q <words>", "words in the id, name, phone or street")
    .option("--limit <count>", "at most this many jobs (1 to 200)")
    .option("--all", "all matching jobs, without a limit")
    .action(async (options: Options) => {
      const { json: _json, all, day, from, to, ...rest } = options;
      const api = await openApi();
      const settings = await api.getSettings();
      const today = todayOf(api, settings);
      const query: Record<string, string> = {};
      for (const [name, text] of Object.entries({ day, from, to }))
        if (text !== undefined) query[name] = readDay(text, today);
      for (const [name, text] of Object.entries(rest)) if (text !== undefined) query[name] = text;
      const page = all === true ? await readAllPages(api, query) : await api.listJobs(query);
      const context = textContext(settings, today);
      const { unreadable = [] } = page;
      if (unreadable.length > 0) printNotice(message.unreadableDays(unreadable.map((date) => dayText(date, context))));
      const noJobsYet = page.items.length === 0 && (await isEmpty(api));
      await printResult(options, page, () => {
        if (page.items.length === 0) return noJobsYet ? message.noJobsAtAll : message.noJobs;
        const table = showJobs(page.items, context, width());
        return page.next_cursor === null ? table : `${table}\n\n${message.moreJobs}`;
      });
    });
};

const readAllPages = async (api: Api, query: Record<string, string>): Promise<JobPage> => {
  const items: JobPage["items"] = [];
  const unreadable = new Set<string>();
  for (let cursor: string | null = ""; cursor !== null;) {
    const page: JobPage = await api.listJobs({ limit: "200", ...query, ...(cursor === "" ? {} : { cursor }) });
    items.push(...page.items);
    for (const day of page.unreadable ?? []) unreadable.add(day);
    cursor = page.next_cursor;
  }
  return { items, next_cursor: null, ...(unreadable.size === 0 ? {} : { unreadable: [...unreadable].toSorted() }) };
};

/** True if the store has no job. False if a day cannot be read, because it may hold jobs. */
const isEmpty = async ({ services }: Api): Promise<boolean> => {
  let unreadable = false;
  for await (const _ of services.jobs.all(undefined, () => (unreadable = true))) return false;
  return !unreadable;
};
