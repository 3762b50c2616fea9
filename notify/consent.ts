import { parsePhoneNumberFromString } from "libphonenumber-js/min";
import type { ChannelKind, MessageEvent } from "../domain/message/event.ts";
import type { TextBar } from "../domain/message/may-text.ts";
import type { MessageSettings } from "../domain/message/message-settings.ts";
import type { ChannelSet } from "./channels.ts";

/** Why a message does not go out by a channel. The conversation decides about consent, in the write that begins a text. */
export type WhyNot = TextBar | Unsent;

export type Unsent =
  /** The customer stopped reminders by email. */
  | "unsubscribed"
  | "no_address"
  /** The number is of another country. */
  | "abroad"
  | "not_set_up"
  /** The account fails, and its next trial is not due. */
  | "failing"
  /** The day's texts are used up. */
  | "day_limit"
  /** The owner left the channel out for this event. */
  | "switched_off";

export interface ChannelChoice {
  via: ChannelKind;
  event: MessageEvent;
  /** The number or the address; null if the person has none of that kind. */
  to: string | null;
  channels: Pick<ChannelSet, "text" | "email" | "local">;
  settings: Pick<MessageSettings, "events">;
  /** The country of the business, such as `US`. */
  country: string;
}

/** Returns why a channel cannot carry a message to this person; null if it can. */
export const channelBar = ({ via, event, to, channels, settings, country }: ChannelChoice): Unsent | null => {
  if (settings.events[event]?.channels?.includes(via) === false) return "switched_off";
  if (to === null || to === "") return "no_address";
  if (!channels.local && channels[via] === null) return "not_set_up";
  return via === "text" && isAbroad(to, country) ? "abroad" : null;
};

/** True for a number that is not of this country: texts there cost much, and the business has no customers there. */
export const isAbroad = (phone: string, country: string): boolean =>
  parsePhoneNumberFromString(phone)?.country !== country;

/** Returns the country of a locale, such as `US` for `en-US`. */
export const countryOfLocale = (locale: string): string => new Intl.Locale(locale).region ?? "US";
