import type { Job } from "../../../domain/job.ts";
import { stands } from "../../../domain/message/stands.ts";
import type { SendResult } from "../../job-store.ts";
import type { Lease, SendEntry } from "../../queued-entry.ts";
import type { DayRecord } from "../day/day-record.ts";
import type { DayState, OutboxEntry } from "../day/day-state.ts";
import { isAttempted } from "./outbox-entry.ts";
import { afterSend } from "./send-outcome.ts";

/** A message that a process may send, or whose end it must record. */
export interface Begun {
  job: Job;
  /** With the lease. */
  entry: SendEntry;
}

/** `gone`: nothing is left of it. `wait`: another process holds the lease, or another message comes first. */
export type Leased = Begun | "gone" | "wait";

/**
 * Decides whether a message may begin, on the state that the entry follows. A message begins with the entry that leases
 * it. So none begins for a visit whose cancellation was committed, and those of one lane go out in order. The same entry
 * says if a message ends unsent. That is final, also when its visit stands again.
 */
export const takeLease = (
  state: DayState,
  id: string,
  lease: Lease,
  now: number,
): { begun: Leased; records: DayRecord[] } => {
  const entry = sendEntry(state, id);
  if (entry === undefined) return { begun: "gone", records: [] };
  const isHeld = entry.lease !== null && entry.lease.until > now;
  const isTurn = entry.ended !== undefined || isFirst(state, entry, now);
  if (entry.parked || isHeld || entry.not_before > now || !isTurn) return { begun: "wait", records: [] };
  const job = state.jobs.get(entry.job)?.job;
  if (job === undefined) return { begun: "gone", records: [{ unout: [id] }] };
  const how = entry.ended ?? unsent(job, entry, now);
  const leased: SendEntry = { ...entry, lease, ...(how !== null && { ended: how }) };
  return { begun: { job, entry: leased }, records: [{ out: leased }] };
};

/** Returns why a message ends without being sent; null if it may begin. */
const unsent = (job: Job, entry: SendEntry, now: number): SendEntry["ended"] | null => {
  if (entry.expires_at <= now) return "expired";
  return stands(job, entry, now) ? null : "withdrawn";
};

/** Finds a lease that this process took. Null if the entry does not have it. */
export const findLease = (state: DayState, id: string, leaseId: string): Begun | null => {
  const entry = sendEntry(state, id);
  const job = entry === undefined ? undefined : state.jobs.get(entry.job)?.job;
  return job === undefined || entry === undefined || entry.lease?.id !== leaseId ? null : { job, entry };
};

/** Ends a message under its own lease only: a process whose lease was taken over ends nothing of the next holder. */
export const endLease = (
  state: DayState,
  { id, leaseId }: { id: string; leaseId: string },
  result: SendResult,
): DayRecord[] => {
  const entry = sendEntry(state, id);
  if (entry?.lease?.id !== leaseId) return [];
  const next = afterSend(entry, result);
  return [next === null ? { unout: [id] } : { out: next }];
};

const sendEntry = (state: DayState, id: string): SendEntry | undefined => {
  const entry = state.outbox.get(id);
  return entry?.kind === "send" ? entry : undefined;
};

/**
 * Returns whether a message is the first of its lane. One that was attempted, or is due, holds back later ones. One that
 * still waits for its time holds back none, and neither does one that is parked or ends unsent.
 */
const isFirst = ({ outbox }: DayState, entry: SendEntry, now: number): boolean =>
  outbox.find((one: OutboxEntry) => isInLane(one, entry) && (isAttempted(one) || one.not_before <= now)) === entry;

const isInLane = (one: OutboxEntry, { job, lane }: SendEntry): one is SendEntry =>
  one.kind === "send" && one.job === job && one.lane === lane && !one.parked && one.ended === undefined;
