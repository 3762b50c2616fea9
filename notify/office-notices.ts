import type { Contact } from "../domain/message/conversation.ts";
import type { ChannelKind, OfficeEvent } from "../domain/message/event.ts";
import type { Language } from "../domain/message/language.ts";
import type { OwnWords } from "../domain/message/message-settings.ts";
import { isSettled } from "../domain/message/message-state.ts";
import type { NotedMessage } from "../domain/message/report-delivery.ts";
import type { JobId } from "../domain/job-id.ts";
import { basePhone } from "../domain/phone.ts";
import { freshId } from "../domain/random.ts";
import type { OfficeAlertStore } from "../store/office-alert-store.ts";
import { channelBar, countryOfLocale } from "./consent.ts";
import { wordMessage, type Content } from "./content.ts";
import { deliver, nextTrial, type Delivered } from "./deliver.ts";
import type { Retry } from "./doubt.ts";
import { tailboard } from "./ended-message.ts";
import { LocalChannel } from "./local/local-channel.ts";
import { claimsChannel, type SenderParts } from "./sender-parts.ts";
import { giveBackUnsent, takeText } from "./text-budget.ts";

/** A person of the office, and how they want to hear of events. */
export interface OfficePerson {
  id: string;
  name: string;
  phone: string | null;
  email: string | null;
  language: Language;
  isOwner: boolean;
  alerts: (event: OfficeEvent) => ChannelKind | "none";
}

export interface OfficeNotice {
  /** The same for each attempt. */
  id: string;
  event: OfficeEvent;
  job: JobId | null;
  contentOf: (language: Language) => Content;
  expires_at: number;
  /** The end of the lease, in milliseconds since the epoch. */
  until: number;
  /** How often it failed, if the conversation itself tries it again; null if the outbox of a job does. */
  failures: number | null;
  /** Returns the channel that goes first; the person's own choice for the event if it is left out. */
  chosen?: (person: OfficePerson) => ChannelKind | "none";
  /** Returns words in place of those of the event. */
  words?: (person: OfficePerson) => OwnWords;
}

type UnsentHow = "withdrawn" | "expired" | "parked";

export interface OfficeParts extends SenderParts {
  people: () => Promise<OfficePerson[]>;
  alerts: Pick<OfficeAlertStore, "admit">;
  /** Returns a short hash, for the id of one person's copy. */
  hash: (text: string) => string;
}

/** Tells the people of the office what happened, each by the channel that they chose, else by the other one. */
export class OfficeNotices {
  readonly #parts: OfficeParts;

  constructor(parts: OfficeParts) {
    this.#parts = parts;
  }

  /** Tells of an event, unless so many happened in this hour that its digest does. `isAgain`: it was tried before. */
  async tell(notice: OfficeNotice, { isAgain }: { isAgain: boolean }): Promise<Retry | null> {
    const { people: readPeople, alerts, clock } = this.#parts;
    const { event, id } = notice;
    const people = await readPeople();
    if (people.every((person) => person.alerts(event) === "none")) return null;
    if (!isAgain && (await alerts.admit({ id, event }, clock.now())) === "held") {
      // A process may have begun it before it stopped. The digest tells of it now.
      await this.ended({ id, event, how: "withdrawn" });
      return null;
    }
    return await this.#sendAll(notice, people);
  }

  /** Returns when to try again; null if each person has it, or cannot get it. A copy of one person is sent once. */
  async send(notice: OfficeNotice): Promise<Retry | null> {
    return await this.#sendAll(notice, await this.#parts.people());
  }

