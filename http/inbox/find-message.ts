import { instantOf } from "../../domain/clock.ts";
import { addDays } from "../../domain/day.ts";
import { DomainError } from "../../domain/domain-error.ts";
import type { Conversation, ConversationId, Message } from "../../domain/message/conversation.ts";
import type { Services } from "../services.ts";

type Reading = Pick<Services, "conversations" | "clock">;

/**
 * Finds an outgoing message by its id: among those that were not sent, then by day, the newest first. Throws `not_found`
 * for any other id.
 */
export const existingMessage = async (
  services: Reading,
  id: string,
): Promise<{ message: Message; conversation: Conversation }> => {
  const { conversations } = services;
  const key = await conversationOf(services, id);
  const message = key === null ? null : await conversations.message(key, id);
  const conversation = key === null ? null : await conversations.find(key);
  if (message === null || conversation === null) throw messageNotFound();
  return { message, conversation };
};

export const messageNotFound = () => new DomainError("not_found", "Message not found.");

const conversationOf = async ({ conversations, clock }: Reading, id: string): Promise<ConversationId | null> => {
  const waiting = (await conversations.tray()).find(({ message }) => message === id);
  if (waiting !== undefined) return waiting.conversation;
  const today = instantOf(clock.now()).slice(0, 10);
  for (let back = 0; back < daysKept; back += 1) {
    const sent = (await conversations.sentOn(addDays(today, -back))).find(({ message }) => message === id);
    if (sent !== undefined) return sent.conversation;
  }
  return null;
};

/** A person sends again what is a few days old at most. */
const daysKept = 14;
