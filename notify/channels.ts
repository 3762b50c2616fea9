import type { PauseReason } from "../domain/message/live-for.ts";
import type { Channel } from "./channel.ts";

/** The channels in force. The environment wins over the settings; both may change while a server runs. */
export interface Channels {
  /** Reads what is in force now. Call it for each round of messages. Throws `StoreUnavailable`. */
  read(): Promise<ChannelSet>;
  /** The tokens with which the text provider signs its calls. Empty without a text provider. */
  textTokens(): Promise<string[]>;
  /** Closes idle connections after a round of messages: they do not survive a suspended process. */
  release(): void;
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
