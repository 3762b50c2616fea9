import { phoneText } from "../../shared/format.ts";
import type { InboxItem } from "./conversation.ts";

/** The name of a conversation: the customer's, else the phone or email. Empty if neither is known. */
export const nameOf = ({ name, contact }: Pick<InboxItem, "name" | "contact">): string => {
  if (name !== "" || contact === null) return name;
  return contact.kind === "phone" ? phoneText(contact.value) : contact.kind === "email" ? contact.value : "";
};
