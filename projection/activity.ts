import type { Instant } from "../domain/clock.ts";
import type { Actor, HistoryEntry, Job } from "../domain/job.ts";

/** One entry of the activity page: a change of a job, or an audit event. */
export interface ActivityEntry {
  id: string;
  at: Instant;
  by: Actor;
  what: string;
  reason?: string;
  job?: { id: string; customer: string | null };
  from?: Record<string, unknown> | null;
  to?: Record<string, unknown> | null;
  subject?: string;
  fields?: string[];
  count?: number;
}

/**
 * Returns the history of a job from `from` until before `to`. Only visits and prices keep their values; links never
 * appear.
 */
export const entriesOf = (job: Job, from: Instant, to: Instant): ActivityEntry[] =>
  job.history
    .filter(({ at }) => at >= from && at < to)
    .map(({ id, at, by, what, reason, from: before, to: after }) => ({
      id,
      at,
      by,
      what,
      ...(reason === undefined ? {} : { reason }),
      job: { id: job.id, customer: job.customer?.name ?? null },
      from: shown(before),
      to: shown(after),
    }));

/** Sorts newest first; entries of one instant by id, so that a page can start after any entry. */
export const newestFirst = (a: ActivityEntry, b: ActivityEntry): number => (orderOf(a) < orderOf(b) ? 1 : -1);

export const orderOf = ({ at, id, job }: ActivityEntry): string => `${at} ${job?.id ?? ""} ${id}`;

const shown = (fields: HistoryEntry["from"]): Record<string, unknown> | null =>
  fields === null
    ? null
    : Object.fromEntries(
        Object.entries(fields).map(([name, value]) => [name, name === "visits" || name === "pricing" ? value : null]),
      );
