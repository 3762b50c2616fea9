import type { Instant } from "../../../domain/clock.ts";
import type { ConversationId, Message } from "../../../domain/message/conversation.ts";
import { archivedConversation, type ArchivedConversation, type ArchivedPage } from "../../archived-conversation.ts";
import { UnreadableDocument } from "../../job-store.ts";
import { listKeys } from "../../jobs/log/list-keys.ts";
import { readLogAt } from "../../maintenance/read-log-at.ts";
import type { ObjectStore } from "../../port/object-store.ts";
import { documentKeys } from "../document-keys.ts";
import {
  conversationKind,
  type ConversationRecord,
  type ConversationState,
  type PageName,
} from "./conversation-kind.ts";
import { conversationLog, type ConversationLogs } from "./conversation-logs.ts";

interface Reading {
  at?: Instant;
  unreadable?: (error: UnreadableDocument) => void;
}

/** Yields each conversation as a copy has it, ascending by id. */
export async function* archivedConversations(
  logs: ConversationLogs,
  objects: ObjectStore,
  { at, unreadable }: Reading,
): AsyncGenerator<ArchivedConversation> {
  for await (const id of conversationsIn(objects)) {
    try {
      const archived = await (at === undefined ? newest(logs, id) : past(logs, objects, { id, at }));
      if (archived !== null) yield archived;
    } catch (error) {
      if (!(error instanceof UnreadableDocument) || unreadable === undefined) throw error;
      unreadable(error);
    }
  }
}

/** Returns the records that make the conversation in a log that has none yet. Its pages were written before. */
export const recordsOfArchived = ({ head, messages, pages, paged }: ArchivedConversation): ConversationRecord[] => [
  ...conversationKind.recordsOf({ head, messages, pages: pages.map(nameOf), paged, news: [], marker: null }),
];

const nameOf = ({ n, id, messages }: ArchivedPage): PageName => ({
  n,
  id,
  count: messages.length,
  first: messages[0]?.id ?? "",
});

const newest = async (logs: ConversationLogs, id: ConversationId): Promise<ArchivedConversation | null> => {
  const { state } = await logs.read(id);
  return await archivedOf(id, state, (page) => logs.page(id, page));
};

const past = async (
  logs: ConversationLogs,
  objects: ObjectStore,
  { id, at }: { id: ConversationId; at: Instant },
): Promise<ArchivedConversation | null> => {
  const state = await readLogAt(objects, conversationLog(id), conversationKind, at);
  return await archivedOf(id, state, async (page) => {
    try {
      return await logs.page(id, page);
    } catch (error) {
      if (!(error instanceof UnreadableDocument)) throw error;
      // The conversation may have given up the page since, because its contact was forgotten.
      const isNamed = (await logs.read(id)).state.pages.some((one) => one.n === page.n && one.id === page.id);
      if (isNamed) throw error;
      return null;
    }
  });
};

const archivedOf = async (
  id: ConversationId,
  state: ConversationState,
  messagesOf: (page: PageName) => Promise<readonly Message[] | null>,
): Promise<ArchivedConversation | null> => {
  if (state === conversationKind.empty) return null;
  const { head, messages, paged } = state;
  const pages: ArchivedPage[] = [];
  for (const page of state.pages) {
    const older = await messagesOf(page);
    if (older !== null) pages.push({ n: page.n, id: page.id, messages: older });
  }
  return archivedConversation({ id, head, messages, pages, paged });
};

/** Yields the id of every conversation that has an object, ascending. */
export async function* conversationsIn(objects: ObjectStore): AsyncGenerator<ConversationId> {
  const prefix = documentKeys.conversations;
  let last: ConversationId | null = null;
  for await (const key of listKeys(objects, prefix)) {
    const id = key.slice(prefix.length).split("/")[0] ?? "";
    if (id !== last) yield id;
    last = id;
  }
}
