import type { Job } from "../domain/job.ts";
import type { JobId } from "../domain/job-id.ts";
import type { Conversation, ConversationId, Message } from "../domain/message/conversation.ts";
import { languageOf } from "../domain/message/contact-choice.ts";
import type { ChannelKind } from "../domain/message/event.ts";
import type { MessageNews } from "../domain/message/message-news.ts";
import { phoneText } from "../domain/phone.ts";
import { freshId } from "../domain/random.ts";
import type { ConversationDelivery } from "../store/conversation-store.ts";
import type { Settings } from "../domain/settings.ts";
import { channelBar, countryOfLocale } from "./consent.ts";
import { wordMessage, type Content, type Worded } from "./content.ts";
import { deliver, type Delivered, type DeliveryParts } from "./deliver.ts";
import { LocalChannel } from "./local/local-channel.ts";
import type { SenderParts } from "./sender-parts.ts";
import { giveBackUnsent, takeText } from "./text-budget.ts";

export interface ReplyParts extends SenderParts {
  /** Tells other programs what happened to messages. */
  tellPrograms: (conversation: ConversationId, news: readonly MessageNews[]) => Promise<void>;
  findJob: (id: JobId) => Promise<Job | null>;
  /**
   * Tells the office of a customer's message, after this many attempts that failed. Returns when to try again, in
   * milliseconds; null if it is done.
   */
  tellOffice: (conversation: Conversation, message: Message, failures: number) => Promise<number | null>;
}

/** Sends what people of the office answer, and the answers that carriers expect to STOP and HELP. */
export class ReplySender implements ConversationDelivery {
  readonly #parts: ReplyParts;

  constructor(parts: ReplyParts) {
    this.#parts = parts;
  }

  async send(conversation: Conversation, message: Message): Promise<void> {
    const { contact } = conversation;
    const { via } = message;
    if (contact === null || via === "page") return;
    const { settings: readSettings, messageSettings, channels: readChannels } = this.#parts;
    const [settings, messages, channels] = await Promise.all([
      readSettings.read(),
      messageSettings.read(),
      readChannels.read(),
    ]);
    // A copy sends nothing by itself later: a person chooses what goes out.
    if (channels.paused !== null) return await this.#park(conversation, message, "paused");
    const job = await this.#jobOf(conversation, message);
    const to = addressOf(conversation, job, via);
    const country = countryOfLocale(settings.business.locale);
    const bar = channelBar({ via, event: "reply", to, channels, settings: messages, country });
    const channel = channels.local ? new LocalChannel(via) : channels[via];
    if (bar !== null || to === null || channel === null)
      return await this.#park(conversation, message, bar ?? "no_address");
    // A person's answer is counted, and goes out in any case. What goes out by itself may be an attacker's doing.
    const day = { settings, messages, now: this.#parts.clock.now() };
    const isCounted = via === "text" && !channels.local && (message.queue?.failures ?? 0) === 0;
    const isLeft = !isCounted || (await takeText(this.#parts.counters, day));
    if (!isLeft && message.by.kind === "system") return await this.#park(conversation, message, "day_limit");
    const words = via === "email" ? this.#emailOf(settings, messages, job, message) : null;
    const now = this.#parts.clock.now();
    const { subject, html } = words ?? {};
    const delivered = await deliver(this.#deliveryParts, {
      channel,
      isLocal: channels.local,
      ...(words === null ? {} : { body: words.text }),
      failures: message.queue?.failures ?? 0,
      request: {
        ...requestOf(message, via),
        contact,
        ...(subject === undefined ? {} : { subject }),
        attempt: { id: freshId(this.#parts.random), until: now + lease_ms },
      },
      outgoing: { to, ...(html === undefined ? {} : { html }), useless_at: now + useful_ms },
    });
    if (isCounted && isLeft) await giveBackUnsent(this.#parts.counters, day, delivered);
    await this.#afterRefusal(conversation, message, delivered);
  }

  async tell({ id }: Conversation, news: readonly MessageNews[]): Promise<void> {
    await this.#parts.tellPrograms(id, news);
  }

  async alert(conversation: Conversation, message: Message, failures: number): Promise<number | null> {
    return await this.#parts.tellOffice(conversation, message, failures);
  }

  /** A person chose the channel, so no other one is tried: the message waits for them. */
  async #afterRefusal(conversation: Conversation, message: Message, delivered: Delivered): Promise<void> {
    if (delivered.how === "refused") await this.#park(conversation, message, delivered.code);
  }

  async #park({ contact, name }: Conversation, message: Message, code: string): Promise<void> {
    if (contact === null) return;
    const { id, by, via, text, job } = message;
    const kept = { id, contact, name, by, event: "reply", via, text, code } as const;
    // A keyword's answer that cannot go out needs no person.
    const state = by.kind === "system" ? "failed" : "parked";
    await this.#parts.conversations.note({ ...kept, state, ...(job === undefined ? {} : { job }) });
  }

  /** What a person writes by email is in the frame of the business's emails. */
  #emailOf(
    settings: Settings,
    messages: Parameters<typeof wordMessage>[0]["messages"],
    job: Job | null,
    { id, text }: Message,
  ): Worded | null {
    const now = this.#parts.clock.now();
    const language = languageOf(job?.customer ?? null, settings.business);
    const entry = { event: "reply", facts: { excerpt: text }, visit: null, cause: id } as const;
    const content: Content =
      job === null
        ? { values: plainValues(settings, text), facts: [] }
        : this.#parts.contentOf({ entry, job, language, settings, messages, now });
    const values = { ...content.values, excerpt: text };
    return wordMessage({ event: "reply", language, via: "email", settings, messages, values, facts: [] });
  }

  async #jobOf({ jobs }: Conversation, { job = jobs.at(-1) }: Message): Promise<Job | null> {
    return job === undefined ? null : await this.#parts.findJob(job);
  }

  get #deliveryParts(): DeliveryParts {
    const { conversations, health, clock, report } = this.#parts;
    return { conversations, health, now: () => clock.now(), report };
  }
}

const requestOf = ({ id, by, text, job, segments }: Message, via: ChannelKind) => ({
  id,
  by,
  event: "reply" as const,
  via,
  text,
  ...(job === undefined ? {} : { job }),
  ...(segments === undefined ? {} : { segments }),
  basis: by.kind === "system" ? ("keyword" as const) : ("reply" as const),
});

/** An email goes to the contact itself, else to the customer of the job. */
const addressOf = ({ contact }: Conversation, job: Job | null, via: ChannelKind): string | null => {
  if (via === "text") return contact?.kind === "phone" ? contact.value : null;
  return contact?.kind === "email" ? contact.value : (job?.customer?.email ?? null);
};

const plainValues = ({ business }: Settings, excerpt: string): Content["values"] => ({
  business: business.name,
  ...(business.phone === null ? {} : { phone: phoneText(business.phone) }),
  excerpt,
});

const lease_ms = 30_000;
/** A person expects an answer on the same day. */
const useful_ms = 86_400_000;
