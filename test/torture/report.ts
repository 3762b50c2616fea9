import type { Summary } from "./torture.ts";

/** The summary as text. */
export const tableOf = (summary: Summary): string => {
  const { confirmed, seconds, messages, frozen } = summary;
  const rows: [string, string | number][] = [
    ["engine", `${summary.engine}${summary.mutant === null ? "" : `, mutant ${summary.mutant}`}`],
    ["seed", summary.seed],
    ["processes, lives", `${summary.processes}, ${summary.lives}`],
    ["confirmed operations", `${confirmed} in ${seconds} s`],
    ["jobs, days, references", `${summary.jobs}, ${summary.days}, ${summary.references}`],
    ["reads checked", summary.reads],
    ["messages delivered, parked", `${messages.delivered}, ${messages.parked}`],
    ["frozen", `${frozen.times}; past the ring ${frozen.beyond_the_ring}, most writes meanwhile ${frozen.most_revs}`],
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
