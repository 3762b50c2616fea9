import type { MessageSettings, StoredMessageSettings } from "../domain/message/message-settings.ts";

/** The document of how the business sends messages. Throws `StoreUnavailable` and `OutcomeUnknown` as the JobStore does. */
export interface MessageSettingsStore {
  read(): Promise<MessageSettings & { rev: number }>;
  /** Applies a pure change to the newest settings. A domain error thrown there passes through. */
  change(
    apply: (settings: MessageSettings, rev: number) => MessageSettings,
  ): Promise<MessageSettings & { rev: number }>;
  /**
   * Returns the settings as stored, for copies of the store; null if they were never changed. A copy must not send, so
   * the place is left out.
   */
  stored(): Promise<Omit<StoredMessageSettings, "live_for"> | null>;
  /** Replaces the settings with those of another store. The place stays. */
  adopt(stored: Omit<StoredMessageSettings, "live_for">): Promise<void>;
  /** Marks the store as filled from another one: it sends nothing until its owner resumes messages. */
  markCopied(): Promise<void>;
}
