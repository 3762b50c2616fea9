import type { JobView } from "../../projection/job-view.ts";
import * as message from "../message/jobs.ts";
import { plain } from "../terminal.ts";
import { crewText, whenText, type TextContext } from "./phrases.ts";

/** The visits of a job, one per line: `v1  Drop-off  Fri, Nov 27, 8 AM–noon  Dana  done  T15-02`. */
export const showVisits = ({ visits }: JobView, context: TextContext): string => {
  const rows = visits.map((visit) => [
    visit.id,
    message.visitKind[visit.kind],
    whenText(visit, context),
    crewText(visit.crew, context),
    message.visitState[visit.state],
    [visit.equipment?.removes, visit.equipment?.delivers].filter(Boolean).join(" → "),
  ]);
  const widths = (rows[0] ?? []).map((_, at) => Math.max(...rows.map((row) => (row[at] ?? "").length)));
  return rows
    .map((row) => row.map((cell, at) => cell.padEnd(widths[at] ?? 0)).join("  "))
    .map((line) => plain(line.trimEnd()))
    .join("\n");
};
