import { table } from "../machine.ts";
import type { OneFileRow } from "./beside-one-file.ts";
import type { ColdStartRow } from "./cold-start.ts";
import type { CrossoverRow } from "./crossover.ts";
import { crossoverOf, dollarsOf } from "./dollars.ts";
import type { FairnessRow } from "./fairness.ts";
import type { HistoryRow } from "./history.ts";
import type { RateRow } from "./rounds.ts";
import type { UseRow } from "./use.ts";

interface Measured<T> {
  machine: object;
  load: { before: number; after: number };
  seconds: number;
  rows: T;
}

/** The measured parts as Markdown. Each names the machine and its load while it was measured. */
export const report = (measured: Record<string, unknown>): string => {
  const part = <T>(name: string, title: string, show: (rows: T) => string): string => {
    // Only `run.ts` writes these files, so their shape is known.
    const result = measured[name] as Measured<T> | null;
    if (result === null) return "";
    const load = `load ${result.load.before.toFixed(1)} to ${result.load.after.toFixed(1)}, ${result.seconds} s`;
    return `## ${title}\n\n${JSON.stringify(result.machine)}, ${load}\n\n${show(result.rows)}\n`;
  };
  const plain = (rows: object[]) => table(rows.map((row) => ({ ...row })));
  return [
    part<RateRow[]>("rates", "Creates and status changes a second", (rows) => `${matrix(rows)}\n\n${ratios(rows)}`),
    part<OneFileRow[]>("one-file", "Beside the one-file design, 16 clients on Ceph RGW", (rows) => {
      const [ours, small, full] = rows;
      if (ours === undefined || small === undefined || full === undefined)
        return "not measured, because Ceph RGW is not available";
      const times = (row: OneFileRow) => (ours.a_second / row.a_second).toFixed(0);
      return `${plain(rows)}\n\n${times(small)} times the one file of 100 jobs, ${times(full)} times that of 36,500.`;
    }),
    part<FairnessRow[]>("fairness", "Four processes, four clients each, one day, Ceph RGW", plain),
    part<HistoryRow[]>("history", "A status change by the number of jobs in the store, sqlite", plain),
    part<ColdStartRow>("cold-start", "From the start of the process to the first board", (row) => plain([row])),
    part<UseRow[]>("use", "Use and dollars a month", (rows) => {
      const used = rows.map(({ store, act, jobs_a_day: jobs, use }) => ({ store, act, jobs_a_day: jobs, ...use }));
      const dollars = dollarsOf(rows);
      const at = crossoverOf(dollars);
      const sentence =
        at === null ? "S3 is not cheaper at any measured size." : `S3 is cheaper above ${at.toFixed(0)} jobs a day.`;
      return `${plain(used)}\n\n${plain(dollars)}\n\n${sentence}`;
    }),
    part<CrossoverRow[]>("crossover", "One status change by the number of jobs on its day", plain),
  ]
    .filter((text) => text !== "")
    .join("\n");
};

/** One row per store, one column per number of clients. */
const matrix = (rows: RateRow[]): string => {
  const lines = new Map<string, Record<string, string | number>>();
  for (const { verb, days, store, clients, a_second: rate, p99_ms: p99, cpu_ms: cpu } of rows) {
    const key = `${verb}, ${days === 1 ? "one day" : `${days} days`}`;
    const line = lines.get(key + store) ?? { what: key, store };
    line[`${clients} client${clients === 1 ? "" : "s"}`] =
      `${Math.round(rate)}/s, p99 ${p99.toFixed(0)} ms, cpu ${cpu.toFixed(2)} ms`;
    lines.set(key + store, line);
  }
  return table([...lines.values()].toSorted((a, b) => String(a["what"]).localeCompare(String(b["what"]))));
};

const ratios = (rows: RateRow[]): string => {
  const other = rows.filter(({ store }) => store === "postgresql");
  const lines = other.flatMap(({ verb, days, clients, a_second: theirs, cpu_ms: cpu }) => {
    const ours = rows.find(
      (row) => row.store === "sqlite" && row.verb === verb && row.days === days && row.clients === clients,
    );
    const over = ours && { rate: ours.a_second / theirs, cpu: ours.cpu_ms / cpu };
    return over === undefined ? [] : [{ "sqlite over postgresql": verb, days, clients, ...over }];
  });
  return table(lines);
};
