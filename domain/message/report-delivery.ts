import { instantOf } from "../clock.ts";
import type { Actor } from "../job.ts";
import type { JobId } from "../job-id.ts";
import { actOn } from "./act-on-conversation.ts";
import { withContact, type Contact, type ConversationHead, type Message, type MessageState } from "./conversation.ts";
import type { MessageEvent } from "./event.ts";
import { isForward } from "./message-state.ts";

/** What a provider reports about a text that it took. */
export interface DeliveryReport {
  message: string;
  state: Extract<MessageState, "sent" | "delivered" | "undelivered" | "failed">;
  provider_id?: string;
  code?: string;
  /** What the code says about the number. */
  flag?: "landline" | "not_reached";
  /** An email takes the place of the text: `fallback` of the message is `due` until it is queued. */
  fallback?: boolean;
}

/** Returns the message after a report, and its contact. Null for a report of the past, which changes nothing. */
export const reportDelivery = (
  head: ConversationHead,
  known: Message,
  { state, provider_id, code, flag, fallback }: DeliveryReport,
  now: number,
): { head: ConversationHead; message: Message } | null => {
  if (!isForward(known.state, state)) return null;
  const { attempt: _, queue: __, ...rest } = known;
  return {
    head: flag === undefined ? head : actOn(head, flag === "landline" ? { do: flag, on: true } : { do: flag }, now),
    message: {
      ...rest,
      state,
      ...(provider_id === undefined ? {} : { provider_id }),
      ...(code === undefined ? {} : { code }),
      ...(fallback === true ? { fallback: "due" as const } : {}),
    },
  };
};

/** A message that ended without a call, or before one. */
export interface NotedMessage {
  id: string;
  contact: Contact;
  name?: string;
  job?: JobId;
  by: Actor;
  event: MessageEvent;
  via: Message["via"];
  text: string;
  subject?: string;
  state: Extract<MessageState, "withdrawn" | "expired" | "parked" | "failed" | "local">;
  code?: string;
}

/** Returns the conversation with a message that ended. Null if the provider took the message, or if it ended before. */
export const noteMessage = (
  head: ConversationHead,
  known: Message | undefined,
  noted: NotedMessage,
  now: number,
): { head: ConversationHead; message: Message } | null => {
  const { id, by, event, via, text, job, subject, state, code } = noted;
  if (known !== undefined && !isForward(known.state, state)) return null;
  const {
    attempt: _,
    queue: __,
    ...before
  }: Message = known ?? {
    id,
    at: instantOf(now),
    dir: "out" as const,
    via,
    by,
    event,
    ...(job === undefined ? {} : { job }),
    text,
    ...(subject === undefined ? {} : { subject }),
    state,
    attempts: 0,
  };
  // A call without an outcome stays visible: the customer may have the message.
  const why = code ?? (known?.state === "sending" ? "may_have_gone_out" : undefined);
  return { head: withContact(head, noted), message: { ...before, state, ...(why === undefined ? {} : { code: why }) } };
};
