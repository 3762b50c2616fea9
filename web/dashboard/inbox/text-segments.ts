/** How many texts a carrier counts for some words, and the first letter that makes them longer; null without one. */
export interface TextSize {
  segments: number;
  long: string | null;
}

/**
 * Counts the texts that a carrier charges for: 160 letters of its alphabet, or 153 each of several; 70 or 67 with a letter
 * outside it. Letters that the server replaces, such as curly quotes, count as their replacements.
 */
export const segmentsOf = (text: string): TextSize => {
  const letters = Array.from(plain(text));
  const long = letters.find((letter) => !basic.has(letter) && !extended.has(letter)) ?? null;
  if (letters.length === 0) return { segments: 0, long };
  // Outside the alphabet a letter counts by its UTF-16 units, and no letter is split between two texts.
  const sizes = letters.map((letter) => (long === null ? (extended.has(letter) ? 2 : 1) : letter.length));
  const total = sizes.reduce((sum, size) => sum + size, 0);
  const [single, part] = long === null ? [160, 153] : [70, 67];
  return { segments: total <= single ? 1 : partsOf(sizes, part), long };
};

const partsOf = (sizes: number[], most: number): number => {
  let [parts, used] = [1, 0];
  for (const size of sizes) {
    if (used + size > most) [parts, used] = [parts + 1, 0];
    used += size;
  }
  return parts;
};

const plain = (text: string): string =>
  text
    .replaceAll(/[‘’‚‛′`´]/gu, "'")
    .replaceAll(/[“”„‟″«»]/gu, '"')
    .replaceAll(/[‐‑‒–—−]/gu, "-")
    .replaceAll(/[\u00a0\u202f\u2009\u200a]/gu, " ")
    .replaceAll("…", "...")
    .replaceAll(/[áíóúÁÍÓÚ]/gu, (letter) => letter.normalize("NFD").charAt(0));

/** The alphabet of GSM 03.38, without the escape character. */
const basic = new Set(
  "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà",
);
/** Letters that count twice. */
const extended = new Set("\f^{}\\[~]|€");
