import type { Day } from "../../domain/day.ts";
import { UnreadableDocument } from "../job-store.ts";
import type { Clock } from "../../domain/clock.ts";
import type { DayLogs } from "./day-logs.ts";
import type { Reservation } from "./day/day-state.ts";
import { homeOf } from "./day/home-day.ts";
import { release } from "./outbox/fan-out.ts";

export interface PruneContext {
  days: Pick<DayLogs, "day">;
  clock: Pick<Clock, "now">;
  report: (error: unknown) => void;
}

/**
 * Ends the reservations of a day that their jobs do not name, and returns how many. The age in `grace_ms` only says when
 * trying is worthwhile. What makes it safe is the void in the job's home log: after it, no change can name the
 * reservation any more.
 */
export const pruneDay = async ({ days, clock, report }: PruneContext, day: Day, grace_ms: number): Promise<number> => {
  let ended = 0;
  const { state } = await days.day(day).read();
  for (const reservation of state.reservations.values()) {
    if (clock.now() - reservation.taken_at < grace_ms) continue;
    try {
      if (!(await voidUnlessNamed(days, reservation))) continue;
    } catch (error) {
      // The job may name it, so it stays. The others go on.
      if (!(error instanceof UnreadableDocument)) throw error;
      report(error);
      continue;
    }
    await release(days, day, reservation.ref);
    ended += 1;
  }
  return ended;
};

/** Decides on exactly the state that the void follows, so a job that names it before that keeps it. */
const voidUnlessNamed = async (days: PruneContext["days"], { job, ref }: Reservation): Promise<boolean> => {
  const home = homeOf(job);
  if (home === null) return false;
  return await days.day(home).change<boolean>({
    decide: ({ jobs, voids }) => {
      if (jobs.get(job)?.holds.some((hold) => hold.ref === ref) === true) return { records: [], result: false };
      return { records: voids.refs.has(ref) ? [] : [{ void: ref }], result: true };
    },
    findIn: ({ voids }) => (voids.refs.has(ref) ? { result: true } : null),
  });
};
