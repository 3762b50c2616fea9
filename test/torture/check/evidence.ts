import type { JobId } from "../../../domain/job-id.ts";
import type { Ended, Operation } from "../operation.ts";

/** One operation with all its attempts, by any process. */
export interface Tried {
  op: Operation;
  attempts: Attempt[];
}

export interface Attempt {
  /** `<worker>.<process>`: its log. */
  log: string;
  t: number;
  /** Null if its process was killed before the answer. */
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
  /** The id of the message. */
  message: string;
  template: string;
  delivered: boolean;
}

/** Everything in the logs about one job. */
export interface Evidence {
  tried: Map<string, Tried>;
  reads: Read[];
  sends: Sent[];
  /** The templates of messages whose end was recorded, and how each ended. */
  endings: Map<string, string[]>;
  /** The highest published revision. */
  published: number;
}

export const noEvidence = (): Evidence => ({
  tried: new Map(),
  reads: [],
  sends: [],
  endings: new Map(),
  published: 0,
});

export interface Violation {
  kind: ViolationKind;
  job: JobId | null;
  detail: string;
  /** Lines of the logs and the store, for finding the cause. */
  evidence: unknown[];
}

export type ViolationKind =
  /** A confirmed write is not in the chain of revisions. */
  | "lost"
  /** One operation was applied twice. */
  | "twice"
  /** A refused operation was applied. */
  | "refused but done"
  /** Confirmed with another revision or write id than it has. */
  | "told wrong"
  /** Applied without an operation. */
  | "phantom"
  /** The chain of revisions has a gap, or two entries do not fit together. */
  | "chain"
  /** A read that is older than a write confirmed before it. */
  | "stale read"
  /** A read of a change before its operation began. */
  | "early read"
  | "oversold"
  | "status skipped"
  /** A queued message that was neither sent, parked nor superseded. */
  | "message lost"
  /** A message begun after its visit was cancelled or moved. */
  | "message begun too late"
  /** A message for a change that is not in the chain. */
  | "message without cause"
  /** A message that ended unsent, and no one recorded it. */
  | "message silent"
  /** Two messages of one cause. */
  | "message twice"
  | "outbox left"
  | "not published"
  | "dead reservation"
  | "missing reservation"
  | "orphan"
  /** An error that is not an outcome of the port. */
  | "broken";
