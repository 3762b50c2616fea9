import type { Instant } from "../domain/clock.ts";
import type { Actor, HistoryEntry, Job } from "../domain/job.ts";

/** One thing that somebody did, to a job or to none. */
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

/** What was done to a job from `from` on and before `to`. Values are those that a sentence needs; never a link. */
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

/** Newest first; of one instant, by id, so that a page can begin after any entry. */
export const newestFirst = (a: ActivityEntry, b: ActivityEntry): number => (orderOf(a) < orderOf(b) ? 1 : -1);

export const orderOf = ({ at, id, job }: ActivityEntry): string => `${at} ${job?.id ?? ""} ${id}`;

const shown = (fields: HistoryEntry["from"]): Record<string, unknown> | null =>
  fields === null
    ? null
    : Object.fromEntries(
        Object.entries(fields).map(([name, value]) => [name, name === "visits" || name === "pricing" ? value : null]),
      );
