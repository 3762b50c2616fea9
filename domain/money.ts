/** How many digits a currency has after the point: 2 for USD, 0 for JPY. */
export const fractionDigits = (currency: string): number =>
  new Intl.NumberFormat("en", { style: "currency", currency }).resolvedOptions().maximumFractionDigits ?? 2;

/**
 * Cents from an amount as people and files write it: `600`, `149.50`, `$1,200`. Decimal by decimal, because
 * 19.99 × 100 is not 1999 in binary. Null for what is no amount, is below zero, has more than
 * `digits` decimals, or can be read in two ways: `1.500` is one and a half here and 1,500 in much of Europe.
 */
export const readAmount = (text: string, digits: number): number | null => {
  const plain = text.trim().replace(/^\p{Sc}\s*/u, "");
  const match = /^(\d{1,9}|\d{1,3}(?:,\d{3})+)(?:\.(\d*))?$/.exec(plain);
  if (match === null) return null;
  const [, whole = "", fraction = ""] = match;
  if (fraction.length === 3 && digits !== 3) return null;
  const kept = fraction.replace(/0+$/, "");
  if (kept.length > digits) return null;
  return Number(whole.replaceAll(",", "") + kept.padEnd(digits, "0"));
};
