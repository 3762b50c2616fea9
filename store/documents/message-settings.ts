import { canonicalJson } from "../../domain/canonical-json.ts";
import { withoutUndefined } from "../../domain/field-table.ts";
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
 * What a copy of the store has of its settings. It lacks the place. If nothing else was ever chosen, it is null, so that a
 * store and its copy have equal digests, also if a server ran on one of them.
 */
export const copyOf = (stored: StoredMessageSettings | null): CopiedSettings | null => {
  const copied = stored === null ? {} : copiedSettings(stored);
  return canonicalJson(readableMessageSettings(copied)) === usual ? null : copied;
};

const usual = canonicalJson(readableMessageSettings({}));

type CopiedSettings = Omit<StoredMessageSettings, "live_for">;

/** A field that it does not name is in no copy: it may be a secret. */
const copiedSettings = (stored: StoredMessageSettings): CopiedSettings =>
  withoutUndefined<CopiedSettings>({
    from_name: stored.from_name,
    from_address: stored.from_address,
    reply_to: stored.reply_to,
    twilio: stored.twilio,
    keywords_by_provider: stored.keywords_by_provider,
    events: stored.events,
    quiet_hours: stored.quiet_hours,
    reminder_at: stored.reminder_at,
    review_link: stored.review_link,
    postal_address: stored.postal_address,
    short_name: stored.short_name,
    keep_accents: stored.keep_accents,
    texts_per_day: stored.texts_per_day,
    keep_months: stored.keep_months,
    templates: stored.templates,
    saved_replies: stored.saved_replies,
  });

const placeOf = (stored: StoredMessageSettings | null): Pick<StoredMessageSettings, "live_for"> =>
  stored?.live_for === undefined ? {} : { live_for: stored.live_for };
