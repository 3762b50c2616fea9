import type { Message, Via } from "./conversation.ts";

/** The reply box: what is typed, and the question that it asks before it sends. */
export interface ReplyState {
  text: string;
  /** The channel that the person chose; null follows the customer's last message. */
  via: Via | null;
  ask: Ask | null;
  busy: boolean;
  trouble: string;
}

export type Ask =
  /** It is late. `time` is now, in words. */
  | { kind: "late"; time: string }
  /** The conversation changed since it was read. `newer` are the messages since then. */
  | { kind: "stale"; newer: Message[] };

export type ReplyEvent =
  | { type: "typed"; text: string }
  | { type: "inserted"; text: string }
  | { type: "chose"; via: Via }
  | { type: "asked"; ask: Ask }
  | { type: "kept_writing" }
  | { type: "sending" }
  | { type: "sent" }
  | { type: "failed"; trouble: string };

export const emptyReply = (text: string): ReplyState => ({ text, via: null, ask: null, busy: false, trouble: "" });

/** The next state of the reply box after one event. What was typed is lost only after it was sent. */
export const reduceReply = (state: ReplyState, event: ReplyEvent): ReplyState => {
  switch (event.type) {
    case "typed":
      return { ...state, text: event.text, trouble: "", ask: state.ask?.kind === "late" ? null : state.ask };
    case "inserted":
      return { ...state, text: [state.text.trimEnd(), event.text].filter(Boolean).join(" "), trouble: "" };
    case "chose":
      return { ...state, via: event.via, trouble: "", ask: state.ask?.kind === "late" ? null : state.ask };
    case "asked":
      return { ...state, ask: event.ask, busy: false };
    case "kept_writing":
      return { ...state, ask: null };
    case "sending":
      return { ...state, busy: true, trouble: "" };
    case "sent":
      return emptyReply("");
    case "failed":
      return { ...state, busy: false, trouble: event.trouble };
  }
};

/** The longest reply, in characters. */
export const mostLetters = 1_000;

export const lengthOf = (text: string): number => Array.from(text.trim()).length;

/** One way to reply, and why it is not possible. */
export interface Channel {
  via: Via;
  why_not: string | null;
}

/** The channel of the reply: the chosen one, else the server's choice, else the first that is possible. */
export const channelOf = (chosen: Via | null, preferred: Via | null, channels: readonly Channel[]): Via | null => {
  const possible = channels.filter(({ why_not }) => why_not === null).map(({ via }) => via);
  return [chosen, preferred].find((via) => via !== null && possible.includes(via)) ?? possible[0] ?? null;
};

/** True at night, when a text would wake the customer. `from` and `to` are times such as `20:00`. */
export const isQuiet = (wallTime: string, { from, to }: { from: string; to: string }): boolean =>
  from <= to ? wallTime >= from && wallTime < to : wallTime >= from || wallTime < to;
