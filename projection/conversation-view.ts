import type { ContactFlags, Conversation, Message } from "../domain/message/conversation.ts";
import type { InboxEntry } from "../domain/message/inbox-entry.ts";
import type { TextBar } from "../domain/message/may-text.ts";

/** One message as owners, dispatchers and API tokens read it. The rest is for the sender alone. */
export interface MessageView extends Omit<
  Message,
  "attempts" | "attempt" | "doubt" | "provider_id" | "queue" | "fallback" | "dismissed" | "by"
> {
  by: { kind: Message["by"]["kind"]; name: string };
}

/** Everything between the business and one contact. */
export interface ConversationView extends Omit<Conversation, "consent" | "unsubscribed" | "flags" | "messages"> {
  flags: Omit<ContactFlags, "failures"> & { unsubscribed?: true };
  reply: ReplyChoice;
  messages: MessageView[];
}

/** The channel of an answer that names none, and why a channel is not possible. */
export interface ReplyChoice {
  via: Via | null;
  channels: { via: Via; why_not: WhyNot | null }[];
}

export type Via = Message["via"];
export type WhyNot = TextBar | "no_address" | "abroad" | "no_link";

export const messageView = ({
  attempts: _attempts,
  attempt: _attempt,
  doubt: _doubt,
  provider_id: _provider,
  queue: _queue,
  fallback: _fallback,
  dismissed: _dismissed,
  by,
  ...shown
}: Message): MessageView => ({ ...shown, by: { kind: by.kind, name: by.name } });

export const conversationView = (
  { consent: _consent, unsubscribed, flags, messages, ...shown }: Conversation,
  reply: ReplyChoice,
): ConversationView => {
  const { failures: _failures, ...facts } = flags;
  return {
    ...shown,
    flags: { ...facts, ...(unsubscribed ? { unsubscribed } : {}) },
    reply,
    messages: messages.map(messageView),
  };
};

/** A conversation in the Inbox's list. */
export type ListedConversation = Omit<InboxEntry, "last_in" | "version">;

export const listedConversation = ({ last_in: _in, version: _version, ...shown }: InboxEntry): ListedConversation =>
  shown;

/** A message in a list over all conversations, with whom it is. */
export interface ListedMessage extends MessageView {
  /** The number or address that the message was for, which differs from the contact's if it went another way. */
  to: string | null;
  conversation: { id: string; name: string; contact: Conversation["contact"] };
}

export const listedMessage = (
  message: Message,
  { id, name, contact }: ListedMessage["conversation"],
  to: string | null,
): ListedMessage => ({
  ...messageView(message),
  to,
  conversation: { id, name, contact },
});
