import { sameWindow } from "../../domain/day.ts";
import type { Job } from "../../domain/job.ts";
import type { JobId } from "../../domain/job-id.ts";
import type { Lease, OutboxEntry, SendEntry } from "./day-document.ts";

/** What is judged and changed: the messages that wait, in their order, and the jobs that they speak of. */
export interface Outgoing {
  outbox: OutboxEntry[];
  jobs: ReadonlyMap<JobId, { job: Job }>;
}

/**
 * The rules of sending, judged on the version that the swap replaces. A message begins with the swap that leases
 * it: so none is begun for a visit whose cancellation was committed, and those of one job go out in order.
 *
 * `gone`: not to be sent (any more). `wait`: another holds the lease, or an earlier message of this job.
 */
export const takeLease = (
  draft: Outgoing,
  id: string,
  lease: Lease,
  now: number,
): { begun: Job | "gone" | "wait"; wrote: boolean } => {
  const entry = sendEntry(draft, id);
  if (entry === undefined) return { begun: "gone", wrote: false };
  if (entry.parked || entry.not_before > now) return { begun: "wait", wrote: false };
  if (entry.lease !== null && entry.lease.until > now) return { begun: "wait", wrote: false };
  if (!isFirst(draft, entry)) return { begun: "wait", wrote: false };
  const job = draft.jobs.get(entry.job)?.job;
  if (job === undefined || !stands(job, entry)) {
    draft.outbox = draft.outbox.filter((other) => other !== entry);
    return { begun: "gone", wrote: true };
  }
  replace(draft, entry, { ...entry, lease });
  return { begun: job, wrote: true };
};

/** Only under the own, newest lease: a worker that was overtaken ends nothing of the other's. */
export const endLease = (draft: Outgoing, id: string, lease: Lease, how: "sent" | "failed", now: number): boolean => {
  const entry = sendEntry(draft, id);
  if (entry?.lease?.id !== lease.id) return false;
  if (how === "sent") draft.outbox = draft.outbox.filter((other) => other !== entry);
  else replace(draft, entry, { ...afterFailure(entry, now), lease: null });
  return true;
};

/** Tried again later and later; after that a person decides, and nothing waits for it. */
export const afterFailure = <E extends OutboxEntry>(entry: E, now: number): E => {
  const failures = entry.failures + 1;
  const wait = Math.min(3_600_000, 1_000 * 2 ** failures);
  return { ...entry, failures, parked: failures >= failuresAllowed, not_before: now + wait };
};
const failuresAllowed = 8;

const sendEntry = (draft: Outgoing, id: string): SendEntry | undefined => {
  const entry = draft.outbox.find((candidate) => candidate.id === id);
  return entry?.kind === "send" ? entry : undefined;
};

/** One that waits, or is leased, holds the later ones of its job; one that is parked holds nobody. */
const isFirst = (draft: Outgoing, entry: SendEntry): boolean =>
  draft.outbox.find(({ kind, job, parked }) => kind === "send" && job === entry.job && !parked) === entry;

const stands = (job: Job, { visit }: SendEntry): boolean => {
  if (visit === null) return true;
  const now = job.visits.find(({ id }) => id === visit.id);
  return (
    job.status !== "cancelled" && now !== undefined && now.day === visit.day && sameWindow(now.window, visit.window)
  );
};

const replace = (draft: Outgoing, old: SendEntry, entry: SendEntry): void => {
  draft.outbox = draft.outbox.map((candidate) => (candidate === old ? entry : candidate));
};
