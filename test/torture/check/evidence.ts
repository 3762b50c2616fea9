import type { JobId } from "../../../domain/job-id.ts";
import type { Ended, Operation } from "../operation.ts";

/** One operation over all its attempts, also by several processes. */
export interface Tried {
  op: Operation;
  attempts: Attempt[];
}

export interface Attempt {
  /** `<worker>.<life>`: the log in which it stands. */
  log: string;
  t: number;
  /** Null where its process was killed before it was told. */
  ended: (Ended & { t: number }) | null;
}

export interface Read {
  log: string;
  t: number;
  until: number;
  what: string;
  rev: number;
}

export interface Sent {
  log: string;
  t: number;
  since: number;
  rev: number;
  template: string;
  delivered: boolean;
}

/** All that the logs say of one job. */
export interface Evidence {
  tried: Map<string, Tried>;
  reads: Read[];
  sends: Sent[];
  /** The highest rev that was published. */
  published: number;
}

export const noEvidence = (): Evidence => ({ tried: new Map(), reads: [], sends: [], published: 0 });

export interface Violation {
  kind: ViolationKind;
  job: JobId | null;
  detail: string;
  /** What the logs and the store say, for whoever looks for the cause. */
  evidence: unknown[];
}

export type ViolationKind =
  /** A confirmed write is not in the chain of revs. */
  | "lost"
  /** One wish stands twice. */
  | "twice"
  /** Told that nothing was changed, and yet it stands. */
  | "refused but done"
  /** Confirmed under another rev, or another name, than it stands. */
  | "told wrong"
  /** Stands, and nobody asked for it. */
  | "phantom"
  /** The chain of revs has a gap, or two of its links do not fit. */
  | "chain"
  /** A read that is older than a write confirmed before it. */
  | "stale read"
  /** A read of what was not asked for yet. */
  | "early read"
  | "oversold"
  | "status skipped"
  /** A message that was queued and neither sent, nor parked, nor overtaken. */
  | "message lost"
  /** Begun after its visit was cancelled or moved. */
  | "message begun too late"
  /** Sent for a change that is not in the chain. */
  | "message without cause"
  | "outbox left"
  | "not published"
  | "dead reference"
  | "missing reference"
  | "orphan"
  /** The product's own doctor finds something. */
  | "doctor"
  /** An error that the port does not know. */
  | "broken";
