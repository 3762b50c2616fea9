import { afterFailure, probeDelay_ms } from "./retry.ts";
import type { DisabledReason } from "./webhook.ts";

/** What one endpoint has still to receive, and what became of the newest events. Times are milliseconds since the epoch. */
export interface WebhookQueue {
  waiting: WaitingEvent[];
  /** The newest 100, the newest last. */
  done: DoneEvent[];
  /** Attempts that failed since the last success. */
  failures: number;
  /** The first of them; null after a success. */
  failing_since: number | null;
  /** While the endpoint fails, nothing is tried before. */
  probe_at: number;
}

export interface WaitingEvent extends QueuedEvent {
  tries: number;
  /** Not tried before. */
  next: number;
  /** Until then a process is sending it. */
  busy_until: number;
  last: Attempt | null;
}

/** An event to send. */
export interface QueuedEvent {
  /** Says the time, job, revision and type of the event. */
  id: string;
  /** The history id of the change, or the id of the message. */
  change: string;
  /** The conversation of the message. Left out if the event is a change of a job. */
  conversation?: string;
}

export interface DoneEvent {
  id: string;
  /** As in a waiting event. Left out by older versions, whose events cannot be sent again. */
  change?: string;
  conversation?: string;
  state: "delivered" | "failed";
  tries: number;
  last: Attempt | null;
}

export interface Attempt {
  at: number;
  ms: number;
  /** The receiver's status; null if it gave none. */
  status: number | null;
  /** Null for a success. */
  error: AttemptError | null;
}

export type AttemptError =
  | "status"
  | "redirect"
  | "gone"
  | "timeout"
  | "connection"
  | "certificate"
  | "unknown_name"
  | "unsafe_url"
  | "too_large"
  | "job_removed"
  | "message_removed";

export interface AttemptResult {
  id: string;
  attempt: Attempt;
  /** What the receiver asked for, in milliseconds. */
  retry_after_ms?: number;
}

export const emptyQueue: WebhookQueue = { waiting: [], done: [], failures: 0, failing_since: null, probe_at: 0 };

export const mostWaiting = 1_000;
const mostDone = 100;
/** After this many failures in a row, one event at a time finds out whether the endpoint is back. */
const failuresBeforeProbe = 3;
const busy_ms = 30_000;
const failing_ms = 5 * 86_400_000;
const fewestFailures = 20;

/** Adds events. One that waits or was done is not added again. Null: the queue is full. */
export const enqueue = (queue: WebhookQueue, events: readonly QueuedEvent[], now: number): WebhookQueue | null => {
  const known = new Set([...queue.waiting, ...queue.done].map(({ id }) => id));
  const added = events
    .filter(({ id }) => !known.has(id))
    .map((event) => ({ ...event, tries: 0, next: now, busy_until: 0, last: null }));
  if (queue.waiting.length + added.length > mostWaiting) return null;
  return added.length === 0 ? queue : { ...queue, waiting: [...queue.waiting, ...added] };
};

/** Takes up to `most` events to send now, the longest due first; one while the endpoint fails. */
export const begin = (
  queue: WebhookQueue,
  now: number,
  most: number,
): { queue: WebhookQueue; begun: WaitingEvent[] } => {
  const isFailing = queue.failures >= failuresBeforeProbe;
  if (isFailing && (now < queue.probe_at || queue.waiting.some(({ busy_until }) => busy_until > now)))
    return { queue, begun: [] };
  const begun = queue.waiting
    .filter(({ next, busy_until }) => next <= now && busy_until <= now)
    .toSorted((a, b) => a.next - b.next)
    .slice(0, isFailing ? 1 : most);
  const ids = new Set(begun.map(({ id }) => id));
  if (ids.size === 0) return { queue, begun: [] };
  const waiting = queue.waiting.map((one) => (ids.has(one.id) ? { ...one, busy_until: now + busy_ms } : one));
  return { queue: { ...queue, waiting }, begun };
};

