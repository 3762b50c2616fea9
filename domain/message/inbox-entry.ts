import { epochOf, type Instant } from "../clock.ts";
import type { JobId } from "../job-id.ts";
import type { Contact, ConversationHead, ConversationId, Message } from "./conversation.ts";

/** What the Inbox's list shows of one conversation. */
export interface InboxEntry {
  id: ConversationId;
  contact: Contact;
  name: string;
  /** The newest message that a person wrote. */
  at: Instant;
  via: Message["via"];
  dir: Message["dir"];
  snippet: string;
  /** The job of that message, else the contact's newest one. */
  job: JobId | null;
  needs_reply: boolean;
  assigned: string | null;
  /** The newest message of the customer. A new one makes `seq` of the Inbox grow. */
  last_in: string | null;
  /** How many changes the conversation had when this was written. An older entry never replaces a newer one. */
  version: number;
}

/** Returns the entry of a conversation. Null if no person has written in it, because notices alone need no Inbox. */
export const inboxEntryOf = (
  id: ConversationId,
  head: ConversationHead,
  messages: readonly Message[],
  version: number,
): InboxEntry | null => {
  const written = messages.findLast(isWritten);
  if (written === undefined || head.contact === null) return null;
  return {
    id,
    contact: head.contact,
    name: head.name,
    at: written.at,
    via: written.via,
    dir: written.dir,
    snippet: snippetOf(written),
    job: written.job ?? head.jobs.at(-1) ?? null,
    needs_reply: head.needs_reply,
    assigned: head.assigned,
    last_in: messages.findLast(({ dir }) => dir === "in")?.id ?? null,
    version,
  };
};

/** True for what a person wrote: a customer's message, or an answer of the office. */
const isWritten = ({ dir, by }: Message): boolean => dir === "in" || by.kind !== "system";

const snippetOf = ({ text, photos }: Message): string => {
  const letters = Array.from(text.replaceAll(/\s+/gu, " ").trim());
  if (letters.length === 0 && photos !== undefined) return "Sent a photo";
  return letters.length > 80 ? `${letters.slice(0, 77).join("")}...` : letters.join("");
};

/** True if the entry stays in the index: it needs a reply, or a person wrote in the last 30 days. */
export const isKept = ({ needs_reply, at }: InboxEntry, now: number): boolean =>
  needs_reply || epochOf(at) > now - 30 * 86_400_000;
