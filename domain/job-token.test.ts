import { hash, randomBytes } from "node:crypto";
import { expect, test } from "vitest";
import { seededRandom } from "../test/harness/seeded-random.ts";
import { addDays } from "./day.ts";
import { homeDayOf, type JobId } from "./job-id.ts";
import { jobIdIn, newToken } from "./job-token.ts";
import { base64url, fromBase64url, type Random } from "./random.ts";
import { isStrongToken } from "./token-strength.ts";
import { isToken } from "./token.ts";

const sha256 = (bytes: Uint8Array) => hash("sha256", bytes, "buffer");
const alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

const suffix = (length: number, { bytes }: Random): string =>
  Array.from(bytes(length), (byte) => alphabet[byte % 32]).join("");

/** Any id of these lengths, on any day that an id can name. */
const anyId = (length: number, random: Random): JobId => {
  const day = addDays("2000-01-01", Math.floor(random.fraction() * 36_525));
  return `${day.slice(2).replaceAll("-", "")}-${suffix(length, random)}`;
};

const seeded = (): [Random, string] => {
  const seed = randomBytes(4).readUInt32BE();
  return [seededRandom(seed), `seed ${seed}`];
};

test.each([4, 5, 6])("a token opens to its id, with a suffix of %i characters", (length) => {
  const [random, seed] = seeded();
  for (let count = 0; count < 2_000; count += 1) {
    const id = anyId(length, random);
    const token = newToken(id, random, sha256);
    expect(isToken(token) && isStrongToken(token), `${seed} ${token}`).toBe(true);
    expect(token, seed).toMatch(/^[A-Za-z0-9].*[A-Za-z0-9]$/);
    expect(jobIdIn(token, sha256), `${seed} ${token}`).toBe(id);
  }
});

test.each(["000101-0000", "191231-ZZZZZZ", "200101-0000", "200229-ZZZZ", "261127-7K3Q", "991231-ZZZZZZ"])(
  "a token opens to %s",
  (id) => {
    const [random, seed] = seeded();
    expect(jobIdIn(newToken(id, random, sha256), sha256), seed).toBe(id);
  },
);

test("the layout is R, then the id XOR the hash of R", () => {
  const secret = Uint8Array.from({ length: 18 }, (_, at) => at + 1);
  const mask = Buffer.from(sha256(Buffer.concat([Buffer.from("tailboard/token-id/1"), secret]))).readUIntBE(0, 6);
  // 261127-7K3Q: 2,522 days after 2020-01-01, a suffix of four, and the digits 7, 19, 3, 23 above ten zero bits.
  const id = (2_522n << 32n) | (((((7n << 5n) | 19n) << 10n) | (3n << 5n) | 23n) << 10n);
  const masked = Buffer.alloc(6);
  masked.writeUIntBE(Number(BigInt(mask) ^ id), 0, 6);
  const token = newToken("261127-7K3Q", { bytes: () => secret, fraction: () => 0 }, sha256);
  expect(token).toBe(Buffer.concat([secret, masked]).toString("base64url"));
});

test("a token that would start or end with a dash gets another R", () => {
  const draws = [new Uint8Array(18).fill(0xff), new Uint8Array(18).fill(0xf8)];
  const random: Random = { bytes: () => draws.shift() ?? new Uint8Array(18).fill(7), fraction: () => 0 };
  expect(newToken("261127-7K3Q", random, sha256)).toMatch(/^BwcHBwcH/);
  expect(draws).toEqual([]);
});

test("R has 144 random bits: each of its bits is set in half of the tokens of one job", () => {
  const [random, seed] = seeded();
  const tokens = Array.from({ length: 4_000 }, () => fromBase64url(newToken("261127-7K3Q", random, sha256)));
  for (let bit = 0; bit < 144; bit += 1) {
    const set = tokens.filter((bytes) => ((bytes[bit >> 3] ?? 0) >> (7 - (bit % 8))) & 1).length;
    // The first six bits lose the two characters that no token starts with. Seven deviations are 0.055.
    expect(Math.abs(set / tokens.length - 0.5), `${seed} bit ${bit}`).toBeLessThan(0.08);
  }
  expect(new Set(tokens.map((bytes) => base64url(bytes.subarray(0, 18)))).size, seed).toBe(tokens.length);
});

test("random text opens to an id of two given months once in thousands", () => {
  const [random, seed] = seeded();
  const ids = Array.from({ length: 20_000 }, () => jobIdIn(base64url(random.bytes(24)), sha256));
  const named = ids.filter((id) => id !== null);
  // 26 % unmask to a suffix, 56 % of these to a day that an id can name.
  expect(named.length / ids.length, seed).toBeGreaterThan(0.12);
  expect(named.length / ids.length, seed).toBeLessThan(0.17);
  const near = named.filter((id) => homeDayOf(id) >= "2026-11-01" && homeDayOf(id) <= "2026-12-31");
  expect(near.length / ids.length, seed).toBeLessThan(0.002);
});

test("a token whose last bytes were changed names another job, so a caller compares the whole token", () => {
  const [random, seed] = seeded();
  const token = newToken("261127-7K3Q", random, sha256);
  const bytes = fromBase64url(token);
  // The suffix 7K3Q is in bits 29 to 10. One flipped bit names the job 7K3P instead.
  bytes[22] = (bytes[22] ?? 0) ^ 0x04;
  const forged = base64url(bytes);
  expect(jobIdIn(forged, sha256), seed).toBe("261127-7K3P");
  expect(forged, seed).not.toBe(newToken("261127-7K3P", random, sha256));
});

test.each(["", "short", "a".repeat(31), "a".repeat(33), `${"a".repeat(31)}!`, "ä".repeat(32)])(
  "%j has no id",
  (text) => {
    expect(jobIdIn(text, sha256)).toBeNull();
  },
);
