import { contactsOfJob } from "../../domain/message/contact-of-job.ts";
import type { Conversation, Message } from "../../domain/message/conversation.ts";
import type { Job } from "../../domain/job.ts";
import type { Services } from "../services.ts";

/** Finds the conversations that can have messages of a job. The one that new messages are filed under comes first. */
export const conversationsOfJob = async (
  { conversations }: Pick<Services, "conversations">,
  job: Pick<Job, "id" | "customer">,
): Promise<Conversation[]> => {
  const keys = await Promise.all(contactsOfJob(job).map((contact) => conversations.keyOf(contact)));
  const found = await Promise.all(keys.map((key) => conversations.find(key)));
  return found.filter((one) => one !== null);
};

/** A message of a job, and the conversation that it is in. */
export interface MessageOfJob {
  message: Message;
  conversation: Conversation;
}

/** Returns the messages of one job, oldest first. */
export const messagesOfJob = (job: Pick<Job, "id">, conversations: readonly Conversation[]): MessageOfJob[] =>
  conversations
    .flatMap((conversation) =>
      conversation.messages.flatMap((message) => (message.job === job.id ? [{ message, conversation }] : [])),
    )
    .toSorted((one, other) => (one.message.at < other.message.at ? -1 : 1));

/** Finds the conversation that a job's messages are filed under. It begins one with a contact that has none. */
export const conversationForJob = async (
  { conversations }: Pick<Services, "conversations">,
  job: Pick<Job, "id" | "customer">,
): Promise<Conversation> => {
  const [contact] = contactsOfJob(job);
  const found = await conversations.find(await conversations.keyOf(contact));
  const name = job.customer?.name;
  // An act that changes nothing else keeps who the contact is.
  return (
    found ??
    (await conversations.actOnContact(
      { ...contact, ...(name === undefined ? {} : { name }) },
      { do: "unsubscribe", on: false },
    ))
  );
};
