import { contactsOfJob } from "../domain/message/contact-of-job.ts";
import type { RunnerParts } from "../notify/webhook/webhook-runner.ts";
import type { ConversationStore } from "../store/conversation-store.ts";

/** Finds a message, in its conversation or under a contact of its job. Null: it is not kept any more. */
export const toldMessages =
  (conversations: Pick<ConversationStore, "keyOf" | "message">): RunnerParts["findMessage"] =>
  async ({ conversation, job, id }) => {
    const contacts = job === null ? [] : contactsOfJob(job);
    const keys =
      conversation === null ? await Promise.all(contacts.map((one) => conversations.keyOf(one))) : [conversation];
    for (const key of keys) {
      const message = await conversations.message(key, id);
      if (message === null) continue;
      const { dir, via, by, event = null, state, code = null, text } = message;
      return { id, conversation: key, dir, via, by, event, state, code, text };
    }
    return null;
  };
