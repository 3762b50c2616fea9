import { createHash } from "node:crypto";
import { canonicalJson } from "../domain/canonical-json.ts";
import { base64url } from "../domain/random.ts";
import type { Settings } from "../domain/settings.ts";
import { consentWords } from "./consent.ts";
import { catalogOf, type CatalogOptions } from "../projection/catalog.ts";

type ShownOptions = CatalogOptions & { texts: boolean };

/**
 * The catalog that the API returns. `version` is a hash of the rest (the first 16 bytes of SHA-256, base64url), so that
 * a booking can name the prices, terms and texts that its customer saw. It is made once for each version of the settings,
 * because each booking compares it.
 */
export const shownCatalog = (settings: Settings, options: ShownOptions): ShownCatalog => {
  const { deployed, quote = false, texts } = options;
  const key = JSON.stringify({ deployed, quote, texts });
  const catalogs = made.get(settings) ?? new Map<string, ShownCatalog>();
  made.set(settings, catalogs);
  const known = catalogs.get(key) ?? makeCatalog(settings, options);
  catalogs.set(key, known);
  return known;
};

const makeCatalog = (settings: Settings, options: ShownOptions) => {
  const shown = { ...catalogOf(settings, options), consent: options.texts ? consentWords(settings) : null };
  const hash = createHash("sha256").update(canonicalJson(shown)).digest();
  return { ...shown, version: base64url(hash.subarray(0, 16)) };
};

type ShownCatalog = ReturnType<typeof makeCatalog>;

const made = new WeakMap<Settings, Map<string, ShownCatalog>>();
