import { createHash } from "node:crypto";
import type { ChannelKind, MessageEvent } from "../domain/message/event.ts";

/**
 * Returns the id of a message. One cause can never be two messages, because the outbox, the conversation, the email and
 * the webhook all have this id.
 */
export const entryId = ({ event, audience, channel, cause }: MessageCause): string =>
  createHash("sha256").update([event, audience, channel, cause].join("|")).digest("base64url").slice(0, 22);

interface MessageCause {
  event: MessageEvent;
  audience: "customer" | "office";
  /** The first of its channels. */
  channel: ChannelKind;
  /** The history id of the change, or `visit|day|start`. */
  cause: string;
}
