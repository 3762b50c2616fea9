import { createCipheriv, createDecipheriv, hkdfSync } from "node:crypto";
import { additionalDataOf, headLength, ivLength, sealView, tagLength } from "../../domain/sealed-view.ts";
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
  if (body.length < headLength + ivLength + tagLength || body[0] !== 1) return null;
  const start = headLength + ivLength;
  const end = body.length - tagLength;
  const decipher = createDecipheriv("aes-256-gcm", key, body.subarray(headLength, start))
    .setAAD(additionalDataOf(body.slice(0, headLength), lookup))
    .setAuthTag(body.subarray(end));
  const plain = decipher.update(body.subarray(start, end));
  try {
    decipher.final();
  } catch {
    return null; // the tag belongs to other bytes or to another key
  }
  return plain.toString().trimEnd();
};
