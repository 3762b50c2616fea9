import { createHmac } from "node:crypto";
import type { Contact, ConversationId } from "../../../domain/message/conversation.ts";
import { basePhone } from "../../../domain/phone.ts";

/** Returns the key of a contact under the store's salt. Without the salt, a number cannot be guessed from it. */
export const contactKey = (salt: Uint8Array, contact: Contact): ConversationId => {
  const { kind, value } = plainContact(contact);
  return createHmac("sha256", salt).update(`${kind}:${value}`).digest("hex").slice(0, 32);
};

/** Returns the contact without what does not distinguish it: an extension, and the case of an email. */
export const plainContact = ({ kind, value }: Contact): Contact => {
  if (kind === "phone") return { kind, value: basePhone(value) };
  return { kind, value: kind === "email" ? value.trim().toLowerCase() : value };
};
