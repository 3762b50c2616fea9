import type { Context } from "hono";
import { DomainError } from "../../domain/domain-error.ts";
import type { Conversation } from "../../domain/message/conversation.ts";
import { conversationView, type ConversationView } from "../../projection/conversation-view.ts";
import type { HttpEnv } from "../route.ts";
import type { Services } from "../services.ts";
import { replyChoiceOf } from "./reply-choice.ts";

/** Conversations as owners and dispatchers read and change them. */

/** Finds a conversation by its id. Throws `not_found` for any other text. */
export const existingConversation = async (
  { conversations }: Pick<Services, "conversations">,
  id: string,
): Promise<Conversation> => {
  const conversation = isConversationId(id) ? await conversations.find(id) : null;
  if (conversation === null) throw conversationNotFound();
  return conversation;
};

export const isConversationId = (text: string): boolean => /^[0-9a-f]{32}$/.test(text);

export const conversationNotFound = () => new DomainError("not_found", "Conversation not found.");

/** Sets the ETag and returns the conversation as a response shows it. */
export const answerOf = async (
  services: Services,
  c: Context<HttpEnv>,
  conversation: Conversation,
): Promise<ConversationView> => {
  c.header("ETag", `"${conversation.rev}"`);
  return await viewOf(services, conversation);
};

/** Makes the error for a conversation that changed since the caller read it, with the colleague's answer. */
export const staleConversation = async (services: Services, conversation: Conversation): Promise<DomainError> =>
  new DomainError("stale", "This conversation has changed. Read the new messages, then try again.", {
    facts: { current: await viewOf(services, conversation) },
  });

const viewOf = async (services: Services, conversation: Conversation): Promise<ConversationView> =>
  conversationView(conversation, await replyChoiceOf(services, conversation));
