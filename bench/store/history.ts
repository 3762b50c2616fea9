import { momentIn } from "../../domain/moment.ts";
import { existsSync } from "node:fs";
import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setStatus } from "../../domain/status.ts";
import { freshId } from "../../domain/random.ts";
import { systemRandom } from "../../main/ambient.ts";
import type { JobStore } from "../../store/job-store.ts";
import { openForBench } from "../day-logs.ts";
import { median } from "../machine.ts";
import { by } from "./bench-job.ts";
import { counted, type Counts } from "./counted.ts";
import { openSqlite } from "./day-log-contender.ts";
import { percentile } from "./rounds.ts";
import { seedDays } from "./seed-days.ts";

export interface HistoryRow {
  jobs: number;
  changes: number;
  bytes_a_change: number;
  requests_a_change: number;
  p50_ms: number;
  p99_ms: number;
}

/** Measures status changes in stores of different sizes, one change after another, the stores in turn. */
export const history = async (
  place: string,
  sizes: number[],
  rounds: number,
  log: (line: string) => void,
): Promise<HistoryRow[]> => {
  const stores: Seeded[] = [];
  for (const jobs of sizes) {
    const began = performance.now();
    const { root, ids } = await seeded(place, jobs);
    log(`${jobs} jobs are in ${root} after ${((performance.now() - began) / 1000).toFixed(0)} s`);
    const { objects, counts, reset } = counted(await openSqlite(root));
    const { jobs: store } = openForBench(objects, "sqlite");
    stores.push({ jobs, counts, reset, ids: ids.values(), store, ms: [] });
  }
  const change = async ({ store, ids, ms }: Seeded) => {
    const id = ids.next().value;
    if (id === undefined) throw new RangeError("There are fewer jobs than changes");
    const began = performance.now();
    const changed = await store.change(id, {
      write: freshId(systemRandom),
      by,
      decide: (job, at) => setStatus(job, "in_progress", {}, momentIn("UTC", at)),
    });
    if (changed?.changed !== true) throw new Error("A seeded job must be changeable");
    ms.push(performance.now() - began);
  };
  for (const store of stores) {
    for (let index = 0; index < warm; index += 1) await change(store);
    store.ms.length = 0;
    store.reset();
  }
  for (let turn = 0; turn < rounds; turn += 1) {
    for (const store of stores) for (let index = 0; index < aTurn; index += 1) await change(store);
  }
  return stores.map(({ jobs, counts, ms }) => {
    const { puts, gets, lists, bytes_put: put, bytes_got: got } = counts;
    const sorted = ms.toSorted((a, b) => a - b);
    return {
      jobs,
      changes: ms.length,
      bytes_a_change: (put + got) / ms.length,
      requests_a_change: (puts + gets + lists) / ms.length,
      p50_ms: median(ms),
      p99_ms: percentile(sorted, 0.99),
    };
  });
};

interface Seeded {
  jobs: number;
  counts: Counts;
  reset: () => void;
  store: JobStore;
  ids: Iterator<string>;
  ms: number[];
}

/** A store with `jobs` jobs. It is created once and kept below `place`, because a million jobs take minutes. Returns ids that no earlier run has used. */
export const seeded = async (place: string, jobs: number): Promise<{ root: string; ids: string[] }> => {
  const root = join(place, `history-${jobs}`);
  const list = join(place, `history-${jobs}.json`);
  if (!existsSync(list)) {
    // Remove the rest of an earlier run that was interrupted.
    await rm(root, { recursive: true, force: true });
    await mkdir(root, { recursive: true, mode: 0o700 });
    await writeFile(list, JSON.stringify(await seedDays(root, jobs, openDays)));
  }
  const ids = JSON.parse(await readFile(list, "utf8")) as string[];
  const unused = ids.splice(0, warm + aTurn * mostRounds);
  await writeFile(list, JSON.stringify(ids));
  return { root, ids: unused };
};

const openDays = 8;
const warm = 20;
const aTurn = 10;
const mostRounds = 30;
