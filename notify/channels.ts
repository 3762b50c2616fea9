import type { ChannelKind } from "../domain/message/event.ts";
import type { PauseReason } from "../domain/message/live-for.ts";
import type { MailSource } from "./mail-domain.ts";
import type { Channel } from "./channel.ts";

/** The channels in force. The environment wins over the settings; both may change while a server runs. */
export interface Channels {
  /** Reads what is in force now. Call it for each round of messages. Throws `StoreUnavailable`. */
  read(): Promise<ChannelSet>;
  /** The tokens with which the text provider signs its calls. Empty without a text provider. */
  textTokens(): Promise<string[]>;
  /** What may be said of the accounts, for people who set them up. */
  accounts(): Promise<ChannelAccounts>;
  /**
   * Makes a fresh store send from here. Call it when a server starts. A store that has jobs of a version without messages
   * waits for its owner.
   */
  start(isFresh: () => Promise<boolean>): Promise<void>;
  /** Says that the store sends from here, as its owner wants. */
  goLive(): Promise<void>;
  /** Closes idle connections after a round of messages: they do not survive a suspended process. */
  release(): void;
}

export interface ChannelAccounts {
  smtp: SecretState;
  twilio: SecretState;
  /** Whom messages come from, as people read it; null if the channel is not set up. */
  sender: Record<ChannelKind, string | null>;
  /** The address and the server of emails; null if they are not set up. `isLocal`: the server is on this machine. */
  mail: (MailSource & { isLocal: boolean }) | null;
}

/** True if texts go out, or are kept in the outbox because no channel is set up. False if the business sends only emails. */
export const takesTexts = ({ sender }: Pick<ChannelAccounts, "sender">): boolean =>
  sender.text !== null || sender.email === null;

export interface SecretState {
  set: boolean;
  /** The end of a long secret, so that a person recognizes it. */
  last4?: string;
  source?: "environment" | "settings";
}

export interface ChannelSet {
  /** Null: texts are not set up, or nothing may be sent. */
  text: Channel | null;
  email: Channel | null;
  /** True if no channel is set up: messages are kept in the outbox page. */
  local: boolean;
  /** Why nothing may be sent; null if it may. Then both channels are null, and no message may be begun. */
  paused: PauseReason | null;
}
