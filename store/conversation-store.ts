import type { ConversationAct } from "../domain/message/act-on-conversation.ts";
import type { Begun, SendRequest } from "../domain/message/begin-send.ts";
import type { Contact, Conversation, ConversationId, Message } from "../domain/message/conversation.ts";
import type { SendAgain, SendEnd } from "../domain/message/end-send.ts";
import type { MessageEvent } from "../domain/message/event.ts";
import type { InboxEntry } from "../domain/message/inbox-entry.ts";
import type { TextBar } from "../domain/message/may-text.ts";
import type { MessageNews } from "../domain/message/message-news.ts";
import type { Received } from "../domain/message/receive-message.ts";
import type { DeliveryReport, NotedMessage } from "../domain/message/report-delivery.ts";
import type { PageReply, Reply } from "../domain/message/write-reply.ts";
import type { Day } from "../domain/day.ts";
import type { JobId } from "../domain/job-id.ts";

/**
 * The messages between the business and each contact, with the contact's consent. Every change of one conversation is one
 * append, so a text begins either before STOP was stored or not at all. Throws `StoreUnavailable`, `OutcomeUnknown` and
 * `UnreadableDocument` as the JobStore does. A verb that was repeated after such an error changes nothing twice.
 */
export interface ConversationStore {
  /** Returns the key of a contact. A phone's extension and the case of an email do not count. */
  keyOf(contact: Contact): Promise<ConversationId>;
  /** Returns the conversation with its newest 100 messages; null if nothing was ever stored. */
  find(id: ConversationId): Promise<Conversation | null>;
  /** Returns up to 100 messages before the one with this id, oldest first; null if that message is not in the conversation. */
  older(id: ConversationId, before: string): Promise<{ messages: Message[]; more: boolean } | null>;
  /** Finds one message by its id, also among older ones. */
  message(id: ConversationId, message: string): Promise<Message | null>;

  /** Keeps a customer's message. `isNew` is false if its id was kept before, and then nothing changes. */
  receive(received: Received): Promise<{ conversation: Conversation; isNew: boolean }>;
  /** Keeps a message of the office that the customer reads on the page. A repeated id changes nothing. */
  addPageReply(reply: PageReply): Promise<Conversation>;
  /**
   * Queues an answer of the office as a text or an email. It clears "needs a reply", and takes the conversation if no one has
   * it. `rev` is the revision that the person saw: with a newer one the outcome is `stale`, and nothing is queued.
   */
  reply(id: ConversationId, reply: Reply): Promise<ReplyOutcome>;

  /** Decides whether a message begins, and stores it as begun: see `Begun`. */
  beginSend(request: SendRequest): Promise<Begun>;
  /** Stores what became of a call. Returns the message as it is now; null if another process holds it. */
  endSend(id: ConversationId, ended: EndedSend): Promise<Message | null>;
  /** Stores that a message ended without being sent. One that the provider took stays as it is. */
  note(note: NotedMessage): Promise<void>;
  /** Moves a sent message forward by a provider's report. Null: no such message. `moved` is false for a report of the past. */
  report(id: ConversationId, report: DeliveryReport): Promise<{ moved: boolean; message: Message } | null>;
  /** Stores that the email in place of an undelivered text is queued, or that no email can go out. */
  settleFallback(id: ConversationId, message: string, outcome: "queued" | "none"): Promise<void>;

  /** Applies what a person did. `rev`: as in `reply`. Null: the contact is not known. */
  act(
    id: ConversationId,
    act: ConversationAct,
    options?: { rev?: number | undefined },
  ): Promise<{ how: "done" | "stale"; conversation: Conversation } | null>;
  /** Applies what a person did to a contact that may have no conversation yet. */
  actOnContact(contact: Contact & { name?: string }, act: ConversationAct): Promise<Conversation>;

  /** How many conversations need a reply. `seq` grows with each message from a customer. */
  summary(): Promise<InboxSummary>;
  /** Returns the conversations of the Inbox, the newest message first. */
  inbox(filter?: InboxFilter): Promise<InboxEntry[]>;

  /** Returns the messages that were not sent and wait for a person, the newest first. */
  tray(): Promise<TrayEntry[]>;
  /** Removes a message from the tray; it stays in its conversation. Null: the message is not in the tray. */
  dismiss(message: string): Promise<Message | null>;
  /** Returns which messages were sent, or ended, on a UTC day. The newest 93 days are kept. */
  sentOn(day: Day): Promise<SentRef[]>;

  /**
   * Does what conversations have left to do: their own messages, the office's alerts, and an index that a crash left behind.
   * `begin` is asked before each message. Returns how many are due and still wait.
   */
  drain(delivery: ConversationDelivery): Promise<number>;
  /** Sends what one conversation has queued, now. A failure is reported, and left to `drain`. */
  attempt(id: ConversationId, delivery: ConversationDelivery): Promise<void>;
}

export type ReplyOutcome =
  | { how: "queued"; message: Message; conversation: Conversation }
  | { how: "stale"; conversation: Conversation }
  | { how: "barred"; why: TextBar }
  | { how: "missing" };

export interface EndedSend {
  message: string;
  attempt: string;
  end: SendEnd;
  /** When the conversation tries again, for what it queued itself. */
  again?: SendAgain;
}

export interface InboxSummary {
  needs_reply: number;
  seq: number;
}

export interface InboxFilter {
  needs_reply?: boolean;
  /** A user's id, or null for conversations that no one has. */
  assigned?: string | null;
  /** Words of the name or of the newest message, or digits of the number. Accents and case do not count. */
  q?: string;
}

export interface TrayEntry {
  message: string;
  conversation: ConversationId;
  at: string;
  contact: Contact;
  name: string;
  via: Message["via"];
  event: MessageEvent | null;
  job: JobId | null;
  code: string | null;
}

export interface SentRef {
  message: string;
  conversation: ConversationId;
  at: string;
}

/** Sends what conversations have queued. The sender of `notify/` implements it. */
export interface ConversationDelivery {
  /** Tells other programs what happened to messages. Safe to do twice. */
  tell(conversation: Conversation, news: readonly MessageNews[]): Promise<void>;
  /** Sends one queued message, and stores its outcome with `beginSend` and `endSend`. */
  send(conversation: Conversation, message: Message): Promise<void>;
  /**
   * Tells the office of a customer's message, after this many attempts that failed. Returns when to try again, in
   * milliseconds; null if it is done.
   */
  alert(conversation: Conversation, message: Message, failures: number): Promise<number | null>;
}
