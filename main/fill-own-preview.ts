import { fillPreview, type FillResult } from "../release/preview/fill-preview.ts";
import { ConfigError, type Config, type StoreLocation } from "./config.ts";
import { openTailboard } from "./open-tailboard.ts";
import { previewFolder, previewOf } from "./preview.ts";

/** Copies the live store into its preview store, with all personal data replaced by invented data. */
export const fillOwnPreview = async (
  config: Config,
  { progress, onFault }: { progress: (line: string) => void; onFault: (error: unknown) => void },
): Promise<FillResult> => {
  const preview = previewOf(config);
  assertPreview(config.store, preview.store);
  const open = (each: Config) => openTailboard(each, { urls: { site: "", dashboard: "" }, onFault });
  const [from, to] = [await open(config), await open(preview)];
  const seed = await from.secrets.secret("preview-data");
  const filled = await fillPreview({
    live: { archive: from.archive, settings: from.services.settings, equipment: from.services.equipment, seed },
    preview: { archive: to.archive, settings: to.services.settings, equipment: to.services.equipment },
    progress,
  });
  // Publishes the copies and the cards on other days' boards. It sends no message, because no message is copied.
  await to.services.jobs.drain();
  return filled;
};

/** Throws `ConfigError` unless the target is a preview store and differs from the source. */
export const assertPreview = (live: StoreLocation, preview: StoreLocation): void => {
  const last = preview.kind === "memory" ? null : placeOf(preview).split(/[/\\]/).at(-1);
  if (last !== previewFolder || JSON.stringify(live) === JSON.stringify(preview))
    throw new ConfigError("Preview data can only be copied into a preview store. Nothing was copied.");
};

const placeOf = (location: Exclude<StoreLocation, { kind: "memory" }>): string =>
  location.kind === "sqlite" ? location.root : location.prefix;
