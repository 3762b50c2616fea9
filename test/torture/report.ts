import type { Summary } from "./torture.ts";

/** The summary as text. */
export const tableOf = (summary: Summary): string => {
  const { confirmed, seconds, messages, suspended } = summary;
  const rows: [string, string | number][] = [
    ["engine", `${summary.engine}${summary.mutant === null ? "" : `, mutant ${summary.mutant}`}`],
    ["seed", summary.seed],
    ["processes, lives", `${summary.processes}, ${summary.lives}`],
    ["confirmed operations", `${confirmed} in ${seconds} s`],
    ["jobs, days, reservations", `${summary.jobs}, ${summary.days}, ${summary.reservations}`],
    ["reads checked", summary.reads],
    ...sorted(messages).map(([state, count]): [string, number] => [`messages: ${state}`, count]),
    ["suspended, past retention", `${suspended.times}, ${suspended.past_retention}`],
    ...sorted(summary.faults).map(([fault, count]): [string, number] => [`fault: ${fault}`, count]),
    ...Object.entries(summary.steps).map(([step, count]): [string, number] => [`kill -9 ${step}`, count]),
    ...sorted(summary.violations_by_kind).map(([kind, count]): [string, number] => [`VIOLATION ${kind}`, count]),
    ["violations", summary.violations],
  ];
  const width = Math.max(...rows.map(([name]) => name.length));
  return rows.map(([name, value]) => `${name.padEnd(width)}  ${value}`).join("\n");
};

const sorted = (counts: Record<string, number>): [string, number][] =>
  Object.entries(counts).toSorted(([, a], [, b]) => b - a);
