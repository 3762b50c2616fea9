import type * as Hours from "../../store/jobs/change-hours.ts";
import type * as Kind from "../../store/jobs/day/day-kind.ts";
import type * as Writer from "../../store/jobs/job-writer.ts";
import type * as Compaction from "../../store/jobs/log/compaction.ts";
import type * as Log from "../../store/jobs/log/day-log.ts";
import type * as Clock from "../../store/jobs/log/entry-clock.ts";
import type * as FanOut from "../../store/jobs/outbox/fan-out.ts";
import type * as Prune from "../../store/jobs/prune.ts";
import { copyJobs, type Edit } from "./jobs-copy.ts";

/** The modules of the job store that the explorer runs. */
export interface ReservationsCode {
  DayLog: typeof Log.DayLog;
  EntryClock: typeof Clock.EntryClock;
  dayKind: typeof Kind.dayKind;
  compact: typeof Compaction.compact;
  JobWriter: typeof Writer.JobWriter;
  setOwnHours: typeof Hours.setOwnHours;
  pruneDay: typeof Prune.pruneDay;
  release: typeof FanOut.release;
}

/** Loads a copy of the job store with these edits. */
export const loadReservations = async (edits: readonly Edit[] = []): Promise<ReservationsCode> => {
  const modules = await copyJobs(edits)(
    "log/day-log.ts",
    "log/entry-clock.ts",
    "log/compaction.ts",
    "day/day-kind.ts",
    "job-writer.ts",
    "change-hours.ts",
    "prune.ts",
    "outbox/fan-out.ts",
  );
  // The exports of these files, whatever the edits changed inside.
  return Object.assign({}, ...modules) as ReservationsCode;
};
