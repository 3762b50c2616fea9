import { createHash } from "node:crypto";
import type { ConversationId, Message } from "../../domain/message/conversation.ts";
import { requestedSend } from "../../notify/requested-send.ts";
import { isForCustomer } from "../../notify/variable.ts";
import type { Services } from "../services.ts";

/**
 * Queues an email in place of a text that was not delivered. The job remembers that it was queued, so a repeated report sends
 * no second one. A person's answer, and a customer without an address, get no email: the office sees that the text was not
 * delivered.
 */
export const sendFallback = async (
  { jobs, conversations }: Pick<Services, "jobs" | "conversations">,
  conversation: ConversationId,
  { id, event, job }: Message,
): Promise<void> => {
  let isQueued = false;
  if (job !== undefined && event !== undefined && event !== "reply" && isForCustomer(event)) {
    const email = createHash("sha256").update(`fallback|${id}`).digest("base64url").slice(0, 22);
    const result = await jobs.queue(job, {
      key: `fallback|${id}`,
      plan: (newest, now) =>
        newest.customer?.email === undefined
          ? []
          : [requestedSend(newest, { id: email, event, channels: ["email"] }, now)],
    });
    isQueued = result === "queued" || result === "told";
  }
  await conversations.settleFallback(conversation, id, isQueued ? "queued" : "none");
};