/** Takes one event to send now, also one that failed for good. Null: there is no such event, or a process is sending it. */
export const beginOne = (
  queue: WebhookQueue,
  id: string,
  now: number,
): { queue: WebhookQueue; begun: WaitingEvent | null } => {
  const failed = queue.done.find((one) => one.id === id && one.state === "failed");
  const again =
    failed?.change === undefined
      ? null
      : { ...nameOf({ ...failed, change: failed.change }), tries: 0, next: now, busy_until: 0, last: failed.last };
  const event = queue.waiting.find((one) => one.id === id) ?? again;
  if (event === null || event.busy_until > now) return { queue, begun: null };
  const begun = { ...event, busy_until: now + busy_ms };
  const waiting = [...queue.waiting.filter((one) => one.id !== id), begun];
  return { queue: { ...queue, waiting, done: queue.done.filter((one) => one !== failed) }, begun };
};

/** Applies what became of attempts. `disable` says why nothing more must be sent. */
export const settle = (
  before: WebhookQueue,
  results: readonly AttemptResult[],
  fraction: () => number,
): { queue: WebhookQueue; disable: DisabledReason | null } => {
  const wasFailing = before.failures >= failuresBeforeProbe;
  let queue = before;
  for (const result of results) queue = settleOne(queue, result, fraction);
  const succeeded = results.find(({ attempt }) => attempt.error === null);
  // The endpoint is back: what waited for it goes now.
  if (wasFailing && succeeded !== undefined) {
    const now = succeeded.attempt.at;
    queue = { ...queue, waiting: queue.waiting.map((one) => ({ ...one, next: Math.min(one.next, now) })) };
  }
  const isGone = results.some(({ attempt }) => attempt.error === "gone");
  const last = results.at(-1)?.attempt.at ?? 0;
  const hasFailedLong =
    queue.failing_since !== null && last - queue.failing_since >= failing_ms && queue.failures >= fewestFailures;
  return { queue, disable: isGone ? "gone" : hasFailedLong ? "failing" : null };
};

const settleOne = (
  queue: WebhookQueue,
  { id, attempt, retry_after_ms }: AttemptResult,
  fraction: () => number,
): WebhookQueue => {
  const event = queue.waiting.find((one) => one.id === id);
  // Another process settled it after this one was suspended.
  if (event === undefined) return queue;
  const others = queue.waiting.filter((one) => one.id !== id);
  const tries = event.tries + 1;
  const { error } = attempt;
  const finish = (state: DoneEvent["state"]): DoneEvent[] =>
    [...queue.done, { ...nameOf(event), state, tries, last: attempt }].slice(-mostDone);
  if (error === null)
    return { ...queue, waiting: others, done: finish("delivered"), failures: 0, failing_since: null, probe_at: 0 };
  // These say nothing about the endpoint.
  if (error === "job_removed" || error === "message_removed" || error === "too_large")
    return { ...queue, waiting: others, done: finish("failed") };
  const failures = queue.failures + 1;
  const failed = {
    ...queue,
    failures,
    failing_since: queue.failing_since ?? attempt.at,
    probe_at: failures < failuresBeforeProbe ? 0 : attempt.at + probeDelay_ms(failures - failuresBeforeProbe),
  };
  const delay = afterFailure(tries, fraction());
  if (delay === null) return { ...failed, waiting: others, done: finish("failed") };
  const next = attempt.at + Math.max(delay, Math.min(retry_after_ms ?? 0, longestRetryAfter_ms));
  return { ...failed, waiting: [...others, { ...event, tries, next, busy_until: 0, last: attempt }] };
};

const nameOf = ({ id, change, conversation }: QueuedEvent): QueuedEvent => ({
  id,
  change,
  ...(conversation === undefined ? {} : { conversation }),
});

const longestRetryAfter_ms = 86_400_000;
