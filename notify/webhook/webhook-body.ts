import type { HistoryEntry, Job } from "../../domain/job.ts";
import type { EventType } from "../../domain/webhook/event-type.ts";
import type { WebhookScope } from "../../domain/webhook/webhook.ts";
import type { Instant } from "../../domain/clock.ts";

/** A job as a program with `jobs:read` sees it: never with its tracking link. */
export type RenderedJob = object & { history?: readonly object[] };

/** A message of a conversation, for `message.received` and `message.failed`. */
export interface ToldMessage {
  id: string;
  dir: "in" | "out";
  via: string;
  state: string;
  text: string;
}

interface Told {
  type: EventType;
  at: Instant;
  /** The history id of the change, or the id of a message. */
  change: string;
  job: Job;
  rendered: RenderedJob;
  message: ToldMessage | null;
  scopes: readonly WebhookScope[];
}

/**
 * Returns the body of a webhook. The oldest history is left out of a large job. Null: it is too large even without its history.
 */
export const webhookBody = ({ type, at, change, job, rendered, message, scopes }: Told): string | null => {
  const entry = job.history.findIndex(({ id }) => id === change);
  const data = {
    change: changeOf(job, entry, change),
    ...(message === null ? {} : { message: messageFor(message, scopes) }),
  };
  const print = (history: readonly object[]) =>
    JSON.stringify({ type, timestamp: at, data: { ...data, job: { ...rendered, history } } });
  let history = rendered.history ?? [];
  for (;;) {
    const body = print(history);
    if (Buffer.byteLength(body) <= mostBytes) return body;
    if (history.length === 0) return null;
    history = history.slice(Math.ceil(history.length / 2));
  }
};

/** The body of the test that an owner sends. */
export const testBody = (at: Instant): string =>
  JSON.stringify({ type: "webhook.test" satisfies EventType, timestamp: at, data: { change: null, job: null } });

const changeOf = (job: Job, index: number, id: string) => {
  const entry: HistoryEntry | undefined = job.history[index];
  if (entry === undefined) return { id, rev: job.rev };
  const { at, by, what } = entry;
  return { id, at, by, what, rev: job.rev - (job.history.length - 1 - index) };
};

const messageFor = ({ id, dir, via, state, text }: ToldMessage, scopes: readonly WebhookScope[]) => ({
  id,
  dir,
  via,
  state,
  ...(scopes.includes("messages:read") ? { text } : {}),
});

const mostBytes = 65_536;
