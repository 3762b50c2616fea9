import type { Day } from "../../domain/day.ts";
import type { JobId } from "../../domain/job-id.ts";
import { UnreadableDocument, type NameDay } from "../job-store.ts";
import type { DayState, StoredJob } from "./day/day-state.ts";
import { homeOf } from "./day/home-day.ts";
import type { DayLogs } from "./day-logs.ts";
import { inGroups } from "./parallel.ts";

/** Returns a job with the reservations that it names. Null if it does not exist, also for text that is no id. */
export const findJob = async (days: Pick<DayLogs, "state">, id: JobId): Promise<StoredJob | null> => {
  const home = homeOf(id);
  return home === null ? null : ((await days.state(home)).jobs.get(id) ?? null);
};

/**
 * Reads days. A day that cannot be read is reported and left out if the caller can do without it, or names it; else its
 * `UnreadableDocument` is thrown.
 */
export const readDays = async (
  { days, report }: { days: Pick<DayLogs, "state">; report: (error: unknown) => void },
  wanted: Iterable<Day>,
  unreadable: "throw" | "leave out" | NameDay = "throw",
): Promise<Map<Day, DayState>> => {
  const read = new Map<Day, DayState>();
  await inGroups(wanted, async (day) => {
    try {
      read.set(day, await days.state(day));
    } catch (error) {
      if (!(error instanceof UnreadableDocument) || unreadable === "throw") throw error;
      report(error);
      if (unreadable !== "leave out") unreadable(day);
    }
  });
  return read;
};
