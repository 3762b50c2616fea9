import { SegmentedMessage } from "sms-segments-calculator";

/** How much room a text takes. A carrier charges for each segment. */
export interface TextSize {
  /** `GSM-7` has 160 characters in one segment; `UCS-2`, which one letter outside its alphabet forces, has 70. */
  encoding: "GSM-7" | "UCS-2";
  segments: number;
  characters: number;
}

export const sizeOf = (text: string): TextSize => {
  // The library splits letters into graphemes, which takes longer than all else that a message needs.
  if (text.length <= 160 && isPlain.test(text)) return { encoding: "GSM-7", segments: 1, characters: text.length };
  const message = new SegmentedMessage(text);
  return {
    encoding: message.encodingName,
    segments: message.segmentsCount,
    characters: message.numberOfCharacters,
  };
};

/** Only characters that take one place each in the alphabet of GSM-7, and every default text has no others. */
const isPlain = /^[\nA-Za-z0-9 @$!"#%&'()*+,\-./:;<=>?_éñüÑ¿¡]+$/u;

/**
 * Returns a text with the letters that cost a second segment for no gain replaced: curly quotes, dashes, odd spaces, and
 * the four accents that GSM-7 does not have. `é`, `ñ`, `ü`, `¿` and `¡` are in it and stay, and so do all other letters.
 */
export const inCheapLetters = (text: string, { keepAccents = false } = {}): string =>
  Array.from(text, (letter) => (keepAccents && accents.has(letter) ? letter : (cheap.get(letter) ?? letter))).join("");

const accents = new Map(Array.from("áíóúÁÍÓÚ", (letter) => [letter, letter.normalize("NFD").slice(0, 1)]));

const each = (letters: string, plain: string) => Array.from(letters, (letter) => [letter, plain] as const);

const cheap = new Map([
  ...accents,
  ...each("‘’‚‛′`´", "'"),
  ...each("“”„‟″«»", '"'),
  ...each("‐‑‒–—−", "-"),
  ...each("\u00a0\u202f\u2009\u200a", " "),
  ...each("…", "..."),
]);
