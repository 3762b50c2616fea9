import * as errors from "../../store/job-store.ts";
import type * as Compaction from "../../store/jobs/log/compaction.ts";
import type * as Log from "../../store/jobs/log/day-log.ts";
import type * as Replaced from "../../store/jobs/log/delete-replaced.ts";
import type * as Deletion from "../../store/jobs/log/deletion.ts";
import type * as Clock from "../../store/jobs/log/entry-clock.ts";
import type * as Newest from "../../store/jobs/log/open-at-newest.ts";
import { copyJobs, type Edit } from "./jobs-copy.ts";

/** The modules of a day log that the explorer runs. */
export interface DayLogCode {
  DayLog: typeof Log.DayLog;
  EntryClock: typeof Clock.EntryClock;
  compact: typeof Compaction.compact;
  deleteExpired: typeof Deletion.deleteExpired;
  deleteReplaced: typeof Replaced.deleteReplaced;
  openAtNewest: typeof Newest.openAtNewest;
  StoreUnavailable: typeof errors.StoreUnavailable;
  OutcomeUnknown: typeof errors.OutcomeUnknown;
}

/** Loads a copy of the log with these edits, whose files are in `store/jobs/log/`. */
export const loadDayLog = async (edits: readonly Edit[] = []): Promise<DayLogCode> => {
  const load = copyJobs(edits.map(({ file, ...edit }) => ({ file: `log/${file}`, ...edit })));
  const files = ["day-log", "entry-clock", "compaction", "deletion", "delete-replaced", "open-at-newest"];
  const modules = await load(...files.map((file) => `log/${file}.ts`));
  // The exports of these files, whatever the edits changed inside.
  return Object.assign({}, errors, ...modules) as DayLogCode;
};
