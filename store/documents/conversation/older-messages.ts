import type { ConversationId, Message } from "../../../domain/message/conversation.ts";
import type { ConversationState, PageName } from "./conversation-kind.ts";
import type { ConversationLogs } from "./conversation-logs.ts";
import { pageSize } from "./pages.ts";

type Logs = Pick<ConversationLogs, "read" | "page">;

/** Returns the messages before one. A caller that asks with the first message of a page costs one read. */
export const olderMessages = async (
  logs: Logs,
  id: ConversationId,
  before: string,
): Promise<{ messages: Message[]; more: boolean } | null> => {
  const { state } = await logs.read(id);
  const index = state.messages.findIndex((message) => message.id === before);
  if (index > 0) {
    const start = Math.max(0, index - pageSize);
    return { messages: state.messages.slice(start, index), more: start > 0 || state.pages.length > 0 };
  }
  if (index === 0) return await pageBefore(logs, id, state.pages, state.pages.length);
  const known = state.pages.findIndex(({ first }) => first === before);
  if (known >= 0) return await pageBefore(logs, id, state.pages, known);
  const found = await searchPages(logs, id, state, before);
  return found === null ? null : { messages: found.messages.slice(0, found.index), more: found.page > 0 };
};

/** Finds one message, the newest pages first. */
export const findMessage = async (logs: Logs, id: ConversationId, message: string): Promise<Message | null> => {
  const { state } = await logs.read(id);
  const recent = state.messages.find((one) => one.id === message);
  if (recent !== undefined) return recent;
  const found = await searchPages(logs, id, state, message);
  return found?.messages[found.index] ?? null;
};

const pageBefore = async (
  logs: Logs,
  id: ConversationId,
  pages: readonly PageName[],
  index: number,
): Promise<{ messages: Message[]; more: boolean }> => {
  const page = pages[index - 1];
  if (page === undefined) return { messages: [], more: false };
  return { messages: [...(await logs.page(id, page))], more: index > 1 };
};

const searchPages = async (
  logs: Logs,
  id: ConversationId,
  { pages }: ConversationState,
  message: string,
): Promise<{ messages: readonly Message[]; index: number; page: number } | null> => {
  for (const [page, name] of [...pages.entries()].toReversed()) {
    const messages = await logs.page(id, name);
    const index = messages.findIndex((one) => one.id === message);
    if (index >= 0) return { messages, index, page };
  }
  return null;
};
