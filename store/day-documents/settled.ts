import { instantOf } from "../../domain/clock.ts";
import type { Job } from "../../domain/job.ts";

/** What follows from a change of this moment is still under way. */
export const isSettled = (job: Job, now: number): boolean => job.updated_at < instantOf(now - overdueMs);

/** Far longer than a drainer takes: 2 s where a server runs, a minute where one is woken. */
export const overdueMs = 150_000;
