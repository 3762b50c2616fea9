import type { Job } from "../domain/job.ts";
import type { ChannelKind, MessageEvent } from "../domain/message/event.ts";
import type { Language } from "../domain/message/language.ts";
import type { MessageSettings, OwnWords } from "../domain/message/message-settings.ts";
import { phoneText } from "../domain/phone.ts";
import type { Settings } from "../domain/settings.ts";
import type { SendEntry } from "../store/queued-entry.ts";
import { composeMail, composeText } from "./compose.ts";
import { sizeOf } from "./text-size.ts";
import type { Values } from "./variable.ts";

/** What a message says about its job, before it has words. */
export interface Content {
  values: Values;
  /** When, where, what and price, below an email. */
  facts: readonly (readonly [label: string, value: string])[];
}

/** Reads the content from the newest version of the job, and from what the entry kept for itself. */
export type ContentOf = (about: {
  entry: Pick<SendEntry, "event" | "facts" | "visit" | "cause">;
  job: Job;
  language: Language;
  settings: Settings;
  messages: MessageSettings;
  now: number;
}) => Content;

/** A message in its words. */
export interface Worded {
  text: string;
  subject?: string;
  html?: string;
  segments?: number;
}

export interface Wording extends Content {
  event: MessageEvent;
  language: Language;
  via: ChannelKind;
  settings: Settings;
  messages: MessageSettings;
  /** In place of the words of the event and of the owner's. */
  own?: OwnWords;
}

/** Returns the words of a message. Null: the event has no words for a text. */
export const wordMessage = (wording: Wording): Worded | null => {
  const { event, language, via, settings, messages, values, facts } = wording;
  const { business } = settings;
  const own = wording.own ?? messages.templates[event]?.[language];
  const composing = {
    event,
    language,
    values,
    ...(own === undefined ? {} : { own: { ...own, email: own.email ?? {} } }),
    business: {
      name: business.name,
      phone: business.phone === null ? "" : phoneText(business.phone),
      postal_address: messages.postal_address,
    },
    canReply: messages.reply_to !== null,
    facts,
    keepAccents: messages.keep_accents,
  };
  if (via === "email") return composeMail(composing);
  const short = messages.short_name ?? values.business;
  const text = composeText({
    ...composing,
    values: { ...values, ...(short === undefined ? {} : { business: short }) },
  });
  return text === null ? null : { text, segments: sizeOf(text).segments };
};
