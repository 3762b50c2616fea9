import { instantOf } from "../clock.ts";
import { doubtOf } from "./begin-send.ts";
import type { ContactFlags, ConversationHead, Message } from "./conversation.ts";
import { isForward } from "./message-state.ts";

/** What became of one call of a provider, or of one look-up. */
export type SendEnd =
  | { how: "accepted"; provider_id: string }
  /** Kept on the page of local messages. */
  | { how: "local" }
  | { how: "refused"; code: string; reason: "address" | "opted_out" | "landline" | "content" | "region" }
  | { how: "down"; code: string }
  | { how: "unknown"; code: string }
  /** The provider does not know the message. */
  | { how: "not_found" }
  | { how: "parked"; code: string }
  | { how: "expired"; code: string };

/** When the conversation itself tries again. Only for messages that it queued. */
export interface SendAgain {
  not_before: number;
  failed: boolean;
}

/**
 * Returns the message and its contact after a call. A process whose lease was taken over ends nothing, except that an
 * accepted message counts as sent.
 */
export const endSend = (
  head: ConversationHead,
  known: Message,
  { attempt, end, again }: { attempt: string; end: SendEnd; again?: SendAgain },
  now: number,
): { head: ConversationHead; message: Message } | null => {
  if (known.attempt?.id !== attempt && end.how !== "accepted") return null;
  const next = stateAfter(known, end);
  if (end.how === "accepted" && !isForward(known.state, "sent")) return null;
  const { attempt: _, queue, ...rest } = { ...known, ...next };
  const isQueued = queue !== undefined && (next.state === "queued" || next.state === "sending");
  const message: Message = isQueued ? { ...rest, queue: queueAfter(queue, again) } : rest;
  return { head: flagged(head, end, now), message };
};

const stateAfter = (known: Message, end: SendEnd): Pick<Message, "state"> & Partial<Message> => {
  switch (end.how) {
    case "accepted":
      return { state: "sent", provider_id: end.provider_id };
    case "local":
      return { state: "local" };
    case "refused":
    case "down":
      return { state: "queued", code: end.code };
    case "unknown":
      return { state: "sending", code: end.code, doubt: doubtOf(known) };
    case "not_found": {
      const doubt = known.doubt ?? { times: 1, looks: 0 };
      return { state: "sending", doubt: { ...doubt, looks: doubt.looks + 1 } };
    }
    case "parked":
    case "expired":
      return { state: end.how, code: end.code };
  }
};

const queueAfter = (queue: NonNullable<Message["queue"]>, again: SendAgain | undefined): Message["queue"] & object =>
  again === undefined ? queue : { not_before: again.not_before, failures: queue.failures + (again.failed ? 1 : 0) };

const flagged = (head: ConversationHead, end: SendEnd, now: number): ConversationHead => {
  if (end.how !== "refused") return head;
  const rev = head.rev + 1;
  if (end.reason === "opted_out") return { ...head, rev, opt_out: { at: instantOf(now), how: "provider" } };
  if (end.reason === "landline") return { ...head, rev, flags: withLandline(head.flags, now) };
  return head;
};

export const withLandline = (flags: ContactFlags, now: number): ContactFlags => ({
  ...flags,
  landline_until: instantOf(now + landline_ms),
});

const landline_ms = 180 * 86_400_000;
