import type { Settings } from "../domain/settings.ts";
import type { StoredSettings } from "../domain/stored-settings.ts";

/** The one settings document. Throws `StoreUnavailable` and `OutcomeUnknown` as the JobStore does. */
export interface SettingsStore {
  read(): Promise<Settings>;
  /** Returns the settings as stored, perhaps by an older version. Copies of the store contain these. */
  stored(): Promise<StoredSettings>;
  /** Replaces the settings with those of another store, as that store has them. The store sets `rev`. */
  adopt(stored: Omit<StoredSettings, "rev">): Promise<void>;
  /** Applies a pure change to the newest settings. The store sets `rev`. A domain error thrown there passes through. */
  change(apply: (settings: Settings) => Settings): Promise<Settings>;
}

/** A stored setting cannot be used. The store uses another value, and the message says how to set it. */
export class UnusableSetting extends Error {
  override readonly name = "UnusableSetting";
}
