import { instantOf } from "../clock.ts";
import type { Actor } from "../job.ts";
import type { JobId } from "../job-id.ts";
import { withContact, type Contact, type ConversationHead, type Message } from "./conversation.ts";
import type { TextConsent } from "./contact-choice.ts";
import type { ChannelKind, MessageEvent } from "./event.ts";
import { textBar, type TextBar, type TextBasis } from "./may-text.ts";
import { isTaken } from "./message-state.ts";
import { hasWritten } from "./write-reply.ts";

/** A message that is about to be handed to a provider. */
export interface SendRequest {
  id: string;
  contact: Contact;
  name?: string;
  job?: JobId;
  by: Actor;
  event: MessageEvent;
  via: ChannelKind;
  text: string;
  subject?: string;
  segments?: number;
  basis: TextBasis;
  /** The yes that the job holds. The conversation keeps the newest one. */
  consent?: TextConsent | null;
  /** True if the customer may stop such emails: reminders and review requests. */
  convenience?: boolean;
  /** Identifies this call of this process. `until` is the end of its lease, in milliseconds since the epoch. */
  attempt: { id: string; until: number };
  /** Calls a provider again although an earlier outcome is not known. */
  again?: boolean;
}

export type Begun =
  /** This process calls the provider. */
  | { how: "begun"; message: Message }
  /** An earlier call may have been accepted. This process looks it up, or asks `again`. */
  | { how: "doubt"; message: Message }
  /** The provider has the message, or it ended. */
  | { how: "over"; message: Message }
  /** Another process calls the provider. */
  | { how: "busy" }
  /** The contact may not get it. Nothing was stored about the message. */
  | { how: "barred"; why: TextBar | "unsubscribed" };

/** Decides whether a message begins, and returns the conversation with it. The store appends both in one entry. */
export const beginSend = (
  head: ConversationHead,
  messages: readonly Message[],
  request: SendRequest,
  now: number,
): { begun: Begun; head: ConversationHead } => {
  const known = messages.find(({ id }) => id === request.id);
  const merged = withConsent(withContact(head, request), request.consent ?? null);
  if (known !== undefined && (isTaken(known) || isEnded(known)))
    return { begun: { how: "over", message: known }, head };
  const isOwn = known?.attempt?.id === request.attempt.id;
  if (known?.attempt !== undefined && known.attempt.until > now && !isOwn) return { begun: { how: "busy" }, head };
  if (known?.state === "sending" && request.again !== true) {
    const message = { ...known, attempt: { ...request.attempt, look: true as const }, doubt: doubtOf(known) };
    return { begun: { how: "doubt", message }, head: merged };
  }
  const why = barOf(merged, messages, request, now);
  if (why !== null) return { begun: { how: "barred", why }, head: merged };
  return { begun: { how: "begun", message: messageOf(known, request, now) }, head: merged };
};

/** A call that ended without a result is one more doubt. A look-up that ended so adds no doubt. */
export const doubtOf = ({ attempt, doubt }: Message): NonNullable<Message["doubt"]> => {
  const before = doubt ?? { times: 0, looks: 0 };
  const isCounted = attempt === undefined ? doubt !== undefined : attempt.look === true;
  return isCounted ? before : { times: before.times + 1, looks: 0 };
};

const isEnded = ({ state }: Message): boolean => state === "withdrawn" || state === "expired" || state === "parked";

const barOf = (
  head: ConversationHead,
  messages: readonly Message[],
  { via, basis, convenience }: SendRequest,
  now: number,
): TextBar | "unsubscribed" | null => {
  if (via === "email") return convenience === true && head.unsubscribed ? "unsubscribed" : null;
  return textBar(head, { basis, now, hasWritten: hasWritten(messages) });
};

const messageOf = (known: Message | undefined, request: SendRequest, now: number): Message => {
  const { id, by, event, via, text, job, subject, segments, attempt } = request;
  const isSameChannel = known?.via === via;
  return {
    id,
    at: known?.at ?? instantOf(now),
    dir: "out",
    via,
    by,
    event,
    text: text.slice(0, longestText),
    ...(job === undefined ? {} : { job }),
    ...(subject === undefined ? {} : { subject }),
    ...(segments === undefined ? {} : { segments }),
    state: "sending",
    attempts: (known?.attempts ?? 0) + 1,
    attempt,
    // Why the first channel did not carry it stays visible.
    ...(known?.code === undefined ? {} : { code: known.code }),
    ...(known?.queue === undefined ? {} : { queue: known.queue }),
    ...(isSameChannel && known.doubt !== undefined ? { doubt: known.doubt } : {}),
  };
};

const withConsent = (head: ConversationHead, consent: TextConsent | null): ConversationHead =>
  consent === null || (head.consent !== null && head.consent.at >= consent.at)
    ? head
    : { ...head, consent, rev: head.rev + 1 };

/** An email with all its facts fits. */
const longestText = 4_000;
