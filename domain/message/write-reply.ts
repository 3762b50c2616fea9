import { instantOf, type Instant } from "../clock.ts";
import type { Actor } from "../job.ts";
import type { JobId } from "../job-id.ts";
import { withContact, type Contact, type ConversationHead, type Message } from "./conversation.ts";
import { textBar, type TextBar } from "./may-text.ts";

/** An answer of the office that goes out as a text or an email. */
export interface Reply {
  /** Made by the caller. A repetition has the same id. */
  id: string;
  by: Actor;
  /** The id of the user who answers; left out for a program and the command line, which take no conversation. */
  user?: string;
  via: "text" | "email";
  text: string;
  subject?: string;
  segments?: number;
  job?: JobId;
  /** In milliseconds since the epoch; left out: now. */
  not_before?: number;
  /** The revision that the person saw; left out: any. */
  rev?: number;
}

export type Replying =
  | { how: "queued"; head: ConversationHead; message: Message }
  | { how: "stale" }
  | { how: "barred"; why: TextBar };

/** Decides whether an answer is queued. It clears "needs a reply", and takes a conversation that is not assigned. */
export const writeReply = (
  head: ConversationHead,
  messages: readonly Message[],
  { id, by, user, via, text, subject, segments, job, not_before, rev }: Reply,
  now: number,
): Replying => {
  const known = messages.find((message) => message.id === id);
  if (known !== undefined) return { how: "queued", head, message: known };
  if (rev !== undefined && rev !== head.rev) return { how: "stale" };
  const why = via === "text" ? textBar(head, { basis: "reply", now, hasWritten: hasWritten(messages) }) : null;
  if (why !== null) return { how: "barred", why };
  const message: Message = {
    id,
    at: instantOf(now),
    dir: "out",
    via,
    by,
    event: "reply",
    ...(job === undefined ? {} : { job }),
    text,
    ...(subject === undefined ? {} : { subject }),
    ...(segments === undefined ? {} : { segments }),
    state: "queued",
    attempts: 0,
    queue: { not_before: not_before ?? now, failures: 0 },
  };
  return { how: "queued", head: answered(head, user ?? null), message };
};

/** An answer that the customer reads on the page. */
export interface PageReply {
  id: string;
  contact: Contact;
  name?: string;
  job: JobId;
  at: Instant;
  by: Actor;
  text: string;
  /** The id of the user who wrote it; left out for a program. */
  user?: string;
}

export const writePageReply = (
  head: ConversationHead,
  reply: PageReply,
): { head: ConversationHead; message: Message } => {
  const { id, at, by, job, text, user } = reply;
  const message: Message = {
    id,
    at,
    dir: "out",
    via: "page",
    by,
    event: "reply",
    job,
    text,
    state: "sent",
    attempts: 0,
  };
  return { head: answered(withContact(head, reply), user ?? null), message };
};

/** True if the customer sent a text. */
export const hasWritten = (messages: readonly Message[]): boolean =>
  messages.some(({ dir, via }) => dir === "in" && via === "text");

const answered = (head: ConversationHead, user: string | null): ConversationHead => ({
  ...head,
  rev: head.rev + 1,
  needs_reply: false,
  alert: null,
  assigned: head.assigned ?? user,
});
