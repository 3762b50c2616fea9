import type { Instant } from "../clock.ts";
import type { Actor } from "../job.ts";
import type { JobId } from "../job-id.ts";
import type { TextConsent } from "./contact-choice.ts";
import type { MessageEvent } from "./event.ts";

/** 32 hexadecimal characters: the keyed hash of a contact. */
export type ConversationId = string;

/** A phone number as E.164, else an email address, else the job of a customer who left neither. */
export interface Contact {
  kind: "phone" | "email" | "job";
  value: string;
}

export type MessageState =
  | "received"
  | "queued"
  | "sending"
  | "sent"
  | "delivered"
  | "undelivered"
  | "failed"
  | "withdrawn"
  | "expired"
  | "parked"
  /** No channel is set up, so this record is the delivery. */
  | "local";

/** One message between the business and a contact. */
export interface Message {
  /** The id of the outbox entry, the history id of a page message, or the provider's id of an incoming text. */
  id: string;
  at: Instant;
  dir: "in" | "out";
  via: "text" | "email" | "page";
  by: Actor;
  job?: JobId;
  /** What caused an automatic message. A person's answer is a `reply`. */
  event?: MessageEvent;
  /** Empty if the message ended before it was composed. */
  text: string;
  subject?: string;
  state: MessageState;
  /** How often a provider was called. */
  attempts: number;
  /** The call, or the look-up, that is under way. `until` is the end of its lease, in milliseconds since the epoch. */
  attempt?: { id: string; until: number; look?: true };
  doubt?: Doubt;
  provider_id?: string;
  /** The provider's code for what went wrong, or ours. */
  code?: string;
  segments?: number;
  /** Pictures that came with an incoming text. They are not fetched. */
  photos?: number;
  /** Only for what the conversation itself sends: replies, and answers to keywords. */
  queue?: { not_before: number; failures: number; until?: number };
  /** The text was not delivered, so an email is, or was, queued in its place. */
  fallback?: "due" | "queued";
  /** A person removed it from the list of messages that were not sent. */
  dismissed?: true;
}

/** Calls whose outcome no answer told. */
export interface Doubt {
  times: number;
  /** How often the provider did not know the message since the last call. */
  looks: number;
}

export interface OptOut {
  at: Instant;
  how: "keyword" | "sentence" | "provider" | "office";
  /** The text that asked for it. */
  text?: string;
}

export interface ContactFlags {
  /** Texts do not reach this number before this instant. */
  landline_until?: Instant;
  unreachable_until?: Instant;
  /** The newest texts that did not reach the phone, oldest first, at most 3. */
  failures?: Instant[];
  /** The customer texted CANCEL, and may have meant the job. */
  may_cancel?: true;
}

/** What is known of a contact, without its messages. */
export interface ConversationHead {
  /** Grows with each change that a person may act on. A move of a message's state changes nothing here. */
  rev: number;
  /** Null before the first message, and after the contact was forgotten. */
  contact: Contact | null;
  name: string;
  /** Newest last, at most 20. */
  jobs: JobId[];
  consent: TextConsent | null;
  opt_out: OptOut | null;
  do_not_text: boolean;
  /** The customer stopped reminders and review requests by email. */
  unsubscribed: boolean;
  flags: ContactFlags;
  needs_reply: boolean;
  /** The id of a user. */
  assigned: string | null;
  /** The office has yet to hear of this message. */
  alert: { message: string; not_before: number; failures: number } | null;
}

export interface Conversation extends Omit<ConversationHead, "alert"> {
  id: ConversationId;
  /** Oldest first; the newest 100. */
  messages: Message[];
  /** True if there are older ones. */
  more: boolean;
}

export const emptyHead: ConversationHead = {
  rev: 0,
  contact: null,
  name: "",
  jobs: [],
  consent: null,
  opt_out: null,
  do_not_text: false,
  unsubscribed: false,
  flags: {},
  needs_reply: false,
  assigned: null,
  alert: null,
};

/** Returns the head with what a message says about its contact. A job moves to the end of the list. */
export const withContact = (
  head: ConversationHead,
  { contact, name, job }: { contact: Contact; name?: string | undefined; job?: JobId | undefined },
): ConversationHead => {
  const jobs =
    job === undefined || head.jobs.at(-1) === job ? head.jobs : [...head.jobs.filter((id) => id !== job), job];
  const next = { ...head, contact, name: name || head.name, jobs: jobs.slice(-mostJobs) };
  return isSameContact(head, next) ? head : { ...next, rev: head.rev + 1 };
};

const isSameContact = (one: ConversationHead, other: ConversationHead): boolean =>
  one.contact?.value === other.contact?.value &&
  one.contact?.kind === other.contact?.kind &&
  one.name === other.name &&
  one.jobs.join() === other.jobs.join();

const mostJobs = 20;
