import { addDays, type Day } from "../../domain/day.ts";
import { newJobId } from "../../domain/job-id.ts";
import { freshId } from "../../domain/random.ts";
import { systemRandom } from "../../main/ambient.ts";
import { newJobToken } from "../../store/job-token.ts";
import type { StoredJob } from "../../store/jobs/day/day-state.ts";
import { openForBench, today } from "../day-logs.ts";
import { by, draftOn } from "./bench-job.ts";
import { openSqlite } from "./day-log-contender.ts";

/**
 * Makes an embedded store with `count` jobs, 125 per day. The last `open` days are in the future: their jobs are booked,
 * all others completed. Each day is one entry of its log. Returns the ids of the booked jobs.
 */
export const seedDays = async (folder: string, count: number, open: number): Promise<string[]> => {
  const objects = await openSqlite(folder);
  const { days } = openForBench(objects, "sqlite");
  const booked: string[] = [];
  for (let ago = Math.ceil(count / aDay) - 1; ago >= 0; ago -= 1) {
    const day = addDays(today(), open - ago);
    const ids = new Set<string>();
    const records = Array.from({ length: Math.min(aDay, count - ago * aDay) }, () => {
      const stored = jobOn(day, { done: ago >= open, taken: (id) => ids.has(id) });
      ids.add(stored.job.id);
      return stored;
    });
    await days.passing(day).change({ decide: () => ({ records, result: null }), findIn: () => null });
    if (ago < open) booked.push(...ids);
  }
  await days.settled();
  await objects.close();
  return booked;
};

const jobOn = (day: Day, { done, taken }: { done: boolean; taken: (id: string) => boolean }): StoredJob => {
  const at = `${day}T08:00:00.000Z`;
  const id = newJobId(day, systemRandom, taken);
  const job = draftOn(day)({ id, token: newJobToken(id, systemRandom) }, { id: freshId(systemRandom), at, by });
  if (!done) return { job, holds: [] };
  const visits = job.visits.map((visit) => ({ ...visit, state: "done" as const }));
  return { job: { ...job, status: "completed", visits, ended_at: at }, holds: [] };
};

/** With 125 jobs a day, a million begin in 2005. An id has only two digits of the year, so they must fit in a century. */
const aDay = 125;
