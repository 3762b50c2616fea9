import type { Archive } from "../../store/archive.ts";
import type { EquipmentStore } from "../../store/equipment-store.ts";
import type { SettingsStore } from "../../store/settings-store.ts";
import { anonymizeDay, createAnonymizer, anonymizeSettings } from "./anonymize-day.ts";

export interface FillResult {
  days: number;
  jobs: number;
}

interface FillOptions {
  live: { archive: Archive; settings: SettingsStore; equipment: EquipmentStore; seed: Uint8Array };
  preview: { archive: Archive; settings: SettingsStore; equipment: EquipmentStore };
  progress: (line: string) => void;
}

/**
 * Copies the live days into the preview store without personal data. A repeat copies only what has changed live since the
 * last run, so a job that was changed on staging stays until it changes live. The live store is only read.
 */
export const fillPreview = async ({ live, preview, progress }: FillOptions): Promise<FillResult> => {
  const settings = await live.settings.read();
  const anonymizer = createAnonymizer(live.seed, settings);
  await preview.settings.change((before) => anonymizeSettings(settings, before));
  const { rev: _own, ...equipment } = await live.equipment.read();
  await preview.equipment.change(() => equipment);
  const result: FillResult = { days: 0, jobs: 0 };
  for await (const day of live.archive.days()) {
    await preview.archive.adopt(anonymizeDay(day, anonymizer));
    result.days += 1;
    result.jobs += day.jobs.length;
    if (result.days % 50 === 0) progress(`Copied ${result.jobs} jobs of ${result.days} days`);
  }
  return result;
};
