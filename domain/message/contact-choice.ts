import type { Instant } from "../clock.ts";
import type { Customer } from "../job.ts";
import type { Language } from "./language.ts";

/** How a customer wants to hear from the business. `none`: no message goes out by itself. */
export const contactWays = ["text", "email", "none"] as const;
export type ContactBy = (typeof contactWays)[number];

export const consentWays = ["booking_page", "dispatcher", "inbound_text"] as const;

/** The customer's yes to texts. Without one, no text is sent. */
export interface TextConsent {
  at: Instant;
  how: (typeof consentWays)[number];
  /** The version of the words that the customer agreed to. The kept catalog has the words. */
  wording?: string;
}

/** Returns how the customer hears from the business. A job of an older version does not say, so what it has decides. */
export const contactByOf = ({ contact_by, text_consent, phone, email }: Customer): ContactBy => {
  if (contact_by !== undefined) return contact_by;
  if (text_consent !== undefined && phone !== undefined) return "text";
  if (email !== undefined) return "email";
  return phone === undefined ? "none" : "text";
};

/** Returns the language of messages to a customer: their own, else the business's. */
export const languageOf = (customer: Pick<Customer, "language"> | null, business: { language: Language }): Language =>
  customer?.language ?? business.language;
