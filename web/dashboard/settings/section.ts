import type { Settings, SettingsInput } from "./settings-api.ts";

/** All settings in the form that is saved. */
export type Written = Settings & Pick<SettingsInput, "currency_change">;

/**
 * A part of the settings that is edited and saved by itself. `T` is flat: each key is one decision, and so one possible
 * conflict between two people.
 */
export interface Section<T extends object> {
  id: string;
  title: string;
  read: (settings: Settings) => T;
  write: (settings: Settings, value: T) => Written;
  /** `settings` with this section as it was in `before`, if an undo needs more than `write`. */
  restore?: (settings: Settings, before: Settings) => Written;
  /** The name of a key and the text of its value. */
  label: (key: string) => string;
  text: (key: string, value: T, settings: Settings) => string;
}
