import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { addDays } from "../domain/day.ts";
import { systemClock, systemRandom } from "../main/ambient.ts";
import { DirectoryObjectStore } from "../store/objects/directory/directory-object-store.ts";
import { ObservedObjectStore } from "../store/objects/wrap/observed-object-store.ts";
import { createOn, fillHistory, openForBench, today } from "./day-documents.ts";
import { createInOneFile, oneFileJob } from "./one-file.ts";

export interface CreatingRow {
  design: "one file" | "day documents";
  history: number;
  writers: number;
  creates: number;
  ms_a_create: number;
  creates_a_second: number;
  mb_written_a_create: number;
  retries_a_create: number;
}

/**
 * Measures creating jobs in a store that already has many: all jobs in one file against one document per day. Both use
 * compare-and-swap on a folder store and take turns.
 */
export const measureCreating = async (options: {
  seconds: number;
  histories: number[];
  writers: number[];
}): Promise<CreatingRow[]> => {
  const rows: CreatingRow[] = [];
  for (const history of options.histories) {
    for (const writers of options.writers) {
      for (const design of ["one file", "day documents"] as const)
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
  try {
    const objects = new ObservedObjectStore(
      new DirectoryObjectStore(root, { clock: systemClock(), random: systemRandom }),
    );
    const create = design === "one file" ? await oneFile(objects, history) : await dayDocuments(objects, history);
    objects.reset();
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
    const { put } = objects.observed;
    return {
      design,
      history,
      writers,
      creates,
      ms_a_create: busy / creates,
      creates_a_second: creates / (elapsed / 1000),
      mb_written_a_create: put.bytes / creates / 1e6,
      retries_a_create: design === "one file" ? retries / creates : (put.outcomes["conflict"] ?? 0) / creates,
    };
  } finally {
    await rm(root, { recursive: true, force: true });
  }
};

const oneFile = async (objects: ObservedObjectStore, history: number) => {
  const jobs = Array.from({ length: history }, oneFileJob);
  await objects.put("jobs.json", new TextEncoder().encode(JSON.stringify(jobs)), "absent");
  return async () => (await createInOneFile(objects)) ?? { retries: 0 };
};

const dayDocuments = async (objects: ObservedObjectStore, history: number) => {
  const jobs = await openForBench(objects);
  await fillHistory(jobs, history);
  const first = today();
  return async (index: number) => {
    await createOn(jobs, addDays(first, index % 30));
    return { retries: 0 };
  };
};
