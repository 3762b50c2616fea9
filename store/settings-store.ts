import type { Settings } from "../domain/settings.ts";

/** The one settings document. Throws `StoreUnavailable` and `OutcomeUnknown` as the JobStore does. */
export interface SettingsStore {
  read(): Promise<Settings>;
  /** The settings as they are stored, also where an older version wrote them: what a copy of the store holds. */
  stored(): Promise<Settings>;
  /** Applies a pure change to the newest settings; `rev` is the store's. A refusal thrown there passes through. */
  change(apply: (settings: Settings) => Settings): Promise<Settings>;
}

/** A stored setting that cannot be used: the store works on with another value, and the message says how to set it. */
export class UnusableSetting extends Error {
  override readonly name = "UnusableSetting";
}
