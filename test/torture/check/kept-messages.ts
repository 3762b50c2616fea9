import type { Message } from "../../../domain/message/conversation.ts";
import type { Violation } from "./evidence.ts";
import { parse, type Stored } from "./stored.ts";

/** What conversations have, read from their logs as lines of JSON. */
export interface KeptMessages {
  /** By id. */
  messages: Map<string, Kept>;
  violations: Violation[];
}

export interface Kept {
  conversation: string;
  message: Message;
  /** How often it was stored as begun. */
  begun: number;
}

/** Replays each conversation from its first entry: entries of conversations stay for weeks, longer than any run. */
export const keptMessages = async (stored: Stored): Promise<KeptMessages> => {
  const kept: KeptMessages = { messages: new Map(), violations: [] };
  const logs = Map.groupBy(await stored.keys("conversations/"), (key) => key.split("/")[1] ?? "");
  for (const [conversation, keys] of logs) {
    const replay = new Replay(conversation, kept);
    for (const key of keys.filter((one) => /\/\d{8}$/.test(one))) replay.apply((await stored.text(key)) ?? "");
  }
  return kept;
};

class Replay {
  readonly #conversation: string;
  readonly #kept: KeptMessages;
  /** The contact texted STOP, and no START since. */
  #stopped: Message | null = null;

  constructor(conversation: string, kept: KeptMessages) {
    this.#conversation = conversation;
    this.#kept = kept;
  }

  apply(entry: string): void {
    for (const record of parse(entry)) if ("message" in record) this.#take(record["message"] as Message);
  }

  #take(message: Message): void {
    const { messages } = this.#kept;
    const before = messages.get(message.id);
    const isBegin = message.dir === "out" && message.attempts > (before?.message.attempts ?? 0);
    if (before !== undefined && before.conversation !== this.#conversation)
      this.#violate("message twice", `${message.id} is in two conversations`, before, message);
    if (message.dir === "in" && message.via === "text" && before === undefined)
      this.#stopped = message.text === "STOP" ? message : message.text === "START" ? null : this.#stopped;
    if (isBegin && message.via === "text" && this.#stopped !== null)
      this.#violate("text after STOP", `${message.id} was stored as begun after STOP`, this.#stopped, message);
    messages.set(message.id, {
      conversation: this.#conversation,
      message,
      begun: (before?.begun ?? 0) + (isBegin ? 1 : 0),
    });
  }

  #violate(kind: Violation["kind"], detail: string, ...evidence: unknown[]): void {
    this.#kept.violations.push({ kind, job: null, detail, evidence });
  }
}
