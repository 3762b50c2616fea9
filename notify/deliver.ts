import type { SendRequest } from "../domain/message/begin-send.ts";
import type { ConversationId, Message } from "../domain/message/conversation.ts";
import type { SendAgain, SendEnd } from "../domain/message/end-send.ts";
import { isTaken } from "../domain/message/message-state.ts";
import type { NotedOutcome } from "../domain/message/channel-health.ts";
import type { ConversationStore } from "../store/conversation-store.ts";
import type { Channel, OutgoingMessage, Outcome } from "./channel.ts";
import { afterLookUp, afterUnknown, nextOfDoubt, retryAfter_ms, type Retry } from "./doubt.ts";

/** One message to one person by one channel. */
export interface Delivery {
  request: Omit<SendRequest, "again">;
  outgoing: Omit<OutgoingMessage, "id" | "text" | "subject" | "conversation">;
  channel: Channel;
  /** True: nothing is sent, and the stored message is the delivery. */
  isLocal: boolean;
  /** The whole text of an email, where the conversation shows only what a person wrote. */
  body?: string;
  /** How often it failed, if the conversation itself tries it again. */
  failures?: number;
}

/** What became of a delivery, and what its outbox does next. */
export type Delivered =
  | { how: "taken" }
  /** It ended earlier, or it is worth nothing any more. */
  | { how: "over" }
  /** The channel cannot carry it, for good. `isStored`: the provider was called. */
  | { how: "refused"; code: string; isStored: boolean }
  /** The account is wrong: another channel, or the next trial of this one. */
  | { how: "misconfigured"; code: string }
  | { how: "parked" }
  | ({ how: "later" } & Retry);

export interface DeliveryParts {
  conversations: Pick<ConversationStore, "keyOf" | "find" | "beginSend" | "endSend">;
  health: { note(kind: "text" | "email", outcome: NotedOutcome, now: number): Promise<void> };
  now: () => number;
  report: (error: unknown) => void;
}

/**
 * Sends a message at most once for each outcome that is known: it is stored as begun, the provider is called, and the
 * outcome is stored. A message that another process began without an outcome is looked up first.
 */
export const deliver = async (parts: DeliveryParts, delivery: Delivery): Promise<Delivered> => {
  const { conversations, now } = parts;
  const { request, channel } = delivery;
  // A begun message whose lease ends during the call could be begun by another process.
  if (request.attempt.until - now() < channel.timeout_ms) return { how: "later", not_before: now(), failed: false };
  const begun = await conversations.beginSend(request);
  switch (begun.how) {
    case "barred":
      return { how: "refused", code: begun.why, isStored: false };
    case "busy":
      return { how: "later", not_before: request.attempt.until, failed: false, begun: true };
    case "over":
      return overAs(begun.message);
    case "doubt":
      return await resolve(parts, delivery, begun.message);
    case "begun":
      return await call(parts, delivery, begun.message);
  }
};

const overAs = (message: Message): Delivered => {
  if (isTaken(message)) return { how: "taken" };
  return { how: message.state === "parked" ? "parked" : "over" };
};

const call = async (parts: DeliveryParts, delivery: Delivery, message: Message): Promise<Delivered> => {
  const { channel } = delivery;
  const id = await parts.conversations.keyOf(delivery.request.contact);
  const outcome = await channel.send(outgoingOf(delivery, message, id));
  await note(parts, channel, outcome);
  switch (outcome.outcome) {
    case "accepted":
      await end(parts, delivery, id, acceptedAs(delivery, outcome.provider_id));
      return { how: "taken" };
    case "refused": {
      const { code, reason } = outcome;
      await end(parts, delivery, id, { how: "refused", code, reason });
      return { how: "refused", code, isStored: true };
    }
    case "down": {
      const { code, retry_after_ms = 0 } = outcome;
      const wait_ms = delivery.failures === undefined ? 0 : retryAfter_ms(delivery.failures);
      if (wait_ms === null) return await endDoubt(parts, delivery, id, { how: "down", code }, "park", code);
      const retry = { not_before: parts.now() + Math.max(wait_ms, retry_after_ms), failed: true };
      await end(parts, delivery, id, { how: "down", code }, retry);
      return { how: "later", ...retry };
    }
    case "misconfigured":
      await end(parts, delivery, id, { how: "down", code: outcome.code }, nextTrial(parts.now()));
      return { how: "misconfigured", code: outcome.code };
    case "unknown": {
      const next = afterUnknown(delivery.request.event, message, channel, parts.now());
      return await endDoubt(parts, delivery, id, { how: "unknown", code: outcome.code }, next);
    }
  }
};

