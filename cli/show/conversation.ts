import { phoneText } from "../../domain/phone.ts";
import type { ConversationPage, MessagePage } from "../../http/api-client.ts";
import type { ConversationView, MessageView } from "../../projection/conversation-view.ts";
import * as message from "../message/messages.ts";
import type { TextContext } from "./phrases.ts";
import { tabulate } from "./table.ts";

export const showInbox = (
  { items, next_cursor: next }: ConversationPage,
  { format }: TextContext,
  width: number,
): string => {
  if (items.length === 0) return message.noConversations;
  const rows = items.map(({ id, name, contact, at, snippet, needs_reply }) => [
    id,
    name || contactText(contact),
    timeOf(at, format),
    needs_reply ? message.needsReply : "",
    snippet,
  ]);
  const lines = tabulate([{}, { least: 12 }, {}, {}, { least: 12 }], rows, width);
  return [...lines, ...(next === null ? [] : [message.more(next)])].join("\n");
};

/** Prints who it is with, what keeps texts from them, and each message with its time and state. */
export const showConversation = (conversation: ConversationView, { format }: TextContext): string => {
  const { name, contact, opt_out, do_not_text, flags, messages, more } = conversation;
  const [oldest] = messages;
  const notices = [
    ...(opt_out === null ? [] : [message.optedOut]),
    ...(do_not_text ? [message.doNotText] : []),
    ...(flags.may_cancel ? [message.mayCancel] : []),
    ...(flags.landline_until === undefined ? [] : [message.landline]),
  ];
  return [
    [name, contactText(contact), conversation.id].filter((part) => part !== "").join(" · "),
    ...notices,
    ...(more && oldest !== undefined ? [message.older(oldest.id)] : []),
    ...messages.map(
      (one) => `${timeOf(one.at, format)}  ${whoOf(one)} (${one.via}, ${stateText(one)}): ${wordsOf(one)}`,
    ),
  ].join("\n");
};

export const showMessages = (
  { items, next_cursor: next }: MessagePage,
  { format }: TextContext,
  width: number,
): string => {
  if (items.length === 0) return message.noMessages;
  const rows = items.map((one) => [
    one.id,
    timeOf(one.at, format),
    one.event ?? whoOf(one),
    one.via,
    stateText(one),
    wordsOf(one),
  ]);
  const lines = tabulate([{}, {}, {}, {}, { least: 12 }, { least: 12 }], rows, width);
  return [...lines, ...(next === null ? [] : [message.more(next)])].join("\n");
};

/** Prints one message: with whom it is, its time and state, and its words. */
export const showMessage = (one: MessagePage["items"][number], { format }: TextContext): string => {
  const { name, contact } = one.conversation;
  const facts = [name, contactText(contact), timeOf(one.at, format), one.event ?? whoOf(one), one.via, stateText(one)];
  return [facts.filter((fact) => fact !== "").join(" · "), wordsOf(one)].join("\n");
};

const timeOf = (at: string, format: TextContext["format"]): string => {
  const ms = Date.parse(at);
  return `${format.date(format.dayOf(ms))}, ${format.time(ms)}`;
};

const contactText = (contact: ConversationView["contact"]): string => {
  if (contact === null) return "";
  return contact.kind === "phone" ? phoneText(contact.value) : contact.value;
};

const whoOf = ({ dir, by }: MessageView): string =>
  dir === "in" ? by.name : by.kind === "system" ? message.us : by.name;

const stateText = ({ state, code }: MessageView): string =>
  code === undefined ? message.states[state] : `${message.states[state]}, ${code}`;

const wordsOf = ({ text, photos = 0 }: MessageView): string =>
  [text, ...(photos === 0 ? [] : [`[${message.photos(photos)}]`])].filter((part) => part !== "").join(" ");
