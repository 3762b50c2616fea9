import type { Instant } from "../domain/clock.ts";
import { withoutUndefined } from "../domain/field-table.ts";
import { doubtOf } from "../domain/message/begin-send.ts";
import type { TextConsent } from "../domain/message/contact-choice.ts";
import {
  emptyHead,
  type Contact,
  type ContactFlags,
  type ConversationHead,
  type ConversationId,
  type Doubt,
  type Message,
  type OptOut,
} from "../domain/message/conversation.ts";
import { isSettled } from "../domain/message/message-state.ts";
import type { Actor } from "../domain/job.ts";
import type { UnreadableDocument } from "./job-store.ts";

/** A conversation as a copy has it. What it had left to send is parked, so that no copy sends it again. */
export interface ArchivedConversation {
  id: ConversationId;
  head: ConversationHead;
  /** Oldest first. Older ones are in pages. */
  messages: readonly Message[];
  /** Oldest first. */
  pages: readonly ArchivedPage[];
  /** The ids of messages in the newest pages. */
  paged: readonly string[];
}

export interface ArchivedPage {
  n: number;
  id: string;
  messages: readonly Message[];
}

/** Exports and imports conversations. They are filed under keys of the store's salt, so the salt goes with them. */
export interface ConversationArchive {
  /** Yields every conversation, ascending by id, as it is or as it was at an instant. */
  all(options?: {
    at?: Instant;
    unreadable?: (error: UnreadableDocument) => void;
  }): AsyncIterable<ArchivedConversation>;
  /** Imports conversations, and lists them in the Inbox, in the tray and by day. One that the store has already stays. */
  adopt(conversations: readonly ArchivedConversation[]): Promise<void>;
}

/**
 * Copies what an archive has of a conversation. Writing and reading an archive both use it, so a field that it does not
 * name reaches no file and no store. A new field does not compile until it is named here.
 */
export const archivedConversation = ({
  id,
  head,
  messages,
  pages,
  paged,
}: ArchivedConversation): ArchivedConversation => ({
  id,
  head: archivedHead({ ...emptyHead, ...head }),
  messages: messages.map(archivedMessage),
  pages: pages.map((page) => ({ n: page.n, id: page.id, messages: page.messages.map(archivedMessage) })),
  paged: [...paged],
});

/** The original tells its office of a message, so a copy does not. */
const archivedHead = (head: ConversationHead): ConversationHead =>
  withoutUndefined<ConversationHead>({
    rev: head.rev,
    contact: head.contact && contactOf(head.contact),
    name: head.name,
    jobs: [...head.jobs],
    consent: head.consent && consentOf(head.consent),
    opt_out: head.opt_out && optOutOf(head.opt_out),
    do_not_text: head.do_not_text,
    unsubscribed: head.unsubscribed,
    flags: flagsOf(head.flags),
    needs_reply: head.needs_reply,
    assigned: head.assigned,
    alert: null,
  });

/**
 * The original sends what its conversations have queued. A message of a job's outbox stays as it is, because its entry
 * comes back parked. If a call was under way, its outcome is not known.
 */
const archivedMessage = (message: Message): Message =>
  withoutUndefined<Message>({
    id: message.id,
    at: message.at,
    dir: message.dir,
    via: message.via,
    by: withoutUndefined<Actor>({ kind: message.by.kind, name: message.by.name }),
    job: message.job,
    event: message.event,
    text: message.text,
    subject: message.subject,
    state: message.queue === undefined || isSettled(message) ? message.state : "parked",
    attempts: message.attempts,
    attempt: undefined,
    doubt: message.state === "sending" ? doubtOf(message) : message.doubt && doubtCopy(message.doubt),
    provider_id: message.provider_id,
    code: message.code,
    segments: message.segments,
    photos: message.photos,
    queue: undefined,
    fallback: message.fallback,
    dismissed: message.dismissed,
  });

const contactOf = ({ kind, value }: Contact): Contact => withoutUndefined<Contact>({ kind, value });

const consentOf = ({ at, how, wording }: TextConsent): TextConsent =>
  withoutUndefined<TextConsent>({ at, how, wording });

const optOutOf = ({ at, how, text }: OptOut): OptOut => withoutUndefined<OptOut>({ at, how, text });

const flagsOf = ({ landline_until, unreachable_until, failures, may_cancel }: ContactFlags): ContactFlags =>
  withoutUndefined<ContactFlags>({ landline_until, unreachable_until, failures, may_cancel });

const doubtCopy = ({ times, looks }: Doubt): Doubt => withoutUndefined<Doubt>({ times, looks });
