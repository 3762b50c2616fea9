/** Percents and decimals as people type them. Null for any other text. */

/** Reads `8.25` as 82,500 parts per million. */
export const readPercent = (typed: string, most: number): number | null => {
  const text = typed.trim().replace(/\s*%$/, "").replace(",", ".");
  if (!/^\d{1,3}(?:\.\d{1,4})?$/.test(text)) return null;
  const ppm = Math.round(Number(text) * 10_000);
  return ppm <= most ? ppm : null;
};

export const writePercent = (ppm: number): string => String(ppm / 10_000);

/** Reads a decimal from 0 to 100 with at most three places. */
export const readTons = (typed: string): number | null => {
  const text = typed.trim().replace(",", ".");
  if (!/^\d{1,3}(?:\.\d{1,3})?$/.test(text)) return null;
  return Number(text) <= 100 ? Number(text) : null;
};

/** Reads a list that commas, semicolons or line breaks separate. */
export const readList = (typed: string): string[] =>
  typed
    .split(/[,;\n]+/)
    .map((piece) => piece.trim())
    .filter(Boolean);
