/** Longest texts, in characters, by what they are for. */
export const textLimits = { name: 80, street: 120, notes: 1000, message: 1000, reason: 300 } as const;

// Unicode's Cc and the characters that change the direction of what follows them (embeddings, overrides,
// isolates and marks): they can make a name read as something else, in a page as in a terminal.
const control = /[\p{Cc}\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/gu;
const loneSurrogate = /\p{Cs}/gu;

/** One line: NFC, trimmed, inner white space single, no control or bidi-override characters. */
export const cleanLine = (text: string): string =>
  text
    .normalize("NFC")
    .replaceAll(/[\t\n\r\u0085\u2028\u2029]+/g, " ")
    .replaceAll(control, "")
    .replaceAll(loneSurrogate, "")
    .replaceAll(/\s+/g, " ")
    .trim();

/** Several lines: as `cleanLine`, but line breaks stay (as `\n`), at most two in a row. */
export const cleanText = (text: string): string =>
  text
    .replaceAll(/\r\n?|[\u0085\u2028\u2029]/g, "\n")
    .split("\n")
    .map(cleanLine)
    .join("\n")
    .replaceAll(/\n{3,}/g, "\n\n")
    .trim();
