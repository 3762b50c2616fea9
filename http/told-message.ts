import type { Contact } from "../domain/message/conversation.ts";
import type { Job } from "../domain/job.ts";
import type { ToldMessage } from "../notify/webhook/webhook-body.ts";
import type { ConversationStore } from "../store/conversation-store.ts";

/** Finds a message of a job's customer, whichever of their contacts it went to. Null: it is not kept any more. */
export const findToldMessage = async (
  conversations: Pick<ConversationStore, "keyOf" | "message">,
  job: Job,
  id: string,
): Promise<ToldMessage | null> => {
  for (const contact of contactsOf(job)) {
    const message = await conversations.message(await conversations.keyOf(contact), id);
    if (message === null) continue;
    const { dir, via, state, text } = message;
    return { id, dir, via, state, text };
  }
  return null;
};

const contactsOf = ({ id, customer }: Job): Contact[] => [
  ...(customer?.phone === undefined ? [] : [{ kind: "phone" as const, value: customer.phone }]),
  ...(customer?.email === undefined ? [] : [{ kind: "email" as const, value: customer.email }]),
  { kind: "job", value: id },
];
