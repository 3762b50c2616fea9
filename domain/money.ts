import { remembered } from "./remembered.ts";

/** Returns the number of decimals of a currency: 2 for USD, 0 for JPY. */
export const fractionDigits = remembered(
  20,
  (currency: string): number =>
    new Intl.NumberFormat("en", { style: "currency", currency }).resolvedOptions().maximumFractionDigits ?? 2,
);

/**
 * Reads an amount as people and files write it (`600`, `149.50`, `$1,200`) and returns cents. It reads digit by digit,
 * because 19.99 × 100 is not 1999 in binary. Returns null for text that is no amount, for an amount below zero or with
 * more than `digits` decimals, and for ambiguous text: `1.500` is one and a half here and 1,500 in much of Europe.
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
