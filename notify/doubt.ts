import type { Message } from "../domain/message/conversation.ts";
import type { MessageEvent } from "../domain/message/event.ts";
import type { Channel } from "./channel.ts";

/** When a message is tried again. `failed`: it counts toward parking. */
export interface Retry {
  not_before: number;
  failed: boolean;
  /** A provider may have the message. */
  begun?: true;
}

/**
 * Returns what follows a call without an answer. The provider may have the message, so it is looked up soon. A provider
 * that cannot be asked gets an email again later, under its Message-ID. A second such call is left to a person.
 */
export const afterUnknown = (
  event: MessageEvent,
  { doubt }: Pick<Message, "doubt">,
  channel: Pick<Channel, "resolveUnknown">,
  now: number,
): Retry | "park" | "drop" => {
  if (isAboutNow(event) && channel.resolveUnknown === undefined) return "drop";
  if (doubt !== undefined && doubt.times > 0) return "park";
  const wait_ms = channel.resolveUnknown === undefined ? emailAgain_ms : firstLook_ms;
  return { not_before: now + wait_ms, failed: false, begun: true };
};

/** Returns what follows a look-up that did not find the message. `message` is as it was before the look-up. */
export const nextOfDoubt = (
  { event, doubt = { times: 1, looks: 0 } }: Pick<Message, "event" | "doubt">,
  channel: Pick<Channel, "resolveUnknown">,
): "look_again" | "call_again" | "park" | "drop" => {
  const isLookedUp = channel.resolveUnknown === undefined || doubt.looks + 1 >= looksBeforeCall;
  if (!isLookedUp) return "look_again";
  if (isAboutNow(event)) return "drop";
  return doubt.times >= callsWithoutAnswer ? "park" : "call_again";
};

export const afterLookUp = (now: number): Retry => ({ not_before: now + secondLook_ms, failed: false, begun: true });

/** A second message about this moment would say something that is over. */
const isAboutNow = (event: MessageEvent | undefined): boolean => event === "on_the_way" || event === "running_late";

/** How long a message waits after a failure, as in the outbox of jobs. Null: it is parked for a person. */
export const retryAfter_ms = (failures: number): number | null => {
  const minutes = retryMinutes[failures];
  return minutes === undefined ? null : minutes * 60_000;
};

const retryMinutes = [0.5, 2, 10, 30, 60, 120, 240];
const firstLook_ms = 30_000;
const secondLook_ms = 5 * 60_000;
const emailAgain_ms = 15 * 60_000;
const looksBeforeCall = 2;
const callsWithoutAnswer = 2;
