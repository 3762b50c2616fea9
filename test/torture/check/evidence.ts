import type { JobId } from "../../../domain/job-id.ts";
import type { LogLine } from "../log.ts";
import type { Ended, Operation, Texting } from "../operation.ts";

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

/** One call of the sender. */
export type Sent = Extract<LogLine, { k: "send" }> & {
  log: string;
  /** When it ended, and how; null if its process was killed before. */
  ended: { t: number; how: string } | null;
};

/** What a phone, or the office, wrote. `until` is when the store confirmed it; null if it did not. */
export interface Texted {
  t: number;
  until: number | null;
  what: Texting;
  phone: string;
}

/** One call that the provider got. */
export type Post = Extract<LogLine, { k: "post" }>;

/** Everything in the logs about one job. */
export interface Evidence {
  tried: Map<string, Tried>;
  reads: Read[];
  sends: Sent[];
  /** The highest published revision. */
  published: number;
}

export const noEvidence = (): Evidence => ({
  tried: new Map(),
  reads: [],
  sends: [],
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
  /** A message whose change was confirmed, or a customer's text, that is in no conversation or has no final state. */
  | "message lost"
  /** A message begun after its visit was cancelled or moved. */
  | "message begun too late"
  /** A text begun after a STOP was stored. */
  | "text after STOP"
  /** A message for a change that is not in the chain, or that the store does not know. */
  | "message without cause"
  /** One message that the provider accepted again after it had said so, or more than twice. */
  | "message twice"
  /** The provider never got a message that is stored as sent, or got one that is stored as not sent. */
  | "told wrong state"
  /** A message that overtook an earlier one of its job and lane. */
  | "overtaken"
  | "outbox left"
  | "not published"
  | "dead reservation"
  | "missing reservation"
  | "orphan"
  /** An error that is not an outcome of the port. */
  | "broken";
