import { createHash } from "node:crypto";
import { canonicalJson } from "../domain/canonical-json.ts";
import { base64url } from "../domain/random.ts";
import type { Settings } from "../domain/settings.ts";
import { consentWords } from "./consent.ts";
import { catalogOf, type CatalogOptions } from "../projection/catalog.ts";

/**
 * The catalog that the API returns. `version` is a hash of the rest (the first 16 bytes of SHA-256, base64url), so that
 * a booking can name the prices, terms and texts that its customer saw.
 */
export const shownCatalog = (settings: Settings, options: CatalogOptions & { texts: boolean }) => {
  const shown = { ...catalogOf(settings, options), consent: options.texts ? consentWords(settings) : null };
  const hash = createHash("sha256").update(canonicalJson(shown)).digest();
  return { ...shown, version: base64url(hash.subarray(0, 16)) };
};
