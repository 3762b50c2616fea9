import { canonicalJson } from "../domain/canonical-json.ts";
import { base64url } from "../domain/random.ts";
import type { Settings } from "../domain/settings.ts";
import { catalogOf } from "../projection/catalog.ts";

/**
 * The catalog as it is handed out. `version` is a hash of all the rest (SHA-256, the first 16 bytes, base64url), so that a
 * booking can name what its customer saw: prices and terms, and every word around them.
 */
export const shownCatalog = async (settings: Settings, deployed: boolean) => {
  const shown = catalogOf(settings, deployed);
  const hash = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(canonicalJson(shown)));
  return { ...shown, version: base64url(new Uint8Array(hash).slice(0, 16)) };
};
