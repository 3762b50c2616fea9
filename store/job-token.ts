import { hash, hkdfSync, timingSafeEqual } from "node:crypto";
import type { JobId } from "../domain/job-id.ts";
import { jobIdIn, newToken, type Sha256 } from "../domain/job-token.ts";
import { base64url, type Random } from "../domain/random.ts";
import type { Token } from "../domain/token.ts";

/**
 * Tokens on the server, with the synchronous functions of `node:crypto`: the work takes microseconds, and WebCrypto
 * would wait for a thread behind the disk's flushes.
 */

/** Makes a token for a job. It contains the id. */
export const newJobToken = (id: JobId, random: Random): Token => newToken(id, random, sha256);

/** Returns the id that a token contains, or null. The caller compares the whole token with that of the job. */
export const jobIdOf = (token: Token): JobId | null => jobIdIn(token, sha256);

/** Compares in constant time, so that the time of a refusal does not reveal how much of a token is right. */
export const isSameToken = (one: Token, other: Token): boolean => {
  const [a, b] = [Buffer.from(one), Buffer.from(other)];
  return a.length === b.length && timingSafeEqual(a, b);
};

/** Returns the same lookup as `tokenSecrets` of the domain. */
export const lookupOf = (token: Token): string =>
  base64url(new Uint8Array(hkdfSync("sha256", token, "", "tailboard/lookup/1", 16)));

const sha256: Sha256 = (bytes) => hash("sha256", bytes, "buffer");
