import type { Settings } from "../../domain/settings.ts";
import { readableSettings } from "../../domain/stored-settings.ts";
import type { SettingsStore } from "../settings-store.ts";
import type { Documents } from "./documents.ts";

/** The settings as one document. Their `rev` counts changes, not writes, so that each change has its own. */
export class SettingsDocument implements SettingsStore {
  readonly #documents: Documents;

  constructor(documents: Documents) {
    this.#documents = documents;
  }

  read(): Promise<Settings> {
    return this.#documents.settings();
  }

  async stored(): Promise<Settings> {
    return (await this.#documents.settingsDocument.read()).value;
  }

  change(apply: (settings: Settings) => Settings): Promise<Settings> {
    return this.#documents.settingsDocument.commit({
      apply: (draft) => {
        const { settings: before, unusableZone } = readableSettings(draft.value);
        const next = { ...apply(before), rev: before.rev };
        // The zone that stands in for an unusable one is written, also where it is all that a person confirmed.
        if (unusableZone === null && JSON.stringify(next) === JSON.stringify(before))
          return { result: before, wrote: false };
        draft.value = { ...next, rev: before.rev + 1 };
        return { result: draft.value, wrote: true };
      },
    });
  }
}