  async #sendAll(notice: OfficeNotice, people: readonly OfficePerson[]): Promise<Retry | null> {
    const waiting: Retry[] = [];
    for (const person of people) {
      const delivered = await this.#tellOne(notice, person);
      if (delivered?.how === "later") waiting.push(delivered);
    }
    if (waiting.length === 0) return null;
    return {
      not_before: Math.max(...waiting.map(({ not_before }) => not_before)),
      failed: waiting.some(({ failed }) => failed),
      ...(waiting.some(({ begun }) => begun === true) ? { begun: true as const } : {}),
    };
  }

  /**
   * Stores how the copies ended that a provider was called for. A copy that was not begun needs no record. One that
   * would be parked has failed, because it is not for the list of messages to customers.
   */
  async ended({ id, event, how }: { id: string; event: OfficeEvent; how: UnsentHow }): Promise<void> {
    const state = how === "parked" ? "failed" : how;
    for (const person of await this.#parts.people()) await this.#end(person, { id, event, state });
  }

  async #end(person: OfficePerson, { id, ...ended }: { id: string } & Pick<NotedMessage, "event" | "state">) {
    const { conversations, hash } = this.#parts;
    const copy = hash(`${id}|${person.id}`);
    const { phone, email } = person;
    for (const [via, to] of [["text", phone] as const, ["email", email] as const]) {
      if (to === null || (via === "email" && phone !== null)) continue;
      const contact = contactOf(person, to, via);
      const known = await conversations.message(await conversations.keyOf(contact), copy);
      if (known === null || isSettled(known)) continue;
      await conversations.note({ ...ended, id: copy, contact, name: person.name, by: tailboard, via, text: "" });
    }
  }

  async #tellOne(notice: OfficeNotice, person: OfficePerson): Promise<Delivered | null> {
    const chosen = notice.chosen?.(person) ?? person.alerts(notice.event);
    if (chosen === "none") return null;
    let last: Delivered | null = null;
    let isRefused = false;
    for (const via of [chosen, chosen === "text" ? "email" : "text"] as const) {
      last = await this.#by(via, notice, person);
      if (last !== null && last.how !== "refused" && last.how !== "misconfigured") return last;
      isRefused ||= last?.how === "refused";
    }
    if (last?.how === "misconfigured") return { how: "later", ...nextTrial(this.#parts.clock.now()) };
    if (isRefused) await this.#end(person, { id: notice.id, event: notice.event, state: "failed" });
    return last;
  }

  /** Null: the channel is not set up, or the person has no address for it. */
  async #by(via: ChannelKind, notice: OfficeNotice, person: OfficePerson): Promise<Delivered | null> {
    const { settings: readSettings, messageSettings, channels: readChannels, conversations, health } = this.#parts;
    const [settings, messages, channels] = await Promise.all([
      readSettings.read(),
      messageSettings.read(),
      readChannels.read(),
    ]);
    const to = via === "text" ? person.phone : person.email;
    const country = countryOfLocale(settings.business.locale);
    const { event, until, failures, id, job } = notice;
    const channel = channels.local ? new LocalChannel(via) : channels[via];
    const bar = channelBar({ via, event, to, channels, settings: { ...messages, events: {} }, country });
    if (bar !== null || to === null || channel === null) return null;
    const { language } = person;
    const own = notice.words?.(person);
    const content = { ...notice.contentOf(language), ...(own === undefined ? {} : { own }) };
    const words = wordMessage({ ...content, event, language, via, settings, messages });
    if (words === null) return null;
    const { text, subject, html, segments } = words;
    const { clock, random, report, hash, counters } = this.#parts;
    const records = await health.read();
    if (!(await claimsChannel(health, via, { records, isLocal: channels.local, now: clock.now() })))
      return { how: "misconfigured", code: records[via].trouble?.code ?? "" };
    const day = { settings, messages, now: clock.now() };
    const isCounted = via === "text" && !channels.local;
    if (isCounted && !(await takeText(counters, day))) return null;
    const delivered = await deliver(
      { conversations, health, now: () => clock.now(), report },
      {
        channel,
        isLocal: channels.local,
        ...(failures === null ? {} : { failures }),
        request: {
          id: hash(`${id}|${person.id}`),
          contact: contactOf(person, to, via),
          name: person.name,
          ...(job === null ? {} : { job }),
          by: tailboard,
          event,
          via,
          text,
          ...(subject === undefined ? {} : { subject }),
          ...(segments === undefined ? {} : { segments }),
          basis: "alert",
          attempt: { id: freshId(random), until },
        },
        outgoing: { to, ...(html === undefined ? {} : { html }), useless_at: notice.expires_at },
      },
    );
    if (isCounted) await giveBackUnsent(counters, day, delivered);
    return delivered;
  }
}

/** Texts and emails to one person are in one conversation, under their number if they have one. */
const contactOf = ({ phone }: OfficePerson, to: string, via: ChannelKind): Contact => {
  if (phone !== null) return { kind: "phone", value: basePhone(phone) };
  return { kind: via === "text" ? "phone" : "email", value: to };
};

/** How long one attempt may take. */
export const mayWait_ms = 30_000;
