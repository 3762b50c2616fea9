import type { BodyInput, ValueOf } from "../../../http/client.ts";

/** The records of the Inbox, as the API answers them. */
export type Conversation = ValueOf<"getConversation">;
export type ConversationPatch = BodyInput<"patchConversation">;
export type Message = Conversation["messages"][number];
export type Via = Message["via"];
export type InboxPage = ValueOf<"listInbox">;
export type InboxItem = InboxPage["items"][number];
export type ListedMessage = ValueOf<"listMessages">["items"][number];
export type JobMessageInput = BodyInput<"sendJobMessage">;
export type SavedReply = ValueOf<"getMessageSettings">["saved_replies"][number];
export type Person = Pick<ValueOf<"listUsers">["items"][number], "id" | "name">;
