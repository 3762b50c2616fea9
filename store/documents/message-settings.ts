import {
  readableMessageSettings,
  type MessageSettings,
  type StoredMessageSettings,
} from "../../domain/message/message-settings.ts";
import type { MessageSettingsStore } from "../message-settings-store.ts";
import type { DocumentLog, Revision } from "./document-log.ts";

/** How the business sends messages, under `message-settings/<n>`. Null until the first change. */
export class MessageSettingsLog implements MessageSettingsStore {
  readonly #log: DocumentLog<StoredMessageSettings | null>;

  constructor(log: DocumentLog<StoredMessageSettings | null>) {
    this.#log = log;
  }

  async read(): Promise<MessageSettings & { rev: number }> {
    return flat(await this.#log.read());
  }

  async change(
    apply: (settings: MessageSettings, rev: number) => MessageSettings,
  ): Promise<MessageSettings & { rev: number }> {
    return flat(
      await this.#log.change((stored, rev) => {
        const before = readableMessageSettings(stored ?? {});
        const next = apply(before, rev);
        // Equal settings write nothing, although the stored ones of an older version may lack parts.
        return JSON.stringify(next) === JSON.stringify(before) ? stored : next;
      }),
    );
  }

  async stored(): Promise<Omit<StoredMessageSettings, "live_for"> | null> {
    return copyOf((await this.#log.read()).value);
  }

  async adopt(stored: Omit<StoredMessageSettings, "live_for">): Promise<void> {
    await this.#log.change((now) => ({ ...stored, ...placeOf(now) }));
  }

  async markCopied(): Promise<void> {
    await this.#log.change((now) => ({ ...now, live_for: "copied" }));
  }
}

const flat = ({ value, rev }: Revision<StoredMessageSettings | null>): MessageSettings & { rev: number } => ({
  ...readableMessageSettings(value ?? {}),
  rev,
});

/**
 * What a copy of the store has of its settings. It lacks the place; if nothing else was ever written, it is null, so that
 * a store and its copy have equal digests.
 */
export const copyOf = (stored: StoredMessageSettings | null): Omit<StoredMessageSettings, "live_for"> | null => {
  const { live_for: _place, ...rest } = stored ?? {};
  return Object.keys(rest).length === 0 ? null : rest;
};

const placeOf = (stored: StoredMessageSettings | null): Pick<StoredMessageSettings, "live_for"> =>
  stored?.live_for === undefined ? {} : { live_for: stored.live_for };
