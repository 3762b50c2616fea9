import { fillPreview, type FillResult } from "../release/preview/fill-preview.ts";
import { ConfigError, type Config, type StoreLocation } from "./config.ts";
import { openTailboard } from "./open-tailboard.ts";
import { previewFolder, previewOf } from "./preview.ts";

/** Copies the live store into its own preview store, with everything personal invented. */
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
    live: { archive: from.archive, settings: from.services.settings, seed },
    preview: { archive: to.archive, settings: to.services.settings },
    progress,
  });
  // What the copies publish, and the cards on other days' boards; never a message, since none was copied.
  await to.services.jobs.drain();
  return filled;
};

/** Throws `ConfigError` unless the second is a preview store, and another one than the first. */
export const assertPreview = (live: StoreLocation, preview: StoreLocation): void => {
  const last = preview.kind === "memory" ? null : placeOf(preview).split(/[/\\]/).at(-1);
  if (last !== previewFolder || JSON.stringify(live) === JSON.stringify(preview))
    throw new ConfigError("Preview data goes into a preview store alone, and that is not one. Nothing was copied.");
};

const placeOf = (location: Exclude<StoreLocation, { kind: "memory" }>): string =>
  location.kind === "directory" ? location.root : location.prefix;
