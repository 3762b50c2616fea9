import { hkdfSync } from "node:crypto";
import { base64url } from "../../domain/random.ts";
import type { Token } from "../../domain/token.ts";

/**
 * The same lookup as `tokenSecrets` derives, at once: WebCrypto would queue for a thread behind the disk's flushes, for
 * longer than the work takes.
 */
export const lookupOf = (token: Token): string =>
  base64url(new Uint8Array(hkdfSync("sha256", token, "", "tailboard/lookup/1", 16)));
