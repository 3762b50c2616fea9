import { emptyHead, type ConversationHead, type Message } from "../../../domain/message/conversation.ts";
import type { MessageNews } from "../../../domain/message/message-news.ts";
import type { LogKind } from "../../jobs/log/log-kind.ts";

/** One conversation as its log has it. */
export interface ConversationState {
  head: ConversationHead;
  /** Oldest first. Older ones are in pages. */
  messages: readonly Message[];
  /** Oldest first. */
  pages: readonly PageName[];
  /** The ids of messages in the newest pages, so that a repetition is known. */
  paged: readonly string[];
  /** What other programs have yet to hear. */
  news: readonly MessageNews[];
  /** The marker that says that this conversation has something left to do; null if it has none. */
  marker: string | null;
}

/** A put-if-absent object with messages that left the log. */
export interface PageName {
  /** From 1. */
  n: number;
  /** Distinguishes two writers of one page. The log names the one that counts. */
  id: string;
  count: number;
  /** The id of its oldest message. */
  first: string;
}

/** Each record states what is. */
export type ConversationRecord =
  | { head: ConversationHead }
  /** A message as it is now. */
  | { message: Message }
  /** These messages are in a page from now on. `n` is its number; a later record of that number replaces the page. */
  | { page: PageName; ids: readonly string[] }
  /** These pages, and no others, belong to the conversation. */
  | { pages: readonly PageName[] }
  /** These messages were removed. */
  | { gone: readonly string[] }
  | { paged: readonly string[] }
  | { news: readonly MessageNews[] }
  | { marker: string | null };

export const conversationKind: LogKind<ConversationState, ConversationRecord> = {
  empty: { head: emptyHead, messages: [], pages: [], paged: [], news: [], marker: null },
  apply: (state, record) => {
    if ("head" in record) return { ...state, head: record.head };
    if ("message" in record) return { ...state, messages: withMessage(state.messages, record.message) };
    if ("ids" in record) return withPage(state, record.page, record.ids);
    if ("pages" in record) return { ...state, pages: record.pages };
    if ("gone" in record) return { ...state, messages: state.messages.filter(({ id }) => !record.gone.includes(id)) };
    if ("paged" in record) return { ...state, paged: record.paged };
    if ("news" in record) return { ...state, news: record.news };
    return { ...state, marker: record.marker };
  },
  recordsOf: ({ head, messages, pages, paged, news, marker }) => [
    { head },
    ...messages.map((message) => ({ message })),
    ...(pages.length === 0 ? [] : [{ pages }]),
    ...(paged.length === 0 ? [] : [{ paged }]),
    ...(news.length === 0 ? [] : [{ news }]),
    ...(marker === null ? [] : [{ marker }]),
  ],
};

const withMessage = (messages: readonly Message[], message: Message): readonly Message[] =>
  messages.some(({ id }) => id === message.id)
    ? messages.map((one) => (one.id === message.id ? message : one))
    : [...messages, message];

const withPage = (state: ConversationState, page: PageName, ids: readonly string[]): ConversationState => ({
  ...state,
  messages: state.messages.filter(({ id }) => !ids.includes(id)),
  pages: [...state.pages.filter(({ n }) => n !== page.n), page].toSorted((one, other) => one.n - other.n),
  paged: [...state.paged.filter((id) => !ids.includes(id)), ...ids].slice(-mostPaged),
});

const mostPaged = 300;
