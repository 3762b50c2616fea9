import { instantOf } from "../domain/clock.ts";
import type { Job } from "../domain/job.ts";
import type { ChannelKind, MessageEvent, OfficeEvent } from "../domain/message/event.ts";
import { isSettled } from "../domain/message/message-state.ts";
import { freshId } from "../domain/random.ts";
import type { Sender, SendRequest, SendResult } from "../store/job-store.ts";
import type { SendEntry } from "../store/queued-entry.ts";
import type { Unsent } from "./consent.ts";
import type { Worded } from "./content.ts";
import { deliver, nextTrial, type Delivered, type Delivery } from "./deliver.ts";
import { noteEnded, tailboard, wordsOf } from "./ended-message.ts";
import { eventRules } from "./event.ts";
import { LocalChannel } from "./local/local-channel.ts";
import type { OfficeNotice, OfficeNotices } from "./office-notices.ts";
import { contactOf, customerOf, type Recipient } from "./recipient.ts";
import { barOf, heldUntil, isCarriedByOther } from "./send-bar.ts";
import { claimsChannel, readRound, type Round, type SenderParts } from "./sender-parts.ts";
import { giveBackUnsent, takeText } from "./text-budget.ts";
import { isForCustomer } from "./variable.ts";

/**
 * Sends the messages of jobs: to whom, by which channel, in which words, and when. Each step is a rule of its own; the
 * conversation decides about consent, and remembers every attempt.
 */
export class MessageSender implements Sender {
  readonly timeout_ms = 10_000;
  readonly #parts: SenderParts & { office: Pick<OfficeNotices, "tell" | "ended"> };

  constructor(parts: SenderParts & { office: Pick<OfficeNotices, "tell" | "ended"> }) {
    this.#parts = parts;
  }

  async send(request: SendRequest): Promise<SendResult> {
    const result = await this.#send(request);
    if (result.how === "dropped") await this.#endBegun(request);
    return result;
  }

