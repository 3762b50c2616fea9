import type { Conversation, Message } from "../../domain/message/conversation.ts";
import { findReadable } from "../customer.ts";
import type { Services } from "../services.ts";

/**
 * Returns the number or address that a message was for; null without one. A message by another channel than the
 * contact's went to the customer of its job.
 */
export const addressOf = async (
  { jobs }: Pick<Services, "jobs">,
  { via, job }: Message,
  { contact }: Pick<Conversation, "contact">,
): Promise<string | null> => {
  if (via === "page" || contact === null) return null;
  const kind = via === "text" ? "phone" : "email";
  if (contact.kind === kind) return contact.value;
  const customer = job === undefined ? null : ((await findReadable(jobs, job))?.customer ?? null);
  return customer?.[kind] ?? null;
};
