import type { Conversation } from "../../domain/message/conversation.ts";
import { basePhone } from "../../domain/phone.ts";
import type { StoredCustomer } from "../../store/customer-store.ts";
import { UnreadableDocument } from "../../store/job-store.ts";
import type { Services } from "../services.ts";

type Reading = Pick<Services, "conversations" | "report">;

/**
 * Returns whether a customer gets no texts: the office decided so, or the customer texted STOP. The conversations of their
 * numbers say it, so that one place decides.
 */
export const doesNotText = async (services: Reading, { phones }: Pick<StoredCustomer, "phones">): Promise<boolean> => {
  const read = await Promise.all(phones.map(({ number }) => findReadable(services, number)));
  return read.some((conversation) => conversation !== null && isClosed(conversation));
};

const isClosed = ({ do_not_text, opt_out, consent }: Conversation): boolean =>
  do_not_text || (opt_out !== null && (consent === null || consent.at <= opt_out.at));

/** A damaged conversation must not hide a customer. The doctor names it. */
const findReadable = async ({ conversations, report }: Reading, phone: string): Promise<Conversation | null> => {
  try {
    return await conversations.find(await conversations.keyOf({ kind: "phone", value: basePhone(phone) }));
  } catch (error) {
    if (!(error instanceof UnreadableDocument)) throw error;
    report(error);
    return null;
  }
};