  /** A message that is dropped after a call, such as one that STOP overtook, ends with a record. */
  async #endBegun({ entry: { id, event, audience }, job }: SendRequest): Promise<void> {
    const { conversations, office } = this.#parts;
    if (audience === "office")
      return isOfficeEvent(event) ? await office.ended({ id, event, how: "withdrawn" }) : undefined;
    const contact = contactOf(job);
    const known = await conversations.message(await conversations.keyOf(contact), id);
    if (known === null || isSettled(known)) return;
    const { via, text, by } = known;
    await conversations.note({ id, contact, job: job.id, by, event, via, text, state: "failed" });
  }

  async #send({ entry, job, until }: SendRequest): Promise<SendResult> {
    const round = await readRound(this.#parts, until);
    const recipient = entry.audience === "office" ? "office" : customerOf(entry, job, round.settings.business);
    if (recipient === null || round.messages.events[entry.event]?.on === false) return { how: "dropped" };
    // A copy sends nothing by itself later: a person chooses what goes out.
    if (round.channels.paused !== null) return { how: "parked" };
    if (recipient === "office") return await this.#tellOffice(round, entry, job);
    return await this.#sendTo(round, entry, job, recipient);
  }

  async ended(message: Parameters<Sender["ended"]>[0]): Promise<void> {
    const { entry, how } = message;
    if (entry.audience !== "office") await noteEnded(this.#parts, message);
    else if (isOfficeEvent(entry.event)) await this.#parts.office.ended({ id: entry.id, event: entry.event, how });
  }

  async #tellOffice({ settings, messages, now, until }: Round, entry: SendEntry, job: Job): Promise<SendResult> {
    const { event, id, expires_at, failures, begun } = entry;
    if (!isOfficeEvent(event) || !(await this.#isStillNews(entry, job))) return { how: "dropped" };
    const notice: OfficeNotice = {
      id,
      event,
      job: job.id,
      contentOf: (language) => this.#parts.contentOf({ entry, job, language, settings, messages, now }),
      expires_at,
      until,
      failures: null,
    };
    const again = await this.#parts.office.tell(notice, { isAgain: failures > 0 || begun === true });
    return again === null ? { how: "sent" } : { how: "later", ...again };
  }

  /** What the job itself cannot tell: whether a person answered already. */
  async #isStillNews({ while: condition }: SendEntry, job: Job): Promise<boolean> {
    const { conversations } = this.#parts;
    if (condition !== "still_needs_reply") return true;
    return (await conversations.find(await conversations.keyOf(contactOf(job))))?.needs_reply ?? false;
  }

  async #sendTo(round: Round, entry: SendEntry, job: Job, recipient: Recipient): Promise<SendResult> {
    const [via] = entry.channels;
    if (via === undefined || !recipient.channels.includes(via)) return nextOrDrop(entry, job);
    const unsent = barOf(round, entry, recipient, via);
    if (unsent !== null) return this.#resultOfBar(round, entry, job, unsent);
    const held = heldUntil(round, entry, via);
    if (held === "useless") return { how: "next_channel" };
    if (held !== null) return { how: "later", not_before: held, failed: false };
    const { health: records, now, channels } = round;
    if (!(await claimsChannel(this.#parts.health, via, { records, isLocal: channels.local, now })))
      return this.#resultOfBar(round, entry, job, "failing");
    // An attempt that failed was counted.
    const isCounted = via === "text" && !round.channels.local && entry.failures === 0;
    if (isCounted && !(await takeText(this.#parts.counters, round))) return nextOrDrop(entry, job);
    const words = wordsOf(this.#parts, round, { entry, job, recipient, via });
    if (words === null) return nextOrDrop(entry, job);
    const delivery = await this.#deliveryOf(round, entry, job, recipient, via, words);
    if (delivery === null) return { how: "next_channel" };
    const delivered = await deliver({ ...this.#parts, now: () => this.#now }, delivery);
    if (isCounted) await giveBackUnsent(this.#parts.counters, round, delivered);
    // A customer who never agreed to texts, and has no email, leaves nothing for a person to send again.
    if (delivered.how === "refused" && delivered.code === "no_consent" && entry.channels.length === 1)
      return await this.#noteFailed(entry, job, recipient, { text: words.text, code: delivered.code });
    return await this.#resultOf(round, entry, job, recipient, delivered);
  }

  #resultOfBar(round: Round, entry: SendEntry, job: Job, unsent: Unsent): SendResult {
    if (unsent === "failing" && entry.channels.length === 1 && !isCarriedByOther(entry, job))
      return { how: "later", ...nextTrial(round.now) };
    return nextOrDrop(entry, job);
  }

  async #deliveryOf(
    round: Round,
    entry: SendEntry,
    job: Job,
    recipient: Recipient,
    via: ChannelKind,
    words: Worded,
  ): Promise<Delivery | null> {
    const { channels, until } = round;
    const channel = channels.local ? new LocalChannel(via) : channels[via];
    const to = recipient.addresses[via];
    if (channel === null || to === null) return null;
    const { text, subject, segments, html } = words;
    const files = via === "email" ? await this.#parts.filesOf({ entry, job, settings: round.settings }) : [];
    const convenience = eventRules[entry.event].unsubscribable === true;
    const unsubscribe = via === "email" && convenience ? await this.#unsubscribe(recipient) : null;
    return {
      channel,
      isLocal: channels.local,
      request: {
        id: entry.id,
        contact: recipient.contact,
        name: recipient.name,
        job: job.id,
        by: tailboard,
        event: entry.event,
        via,
        text,
        ...(subject === undefined ? {} : { subject }),
        ...(segments === undefined ? {} : { segments }),
        basis: recipient.basis,
        consent: recipient.consent,
        convenience,
        attempt: { id: freshId(this.#parts.random), until },
      },
      outgoing: {
        to,
        ...(html === undefined ? {} : { html }),
        ...(files.length === 0 ? {} : { files }),
        ...(unsubscribe === null ? {} : { unsubscribe }),
        useless_at: entry.expires_at,
      },
    };
  }

  async #unsubscribe({ contact }: Recipient): Promise<string> {
    const { unsubscribeUrl, conversations } = this.#parts;
    return await unsubscribeUrl(await conversations.keyOf(contact));
  }

  async #resultOf(
    round: Round,
    entry: SendEntry,
    job: Job,
    recipient: Recipient,
    delivered: Delivered,
  ): Promise<SendResult> {
    switch (delivered.how) {
      case "taken":
        return { how: "sent" };
      case "over":
        return { how: "dropped" };
      case "parked":
        return { how: "parked" };
      case "refused":
        return await this.#afterRefusal(entry, job, recipient, delivered);
      case "misconfigured":
        return this.#resultOfBar(round, entry, job, "failing");
      case "later":
        return (await this.#isDownForLong(round, entry, recipient, delivered.failed))
          ? { how: "next_channel" }
          : delivered;
    }
  }

  /** A text that the provider refused is not missed if the email of the same event goes out, so it only failed. */
  async #afterRefusal(
    entry: SendEntry,
    job: Job,
    recipient: Recipient,
    { isStored }: { isStored: boolean },
  ): Promise<SendResult> {
    const result = nextOrDrop(entry, job);
    if (result.how !== "dropped" || !isStored) return result;
    return await this.#noteFailed(entry, job, recipient, { text: "" });
  }

  async #noteFailed(
    { id, event }: SendEntry,
    job: Job,
    { contact, name }: Recipient,
    { text, code }: { text: string; code?: string },
  ): Promise<SendResult> {
    const noted = { id, contact, name, job: job.id, by: tailboard, event, via: "text", text } as const;
    await this.#parts.conversations.note({ ...noted, state: "failed", ...(code === undefined ? {} : { code }) });
    return { how: "dropped" };
  }

  /** After half an hour of failures a customer's message tries its next channel. */
  async #isDownForLong({ now }: Round, entry: SendEntry, { contact }: Recipient, failed: boolean): Promise<boolean> {
    if (!failed || entry.failures === 0 || entry.channels.length < 2) return false;
    const { conversations } = this.#parts;
    const message = await conversations.message(await conversations.keyOf(contact), entry.id);
    return message !== null && message.state === "queued" && message.at <= instantOf(now - downForLong_ms);
  }

  get #now(): number {
    return this.#parts.clock.now();
  }
}

const nextOrDrop = (entry: SendEntry, job: Job): SendResult =>
  entry.channels.length === 1 && entry.channels[0] === "text" && isCarriedByOther(entry, job)
    ? { how: "dropped" }
    : { how: "next_channel" };

const isOfficeEvent = (event: MessageEvent): event is OfficeEvent => !isForCustomer(event);

const downForLong_ms = 30 * 60_000;
