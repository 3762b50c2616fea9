import type { Time } from "../day.ts";
import type { ChannelKind, MessageEvent } from "./event.ts";
import type { Language } from "./language.ts";

/** How the business sends messages. The secrets of its providers are elsewhere, and no answer or backup has them. */
export interface MessageSettings {
  /** The name that emails are from; null for the business's name. */
  from_name: string | null;
  /** The address that emails are from. */
  from_address: string | null;
  /** Where an answer to an email goes; null if the business reads no answers. */
  reply_to: string | null;
  twilio: TwilioSender | null;
  /** True if the text provider itself answers STOP, START and HELP. */
  keywords_by_provider: boolean;
  /** An event that is absent is on, with its usual channels. */
  events: Partial<Record<MessageEvent, EventChoice>>;
  /** The hours in which no text goes out that can wait. Equal times mean none. */
  quiet_hours: { from: Time; to: Time };
  /** When the reminder of tomorrow's visits goes out. */
  reminder_at: Time;
  /** The page on which customers review the business. */
  review_link: string | null;
  /** For the foot of emails. */
  postal_address: string | null;
  /** The business's name in texts, where each letter costs; null for its full name. */
  short_name: string | null;
  /** True keeps the accents that make a Spanish text longer. */
  keep_accents: boolean;
  /** Past this many texts in a day, messages go by email. */
  texts_per_day: number;
  /** How long a conversation is kept after its last message. */
  keep_months: number;
  templates: Templates;
  saved_replies: SavedReply[];
  live_for: LiveFor;
}

export interface TwilioSender {
  account_sid: string;
  /** E.164. One of `from` and `messaging_service_sid` is set. */
  from: string | null;
  messaging_service_sid: string | null;
}

export interface EventChoice {
  on: boolean;
  /** The channels in their order; absent for the usual ones. */
  channels?: ChannelKind[];
}

/** The owner's words, where they differ from ours. */
export type Templates = Partial<Record<MessageEvent, Partial<Record<Language, OwnWords>>>>;

export interface OwnWords {
  text?: string;
  email?: { subject?: string; body?: string; button?: string };
}

export interface SavedReply {
  id: string;
  label: string;
  en: string;
  es: string;
}

/**
 * The place where this store sends messages: a hash of its id and location, and one of the site's address (null for any).
 * `copied`: the store was filled from another one. Null: no place yet. Anywhere else the store stays silent.
 */
export type LiveFor = { place: string; site: string | null } | "copied" | null;

export const usualMessageSettings: Readonly<MessageSettings> = {
  from_name: null,
  from_address: null,
  reply_to: null,
  twilio: null,
  keywords_by_provider: true,
  events: {},
  // Florida's 8 to 8, which is stricter than the federal 8 to 9.
  quiet_hours: { from: "20:00", to: "08:00" },
  reminder_at: "17:00",
  review_link: null,
  postal_address: null,
  short_name: null,
  keep_accents: false,
  texts_per_day: 300,
  keep_months: 24,
  templates: {},
  saved_replies: [],
  live_for: null,
};

/** What a store has: an older version may lack parts, which have their usual values. */
export type StoredMessageSettings = Partial<MessageSettings>;

export const readableMessageSettings = (stored: StoredMessageSettings): MessageSettings => ({
  ...usualMessageSettings,
  ...stored,
});

/** Returns the settings with other words for one message. Without words, ours are used again. */
export const withWords = (
  settings: MessageSettings,
  { event, channel, language }: { event: MessageEvent; channel: ChannelKind; language: Language },
  words: string | NonNullable<OwnWords["email"]> | null,
): MessageSettings => {
  const { [channel]: _before, ...rest } = settings.templates[event]?.[language] ?? {};
  const own: OwnWords = words === null ? rest : { ...rest, [channel]: words };
  const { [language]: _own, ...others } = settings.templates[event] ?? {};
  const languages = Object.keys(own).length === 0 ? others : { ...others, [language]: own };
  const { [event]: _event, ...events } = settings.templates;
  return { ...settings, templates: Object.keys(languages).length === 0 ? events : { ...events, [event]: languages } };
};
