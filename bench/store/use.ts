import { momentIn } from "../../domain/moment.ts";
import { addDays } from "../../domain/day.ts";
import { freshId } from "../../domain/random.ts";
import { setStatus } from "../../domain/status.ts";
import { systemClock, systemRandom } from "../../main/ambient.ts";
import { MemoryObjectStore } from "../../store/adapters/memory/memory-object-store.ts";
import { openForBench, today } from "../day-logs.ts";
import { by, draftOn } from "./bench-job.ts";
import { counted, noCounts, type Counts } from "./counted.ts";

export interface UseRow {
  store: "S3" | "DynamoDB";
  act: Act;
  /** Jobs on the day of the act. */
  jobs_a_day: number;
  /** The average of one act. */
  use: Counts;
}

/**
 * `life`: a booking with its idempotency key and three status changes. `board`: one board request. `tick`: an idle
 * minute. `hour`: an hourly sweep.
 */
export type Act = "life" | "board" | "tick" | "hour";

/**
 * Counts the requests of the real job store for each act. Acts run one after another, so none shares a write, the most
 * expensive case. The two stores differ in how often a log is compacted.
 */
export const measureUse = async (sizes: number[]): Promise<UseRow[]> => {
  const rows: UseRow[] = [];
  for (const jobs of sizes) {
    rows.push(...(await measureOn("S3", jobs)), ...(await measureOn("DynamoDB", jobs)));
  }
  return rows;
};

const measureOn = async (store: UseRow["store"], aDay: number): Promise<UseRow[]> => {
  const clock = systemClock();
  const { objects, counts } = counted(new MemoryObjectStore(() => clock.now()));
  const { jobs, days } = openForBench(objects, store === "S3" ? "bucket" : "table");
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
        decide: (now, at) => setStatus(now, to, {}, momentIn("UTC", at)),
      });
    }
  };
  const measure = async (act: Act, times: number, run: () => Promise<unknown>): Promise<UseRow> => {
    const before = { ...counts };
    for (let turn = 0; turn < times; turn += 1) await run();
    await days.settled();
    const use = { ...noCounts };
    for (const name of Object.keys(noCounts) as (keyof Counts)[]) use[name] = (counts[name] - before[name]) / times;
    return { store, act, jobs_a_day: aDay, use };
  };
  // Start with half of a day's jobs, which is what an average write of the day finds.
  for (let created = 0; created < aDay / 2; created += 32) {
    await Promise.all(Array.from({ length: Math.min(32, Math.ceil(aDay / 2) - created) }, () => create(null)));
  }
  await days.settled();
  // Enough of them for the share of a compaction that each pays.
  const lives = await measure("life", Math.max(100, aDay / 10), life);
  await jobs.drain();
  return [
    lives,
    await measure("board", 10, () => jobs.board(day)),
    await measure("tick", 10, () => jobs.drain()),
    await measure("hour", 10, () => jobs.sweep()),
  ];
};
