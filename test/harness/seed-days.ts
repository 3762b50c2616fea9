import { addDays, type Day } from "../../domain/day.ts";
import { newJobId } from "../../domain/job-id.ts";
import { freshId } from "../../domain/random.ts";
import { by, draftOn } from "../../bench/store/bench-job.ts";
import type { StoredJob } from "../../store/jobs/day/day-state.ts";
import { registerLog } from "../../store/jobs/log/calendar.ts";
import { encodeEntry, linesOf } from "../../store/jobs/log/entry.ts";
import { dayLog, entryKey } from "../../store/jobs/log/log-keys.ts";
import { newJobToken } from "../../store/job-token.ts";
import type { ObjectStore } from "../../store/port/object-store.ts";
import { systemRandom } from "./machine.ts";

const jobsPerDay = 125;

/** Writes `days` days of 125 completed jobs each, one entry per day, the last on the day before `before`. */
export const seedDays = async (objects: ObjectStore, before: Day, days: number): Promise<void> => {
  for (let ago = 1; ago <= days; ago += 1) {
    const day = addDays(before, -ago);
    const name = dayLog(day);
    const jobs = new Set<string>();
    const records = Array.from({ length: jobsPerDay }, () => completedJob(day, jobs));
    const header = { v: 1, n: 1, write: freshId(systemRandom), process: "seed", ms: 0, prev: "" } as const;
    const { bytes } = encodeEntry({ ...header, at: `${day}T08:00:00.000Z` }, linesOf(records));
    await registerLog(objects, name);
    await objects.put(entryKey(name, 1), bytes, "absent");
  }
};

const completedJob = (day: Day, taken: Set<string>): StoredJob => {
  const at = `${day}T08:00:00.000Z`;
  const id = newJobId(day, systemRandom, (each) => taken.has(each));
  taken.add(id);
  const job = draftOn(day)({ id, token: newJobToken(id, systemRandom) }, { id: freshId(systemRandom), at, by });
  const visits = job.visits.map((visit) => ({ ...visit, state: "done" as const }));
  return { job: { ...job, status: "completed", visits, ended_at: at }, holds: [] };
};
