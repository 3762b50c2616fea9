import { undoableEntry } from "../../../domain/undoable-entry.ts";
import type { Job } from "../../../http/api-client.ts";

/** The undo of the change that was just saved; null if the server cannot undo it. */
export const undoAfter = (job: Job, undo: (job: Job) => void): (() => void) | null => {
  const history = job.history ?? [];
  const newest = history.at(-1);
  return newest !== undefined && undoableEntry(history)?.id === newest.id ? () => undo(job) : null;
};
