import type { ChannelKind } from "../domain/message/event.ts";

/** A way to reach a person. Each adapter promises this. */
export interface Channel {
  readonly kind: ChannelKind;
  /** The longest time that one `send` takes, in milliseconds. A lease is three times as long. */
  readonly timeout_ms: number;
  /** Never throws: a caller must know what it may repeat. */
  send(message: OutgoingMessage): Promise<Outcome>;
  /** Looks up whether a message with an unknown outcome was accepted. Null: no such message was found. */
  resolveUnknown?(message: OutgoingMessage): Promise<Outcome | null>;
  /** Tries the connection without sending, for the health of the settings page. */
  verify(): Promise<Outcome>;
}

export interface OutgoingMessage {
  /** The same for each attempt. An email has it as its Message-ID. */
  id: string;
  /** E.164 for a text, an address for an email. */
  to: string;
  /** Emails only. */
  subject?: string;
  text: string;
  html?: string;
  files?: readonly MessageFile[];
  /** Emails that a person may stop: the address that stops them with one click (RFC 8058). */
  unsubscribe?: string;
  /** The conversation that gets the provider's reports about a text. */
  conversation?: string;
  /** The provider's ids of other messages, which a look-up does not take for this one. */
  others?: readonly string[];
  /** When the message has become useless, in milliseconds since the epoch. A provider may drop it then. */
  useless_at?: number;
}

export interface MessageFile {
  name: string;
  /** Such as `text/calendar; method=PUBLISH`. */
  type: string;
  body: string;
}

export type Outcome =
  | { outcome: "accepted"; provider_id: string }
  /** For good: the next channel carries the message. */
  | { outcome: "refused"; code: string; reason: Refusal }
  /** Nothing was accepted. The message is tried again later. */
  | { outcome: "down"; code: string; retry_after_ms?: number }
  /** A key, a sender or a registration is wrong: every message would fail. */
  | { outcome: "misconfigured"; code: string }
  /** The provider may have accepted it. */
  | { outcome: "unknown"; code: string };

export type Refusal = "address" | "opted_out" | "landline" | "content" | "region";
