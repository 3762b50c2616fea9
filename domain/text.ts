/**
 * The text of bytes in UTF-8, without a byte order mark; null for any other bytes. A Latin-1 file must be refused: read
 * leniently, each of its accented letters becomes U+FFFD for good.
 */
export const decodeUtf8 = (bytes: Uint8Array): string | null => {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return null; // the only thing that a fatal decoder throws for
  }
};

/** Longest texts, in characters, by what they are for. */
export const textLimits = { name: 80, street: 120, notes: 1000, message: 1000, reason: 300 } as const;

// Unicode's Cc and the characters that change the direction of what follows them (embeddings, overrides,
// isolates and marks): they can make a name read as something else, in a page as in a terminal.
const control = /[\p{Cc}\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/gu;
const loneSurrogate = /\p{Cs}/gu;

// Everything that shows nothing by itself: spaces, joiners, fillers, variation selectors, marks without a letter.
const invisible = /[\p{Z}\p{C}\p{M}\p{Default_Ignorable_Code_Point}\u2800]/gu;
const isInvisible = (text: string): boolean => text.replaceAll(invisible, "") === "";

/**
 * One line: NFC, trimmed, inner white space single, no control or bidi-override characters. Empty where nothing of it
 * can be seen: a name of U+200B alone looks like no name.
 */
export const cleanLine = (text: string): string => {
  const line = plainLine(text);
  return isInvisible(line) ? "" : line;
};

const plainLine = (text: string): string =>
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
