import type { ConversationId, Message } from "../../../domain/message/conversation.ts";
import { isSettled } from "../../../domain/message/message-state.ts";
import { UnreadableDocument } from "../../job-store.ts";
import { documentKeys } from "../document-keys.ts";
import type { JsonObjects } from "../json-objects.ts";
import type { ConversationState } from "./conversation-kind.ts";

/** How many messages a reader gets at a time. */
export const pageSize = 100;

/**
 * Returns the oldest messages of a long conversation, which leave its log; empty while it is short. A message that may still
 * change stays: it holds back those after it, until the conversation is very long.
 */
export const messagesToPage = ({ messages }: ConversationState): readonly Message[] => {
  if (messages.length < pageSize + turned) return [];
  const oldest = messages.slice(0, turned);
  if (oldest.every(isSettled)) return oldest;
  return messages.length < veryLong ? [] : messages.filter(isSettled).slice(0, turned);
};

export const writePage = async (
  objects: JsonObjects,
  conversation: ConversationId,
  page: { n: number; id: string },
  messages: readonly Message[],
): Promise<void> => {
  await objects.putOnce(pageKey(conversation, page), { messages });
};

/** Throws `UnreadableDocument` if the page is missing or damaged. */
export const readPage = async (
  objects: JsonObjects,
  conversation: ConversationId,
  page: { n: number; id: string },
): Promise<readonly Message[]> => {
  const key = pageKey(conversation, page);
  const read = await objects.readOnce(key);
  if (read === null) throw new UnreadableDocument(key, new Error("A page of a conversation is missing"));
  // Only writePage writes here.
  return (read as { messages: Message[] }).messages;
};

/** Removes the objects of pages that the log does not name any more. */
export const removePages = async (
  objects: JsonObjects,
  conversation: ConversationId,
  pages: readonly { n: number; id: string }[],
): Promise<void> => {
  for (const page of pages) await objects.remove(pageKey(conversation, page));
};

/**
 * Removes the pages of writers that stopped before the log named them. A page with the next number may be one that a writer
 * is about to name, so it stays while the conversation is long enough to turn a page.
 */
export const removeDeadPages = async (
  objects: JsonObjects,
  conversation: ConversationId,
  { pages, messages }: ConversationState,
): Promise<void> => {
  const named = new Set(pages.map((page) => pageKey(conversation, page)));
  const last = documentKeys.conversationPage(conversation, nameOf({ n: (pages.at(-1)?.n ?? 0) + 1, id: "" }));
  const maySoonTurn = messages.length >= pageSize;
  for await (const key of objects.keysUnder(documentKeys.conversationPage(conversation, ""))) {
    if (maySoonTurn && key >= last) return;
    if (!named.has(key)) await objects.remove(key);
  }
};

/** The key of a page. */
export const pageKey = (conversation: ConversationId, page: { n: number; id: string }): string =>
  documentKeys.conversationPage(conversation, nameOf(page));

const nameOf = ({ n, id }: { n: number; id: string }): string => `${String(n).padStart(6, "0")}-${id}`;

const turned = 50;
const veryLong = 400;
