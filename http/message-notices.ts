import { channelStates, type ChannelState } from "./channel-status.ts";
import type { Services } from "./services.ts";

/** What a board says about messages: how many conversations need a reply, and whether messages go out. */
export interface Notices {
  inbox: { needs_reply: number; seq: number };
  messages: { parked: number; email: ChannelState; text: ChannelState };
}

/** How long an answer is used, in milliseconds. Many boards ask every 3 seconds. */
const freshMs = 2_000;

/** Reads what boards say about messages, at most every 2 seconds in a process. */
export class MessageNotices {
  readonly #services: Services;
  #last: { at: number; notices: Promise<Notices> } | null = null;

  constructor(services: Services) {
    this.#services = services;
  }

  async read(): Promise<Notices> {
    const now = this.#services.clock.now();
    const known = this.#last;
    if (known !== null && now >= known.at && now - known.at < freshMs) return await known.notices;
    const next = { at: now, notices: this.#read() };
    this.#last = next;
    try {
      return await next.notices;
    } catch (error) {
      // The next board tries again.
      if (this.#last === next) this.#last = null;
      throw error;
    }
  }

  async #read(): Promise<Notices> {
    const { conversations } = this.#services;
    const [inbox, tray, { email, text }] = await Promise.all([
      conversations.summary(),
      conversations.tray(),
      channelStates(this.#services),
    ]);
    return { inbox, messages: { parked: tray.length, email, text } };
  }
}
