import { createCipheriv, createDecipheriv, hkdfSync } from "node:crypto";
import { readSealedView, sealView, textOfView } from "../../domain/sealed-view.ts";
import type { Token } from "../../domain/token.ts";
import { lookupOf } from "../job-token.ts";

/**
 * Seals and opens tracked views on the server, with the synchronous functions of `node:crypto`. A view takes some
 * microseconds; WebCrypto would wait for a thread behind the disk's flushes.
 */

export interface ViewSecrets {
  lookup: string;
  key: Uint8Array;
}

/** Returns the same secrets as `tokenSecrets` of the domain. */
export const viewSecretsOf = (token: Token): ViewSecrets => ({
  lookup: lookupOf(token),
  key: new Uint8Array(hkdfSync("sha256", token, "", "tailboard/key/1", 32)),
});

export const sealTrackedView = (
  { lookup, key }: ViewSecrets,
  rev: number,
  json: string,
  iv: Uint8Array<ArrayBuffer>,
): Uint8Array =>
  sealView(lookup, rev, json, iv, ({ aad, plain }) => {
    const cipher = createCipheriv("aes-256-gcm", key, iv).setAAD(aad);
    return Buffer.concat([cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
  });

/** Returns the JSON of a view, or null if these secrets do not open the bytes. */
export const openTrackedView = ({ lookup, key }: ViewSecrets, body: Uint8Array<ArrayBuffer>): string | null => {
  const parts = readSealedView(lookup, body);
  if (parts === null) return null;
  const end = parts.sealed.length - tagLength;
  const decipher = createDecipheriv("aes-256-gcm", key, parts.iv)
    .setAAD(parts.aad)
    .setAuthTag(parts.sealed.subarray(end));
  const plain = decipher.update(parts.sealed.subarray(0, end));
  try {
    decipher.final();
  } catch {
    return null; // the tag belongs to other bytes or to another key
  }
  return textOfView(plain);
};

const tagLength = 16;
