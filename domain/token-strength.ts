import { isToken } from "./token.ts";

/**
 * True for a token with at least 128 random bits: one of ours, 24 random bytes, or 16 bytes as hexadecimal. A token
 * that is shorter, counted up, repeated or made of words can be guessed, so it is never published.
 */
export const isStrongToken = (token: string): boolean => {
  if (!isToken(token)) return false;
  if (token.length * Math.log2(alphabetOf(token)) < 128) return false;
  // Of 32 random hexadecimal digits, one in twenty million has seven or fewer different digits.
  if (new Set(token).size < 8) return false;
  return !repeats(token) && steps(token) < token.length / 2;
};

/** Returns the size of the smallest common alphabet that has all these characters. */
const alphabetOf = (token: string): number => {
  if (/^\d*$/.test(token)) return 10;
  if (/^[\da-f]*$/.test(token) || /^[\dA-F]*$/.test(token)) return 16;
  return [/\d/, /[a-z]/, /[A-Z]/, /[-_]/].reduce(
    (size, kind, index) => size + (kind.test(token) ? (sizes[index] ?? 0) : 0),
    0,
  );
};
const sizes = [10, 26, 26, 2];

/** True for a token that repeats one piece. */
const repeats = (token: string): boolean => {
  for (let length = 1; length <= token.length / 2; length += 1) {
    if (
      token ===
      token
        .slice(0, length)
        .repeat(Math.ceil(token.length / length))
        .slice(0, token.length)
    )
      return true;
  }
  return false;
};

/** Counts the characters that equal or follow the one before: `0000`, `abcd`, `9876`. */
const steps = (token: string): number => {
  let count = 0;
  for (let at = 1; at < token.length; at += 1)
    if (Math.abs(token.charCodeAt(at) - token.charCodeAt(at - 1)) <= 1) count += 1;
  return count;
};
