import { addDays, type Day } from "../../../domain/day.ts";
import type { Job } from "../../../domain/job.ts";
import { homeDayOf, type JobId } from "../../../domain/job-id.ts";
import { UnreadableDocument, type NameDay } from "../../job-store.ts";
import type { DayLogs } from "../day-logs.ts";
import { inGroups } from "../parallel.ts";
import { tolerate } from "../tolerate.ts";
import { isWaiting, rolledTo, type OpenBoard } from "./open-board.ts";

export interface RefreshContext {
  days: Pick<DayLogs, "day" | "days" | "passing">;
  openBoard: OpenBoard;
  today: () => Promise<Day>;
  find: (id: JobId) => Promise<Job | null>;
  report: (error: unknown) => void;
}

/** Adds the cards of jobs whose day has passed since the last time. No change is made at midnight, so time must. */
export const rollOverdue = async ({ days, openBoard, today, find, report }: RefreshContext): Promise<void> => {
  const now = await today();
  const from = rolledTo(await openBoard.read(), now);
  if (from !== null && from >= now) return;
  let isComplete = true;
  for await (const day of days.days(from === null ? "" : addDays(from, -1))) {
    if (day >= now) break;
    const isDayRead = await tolerate(report, async () => {
      const { state } = await days.day(day).read();
      for (const id of new Set([...state.jobs.keys(), ...state.reservations.map(({ job }) => job).values()])) {
        // A job whose home cannot be read holds up no other.
        const isRolled = await tolerate(report, async () => {
          const job = state.jobs.get(id)?.job ?? (await find(id));
          if (job !== null && isWaiting(job, now)) await openBoard.update(job);
        });
        isComplete &&= isRolled;
      }
    });
    isComplete &&= isDayRead;
  }
  // Otherwise the next time begins at the same day again.
  if (isComplete) await openBoard.setRolledTo(now);
};

/** Adds the card of every job that waits, on any day, and removes the others: for a board that was lost. */
export const rebuildOpenBoard = async (context: RefreshContext): Promise<void> => {
  const { days, openBoard, today, report } = context;
  const now = await today();
  for await (const day of days.days("")) {
    await tolerate(report, async () => {
      const { state } = await days.passing(day).read();
      for (const { job } of state.jobs.values()) if (isWaiting(job, now)) await openBoard.update(job);
    });
  }
  await clearOpenBoard(context);
};

/** Removes or updates cards that a crash left behind. */
export const clearOpenBoard = async ({ openBoard, today, find, report }: RefreshContext): Promise<void> => {
  const now = await today();
  for (const card of (await openBoard.read()).cards.values()) {
    await tolerate(report, async () => {
      const job = await find(card.job);
      if (job === null) await openBoard.remove(card.job);
      else if (job.rev !== card.rev || !isWaiting(job, now)) await openBoard.update(job);
    });
  }
};

/** Returns the jobs that wait. Days that cannot be read are left out, and named if the caller asks. */
export const waitingJobs = async (
  { days, openBoard, today, report }: RefreshContext,
  unreadable?: NameDay,
): Promise<Job[]> => {
  const [{ cards }, now] = await Promise.all([openBoard.read(), today()]);
  const homes = Map.groupBy(cards.keys(), homeDayOf);
  const jobs: Job[] = [];
  await inGroups(homes, async ([day, ids]) => {
    try {
      const { state } = await days.day(day).read();
      for (const id of ids) {
        const job = state.jobs.get(id)?.job;
        if (job !== undefined && isWaiting(job, now)) jobs.push(job);
      }
    } catch (error) {
      if (!(error instanceof UnreadableDocument)) throw error;
      report(error);
      unreadable?.(day);
    }
  });
  return jobs;
};
