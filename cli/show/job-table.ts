import { shownVisit } from "../../domain/job.ts";
import type { JobView } from "../../projection/job-view.ts";
import { windowText } from "../../web/shared/format.ts";
import * as message from "../message/jobs.ts";
import { crewText, dayText, totalText, type TextContext } from "./phrases.ts";
import { tabulate, type Column } from "./table.ts";

const columns: Column[] = [{}, {}, {}, { least: 8 }, { least: 10 }, { least: 6 }, { align: "right" }];

/** Lists jobs grouped by day, in the order given. */
export const showJobs = (jobs: JobView[], context: TextContext, width: number): string => {
  const rows = jobs.map((job) => {
    const visit = shownVisit(job);
    return [
      visit.window === null ? (visit.day === null ? "" : message.anyTime) : windowText(visit.window),
      job.id,
      message.status[job.status],
      job.customer?.name ?? message.noName,
      job.location.city === "" ? job.location.street : `${job.location.street}, ${job.location.city}`,
      crewText(visit.crew, context),
      totalText(job.pricing, context.format),
    ];
  });
  const lines = tabulate(columns, rows, width - indent.length);
  const byDay = Map.groupBy(jobs.keys(), (at) => dayOf(jobs[at]));
  return [...byDay]
    .map(([day, group]) => {
      const heading = `${dayText(day, context)} · ${message.jobs(group.length)}`;
      return [heading].concat(group.map((at) => indent + (lines[at] ?? ""))).join("\n");
    })
    .join("\n\n");
};

const indent = "  ";

const dayOf = (job: JobView | undefined) => (job === undefined ? null : shownVisit(job).day);
