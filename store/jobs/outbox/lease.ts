import { sameWindow } from "../../../domain/day.ts";
import type { Job } from "../../../domain/job.ts";
import type { DayRecord } from "../day/day-record.ts";
import type { DayState, Lease, OutboxEntry, SendEntry } from "../day/day-state.ts";
import { afterFailure } from "./outbox-entry.ts";

/** `gone`: not to be sent, or not any more. `wait`: another process holds the lease, or an earlier message comes first. */
export type Begun = Job | "gone" | "wait";

/**
 * Decides whether a message may begin, on the state that the entry follows. A message begins with the entry that leases
 * it. So none begins for a visit whose cancellation was committed, and those of one job go out in order.
 */
export const takeLease = (
  state: DayState,
  id: string,
  lease: Lease,
  now: number,
): { begun: Begun; records: DayRecord[] } => {
  const entry = sendEntry(state, id);
  if (entry === undefined) return { begun: "gone", records: [] };
  if (entry.parked || entry.not_before > now) return { begun: "wait", records: [] };
  if (entry.lease !== null && entry.lease.until > now) return { begun: "wait", records: [] };
  if (!isFirst(state, entry)) return { begun: "wait", records: [] };
  const job = state.jobs.get(entry.job)?.job;
  if (job === undefined || !stands(job, entry)) return { begun: "gone", records: [{ unout: [id] }] };
  return { begun: job, records: [{ out: { ...entry, lease } }] };
};

/** Finds a lease that this process took. Null if the entry does not have it. */
export const findLease = (state: DayState, id: string, leaseId: string): { begun: Job; lease: Lease } | null => {
  const entry = sendEntry(state, id);
  const job = entry === undefined ? undefined : state.jobs.get(entry.job)?.job;
  return job === undefined || entry?.lease?.id !== leaseId ? null : { begun: job, lease: entry.lease };
};

/** Ends a message under its own lease only: a process whose lease was taken over ends nothing of the next holder. */
export const endLease = (
  state: DayState,
  id: string,
  leaseId: string,
  how: "sent" | "failed",
  now: number,
): DayRecord[] => {
  const entry = sendEntry(state, id);
  if (entry?.lease?.id !== leaseId) return [];
  return how === "sent" ? [{ unout: [id] }] : [{ out: { ...afterFailure(entry, now), lease: null } }];
};

const sendEntry = (state: DayState, id: string): SendEntry | undefined => {
  const entry = state.outbox.get(id);
  return entry?.kind === "send" ? entry : undefined;
};

/** A message that waits or is leased holds back later ones of its job. A parked one holds back none. */
const isFirst = ({ outbox }: DayState, entry: SendEntry): boolean =>
  outbox.find(({ kind, job, parked }: OutboxEntry) => kind === "send" && job === entry.job && !parked) === entry;

const stands = (job: Job, { visit }: SendEntry): boolean => {
  if (visit === null) return true;
  const now = job.visits.find(({ id }) => id === visit.id);
  return (
    job.status !== "cancelled" && now !== undefined && now.day === visit.day && sameWindow(now.window, visit.window)
  );
};
