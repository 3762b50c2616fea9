import type { Archive } from "../../store/archive.ts";
import type { SettingsStore } from "../../store/settings-store.ts";
import { inventDay, inventionOf, inventSettings } from "./invent-day.ts";

export interface Filled {
  days: number;
  jobs: number;
}

interface FillOptions {
  live: { archive: Archive; settings: SettingsStore; seed: Uint8Array };
  preview: { archive: Archive; settings: SettingsStore };
  progress: (line: string) => void;
}

/**
 * Copies what is live into the preview store, with everything personal invented. Again brings what has changed since: a
 * job that somebody changed on staging stays as they left it until it changes live. Nothing is taken from the live
 * store but read.
 */
export const fillPreview = async ({ live, preview, progress }: FillOptions): Promise<Filled> => {
  const settings = await live.settings.read();
  const invention = inventionOf(live.seed, settings);
  await preview.settings.change((before) => inventSettings(settings, before));
  const filled: Filled = { days: 0, jobs: 0 };
  for await (const day of live.archive.days()) {
    await preview.archive.adopt(inventDay(day, invention));
    filled.days += 1;
    filled.jobs += day.jobs.length;
    if (filled.days % 50 === 0) progress(`Copied ${filled.jobs} jobs of ${filled.days} days`);
  }
  return filled;
};
