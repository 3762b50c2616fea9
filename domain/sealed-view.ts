import { tokenSecrets, type Token } from "./token.ts";

/**
 * Encrypts a tracked view for the public address `t/<lookup>`. Without the token it looks like random bytes of a fixed
 * size.
 *
 * Layout: `0x01` | rev, 8 bytes big-endian | IV, 12 random bytes | AES-256-GCM ciphertext and 16-byte tag.
 *
 * The first nine bytes and the ASCII of the lookup are authenticated, so a view cannot pass as the view of another job
 * or another revision. The plain text is padded with spaces to a multiple of 2 KB. A tombstone has the size of the
 * smallest view and random bytes after the first nine, so it looks like a live view.
 */
export const sealView = (
  lookup: string,
  rev: number,
  json: string,
  iv: Uint8Array<ArrayBuffer>,
  encrypt: Encrypt,
): Uint8Array => {
  const head = headOf(rev);
  const text = new TextEncoder().encode(json);
  const plain = new Uint8Array(Math.ceil(text.length / padding) * padding).fill(0x20);
  plain.set(text);
  const sealed = encrypt({ aad: additionalDataOf(head, lookup), plain });
  const body = new Uint8Array(head.length + iv.length + sealed.length);
  body.set(head);
  body.set(iv, head.length);
  body.set(sealed, head.length + iv.length);
  return body;
};

/** Returns the ciphertext and its tag. The server encrypts with `node:crypto`; pages only open views. */
export type Encrypt = (parts: { aad: Uint8Array; plain: Uint8Array }) => Uint8Array;

/**
 * Returns the JSON of a view, or null if this token does not open the bytes: a tombstone, an error page, noise. For pages:
 * the server opens views with `openTrackedView`, which waits for no thread.
 */
export const openView = async (token: Token, body: Uint8Array<ArrayBuffer>): Promise<string | null> => {
  const { lookup, key } = await tokenSecrets(token);
  if (body.length < headLength + ivLength + tagLength || body[0] !== 1) return null;
  const head = body.slice(0, headLength);
  const iv = body.slice(headLength, headLength + ivLength);
  try {
    const plain = await crypto.subtle.decrypt(
      { name: "AES-GCM", iv, additionalData: additionalDataOf(head, lookup) },
      key,
      body.slice(headLength + ivLength),
    );
    return new TextDecoder().decode(plain).trimEnd();
  } catch {
    return null; // WebCrypto gives no reason why a body does not open
  }
};

/** Returns a tombstone. `noise` returns the requested number of random bytes. */
export const tombstone = (rev: number, noise: (count: number) => Uint8Array): Uint8Array => {
  const body = new Uint8Array(headLength + ivLength + padding + tagLength);
  body.set(headOf(rev));
  body.set(noise(body.length - headLength), headLength);
  return body;
};

/** Returns the unencrypted revision, or null for bytes of another format. */
export const revOf = (body: Uint8Array): number | null =>
  body.length >= headLength && body[0] === 1
    ? Number(new DataView(body.buffer, body.byteOffset, body.byteLength).getBigUint64(1))
    : null;

export const headLength = 9;
export const ivLength = 12;
export const tagLength = 16;
const padding = 2048;

const headOf = (rev: number): Uint8Array<ArrayBuffer> => {
  const head = new Uint8Array(headLength);
  head[0] = 1;
  new DataView(head.buffer).setBigUint64(1, BigInt(rev));
  return head;
};

export const additionalDataOf = (head: Uint8Array, lookup: string): Uint8Array<ArrayBuffer> => {
  const name = new TextEncoder().encode(lookup);
  const data = new Uint8Array(head.length + name.length);
  data.set(head);
  data.set(name, head.length);
  return data;
};