/** Looks up a message that may have been accepted, and calls the provider again if it certainly was not. */
const resolve = async (parts: DeliveryParts, delivery: Delivery, message: Message): Promise<Delivered> => {
  const { conversations, now } = parts;
  const { channel, request } = delivery;
  const id = await conversations.keyOf(request.contact);
  // Only the channel that began it can look it up, and a message by another one could be the second.
  if (message.via !== channel.kind) return await endDoubt(parts, delivery, id, { how: "not_found" }, "park");
  const found = await lookUp(parts, delivery, message, id);
  if (found?.outcome === "accepted") {
    await end(parts, delivery, id, acceptedAs(delivery, found.provider_id));
    return { how: "taken" };
  }
  // The provider did not say whether it knows the message.
  if (found !== null) {
    const retry = { not_before: now() + lookAgain_ms, failed: true };
    await end(parts, delivery, id, { how: "unknown", code: found.code }, retry);
    return { how: "later", ...retry };
  }
  const next = nextOfDoubt(message, channel);
  const isInTime = request.attempt.until - now() >= channel.timeout_ms;
  if (next === "call_again" && isInTime) {
    const begun = await conversations.beginSend({ ...request, again: true });
    if (begun.how === "begun") return await call(parts, delivery, begun.message);
    if (begun.how === "over") return overAs(begun.message);
    // STOP arrived since: what may have gone out stays as it is, for a person to see.
    return await endDoubt(parts, delivery, id, { how: "not_found" }, "park");
  }
  return await endDoubt(
    parts,
    delivery,
    id,
    { how: "not_found" },
    next === "park" || next === "drop" ? next : afterLookUp(now()),
  );
};

/** Two messages may have the same words, so one that is known to be another message is not taken for this one. */
const lookUp = async (
  { conversations }: DeliveryParts,
  delivery: Delivery,
  message: Message,
  id: ConversationId,
): Promise<Outcome | null> => {
  const { channel } = delivery;
  if (channel.resolveUnknown === undefined) return null;
  const others = ((await conversations.find(id))?.messages ?? []).flatMap((other) =>
    other.id === message.id || other.provider_id === undefined ? [] : [other.provider_id],
  );
  return await channel.resolveUnknown({ ...outgoingOf(delivery, message, id), others });
};

const endDoubt = async (
  parts: DeliveryParts,
  delivery: Delivery,
  id: ConversationId,
  doubt: SendEnd,
  next: Retry | "park" | "drop",
  code = "may_have_gone_out",
): Promise<Delivered> => {
  if (typeof next === "object") {
    await end(parts, delivery, id, doubt, next);
    return { how: "later", ...next };
  }
  const isParked = next === "park";
  await end(parts, delivery, id, { how: isParked ? "parked" : "expired", code });
  return { how: isParked ? "parked" : "over" };
};

const end = async (
  { conversations }: DeliveryParts,
  { request: { id: message, attempt } }: Delivery,
  id: ConversationId,
  end: SendEnd,
  again?: SendAgain,
): Promise<void> => {
  await conversations.endSend(id, { message, attempt: attempt.id, end, ...(again === undefined ? {} : { again }) });
};

const acceptedAs = ({ isLocal }: Delivery, provider_id: string): SendEnd =>
  isLocal ? { how: "local" } : { how: "accepted", provider_id };

/** What the conversation has, because a look-up compares the words with those that were sent. */
const outgoingOf = (
  { outgoing, request, body }: Delivery,
  { text, subject }: Message,
  conversation: ConversationId,
): OutgoingMessage => ({
  ...outgoing,
  id: request.id,
  text: body ?? text,
  ...(subject === undefined ? {} : { subject }),
  conversation,
});

/** A record of health that cannot be written holds up no message. */
const note = async ({ health, now, report }: DeliveryParts, { kind }: Channel, outcome: Outcome): Promise<void> => {
  if (outcome.outcome !== "accepted" && outcome.outcome !== "misconfigured") return;
  try {
    await health.note(kind, outcome, now());
  } catch (error) {
    report(error);
  }
};

/** When a message with no other channel tries an account again that fails. Not a failure of the message. */
export const nextTrial = (now: number): Retry => ({ not_before: now + trial_ms, failed: false });

const trial_ms = 5 * 60_000;
const lookAgain_ms = 60_000;
