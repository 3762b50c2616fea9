import { addDays } from "../../domain/day.ts";
import { freshId } from "../../domain/random.ts";
import { setStatus } from "../../domain/status.ts";
import { systemRandom } from "../../main/ambient.ts";
import { dynamodbLocal } from "../../scripts/engine/dynamodb-local.ts";
import type { JobStore } from "../../store/job-store.ts";
import { MemoryObjectStore } from "../../store/objects/memory/memory-object-store.ts";
import { ObservedObjectStore } from "../../store/objects/wrap/observed-object-store.ts";
import { openForBench, today } from "../day-documents.ts";
import { by, draftOn } from "./bench-job.ts";
import { openTable } from "./dynamodb-contender.ts";
import { withEngines } from "./engines.ts";

/** The average requests and bytes of one act. */
export interface Use {
  puts: number;
  gets: number;
  lists: number;
  bytes_put: number;
  write_units: number;
  read_units: number;
}

export interface UseRow {
  store: "day documents" | "DynamoDB";
  act: Act;
  /** Jobs on the day of the act. */
  jobs_a_day: number;
  use: Use;
}

/** `life`: a booking with its idempotency key and three status changes. `board`: one board request. `tick`: an idle minute. */
export type Act = "life" | "board" | "tick";

/** Counts the requests of the real adapters for each act. Acts run one after another, so none shares a write, the most expensive case. */
export const measureUse = (sizes: number[]): Promise<UseRow[]> =>
  withEngines([dynamodbLocal], async ({ endpoint }) => {
    const rows: UseRow[] = [];
    for (const jobs of sizes) {
      const objects = new ObservedObjectStore(new MemoryObjectStore());
      const count = (): Use => {
        const { put, get, list } = objects.observed;
        return { ...none, puts: put.calls, gets: get.calls, lists: list.calls, bytes_put: put.bytes };
      };
      rows.push(...(await measureOn("day documents", await openForBench(objects), jobs, count)));
      const place = endpoint(dynamodbLocal.name);
      if (place === null) continue;
      const units = { write_units: 0, read_units: 0 };
      const table = await openTable(place, ({ read_units: read, write_units: write }) => {
        units.read_units += read;
        units.write_units += write;
      });
      rows.push(...(await measureOn("DynamoDB", table, jobs, () => ({ ...none, ...units }))));
    }
    return rows;
  });

const measureOn = async (store: UseRow["store"], jobs: JobStore, aDay: number, count: () => Use): Promise<UseRow[]> => {
  const day = addDays(today(), 1);
  const create = (key: string | null) =>
    jobs.create({
      homeDay: day,
      write: freshId(systemRandom),
      by,
      draft: draftOn(day),
      ...(key === null ? {} : { idempotency: { hash: key, request: "a" } }),
    });
  const life = async () => {
    const { job } = await create(Buffer.from(systemRandom.bytes(32)).toString("hex"));
    for (const to of ["ready_for_pickup", "in_progress", "completed"] as const) {
      await jobs.change(job.id, {
        write: freshId(systemRandom),
        by,
        decide: (now, at) => setStatus(now, to, undefined, at),
      });
    }
  };
  const measure = async (act: Act, times: number, run: () => Promise<unknown>): Promise<UseRow> => {
    const before = count();
    for (let turn = 0; turn < times; turn += 1) await run();
    const after = count();
    const use = { ...none };
    for (const name of Object.keys(none) as (keyof Use)[]) use[name] = (after[name] - before[name]) / times;
    return { store, act, jobs_a_day: aDay, use };
  };
  // Start with half of a day's jobs, which is what an average write of the day finds.
  for (let created = 0; created < aDay / 2; created += 32) {
    await Promise.all(Array.from({ length: Math.min(32, Math.ceil(aDay / 2) - created) }, () => create(null)));
  }
  const lifeRow = await measure("life", 10, life);
  await jobs.drain();
  const boardRow = await measure("board", 10, () => jobs.board(day));
  const tickRow = await measure("tick", 10, async () => {
    await jobs.drain();
    await jobs.sweep();
  });
  return [lifeRow, boardRow, tickRow];
};

const none: Use = { puts: 0, gets: 0, lists: 0, bytes_put: 0, write_units: 0, read_units: 0 };
