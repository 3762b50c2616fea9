import type { Command } from "commander";
import { openApi, todayOf, type JobPage, type Api } from "../../api.ts";
import * as message from "../../message.ts";
import { readDay } from "../../read/day.ts";
import { showJobs } from "../../show/job-table.ts";
import { dayText, settingOf } from "../../show/phrase.ts";
import { say, width } from "../../terminal.ts";
import { reply, verb, type Said } from "../../verb.ts";

interface Options extends Said {
  day?: string;
  from?: string;
  to?: string;
  crew?: string;
  status?: string;
  q?: string;
  limit?: string;
  all?: true;
}

export const listVerb = (jobs: Command): void => {
  verb(jobs, "list", {
    summary: "Jobs by day, in the order of the day",
    example: "jobs list --day today --status booked,ready_for_pickup",
  })
    .option("--day <day>", "2026-11-27, today, tomorrow or a weekday")
    .option("--from <day>", "without a day: last week, the next 30 days, and what has no day yet")
    .option("--to <day>")
    .option("--crew <id>", "a crew's id, or none")
    .option("--status <list>", "booked, ready_for_pickup, in_progress, completed, cancelled; several with commas")
    .option("--q <words>", "in id, name, phone or street")
    .option("--limit <count>", "at most this many (1 to 200)")
    .option("--all", "all pages as one")
    .action(async (options: Options) => {
      const { json: _json, all, day, from, to, ...rest } = options;
      const api = await openApi();
      const settings = await api.settings();
      const today = todayOf(api, settings);
      const query: Record<string, string> = {};
      for (const [name, typed] of Object.entries({ day, from, to }))
        if (typed !== undefined) query[name] = readDay(typed, today);
      for (const [name, typed] of Object.entries(rest)) if (typed !== undefined) query[name] = typed;
      const page = all === true ? await everyPage(api, query) : await api.jobs(query);
      const setting = settingOf(settings, today);
      const { unreadable = [] } = page;
      if (unreadable.length > 0) say(message.unreadableDays(unreadable.map((one) => dayText(one, setting))));
      const isFirst = page.items.length === 0 && (await isEmpty(api));
      await reply(options, page, () => {
        if (page.items.length === 0) return isFirst ? message.noJobsAtAll : message.noJobs;
        const table = showJobs(page.items, setting, width());
        return page.next_cursor === null ? table : `${table}\n\n${message.moreJobs}`;
      });
    });
};

const everyPage = async (api: Api, query: Record<string, string>): Promise<JobPage> => {
  const items: JobPage["items"] = [];
  const unreadable = new Set<string>();
  for (let cursor: string | null = ""; cursor !== null;) {
    const page: JobPage = await api.jobs({ limit: "200", ...query, ...(cursor === "" ? {} : { cursor }) });
    items.push(...page.items);
    for (const day of page.unreadable ?? []) unreadable.add(day);
    cursor = page.next_cursor;
  }
  return { items, next_cursor: null, ...(unreadable.size === 0 ? {} : { unreadable: [...unreadable].toSorted() }) };
};

const isEmpty = async ({ services }: Api): Promise<boolean> => {
  let unreadable = false;
  for await (const _ of services.jobs.all(undefined, () => (unreadable = true))) return false;
  return !unreadable;
};
