import { base64url } from "./random.ts";

/** 32 URL-safe characters, 24 bytes. It gives access to one job, so it is a secret. */
export type Token = string;

export const isToken = (text: string): text is Token => /^[A-Za-z0-9_-]{32}$/.test(text);

interface TokenSecrets {
  /** The public name of the tracked view, `t/<lookup>`: 16 bytes as base64url. It does not reveal the token. */
  lookup: string;
  key: CryptoKey;
}

const derive = (material: CryptoKey, info: string, bits: number): Promise<ArrayBuffer> =>
  crypto.subtle.deriveBits(
    { name: "HKDF", hash: "SHA-256", salt: new Uint8Array(), info: new TextEncoder().encode(info) },
    material,
    bits,
  );

/** Derives the secrets with HKDF-SHA-256 and an empty salt. It uses only WebCrypto, because the page runs it too. */
export const tokenSecrets = async (token: Token): Promise<TokenSecrets> => {
  const material = await crypto.subtle.importKey("raw", new TextEncoder().encode(token), "HKDF", false, ["deriveBits"]);
  const [lookup, key] = await Promise.all([
    derive(material, "tailboard/lookup/1", 128),
    derive(material, "tailboard/key/1", 256),
  ]);
  return {
    lookup: base64url(new Uint8Array(lookup)),
    key: await crypto.subtle.importKey("raw", key, "AES-GCM", false, ["decrypt"]),
  };
};
