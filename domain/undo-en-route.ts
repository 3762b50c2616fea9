import { undo, type Change } from "./history.ts";
import type { Job } from "./job.ts";
import { refused } from "./status.ts";
import { undoableEntry } from "./undoable-entry.ts";
import { visitOf } from "./visit-report.ts";

/**
 * Undoes "On my way", which a crew tapped by mistake. It is the same change as the office's undo, but only for the newest
 * change of the job, so that a crew cannot undo the work of the office.
 */
export const undoEnRoute = (job: Job, visitId: string): Change | "unchanged" => {
  const visit = visitOf(job, visitId);
  if (visit.state === "scheduled") return "unchanged";
  const entry = undoableEntry(job.history);
  const change = visit.state === "en_route" && entry?.what === "en_route" ? undo(job) : null;
  if (change === null || visitOf(change.next, visitId).state === "en_route") {
    throw refused(job, job.status, "Only the newest change can be undone, while the crew is on its way.");
  }
  return change;
};
