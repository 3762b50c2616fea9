import { contactsOfJob } from "../domain/message/contact-of-job.ts";
import type { ConversationStore } from "../store/conversation-store.ts";
import type { Append } from "../store/job-store.ts";

/** Files a message of a customer's page, and an answer that the customer reads there, in the job's conversation. */
export const appendMessage =
  (conversations: Pick<ConversationStore, "receive" | "addPageReply">): Append =>
  async (job, { message: id, text, at, by }) => {
    const [contact] = contactsOfJob(job);
    const name = job.customer?.name;
    const message = { id, contact, ...(name === undefined ? {} : { name }), job: job.id, at, text };
    if (by.kind === "customer") await conversations.receive({ ...message, via: "page", needs_reply: true });
    else await conversations.addPageReply({ ...message, by });
  };
