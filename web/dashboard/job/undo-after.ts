import { undoableEntry } from "../../../domain/history.ts";
import type { Job } from "../../../http/api-client.ts";

/** The undo to offer right after a change of this job; null where the server would not take that change back. */
export const undoAfter = (job: Job, undo: (job: Job) => void): (() => void) | null => {
  const history = job.history ?? [];
  const newest = history.at(-1);
  return newest !== undefined && undoableEntry(history)?.id === newest.id ? () => undo(job) : null;
};
