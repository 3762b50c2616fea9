import type { Actor, HistoryEntry, Job } from "../../domain/job.ts";
import type { EventType } from "../../domain/webhook/event-type.ts";
import type { WebhookScope } from "../../domain/webhook/webhook.ts";
import type { Instant } from "../../domain/clock.ts";

/** A job as a program with `jobs:read` sees it: never with its tracking link. */
export type RenderedJob = object & { history?: readonly object[] };

/** A message of a conversation, for `message.received` and `message.failed`. */
export interface ToldMessage {
  id: string;
  conversation: string;
  dir: "in" | "out";
  via: string;
  by: Actor;
  /** What an automatic message is about. */
  event: string | null;
  state: string;
  /** Why it failed. */
  code: string | null;
  text: string;
}

interface Told {
  type: EventType;
  at: Instant;
  /** The history id of the change, or the id of a message. */
  change: string;
  /** Null for a message that belongs to no job. */
  job: Job | null;
  rendered: RenderedJob | null;
  message: ToldMessage | null;
  scopes: readonly WebhookScope[];
}

/**
 * Returns the body of a webhook. The oldest history is left out of a large job. Null: it is too large even without its history.
 */
export const webhookBody = ({ type, at, change, job, rendered, message, scopes }: Told): string | null => {
  const data = {
    change: changeOf({ job, change, at, message }),
    ...(message === null ? {} : { message: messageFor(message, scopes) }),
  };
  const print = (history: readonly object[]) =>
    JSON.stringify({
      type,
      timestamp: at,
      data: { ...data, job: rendered === null ? null : { ...rendered, history } },
    });
  let history = rendered?.history ?? [];
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

const changeOf = ({ job, change: id, at: told, message }: Pick<Told, "job" | "change" | "at" | "message">) => {
  const index = job?.history.findIndex((entry) => entry.id === id) ?? -1;
  const entry: HistoryEntry | undefined = job?.history[index];
  if (job === null || entry === undefined)
    return { id, at: told, ...authorOf(message), what: null, rev: job?.rev ?? null };
  const { at, by, what } = entry;
  return { id, at, by, what, rev: job.rev - (job.history.length - 1 - index) };
};

/** The name of a customer without a job can be the number, so programs get only the kind. */
const authorOf = (message: ToldMessage | null) => (message === null ? {} : { by: { kind: message.by.kind } });

const messageFor = (
  { id, conversation, dir, via, event, state, code, text }: ToldMessage,
  scopes: readonly WebhookScope[],
) => ({
  id,
  conversation,
  dir,
  via,
  event,
  state,
  code,
  ...(scopes.includes("messages:read") ? { text } : {}),
});

const mostBytes = 65_536;
