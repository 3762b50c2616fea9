import { packJobId, unpackJobId, type JobId } from "./job-id.ts";
import { base64url, fromBase64url, type Random } from "./random.ts";
import { isToken, type Token } from "./token.ts";

/** SHA-256, without waiting. The server has one in `store/job-token.ts`; pages never open a token. */
export type Sha256 = (bytes: Uint8Array) => Uint8Array;

/**
 * Makes a token for a job. The token contains the id, so no stored pointer is needed to find the job.
 *
 * Layout: R, 18 random bytes | S, 6 bytes. S = the id XOR the first 6 bytes of SHA-256("tailboard/token-id/1" | R).
 * S is no secret: R has the 144 random bits. A token never starts or ends with `-` or `_`, because link detectors in
 * messages cut these off.
 */
export const newToken = (id: JobId, random: Random, sha256: Sha256): Token => {
  const packed = packJobId(id);
  for (;;) {
    const secret = random.bytes(secretLength);
    const token = base64url(joined(secret, masked(packed, secret, sha256)));
    if (/^[^-_].*[^-_]$/.test(token)) return token;
  }
};

/**
 * Returns the id that a token contains, or null. Another text may contain an id too, by chance or because a caller
 * changed a token, so the caller compares the whole token with that of the job.
 */
export const jobIdIn = (token: string, sha256: Sha256): JobId | null => {
  if (!isToken(token)) return null;
  const bytes = fromBase64url(token);
  const secret = bytes.subarray(0, secretLength);
  const packed = bytes.subarray(secretLength).reduce((value, byte) => value * 256 + byte, 0);
  const unmasked = masked(packed, secret, sha256).reduce((value, byte) => value * 256 + byte, 0);
  return unpackJobId(unmasked);
};

const secretLength = 18;
const label = new TextEncoder().encode("tailboard/token-id/1");

/** Returns 48 bits XOR the mask of this secret. The same call masks and unmasks. */
const masked = (packed: number, secret: Uint8Array, sha256: Sha256): Uint8Array =>
  sha256(joined(label, secret))
    .subarray(0, 6)
    .map((byte, at) => byte ^ (Math.floor(packed / 256 ** (5 - at)) % 256));

const joined = (first: Uint8Array, second: Uint8Array): Uint8Array => {
  const bytes = new Uint8Array(first.length + second.length);
  bytes.set(first);
  bytes.set(second, first.length);
  return bytes;
};
