import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { addDays } from "../domain/day.ts";
import type { ObjectStore } from "../store/port/object-store.ts";
import { createOn, fillHistory, openForBench, today } from "./day-logs.ts";
import { createInOneFile, oneFileJob } from "./one-file.ts";
import { counted } from "./store/counted.ts";
import { openSqlite } from "./store/day-log-contender.ts";

export interface CreatingRow {
  design: "one file" | "day logs";
  history: number;
  writers: number;
  creates: number;
  ms_a_create: number;
  creates_a_second: number;
  mb_written_a_create: number;
  retries_a_create: number;
}

/**
 * Measures creating jobs in a store that already has many: all jobs in one file against one log per day. Both use the
 * embedded store and take turns.
 */
export const measureCreating = async (options: {
  seconds: number;
  histories: number[];
  writers: number[];
}): Promise<CreatingRow[]> => {
  const rows: CreatingRow[] = [];
  for (const history of options.histories) {
    for (const writers of options.writers) {
      for (const design of ["one file", "day logs"] as const)
        rows.push(await measure(design, history, writers, options.seconds));
    }
  }
  return rows;
};

const measure = async (
  design: CreatingRow["design"],
  history: number,
  writers: number,
  seconds: number,
): Promise<CreatingRow> => {
  const root = await mkdtemp(join(tmpdir(), "tailboard-bench-"));
  const database = await openSqlite(root);
  try {
    const { objects, counts, reset } = counted(database);
    const create = design === "one file" ? await oneFile(objects, history) : await dayLogs(objects, history);
    reset();
    let creates = 0;
    let retries = 0;
    let busy = 0;
    const began = performance.now();
    const until = began + seconds * 1000;
    await Promise.all(
      Array.from({ length: writers }, async (_, writer) => {
        // At least one per writer, even if it takes longer than the round.
        do {
          const start = performance.now();
          retries += (await create(creates + writer)).retries;
          busy += performance.now() - start;
          creates += 1;
        } while (performance.now() < until);
      }),
    );
    const elapsed = performance.now() - began;
    return {
      design,
      history,
      writers,
      creates,
      ms_a_create: busy / creates,
      creates_a_second: creates / (elapsed / 1000),
      mb_written_a_create: counts.bytes_put / creates / 1e6,
      retries_a_create: design === "one file" ? retries / creates : counts.conflicts / creates,
    };
  } finally {
    await database.close();
    await rm(root, { recursive: true, force: true });
  }
};

const oneFile = async (objects: ObjectStore, history: number) => {
  const jobs = Array.from({ length: history }, oneFileJob);
  await objects.put("jobs.json", new TextEncoder().encode(JSON.stringify(jobs)), "absent");
  return async () => (await createInOneFile(objects)) ?? { retries: 0 };
};

const dayLogs = async (objects: ObjectStore, history: number) => {
  const { jobs } = openForBench(objects, "sqlite");
  await fillHistory(jobs, history);
  const first = today();
  return async (index: number) => {
    await createOn(jobs, addDays(first, index % 30));
    return { retries: 0 };
  };
};
