import type { Message, MessageState } from "./conversation.ts";

/** How far a message is. States of one rank exclude each other: the first one stays. */
const ranks: Readonly<Record<MessageState, number>> = {
  queued: 0,
  sending: 1,
  withdrawn: 2,
  expired: 2,
  parked: 2,
  sent: 3,
  delivered: 4,
  undelivered: 4,
  failed: 4,
  local: 5,
  received: 5,
};

/** True if a report may move a message from one state to the other. Reports arrive twice and out of order. */
export const isForward = (from: MessageState, to: MessageState): boolean => ranks[to] > ranks[from];

/** True if the provider took the message, or the message needs none. It is never sent again under its id. */
export const isTaken = ({ state }: Pick<Message, "state">): boolean => ranks[state] >= ranks.sent;

/** True once only a report of the provider can change the message. */
export const isSettled = ({ state }: Pick<Message, "state">): boolean => ranks[state] > ranks.sending;
