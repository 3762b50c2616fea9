import { fork, type ChildProcess } from "node:child_process";
import { fileURLToPath } from "node:url";
import { addDays } from "../../domain/day.ts";
import { cephRgw } from "../../scripts/engine/ceph-rgw.ts";
import { freshPrefix } from "../../test/engines/stores.ts";
import { today } from "../day-logs.ts";
import { engineNamed, withEngines } from "./engines.ts";
import { percentile } from "./rounds.ts";

export interface FairnessRow {
  processes: number;
  clients_each: number;
  a_second: number;
  p50_ms: number;
  p99_ms: number;
  longest_ms: number;
  /** The fewest creates of one process over the most of another. */
  least_share: number;
}

/** Measures four processes with four clients each that all book one day in one bucket. */
export const fairness = (seconds: number, rounds: number): Promise<FairnessRow[]> =>
  withEngines([cephRgw], async () => {
    if (engineNamed("Ceph RGW") === null) return [];
    const rows: FairnessRow[] = [];
    for (let turn = 0; turn < rounds; turn += 1) {
      const prefix = freshPrefix();
      const children = await Promise.all(Array.from({ length: 4 }, () => startOne(prefix, seconds)));
      const times = await Promise.all(children.map(finish));
      const sorted = times.flat().toSorted((a, b) => a - b);
      const counts = times.map(({ length }) => length);
      rows.push({
        processes: 4,
        clients_each: 4,
        a_second: sorted.length / seconds,
        p50_ms: percentile(sorted, 0.5),
        p99_ms: percentile(sorted, 0.99),
        longest_ms: percentile(sorted, 1),
        least_share: Math.min(...counts) / Math.max(...counts),
      });
    }
    return rows;
  });

const startOne = async (prefix: string, seconds: number): Promise<ChildProcess> => {
  const args = ["--prefix", prefix, "--day", addDays(today(), 1), "--seconds", String(seconds)];
  const child = fork(fileURLToPath(new URL("fairness-process.ts", import.meta.url)), args);
  await once(child);
  return child;
};

const finish = async (child: ChildProcess): Promise<number[]> => {
  child.send("go");
  return (await once(child)) as number[];
};

const once = (child: ChildProcess): Promise<unknown> =>
  new Promise((resolve, reject) => {
    const onExit = (code: number | null) => reject(new Error(`A process ended with ${code}`));
    child.once("exit", onExit).once("message", (message) => {
      child.off("exit", onExit);
      resolve(message);
    });
  });
