import type { Settings } from "../../domain/settings.ts";
import { readableSettings, unusableZoneText, type StoredSettings } from "../../domain/stored-settings.ts";
import { UnusableSetting, type SettingsStore } from "../settings-store.ts";
import type { DocumentLog } from "./document-log.ts";

/** The settings, under `settings/<n>`. Their own `rev` counts changes, as the log's does. */
export class SettingsLog implements SettingsStore {
  readonly #log: DocumentLog<StoredSettings>;
  readonly #report: (error: unknown) => void;
  /** Runs before a change. It keeps what would be lost if the services said something else. */
  readonly #beforeChange: (next: Settings) => Promise<void>;
  /** The newest settings that this process has read, as stored and as used. */
  #read: { stored: StoredSettings; settings: Settings } | null = null;
  /** The unusable zone that this process has reported. */
  #reported: string | null = null;

  constructor(
    log: DocumentLog<StoredSettings>,
    report: (error: unknown) => void,
    beforeChange: (next: Settings) => Promise<void> = () => Promise.resolve(),
  ) {
    this.#log = log;
    this.#report = report;
    this.#beforeChange = beforeChange;
  }

  /** The time zone as this process last read or changed it. Null before the first time. */
  get knownZone(): string | null {
    return this.#read?.settings.business.time_zone ?? null;
  }

  async read(): Promise<Settings> {
    return this.#use(await this.stored());
  }

  #use(stored: StoredSettings): Settings {
    if (this.#read?.stored === stored) return this.#read.settings;
    const { settings, unusableZone } = readableSettings(stored);
    this.#read = { stored, settings };
    if (unusableZone !== null && unusableZone !== this.#reported) {
      this.#reported = unusableZone;
      this.#report(new UnusableSetting(unusableZoneText(unusableZone, settings.business.time_zone)));
    }
    return settings;
  }

  async stored(): Promise<StoredSettings> {
    return (await this.#log.read()).value;
  }

  async change(apply: (settings: Settings) => Settings): Promise<Settings> {
    await this.#beforeChange(apply(await this.read()));
    const { value } = await this.#log.change((stored) => {
      const { settings: before, unusableZone } = readableSettings(stored);
      const next = { ...apply(before), rev: before.rev };
      // The zone that replaces an unusable one is written even if nothing else changes.
      if (unusableZone === null && JSON.stringify(next) === JSON.stringify(before)) return stored;
      return { ...next, rev: before.rev + 1 };
    });
    return this.#use(value);
  }

  async adopt(adopted: Omit<StoredSettings, "rev">): Promise<void> {
    const { value } = await this.#log.change((stored) => {
      const next = { ...adopted, rev: stored.rev };
      return JSON.stringify(next) === JSON.stringify(stored) ? stored : { ...next, rev: stored.rev + 1 };
    });
    this.#use(value);
  }
}
