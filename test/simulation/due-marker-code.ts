import type * as Days from "../../store/jobs/day-logs.ts";
import type * as Clock from "../../store/jobs/log/entry-clock.ts";
import type * as Entry from "../../store/jobs/outbox/outbox-entry.ts";
import type * as Box from "../../store/jobs/outbox/outbox.ts";
import { copyJobs, type Edit } from "./jobs-copy.ts";

/** The modules behind due markers that the explorer runs. */
export interface MarkerCode {
  DayLogs: typeof Days.DayLogs;
  EntryClock: typeof Clock.EntryClock;
  Outbox: typeof Box.Outbox;
  entriesFor: typeof Entry.entriesFor;
}

export const loadMarkers = async (edits: readonly Edit[] = []): Promise<MarkerCode> => {
  const load = copyJobs(edits);
  const files = ["day-logs.ts", "log/entry-clock.ts", "outbox/outbox.ts", "outbox/outbox-entry.ts"];
  // The exports of these files, whatever the edits changed inside.
  return Object.assign({}, ...(await load(...files))) as MarkerCode;
};
