import type { Job } from "../domain/job.ts";
import { contactByOf, languageOf, type TextConsent } from "../domain/message/contact-choice.ts";
import { contactsOfJob } from "../domain/message/contact-of-job.ts";
import type { Contact } from "../domain/message/conversation.ts";
import type { ChannelKind } from "../domain/message/event.ts";
import type { Language } from "../domain/message/language.ts";
import type { TextBasis } from "../domain/message/may-text.ts";
import { basePhone } from "../domain/phone.ts";
import type { SendEntry } from "../store/queued-entry.ts";

/** A person who gets a message. */
export interface Recipient {
  /** Distinguishes the people of one message; empty for the customer. */
  key: string;
  contact: Contact;
  name: string;
  language: Language;
  basis: TextBasis;
  consent: TextConsent | null;
  addresses: Readonly<Record<ChannelKind, string | null>>;
  /** The channels that remain, in their order. */
  channels: readonly ChannelKind[];
}

/** Returns the contact under which a customer's conversation is kept. */
export const contactOf = (job: Pick<Job, "id" | "customer">): Contact => contactsOfJob(job)[0];

/** Returns the customer of a job. Null: nothing goes out to them by itself. */
export const customerOf = (
  entry: Pick<SendEntry, "channels">,
  job: Job,
  business: { language: Language },
): Recipient | null => {
  const { customer } = job;
  if (customer === null || contactByOf(customer) === "none") return null;
  const { name, phone, email, text_consent } = customer;
  return {
    key: "",
    contact: contactOf(job),
    name,
    language: languageOf(customer, business),
    basis: "notice",
    consent: text_consent ?? null,
    addresses: { text: phone === undefined ? null : basePhone(phone), email: email ?? null },
    channels: entry.channels.filter((channel) => channel !== "text" || contactByOf(customer) === "text"),
  };
};
