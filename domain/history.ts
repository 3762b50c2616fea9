import type { Instant } from "./clock.ts";
import { DomainError } from "./domain-error.ts";
import type { Actor, HistoryWhat, Job, Visit } from "./job.ts";
import { recordedChange, restoredFrom } from "./recorded-change.ts";
import { undoableEntry } from "./undoable-entry.ts";

/**
 * A change that a rule decided on: the job after it and its name. The store adds the revision, the instant and the
 * write id.
 */
export interface Change {
  next: Job;
  what: HistoryWhat;
  reason?: string;
  undoes?: string;
}

/** A rule: takes the newest version of a job and returns the change, or "unchanged". */
export type Decide = (job: Job, at: Instant) => Change | "unchanged";

/**
 * Returns the job after a change, with a history entry that holds the fields that differ, so that undo can restore
 * them.
 */
export const applyChange = (previous: Job, change: Change, stamp: { id: string; at: Instant; by: Actor }): Job => {
  const { from, to } = recordedChange(previous, change.next);
  return {
    ...change.next,
    rev: previous.rev + 1,
    updated_at: stamp.at,
    history: [
      ...previous.history,
      {
        ...stamp,
        what: change.what,
        ...(change.reason === undefined ? {} : { reason: change.reason }),
        ...(change.undoes === undefined ? {} : { undoes: change.undoes }),
        from,
        to,
      },
    ],
  };
};

/** Returns the job as it was at an earlier revision, so that a repeated request gets the same answer again. */
export const atRevision = (job: Job, rev: number): Job => {
  let earlier = job;
  while (earlier.rev > rev) {
    const history = earlier.history.slice(0, -1);
    const previous = history.at(-1);
    const latest = earlier.history.at(-1);
    if (previous === undefined || latest === undefined) throw new RangeError("The first revision of a job is 1");
    earlier = { ...restoredFrom(earlier, latest), rev: earlier.rev - 1, updated_at: previous.at, history };
  }
  return earlier;
};

/**
 * Reverts the newest change that is not undone yet. An undo is a new change: it reserves capacity again and erases
 * nothing. A second undo reverts the change before.
 */
export const undo = (job: Job): Change => {
  const entry = undoableEntry(job.history);
  if (entry === undefined) {
    throw new DomainError("transition_not_allowed", "There is nothing to undo: this is how the job began.", {
      facts: { from: job.status, to: job.status },
    });
  }
  return { next: stillOut(job, restoredFrom(job, entry)), what: "undone", undoes: entry.id };
};

/** An overdue night that was not undone keeps the unit reserved. */
const stillOut = (job: Job, restored: Job): Job => {
  if (restored.equipment === undefined || !job.history.some(({ what }) => what === "overdue")) return restored;
  const equipment = restored.equipment.map((period) => {
    const now = job.equipment?.find(({ id }) => id === period.id);
    return now !== undefined && now.until > period.until && now.from === period.from
      ? { ...period, until: now.until }
      : period;
  });
  return { ...restored, equipment };
};

/** Other values for fields of a visit. Undefined clears an optional field. */
export type VisitChange = {
  [Field in keyof Visit]?: undefined extends Visit[Field] ? Visit[Field] | undefined : Visit[Field];
};

/** Returns the visits with a change to one of them. */
export const withVisit = (visits: readonly Visit[], id: string, change: VisitChange): Visit[] =>
  visits.map((visit) => {
    if (visit.id !== id) return visit;
    const fields = Object.entries({ ...visit, ...change }).filter(([, value]) => value !== undefined);
    // Only optional fields can be cleared.
    return Object.fromEntries(fields) as unknown as Visit;
  });
