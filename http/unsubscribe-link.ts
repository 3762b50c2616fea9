import { createHmac, timingSafeEqual } from "node:crypto";
import type { ConversationId } from "../domain/message/conversation.ts";

/**
 * The link that stops reminders by email. It names the conversation and is signed with the salt of the store, which a
 * backup has, so a link in an old email works after a restore.
 */
export const unsubscribeUrl = (site: string, salt: string, conversation: ConversationId): string =>
  `${site}/api/v1/unsubscribe/${unsubscribeToken(salt, conversation)}`;

export const unsubscribeToken = (salt: string, conversation: ConversationId): string => {
  const id = Buffer.from(conversation, "hex");
  return Buffer.concat([id, signatureOf(salt, id)]).toString("base64url");
};

/** Returns the conversation that a token names; null for any text that this store did not sign. */
export const readUnsubscribeToken = (salt: string, token: string): ConversationId | null => {
  const bytes = /^[\w-]{43}$/.test(token) ? Buffer.from(token, "base64url") : Buffer.alloc(0);
  if (bytes.length !== 2 * idBytes) return null;
  const id = bytes.subarray(0, idBytes);
  return timingSafeEqual(bytes.subarray(idBytes), signatureOf(salt, id)) ? id.toString("hex") : null;
};

const idBytes = 16;

const signatureOf = (salt: string, id: Uint8Array): Buffer =>
  createHmac("sha256", salt).update("unsubscribe/1 ").update(id).digest().subarray(0, idBytes);
