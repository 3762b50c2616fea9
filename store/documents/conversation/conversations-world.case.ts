import type { SendRequest } from "../../../domain/message/begin-send.ts";
import type { Contact, Conversation, Message } from "../../../domain/message/conversation.ts";
import type { MessageNews } from "../../../domain/message/message-news.ts";
import type { Received } from "../../../domain/message/receive-message.ts";
import type { Reply } from "../../../domain/message/write-reply.ts";
import type { ConversationDelivery, ConversationStore } from "../../conversation-store.ts";
import type { ObjectStore } from "../../port/object-store.ts";
import { identityOn, start, type DocumentsWorld } from "../documents-world.case.ts";
import { JsonObjects } from "../json-objects.ts";
import { Conversations } from "./conversations.ts";

export const maria: Contact = { kind: "phone", value: "+16195550142" };
export const system = { kind: "system", name: "Tailboard" } as const;
export const ana = { kind: "dispatcher", name: "Ana" } as const;

/** A process with conversations on a world. */
export const conversationsOn = (world: DocumentsWorld, store?: ObjectStore, wanted?: () => Promise<Set<string>>) => {
  const process = world.open(store);
  const objects = new JsonObjects(process);
  return {
    conversations: new Conversations(process, objects, identityOn(process), wanted),
    reported: process.reported,
  };
};

export const text = (id: string, more: Partial<Received> = {}): Received => ({
  id,
  contact: maria,
  name: "Maria",
  at: "2026-11-20T17:00:00.000Z",
  via: "text",
  text: `Message ${id}`,
  needs_reply: true,
  ...more,
});

const consent = { at: "2026-11-19T08:00:00.000Z", how: "booking_page" } as const;

/** A notice to Maria, who agreed to texts. */
export const notice = (id: string, more: Partial<SendRequest> = {}): SendRequest => ({
  id,
  contact: maria,
  name: "Maria",
  by: system,
  event: "booked",
  via: "text",
  text: `Notice ${id}`,
  basis: "notice",
  consent,
  attempt: { id: `attempt ${id}`, until: Date.parse(start) + 30_000 },
  ...more,
});

export const reply = (id: string, more: Partial<Reply> = {}): Reply => ({
  id,
  by: ana,
  user: "u1",
  via: "text",
  text: `Answer ${id}`,
  ...more,
});

/** Sends what a conversation has queued, and remembers it. Each message is accepted. */
export class AcceptingDelivery implements ConversationDelivery {
  readonly sent: string[] = [];
  readonly alerts: string[] = [];
  readonly news: MessageNews[] = [];
  readonly #conversations: ConversationStore;
  readonly #now: () => number;

  constructor(conversations: ConversationStore, now: () => number) {
    this.#conversations = conversations;
    this.#now = now;
  }

  async send({ id, contact }: Conversation, { id: message, via, text, by }: Message): Promise<void> {
    if (contact === null || via === "page") throw new RangeError("Only a contact gets a message");
    const attempt = { id: `attempt ${message}`, until: this.#now() + 30_000 };
    const request = { id: message, contact, by, event: "reply", via, text, basis: "keyword", attempt } as const;
    const begun = await this.#conversations.beginSend(request);
    if (begun.how !== "begun") return;
    this.sent.push(text);
    const end = { how: "accepted", provider_id: `SM ${message}` } as const;
    await this.#conversations.endSend(id, { message, attempt: attempt.id, end });
  }

  tell(_: Conversation, news: readonly MessageNews[]): Promise<void> {
    this.news.push(...news);
    return Promise.resolve();
  }

  alert(_: Conversation, { id }: Message): Promise<null> {
    this.alerts.push(id);
    return Promise.resolve(null);
  }
}
