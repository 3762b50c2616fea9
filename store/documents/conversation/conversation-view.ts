import type { Conversation, ConversationId, Message } from "../../../domain/message/conversation.ts";
import { inboxEntryOf, type InboxEntry } from "../../../domain/message/inbox-entry.ts";
import type { ConversationState } from "./conversation-kind.ts";
import { isSameEntry } from "./inbox-log.ts";
import { pageSize } from "./pages.ts";

/** Returns the conversation as callers see it. Null if nothing was stored, or if its contact was forgotten. */
export const viewOf = (id: ConversationId, { head, messages, pages }: ConversationState): Conversation | null => {
  if (head.contact === null) return null;
  const { alert: _, ...shown } = head;
  return {
    ...shown,
    id,
    messages: messages.slice(-pageSize),
    more: pages.length > 0 || messages.length > pageSize,
  };
};

/** True if the conversation has something to send, or to tell the office or other programs. */
export const hasWork = (state: ConversationState): boolean =>
  state.head.alert !== null || state.messages.some(isQueued) || hasNews(state);

/** True if other programs have something to hear. They hear nothing of a contact that was forgotten. */
export const hasNews = ({ head, news }: ConversationState): boolean => head.contact !== null && news.length > 0;

/** True for a message that the conversation itself sends. */
export const isQueued = ({ queue, state }: Message): boolean =>
  queue !== undefined && (state === "queued" || state === "sending");

/** True if no process is sending the message, and its time has come. */
export const isDue = (message: Message, now: number): boolean =>
  isQueued(message) && (message.queue?.not_before ?? 0) <= now && (message.attempt?.until ?? 0) <= now;

export const entryOf = (id: ConversationId, state: ConversationState, version: number): InboxEntry | null =>
  inboxEntryOf(id, state.head, state.messages, version);

/** True if the Inbox shows both states alike. */
export const isShownAlike = (id: ConversationId, one: ConversationState, other: ConversationState): boolean =>
  isSameOrNull(entryOf(id, one, 0), entryOf(id, other, 0));

export const isSameOrNull = (one: InboxEntry | null, other: InboxEntry | null): boolean =>
  one === null || other === null ? one === other : isSameEntry(one, other);
