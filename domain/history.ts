import type { Instant } from "./clock.ts";
import { DomainError } from "./domain-error.ts";
import type { Actor, HistoryWhat, Job, JobFields, Visit } from "./job.ts";

/** A decided change: what the job becomes, and what to call it. The store stamps rev, instant and write id. */
export interface Change {
  next: Job;
  what: HistoryWhat;
  reason?: string;
  undoes?: string;
}

/** A rule of the domain: looks at the newest job and says what it becomes, or that nothing changes. */
export type Decide = (job: Job, at: Instant) => Change | "unchanged";

/** The job after a change, with the entry that can take it back. Fields that did not change are not written. */
export const record = (previous: Job, change: Change, stamp: { id: string; at: Instant; by: Actor }): Job => {
  const from: Record<string, unknown> = {};
  const to: Record<string, unknown> = {};
  for (const field of fieldsOf(previous, change.next)) {
    const [before, after] = [previous[field], change.next[field]];
    if (JSON.stringify(before) === JSON.stringify(after)) continue;
    // JSON has no undefined: a field that comes or goes is written as null on the side where it is not.
    from[field] = before ?? null;
    to[field] = after ?? null;
  }
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

/** The job as it was at an earlier `rev`: what was answered then can be answered again. */
export const rewind = (job: Job, rev: number): Job => {
  let earlier = job;
  while (earlier.rev > rev) {
    const history = earlier.history.slice(0, -1);
    const last = history.at(-1);
    const undone = earlier.history.at(-1);
    if (last === undefined || undone === undefined) throw new RangeError("A job begins at rev 1");
    earlier = { ...withFields(earlier, undone.from), rev: earlier.rev - 1, updated_at: last.at, history };
  }
  return earlier;
};

/**
 * The entry that an undo takes back: the newest change that stands; undefined if there is none. It skips what has
 * reached others (a message, a new link), and no undo goes back to before the job began. The page offers Undo by this
 * rule, and the server undoes by it.
 */
export const undoableEntry = <T extends { id: string; what: string; undoes?: string | undefined; from: object | null }>(
  history: readonly T[],
): T | undefined => {
  const taken = new Set(history.map((entry) => entry.undoes));
  const entry = history.findLast(
    ({ id, what }) => what !== "undone" && what !== "messaged" && what !== "link_replaced" && !taken.has(id),
  );
  return entry === undefined || entry.from === null ? undefined : entry;
};

/**
 * Takes back the newest change that stands, as a new change: places are taken again, nothing is erased.
 * Undoing again goes one step further back.
 */
export const undo = (job: Job): Change => {
  const entry = undoableEntry(job.history);
  if (entry === undefined) {
    throw new DomainError("transition_not_allowed", "There is nothing to undo: this is how the job began.", {
      facts: { from: job.status, to: job.status },
    });
  }
  return { next: withFields(job, entry.from), what: "undone", undoes: entry.id };
};

const ownFields = new Set(["id", "rev", "updated_at", "history"]);
const fieldsOf = (...jobs: Job[]): (keyof JobFields)[] =>
  [...new Set(jobs.flatMap((job) => Object.keys(job)))].filter(
    (field): field is keyof JobFields => !ownFields.has(field),
  );

const optionalFields = new Set(["external_id", "terms"]);

const withFields = (job: Job, fields: JobFields | null): Job => {
  const next: Record<string, unknown> = { ...job };
  for (const [field, value] of Object.entries(fields ?? {})) {
    if (value === null && optionalFields.has(field)) delete next[field];
    else next[field] = value;
  }
  // Written by `record` from a Job's own fields, so a Job again.
  return next as unknown as Job;
};

/** The same visits with one changed. */
export const withVisit = (visits: Visit[], id: string, change: Partial<Visit>): Visit[] =>
  visits.map((visit) => (visit.id === id ? { ...visit, ...change } : visit));
