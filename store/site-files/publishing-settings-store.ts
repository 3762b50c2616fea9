import type { Settings } from "../../domain/settings.ts";
import type { StoredSettings } from "../../domain/stored-settings.ts";
import type { SettingsStore } from "../settings-store.ts";

/** Publishes the public part of the settings after each change. A failed publication is reported and repeated later. */
export class PublishingSettingsStore implements SettingsStore {
  readonly #settings: SettingsStore;
  readonly #publish: (settings: Settings) => Promise<void>;
  readonly #report: (error: unknown) => void;

  constructor(
    settings: SettingsStore,
    publish: (settings: Settings) => Promise<void>,
    report: (error: unknown) => void,
  ) {
    this.#settings = settings;
    this.#publish = publish;
    this.#report = report;
  }

  read(): Promise<Settings> {
    return this.#settings.read();
  }

  stored(): Promise<StoredSettings> {
    return this.#settings.stored();
  }

  async change(apply: (settings: Settings) => Settings): Promise<Settings> {
    const changed = await this.#settings.change(apply);
    await this.#tryToPublish(changed);
    return changed;
  }

  async adopt(stored: Omit<StoredSettings, "rev">): Promise<void> {
    await this.#settings.adopt(stored);
    await this.#tryToPublish(await this.#settings.read());
  }

  async #tryToPublish(settings: Settings): Promise<void> {
    try {
      await this.#publish(settings);
    } catch (error) {
      this.#report(error); // the change itself stands
    }
  }
}
